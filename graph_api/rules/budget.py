"""How far a walk may go, and what cut it: depth, nodes, edges, time."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum


class TruncationReason(StrEnum):
    """What ended a walk before its end."""

    DEPTH = "DEPTH"
    NODES = "NODES"
    TIME = "TIME"
    EDGES = "EDGES"


@dataclass(frozen=True, slots=True)
class Budget:
    """`max_depth` rounds; an answer of `max_nodes`; `max_edges` held in all, `edges_per_fetch` at once."""

    max_depth: int
    max_nodes: int
    max_edges: int = 250_000
    edges_per_fetch: int = 20_000

    def wider(self, max_nodes: int) -> "Budget":
        """The same budget for more nodes."""
        return replace(self, max_nodes=max_nodes)


class Deadline:
    """A moment after which no further query starts; what is left of it bounds each one."""

    __slots__ = ("_clock", "_end")

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @property
    def remaining(self) -> float:
        """Seconds left; never negative."""
        return max(0.0, self._end - self._clock())

    def share(self, part: float) -> "Deadline":
        """A deadline after a part of the time left."""
        return Deadline(self.remaining * part, self._clock)

    @property
    def passed(self) -> bool:
        """Whether it is over."""
        return self._clock() >= self._end
