"""What became of goods, by hand: a few holdings and lines each."""

from decimal import Decimal

from cypher.records.events import TimeRange
from cypher.records.views import HoldingView, LineView
from cypher.records.vocabulary import FOREVER, Effect, HoldingKind, ItemKind, PlaceKind, StockStatus
from graph_api.rules.outcomes import Outcome, Reach, outcomes

USED, SAMPLED = StockStatus.USED, StockStatus.SAMPLED
ENDED = TimeRange(9, 9)


def held(
    key: str, balance: int | None, *, ended: TimeRange | None = None, came: int | None = 10
) -> HoldingView:
    return HoldingView(
        key, "i", ItemKind.LOT, HoldingKind.STOCK, None, PlaceKind.UNKNOWN, StockStatus.IN_STOCK,
        TimeRange(0, 0), ended, None if came is None else Decimal(came),
        None if balance is None else Decimal(balance), "KGM",
    )  # fmt: skip


def came(holding: str, quantity: int | None, when: int = 1, unit: str = "KGM") -> LineView:
    known = None if quantity is None else Decimal(quantity)
    return LineView(holding, Effect.IN, known, unit if quantity else None, None, None, None, when, when)


def went(
    holding: str,
    quantity: int | None,
    status: StockStatus | None = None,
    when: tuple[int, int] = (5, 5),
    pool: str | None = None,
) -> LineView:
    known = None if quantity is None else Decimal(quantity)
    among = 2 if pool else None
    return LineView(holding, Effect.OUT, known, "KGM" if quantity else None, status, pool, among, *when)


def told(
    holdings: list[HoldingView],
    lines: list[LineView],
    arrivals: dict[str, int] | None = None,
    as_of: int = FOREVER,
    gathered: frozenset[str] = frozenset(),
) -> list[tuple[str, StockStatus | None, int | None]]:
    """Outcomes as (holdings, status, quantity), in order."""
    by_key = {each.key: each for each in holdings}
    times = dict.fromkeys(by_key) | (arrivals or {})
    found = outcomes(Reach(by_key, times, gathered), lines, as_of)
    return sorted((_shown(each) for each in found), key=lambda each: (each[0], each[1] or ""))


def _shown(outcome: Outcome) -> tuple[str, StockStatus | None, int | None]:
    quantity = None if outcome.quantity is None else int(outcome.quantity)
    return "+".join(outcome.holdings), outcome.status, quantity


def test_what_passed_on_is_no_outcome_of_where_it_was() -> None:
    lines = [came("a", 10), went("a", 4), came("b", 4), went("b", 1, SAMPLED), went("a", 2, USED)]
    assert told([held("a", 4), held("b", 3)], lines) == [
        ("a", None, 4),
        ("a", USED, 2),
        ("b", None, 3),
        ("b", SAMPLED, 1),
    ]


def test_an_ended_holding_has_nothing_left() -> None:
    assert told([held("a", 0, ended=ENDED)], [came("a", 10), went("a", 10)]) == []


def test_what_surely_ended_before_the_goods_came_is_left_out() -> None:
    lines = [came("a", 10), went("a", 3, USED, (4, 5)), went("a", 2, SAMPLED, (3, 4))]
    assert told([held("a", 5)], lines, arrivals={"a": 5}) == [("a", None, 5), ("a", USED, 3)]


def test_as_of_the_past_what_was_to_come_is_left_out() -> None:
    lines = [came("a", 10), went("a", 3, USED, (4, 8)), went("a", 2, USED, (5, 8)), came("a", 9, 6)]
    assert told([held("a", 14)], lines, as_of=4) == [("a", None, 7), ("a", USED, 3)]


def test_a_draw_from_two_together_counts_once() -> None:
    lines = [came("a", 10), came("b", 10), *(went(each, 12, USED, pool="p") for each in "ab")]
    assert told([held("a", None), held("b", None)], lines) == [("a+b", None, 8), ("a+b", USED, 12)]
    half_ended = [held("a", None, ended=ENDED), held("b", None)]
    assert told(half_ended, [*lines, went("a", 8, when=(9, 9))]) == [("a+b", USED, 12), ("b", None, 0)]


def test_of_a_draw_with_another_that_was_not_reached_nothing_is_known() -> None:
    lines = [came("a", 10), went("a", 6, USED, pool="p")]
    assert told([held("a", None)], lines) == [("a", None, None), ("a", USED, None)]
    both = [held("a", None), held("b", None)]
    lines += [came("b", 10), went("b", 6, USED, pool="p")]
    assert told(both, lines, arrivals={"b": 6}) == [("a", USED, None), ("a+b", None, 14)]


def test_draws_that_share_a_holding_join_all_their_holdings() -> None:
    lines = [came(each, 10) for each in "abc"]
    lines += [went(each, 12, pool="p") for each in "ab"] + [went(each, 5, pool="q") for each in "bc"]
    assert told([held(each, None) for each in "abc"], lines) == [("a+b+c", None, 13)]


def test_what_is_not_stated_is_not_known() -> None:
    assert told([held("a", None, came=None)], [came("a", None)]) == [("a", None, None)]
    assert told([held("a", None)], [came("a", 10), went("a", None, USED)]) == [
        ("a", None, None),
        ("a", USED, None),
    ]
    two_units = [came("a", 10), came("b", 10, unit="LTR"), *(went(each, 2, pool="p") for each in "ab")]
    assert told([held("a", None), held("b", None)], two_units) == [("a+b", None, None)]


def test_an_overdraft_takes_nothing_that_was_there() -> None:
    """It ended with all that it had, more was drawn, and then it was received again."""
    lines = [came("a", 10), went("a", 10), went("a", None), came("a", 3, 8)]
    assert told([held("a", 3)], lines) == [("a", None, 3)]


def test_lines_do_not_tell_what_left_through_a_gathering_position() -> None:
    lines = [came("a", 10), came("b", 10), *(went(each, 12, pool="p") for each in "ab")]
    both = [held("a", None), held("b", None)]
    assert told(both, lines, gathered=frozenset("b")) == [("a+b", None, None)]


def test_more_drawn_together_than_came_is_not_known() -> None:
    lines = [came("a", 1), came("b", 1), *(went(each, 12, pool="p") for each in "ab")]
    assert told([held("a", None), held("b", None)], lines) == [("a+b", None, None)]
