"""Property 7 of ledger.md 7: a missing record that arrives takes no reach away from its own pair."""

from collections.abc import Iterator

from cypher.records.custody import Derived, EdgeRecord, HoldingRecord
from cypher.records.events import EventRecord
from cypher.records.vocabulary import Effect, GapKind
from tests.support.reference_arrivals import AGES_AGO, Ways, earliest_arrivals
from tests.support.telling import shown, told

BRIDGES = frozenset(
    {GapKind.MISSING_UNPACK, GapKind.MISSING_RECEIPT, GapKind.MISSING_DESPATCH, GapKind.MISSING_MOVEMENT}
)
Pair = tuple[str, str | None]
"""The holding that goods left, and the place that they went to."""


def reach_survives(before: Derived, after: Derived, added: EventRecord) -> None:
    """What an implied edge reached is still reached, where the added record is of the pair it stood for.

    The record stands for the implied edges of its pair whose event now draws what the record brought:
    between the same places other movements may be missing, which it says nothing of. Held is the reach of
    the pair, from where the goods were to the event that wanted them; what lies behind that event can
    rightly shrink, since the stated quantities may now tell where a stock ended.
    """
    pairs = set(_pairs_of(after, added))
    brought = {n.holding for n in after.lines if n.event == added.key and n.effect is Effect.IN}
    drawing = {n.event for n in after.lines if n.holding in brought and n.effect is Effect.OUT}
    holdings = {holding.key: holding for holding in before.holdings}
    for edge in before.edges:
        if edge.gap in BRIDGES and edge.event in drawing and _pair(holdings, edge) in pairs:
            for line, found in _lost(before, after, edge):
                message = (
                    f"{line} reached {found} over {edge.key[:8]} before the record came\n{told([added])}"
                )
                raise AssertionError(f"{message}\nBEFORE\n{shown(before)}\nAFTER\n{shown(after)}")


def _pair(holdings: dict[str, HoldingRecord], edge: EdgeRecord) -> Pair:
    return edge.source, holdings[edge.target].place


def _pairs_of(after: Derived, added: EventRecord) -> Iterator[Pair]:
    """What the added record says to have gone from where to where."""
    holdings = {holding.key: holding for holding in after.holdings}
    for edge in after.edges:
        if (
            edge.event == added.key
            and edge.gap is None
            and edge.source in holdings
            and edge.target in holdings
        ):
            yield _pair(holdings, edge)


def _lost(before: Derived, after: Derived, edge: EdgeRecord) -> Iterator[tuple[object, object]]:
    """Lines of the event that wanted the goods, which the goods came to and come to no longer."""
    beyond = earliest_arrivals(Ways(before.edges), frozenset({(edge.target, edge.time.latest)}))
    now = earliest_arrivals(Ways(after.edges), frozenset(_starts(before, after, edge.source)))
    read: dict[tuple[str, int], set[str]] = {}
    for line in after.lines:
        read.setdefault((line.event, line.line), set()).add(line.holding)
    for line in before.lines:
        wanted = line.event == edge.event and line.holding in beyond
        if wanted and not read.get((line.event, line.line), set()) & now.keys():
            yield edge.source[:8], (line.event[:8], line.line)


def _starts(before: Derived, after: Derived, holding: str) -> Iterator[tuple[str, int]]:
    """Where the same goods stand in the new graph: the same position, and what its receipts now open."""
    if any(each.key == holding for each in after.holdings):
        yield holding, AGES_AGO
    opened = {(n.event, n.line) for n in before.lines if n.holding == holding and n.effect is not Effect.OUT}
    for line in after.lines:
        if (line.event, line.line) in opened and line.effect is not Effect.OUT:
            yield line.holding, AGES_AGO
