"""The difference of two derived graphs, laid over the first, gives the second and closes nothing twice."""

from dataclasses import fields, replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cypher.records.custody import Derived, EdgeRecord, HoldingRecord
from cypher.records.events import TimeRange
from cypher.records.vocabulary import Certainty, EdgeKind, HoldingKind, ItemKind, PlaceKind, StockStatus
from loaders.ledger.difference import NOTHING, difference

_AT = TimeRange(1, 1)


def _holding(key: str, balance: int) -> HoldingRecord:
    return HoldingRecord(
        key, "L", ItemKind.LOT, HoldingKind.STOCK, "P", PlaceKind.SITE, StockStatus.IN_STOCK, _AT,
        balance=Decimal(balance),
    )  # fmt: skip


def _edge(key: str, certainty: Certainty) -> EdgeRecord:
    return EdgeRecord(key, EdgeKind.CUSTODY, "a", "b", "e", 0, _AT, None, None, certainty)


@st.composite
def _derived(draw: st.DrawFn) -> Derived:
    """At most one row a key, as the ledger gives them."""
    states = draw(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 2)))
    edges = draw(st.dictionaries(st.sampled_from("vwxyz"), st.sampled_from(Certainty)))
    repeats = draw(st.frozensets(st.tuples(st.sampled_from("ef"), st.sampled_from("gh"))))
    return Derived(
        holdings=frozenset(_holding(key, state) for key, state in states.items()),
        edges=frozenset(_edge(key, certainty) for key, certainty in edges.items()),
        repeats=repeats,
    )


@given(_derived(), _derived())
def test_laid_over_the_old_it_gives_the_new(old: Derived, new: Derived) -> None:
    step = difference(old, new)
    restated = {holding.key for holding in step.restated}
    held = {holding for holding in old.holdings - step.closed.holdings if holding.key not in restated}
    assert held | step.opened.holdings | step.restated == new.holdings
    for each in fields(Derived):
        if each.name != "holdings":
            before, after = getattr(old, each.name), getattr(new, each.name)
            closed, opened = getattr(step.closed, each.name), getattr(step.opened, each.name)
            assert closed <= before
            assert not opened & before
            assert (before - closed) | opened == after


@given(_derived())
def test_equal_graphs_have_no_difference(derived: Derived) -> None:
    assert difference(derived, replace(derived)) == NOTHING


def test_a_changed_holding_is_restated_and_a_changed_edge_closed_and_opened() -> None:
    old = Derived(frozenset({_holding("a", 1)}), edges=frozenset({_edge("x", Certainty.DECLARED)}))
    new = Derived(frozenset({_holding("a", 0)}), edges=frozenset({_edge("x", Certainty.RECORDED)}))
    step = difference(old, new)
    assert step.restated == new.holdings
    assert not step.closed.holdings
    assert not step.opened.holdings
    assert (step.closed.edges, step.opened.edges) == (old.edges, new.edges)
