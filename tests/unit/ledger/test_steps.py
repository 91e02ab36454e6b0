"""The steps of one departure and of one arrival are one movement (ledger.md 9)."""

from dataclasses import replace

import pytest

from cypher.records.events import DocumentRef, EventRecord
from cypher.records.vocabulary import Effect, GapKind
from tests.support.events import appear, day, lot, observe, receive, ship, unit
from tests.unit.ledger.look import look

BORN = appear(lot("L", 100), at=0, biz="A")
SENT = ship(lot("L", 10), at=1, frm="A", to="B")


def came(step: str, quantity: float | None = 10, at: object = 2, **said: object) -> EventRecord:
    return receive(lot("L", quantity), at=at, biz="B", step=step, **said)  # type: ignore[arg-type]


def left(step: str, quantity: float | None = 10, at: object = 1, **said: object) -> EventRecord:
    return ship(lot("L", quantity), at=at, frm="A", step=step, **said)  # type: ignore[arg-type]


def under(event: EventRecord, kind: str, value: str) -> EventRecord:
    """The event with a document of a type; a new content, so a new hash."""
    return replace(event, documents=(DocumentRef(kind, value),))


def test_three_steps_of_an_arrival_are_one_receipt() -> None:
    steps = (came("arriving"), came("receiving", at=2.1), came("accepting", at=4))
    seen = look(BORN, SENT, *steps)
    assert seen.stock == {"L@A": "90", "L@B": "10"}
    assert [seen.lines(step, Effect.SEEN) for step in steps[1:]] == [["L@B"], ["L@B"]]
    assert not seen.gaps


@pytest.mark.parametrize("first", ["shipping", "departing"])
def test_two_steps_of_a_departure_are_one_consignment(first: str) -> None:
    """All that was there left: there is nothing for another departure."""
    second = {"shipping": "departing", "departing": "shipping"}[first]
    seen = look(BORN, left(first, 100), left(second, 100, at=1), came("receiving", 100))
    assert seen.stock == {"L@B": "100"}
    assert not seen.gaps


def test_where_stock_is_left_it_may_be_two() -> None:
    seen = look(BORN, SENT, left("departing", at=1.1, to="B"), came("receiving"))
    assert seen.stock == {"L@A": "90", "L@B": "10"}
    assert seen.gaps == ["MAYBE_TWO L 10 L→B"]


def test_two_receipts_tell_that_it_was_two() -> None:
    """Read as one, the second receipt would have no despatch."""
    first, second = came("receiving", at=2), came("receiving", at=3)
    seen = look(BORN, SENT, left("departing", at=1.1, to="B"), first, second)
    assert seen.stock == {"L@A": "80", "L@B": "20"}
    assert not seen.gaps


@pytest.mark.parametrize(
    "again",
    [
        left("shipping", at=1.1, to="B"),
        left("departing", at=1.1, to="C"),
        left("departing", 11, at=1.1, to="B", docs=("E",)),
    ],
    ids=["same step", "another destination", "another document"],
)
def test_what_another_movement_is(again: EventRecord) -> None:
    seen = look(BORN, left("shipping", to="B", docs=("D",)), again)
    assert seen.lines(again, Effect.IN)
    assert not seen.gaps


def test_another_source_is_another_movement() -> None:
    events = (BORN, appear(lot("L", 50), at=0, biz="C", id="more"))
    sent = (left("shipping", to="B"), ship(lot("L", 10), at=1, frm="C", to="B", id="other"))
    got = (came("arriving", frm="A"), came("receiving", at=2.1, frm="C"))
    seen = look(*events, *sent, *got)
    assert seen.stock == {"L@A": "90", "L@B": "20", "L@C": "40"}
    assert GapKind.MAYBE_TWO not in seen.kinds


def test_parts_join_while_they_fit() -> None:
    parts = (came("receiving", 6, at=2.1), came("receiving", 4, at=3))
    seen = look(BORN, SENT, came("arriving"), *parts)
    assert seen.stock == {"L@A": "90", "L@B": "10"}
    assert all(seen.lines(part, Effect.SEEN) == ["L@B"] for part in parts)
    assert not seen.gaps


def test_parts_come_before_the_whole_too() -> None:
    seen = look(BORN, SENT, came("arriving", 6), came("arriving", 4, at=2.1), came("receiving", 10, at=3))
    assert seen.stock == {"L@A": "90", "L@B": "10"}
    assert not seen.gaps


