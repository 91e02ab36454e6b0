"""What the ledger derives: holdings, transformations, the edges between them, and the gaps found."""

from dataclasses import dataclass, field
from decimal import Decimal

from cypher.records.events import TimeRange
from cypher.records.vocabulary import (
    Certainty,
    EdgeKind,
    Effect,
    GapKind,
    HoldingKind,
    ItemKind,
    PlaceKind,
    SpanKind,
    StockStatus,
)


@dataclass(frozen=True, slots=True)
class HoldingRecord:
    """One item at one place as one continuous stock position (持有).

    `place` is the key of the site, bin, vehicle, container, party or `geo:` point it is at, None where
    unknown. For TRANSIT it is the intended destination (None if not stated), for SOLD and LOST where
    that happened. `opened` is the range of what opened it, `ended` of what ended it (None while open).
    `received` is the sum of what came in and `balance` what is left, None where not known in one unit.
    """

    key: str
    item: str
    item_kind: ItemKind
    kind: HoldingKind
    place: str | None
    place_kind: PlaceKind
    status: StockStatus
    opened: TimeRange
    ended: TimeRange | None = None
    received: Decimal | None = None
    balance: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class TransformationRecord:
    """Goods that become other goods: one per event, or per `transformationID` and site."""

    key: str
    transformation_id: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class EdgeRecord:
    """CUSTODY, INPUT or OUTPUT between two trace points; `line` is None on edges no line states."""

    key: str
    kind: EdgeKind
    source: str
    target: str
    event: str
    line: int | None
    time: TimeRange
    quantity: Decimal | None
    unit: str | None
    certainty: Certainty
    gap: GapKind | None = None


@dataclass(frozen=True, slots=True)
class LineRecord:
    """How a recorded line was read for one holding; `place` is a passing place, if any.

    `status` tells how goods ended that a line took out and passed to no other holding: USED, DISPENSED,
    DESTROYED, SAMPLED, or ENDED where only their number did. Where several holdings gave a quantity together,
    the line of each tells the whole of it: they have `pool` in common, and are `among` many.
    """

    event: str
    line: int
    holding: str
    effect: Effect
    quantity: Decimal | None = None
    unit: str | None = None
    place: str | None = None
    status: StockStatus | None = None
    pool: str | None = None
    among: int | None = None


@dataclass(frozen=True, slots=True)
class SpanRecord:
    """INSIDE a container's holding, KEPT_BY or OWNED_BY a party, from and (if over) to."""

    kind: SpanKind
    holding: str
    target: str
    start: TimeRange
    end: TimeRange | None = None


PLACE_BREAK = "\n"
"""Between places in one text; no identifier has one."""


@dataclass(frozen=True, slots=True)
class GapRecord:
    """Something missing or contradictory; `amount` in `unit` where it is known.

    Without holding and event it is of the lot as a whole, and counts for every position of it. `places`
    are those that the gap is between.
    """

    key: str
    kind: GapKind
    item: str | None
    holding: str | None
    event: str | None
    at: TimeRange
    amount: Decimal | None = None
    unit: str | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """The graph of a set of events: everything the ledger makes of them, as sets."""

    holdings: frozenset[HoldingRecord] = field(default_factory=frozenset)
    transformations: frozenset[TransformationRecord] = field(default_factory=frozenset)
    edges: frozenset[EdgeRecord] = field(default_factory=frozenset)
    lines: frozenset[LineRecord] = field(default_factory=frozenset)
    spans: frozenset[SpanRecord] = field(default_factory=frozenset)
    gaps: frozenset[GapRecord] = field(default_factory=frozenset)
    recorded_by: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """(transformation key, event key)"""
    repeats: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """(event key, key of the event whose content it repeats)"""
