"""What the walk asks of the graph and gets back: whole frontiers as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cypher.records.vocabulary import FOREVER


class Direction(StrEnum):
    """Which way a trace goes: FORWARD 追踪, BACKWARD 溯源, BOTH."""

    FORWARD = "FORWARD"
    BACKWARD = "BACKWARD"
    BOTH = "BOTH"


@dataclass(frozen=True, slots=True)
class View:
    """The two clocks of a question, in microseconds: what had happened, and what was known."""

    as_of: int = FOREVER
    known_at: int = FOREVER - 1


@dataclass(frozen=True, slots=True)
class EdgeColumns:
    """Edges of a whole frontier, one list a column, all of one length, in no particular order.

    `source` and `target` are trace point keys, `kind` the relationship type, `certainty` the number
    of `vocabulary.Certainty`, `quantity` canonical decimal text; absent text is None or empty.
    """

    key: Sequence[str]
    source: Sequence[str]
    target: Sequence[str]
    kind: Sequence[str]
    earliest: Sequence[int]
    latest: Sequence[int]
    certainty: Sequence[int]
    quantity: Sequence[str | None]
    unit: Sequence[str | None]
    gap: Sequence[str | None]
    event: Sequence[str]


@dataclass(frozen=True, slots=True)
class EdgePage:
    """How much of a frontier's edges is asked for: at most `limit`, any of them where `after` is None,
    else those behind `after` in order of (far end, edge key). Order costs as much again as the edges."""

    limit: int
    after: tuple[str, str] | None = None


class KnownPoint(NamedTuple):
    """A trace point that there is: whether it was there at the view, and whether it is a transformation."""

    there: bool
    transforms: bool


class Presence(NamedTuple):
    """A seed ("Label:key"): whether it had a position at the view, and, over all records, when one was first
    known here (record time) and when the first that stands today began; None where none is."""

    seed: str
    there: bool
    known: int | None
    began: int | None


@dataclass(frozen=True, slots=True)
class ItemColumns:
    """Holdings and the items they are of, one list a column; `kind` is `vocabulary.ItemKind`."""

    holding: Sequence[str]
    item: Sequence[str]
    kind: Sequence[str]
