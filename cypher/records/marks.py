"""What events say of the condition of goods, as it is read for marks."""

from dataclasses import dataclass
from typing import NamedTuple

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange


class Bearer(NamedTuple):
    """Goods that may bear marks: an item, or one position of it (`holding` is its key)."""

    item: EntityRef
    holding: str | None = None
    place: str | None = None
    opened: TimeRange | None = None
    ended: TimeRange | None = None


@dataclass(frozen=True, slots=True)
class ConditionView:
    """An event that speaks of the condition of `named`, an item, its lot or its product.

    `breadth` tells which of these: 0 the item itself, 1 its lot, 2 its product. `places` are where it
    happened, `holdings` the positions that its lines are about.
    """

    named: str
    breadth: int
    event: str
    at: TimeRange
    step: str | None
    disposition: str | None
    set: tuple[str, ...]
    unset: tuple[str, ...]
    places: frozenset[str]
    holdings: frozenset[str]
