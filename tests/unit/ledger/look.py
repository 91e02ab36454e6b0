"""A derived graph in short words: `L@A > L→B 10 RECORDED` is an edge from stock to a consignment."""

from collections.abc import Iterable
from decimal import Decimal

from cypher.records.custody import Derived, HoldingRecord
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from cypher.records.vocabulary import EdgeKind, Effect, GapKind, HoldingKind, SpanKind
from loaders.ledger.derive import derive

REGISTER = Register(
    operators={"A": "PA", "B": "PB", "C": "PB"},
    parents={"A1": "A", "A2": "A"},
)
_SIGNS = {
    HoldingKind.STOCK: "@",
    HoldingKind.TRANSIT: "→",
    HoldingKind.SOLD: "$",
    HoldingKind.LOST: "?",
    HoldingKind.GATHERING: "*",
}


def name(holding: HoldingRecord) -> str:
    return f"{holding.item}{_SIGNS[holding.kind]}{holding.place or ''}"


class Look:
    """What the ledger made of some events."""

    def __init__(self, events: Iterable[EventRecord], register: Register = REGISTER) -> None:
        self.derived: Derived = derive(events, register)
        self.by_key = {holding.key: holding for holding in self.derived.holdings}
        self.names = {key: name(holding) for key, holding in self.by_key.items()}
        self.names |= {made.key: "T" for made in self.derived.transformations}

    @property
    def edges(self) -> list[str]:
        return sorted(
            f"{self.names[e.source]} > {self.names[e.target]} {_text(e.quantity)} {e.certainty.name}"
            + (f" {e.gap}" if e.gap else "")
            + ("" if e.kind is EdgeKind.CUSTODY else f" {e.kind}")
            for e in self.derived.edges
        )

    @property
    def gaps(self) -> list[str]:
        return sorted(
            f"{gap.kind} {gap.item} {_text(gap.amount)}"
            + (f" {self.names[gap.holding]}" if gap.holding else "")
            + "".join(f" {place}" for place in gap.places)
            for gap in self.derived.gaps
        )

    @property
    def kinds(self) -> set[GapKind]:
        return {gap.kind for gap in self.derived.gaps}

    @property
    def stock(self) -> dict[str, str]:
        """Open positions with their balances."""
        return {name(h): _text(h.balance) for h in self.derived.holdings if h.ended is None}

    @property
    def ended(self) -> dict[str, str]:
        return {name(h): h.status for h in self.derived.holdings if h.ended is not None}

    def lines(self, event: EventRecord, effect: Effect) -> list[str]:
        """Holdings that an event's lines came to with this effect."""
        found = (n for n in self.derived.lines if n.event == event.key and n.effect is effect)
        return sorted(self.names[line.holding] for line in found)

    def spans(self, kind: SpanKind) -> list[str]:
        return sorted(
            f"{self.names[s.holding]} {self.names.get(s.target, s.target)}{'' if s.end is None else ' over'}"
            for s in self.derived.spans
            if s.kind is kind
        )


def look(*events: EventRecord, register: Register = REGISTER) -> Look:
    return Look(events, register)


def _text(quantity: Decimal | None) -> str:
    return "-" if quantity is None else format(quantity.normalize(), "f")
