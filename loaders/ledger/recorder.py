"""Collects what the ledger derives: one edge and one line effect a pair, quantities added up."""

from dataclasses import dataclass, replace
from decimal import Decimal

from cypher.records.custody import EdgeRecord, GapRecord, LineRecord
from cypher.records.events import EventLine, EventRecord, TimeRange
from cypher.records.vocabulary import Certainty, EdgeKind, Effect, GapKind, ItemKind, StockStatus
from loaders.ledger.keys import edge_key, gap_key
from loaders.ledger.positions import Part

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Cause:
    """A recorded line of an event, as the reason of whatever it makes; a unit is one piece."""

    event: EventRecord
    line: EventLine

    @property
    def time(self) -> TimeRange:
        return self.event.time

    @property
    def item(self) -> str:
        return self.line.item

    @property
    def amount(self) -> Decimal | None:
        return ONE if self.line.kind is ItemKind.UNIT else self.line.quantity

    @property
    def unit(self) -> str | None:
        """Rec 20 unit; None for pieces, however they were stated."""
        pieces = self.line.kind is ItemKind.UNIT or self.line.unit == "H87"
        return None if pieces else self.line.unit

    def content(self, item: str, kind: ItemKind, amount: tuple[Decimal | None, str | None]) -> "Cause":
        """The same line, as it speaks of something inside its item."""
        inner = replace(self.line, item=item, kind=kind, quantity=amount[0], unit=amount[1])
        return Cause(self.event, inner)

    def opener(self) -> str:
        """What of the event opens a holding: role and line."""
        return f"{self.line.role}:{self.line.number}"


@dataclass(frozen=True, slots=True)
class Terms:
    """How sure an edge is and what flows over it; `time` where it is not the event's own."""

    quantity: Decimal | None
    certainty: Certainty
    gap: GapKind | None = None
    time: TimeRange | None = None
    unit: str | None = None


class Recorder:
    """Edges, lines and gaps of one derivation, by key."""

    def __init__(self) -> None:
        self.edges: dict[str, EdgeRecord] = {}
        self.gaps: dict[str, GapRecord] = {}
        self.lines: dict[tuple[object, ...], LineRecord] = {}
        self.devices: frozenset[str] = frozenset()
        """items of which nothing is missing, since they are no goods"""

    def add(self, other: "Recorder") -> None:
        """With what was recorded of other items."""
        self.edges |= other.edges
        self.gaps |= other.gaps
        self.lines |= other.lines

    def edge(self, kind: EdgeKind, ends: tuple[str, str], cause: Cause, terms: Terms) -> None:
        """An edge that this line makes; said again, its quantities add up and the weaker certainty counts."""
        gap = None if cause.item in self.devices else terms.gap
        line = (cause.line.number, gap)
        key = edge_key(kind, *ends, cause.event.content_hash, line)
        quantity, certainty, time = terms.quantity, terms.certainty, terms.time or cause.time
        before = self.edges.get(key)
        if before is not None:
            both = quantity is not None and before.quantity is not None and before.unit == terms.unit
            quantity = before.quantity + quantity if both else None  # type: ignore[operator]
            certainty = min(certainty, before.certainty)
            time = spanning(time, before.time)
        unit = terms.unit if quantity is not None else None
        self.edges[key] = EdgeRecord(
            key, kind, *ends, cause.event.key, cause.line.number, time, quantity, unit, certainty, gap
        )

    def line(
        self,
        cause: Cause,
        holding: str,
        effect: Effect,
        quantity: Decimal | None = None,
        place: str | None = None,
    ) -> None:
        """What this line did to a holding; what it did twice is added up."""
        self._add(
            LineRecord(cause.event.key, cause.line.number, holding, effect, quantity, cause.unit, place)
        )

    def drawn(self, cause: Cause, part: Part, status: StockStatus | None = None) -> None:
        """What this line took out of a position, and how that ended (None: it passes on)."""
        pool, among = (part.pool.key, part.pool.among) if part.pool is not None else (None, None)
        line = (cause.event.key, cause.line.number, part.position.key, Effect.OUT)
        self._add(LineRecord(*line, part.told, cause.unit, None, status, pool, among))

    def _add(self, line: LineRecord) -> None:
        key = (line.event, line.line, line.holding, line.effect, line.status, line.pool)
        before, quantity = self.lines.get(key), line.quantity
        if before is not None and before.quantity is not None:
            quantity = before.quantity + (quantity or 0)
        self.lines[key] = replace(line, quantity=quantity, unit=None if quantity is None else line.unit)

    def gap(self, kind: GapKind, cause: Cause, holding: str | None, amount: Decimal | None = None) -> None:
        if cause.item in self.devices:
            return
        unit = cause.unit if amount is not None else None
        self.event_gap(GapRecord("", kind, cause.item, holding, cause.event.key, cause.time, amount, unit))

    def event_gap(self, gap: GapRecord) -> None:
        """A gap that no line of its own causes; its key is filled in."""
        key = gap_key(gap)
        self.gaps[key] = replace(gap, key=key)


def spanning(one: TimeRange, other: TimeRange) -> TimeRange:
    """From the earlier beginning to the later end."""
    return TimeRange(min(one.earliest, other.earliest), max(one.latest, other.latest))
