"""What a line wants, and what a draw comes to."""

from dataclasses import dataclass, replace
from decimal import Decimal

from cypher.records.vocabulary import Certainty, GapKind, ItemKind, StockStatus
from loaders.ledger.places import Place
from loaders.ledger.positions import Part, Position
from loaders.ledger.recorder import Cause


@dataclass(frozen=True, slots=True)
class Want:
    """Goods wanted by a line at a place; `left` is what is still wanting (None: stated nowhere).

    `all_of_it` empties what is found. `arriving` goods are looked for everywhere but at the place itself.
    `missing` is the gap of goods found elsewhere.
    """

    cause: Cause
    place: Place
    left: Decimal | None
    status: StockStatus | None = None
    all_of_it: bool = False
    arriving: bool = False
    missing: GapKind = GapKind.MISSING_MOVEMENT

    @property
    def item(self) -> tuple[str, ItemKind]:
        return self.cause.item, self.cause.line.kind

    def less(self, given: Decimal | None) -> "Want":
        """What is wanting after so much was given; an unknown part satisfies."""
        rest = None if self.left is None or given is None else max(self.left - given, Decimal(0))
        return replace(self, left=rest)


@dataclass(frozen=True, slots=True)
class Portion:
    """Goods drawn from a position at the place, ready to pass on."""

    position: Position
    quantity: Decimal | None
    certainty: Certainty
    gap: GapKind | None = None


@dataclass(slots=True)
class Drawn:
    """What a draw came to."""

    portions: list[Portion]
    want: Want
    given: bool = False

    @property
    def done(self) -> bool:
        return self.given and (self.want.left is None or self.want.left <= 0)


def how_sure(part: Part) -> Certainty:
    """Unit identity confirms; several receipts or candidates are a pool (ledger.md 5)."""
    if part.position.item_kind is ItemKind.UNIT:
        return Certainty.CONFIRMED
    return Certainty.POOLED if part.pooled or part.position.receipts > 1 else Certainty.RECORDED
