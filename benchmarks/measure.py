"""Clocks of the benchmark: medians, and how much of a time was spent waiting for the engine."""

import statistics
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from cypher.connection import Graph, Row


def median(values: Iterable[float]) -> float:
    """The median; 0 of nothing."""
    listed = list(values)
    return statistics.median(listed) if listed else 0.0


class EngineClock:
    """Counts the reads of a graph and the seconds in which at least one was under way, decoding included."""

    def __init__(self, graph: Graph) -> None:
        self.seconds = 0.0
        self.reads = 0
        self._active = 0
        self._since = 0.0
        self._read = graph.read

    @classmethod
    @contextmanager
    def of(cls, graph: Graph) -> Iterator["EngineClock"]:
        """Clocks the reads of this graph inside the block."""
        clock = cls(graph)
        graph.read = clock._timed  # type: ignore[method-assign]
        try:
            yield clock
        finally:
            graph.read = clock._read  # type: ignore[method-assign]

    async def _timed(self, name: str, *, timeout: float | None = None, **params: object) -> list[Row]:  # noqa: ASYNC109
        self.reads += 1
        with self._under_way():
            return await self._read(name, timeout=timeout, **params)

    @contextmanager
    def _under_way(self) -> Iterator[None]:
        if not self._active:
            self._since = time.perf_counter()
        self._active += 1
        try:
            yield
        finally:
            self._active -= 1
            if not self._active:
                self.seconds += time.perf_counter() - self._since