def test_less_is_a_shortfall_and_is_told() -> None:
    short = came("accepting", 9, at=3)
    seen = look(BORN, SENT, came("receiving"), short)
    assert seen.stock["L@B"] == "10"
    (line,) = (each for each in seen.derived.lines if each.event == short.key)
    assert (line.effect, str(line.quantity)) == (Effect.SEEN, "9")
    assert not seen.gaps


def test_more_than_arrived_is_drawn_as_another_movement() -> None:
    seen = look(
        BORN, ship(lot("L", 15), at=1, frm="A", to="B"), came("arriving"), came("receiving", 15, at=3)
    )
    assert seen.stock == {"L@A": "85", "L@B": "15"}
    assert not seen.gaps


def test_an_invoice_does_not_contradict_a_despatch_advice() -> None:
    sent, arrived = under(SENT, "desadv", "D"), under(came("arriving"), "desadv", "D")
    seen = look(BORN, sent, arrived, under(came("accepting", at=3), "inv", "I"))
    assert seen.stock == {"L@A": "90", "L@B": "10"}
    assert not seen.gaps


def test_a_receipt_under_the_document_of_a_later_step_finds_the_consignment() -> None:
    """It was told under a despatch advice and an invoice, and is received elsewhere under the invoice."""
    sent, gone = under(SENT, "desadv", "D"), under(left("departing", at=1.1, to="B"), "inv", "I")
    got = under(receive(lot("L", 10), at=3, biz="C"), "inv", "I")
    seen = look(BORN, sent, gone, got)
    assert seen.stock == {"L@A": "90", "L@C": "10"}
    assert GapKind.MISSING_DESPATCH not in seen.kinds


def test_a_further_arrival_after_the_last_step_is_another() -> None:
    more = ship(lot("L", 10), at=4, frm="A", to="B", id="more")
    seen = look(BORN, SENT, came("receiving"), more, came("arriving", at=5))
    assert seen.stock == {"L@A": "80", "L@B": "20"}
    assert not seen.gaps


def test_steps_of_a_day_come_in_any_order() -> None:
    steps = (came("accepting", at=day(2)), came("arriving", at=day(2)), came("receiving", at=day(2)))
    seen = look(BORN, ship(lot("L", 10), at=day(2), frm="A", to="B"), *steps)
    assert seen.stock == {"L@A": "90", "L@B": "10"}
    assert not seen.gaps


@pytest.mark.parametrize("step", ["unloading", "inspecting", "storing"])
def test_a_step_that_names_both_ends_is_no_second_movement(step: str) -> None:
    told = observe(lot("L", 10), at=3, frm="A", to="B", biz="B", step=step)
    seen = look(BORN, SENT, came("receiving"), told)
    assert seen.stock == {"L@A": "90", "L@B": "10"}
    assert not seen.gaps


@pytest.mark.parametrize("step", ["picking", "packing", "staging_outbound", "loading"])
def test_what_is_made_ready_is_not_gone(step: str) -> None:
    ready = observe(lot("L", 10), at=0.5, frm="A", to="B", biz="A", step=step)
    seen = look(BORN, ready, SENT, came("receiving"))
    assert seen.stock == {"L@A": "90", "L@B": "10"}
    assert not seen.gaps


def test_without_a_despatch_of_its_own_goods_are_handed_over() -> None:
    seen = look(BORN, observe(lot("L", 10), at=0.5, frm="A", to="B", biz="A", step="picking"))
    assert seen.stock == {"L@A": "90", "L@B": "10"}


def test_a_unit_arrives_in_steps() -> None:
    steps = [receive(unit("U"), at=2 + n, biz="B", step=s) for n, s in enumerate(("arriving", "receiving"))]
    seen = look(appear(unit("U"), at=0, biz="A"), ship(unit("U"), at=1, frm="A", to="B"), *steps)
    assert seen.stock == {"U@B": "1"}
    assert not seen.gaps


def test_steps_without_quantities_are_one_movement() -> None:
    sent = ship(lot("L", None), at=1, frm="A", to="B")
    seen = look(BORN, sent, came("arriving", None), came("receiving", None, at=3))
    assert len([edge for edge in seen.edges if "> L@B" in edge]) == 1
    assert not seen.gaps
