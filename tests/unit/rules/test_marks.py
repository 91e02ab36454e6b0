"""Marks: which events set them on which goods, and what lifts them."""

import pytest

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.marks import Bearer, ConditionView
from cypher.records.parties import EntityKind
from graph_api.rules.marks import Mark, MarkKind, marks

UNIT = EntityRef(EntityKind.UNIT, "unit")
ITEM, LOT, PRODUCT = 0, 1, 2
"""Breadths: the event names the unit, its lot, its product."""


def said(
    at: int | tuple[int, int],
    disposition: str | None = None,
    breadth: int = ITEM,
    *,
    step: str | None = None,
    lasting: tuple[str, ...] = (),
    unset: tuple[str, ...] = (),
    places: tuple[str, ...] = ("a",),
    holdings: tuple[str, ...] = (),
) -> ConditionView:
    start, end = (at, at) if isinstance(at, int) else at
    return ConditionView(
        named=("unit", "lot", "product")[breadth],
        breadth=breadth,
        event=f"e{start}",
        at=TimeRange(start, end),
        step=step,
        disposition=disposition,
        set=lasting,
        unset=unset,
        places=frozenset(places),
        holdings=frozenset(holdings),
    )


def position(place: str | None = "a", opened: int = 1, ended: int | None = None) -> Bearer:
    end = None if ended is None else TimeRange(ended, ended)
    return Bearer(UNIT, "h", place, TimeRange(opened, opened), end)


def kinds(bearer: Bearer, *told: ConditionView) -> list[MarkKind]:
    return [mark.kind for mark in marks(bearer, told)]


def test_of_several_events_the_first_that_counts_is_told() -> None:
    told = said(5, "recalled"), said(3, "recalled", LOT), said(4, "recalled", PRODUCT)
    assert marks(position(), told) == (Mark(MarkKind.RECALLED, 3, "e3"),)


@pytest.mark.parametrize(
    ("set_on", "unset_on", "lifted"),
    [(ITEM, ITEM, True), (LOT, ITEM, True), (PRODUCT, LOT, True), (ITEM, LOT, False), (LOT, PRODUCT, False)],
)
def test_a_part_is_freed_of_what_the_whole_bears_and_not_the_other_way_round(
    set_on: int, unset_on: int, lifted: bool
) -> None:
    told = said(3, "recalled", set_on), said(4, None, unset_on, unset=("recalled",))
    assert (not kinds(position(), *told)) is lifted


@pytest.mark.parametrize("when", [2, 3, (3, 9)])
def test_what_is_not_known_to_be_later_lifts_nothing(when: int | tuple[int, int]) -> None:
    assert kinds(position(), said(3, "recalled"), said(when, unset=("recalled",))) == [MarkKind.RECALLED]
    assert kinds(position(), said((1, 4), "damaged"), said(4, "available")) == [MarkKind.DAMAGED]


@pytest.mark.parametrize(
    ("bearer", "borne"),
    [
        (position(), True),
        (position("b"), False),
        (position(None), False),
        (position(opened=6), False),
        (position(ended=4), False),
        (position(ended=5), True),
        (position(opened=5), True),
        (Bearer(UNIT), True),
    ],
)
def test_a_hold_is_of_what_lay_there_then(bearer: Bearer, borne: bool) -> None:
    assert bool(kinds(bearer, said(5, "unavailable"))) is borne
    assert kinds(bearer, said(5, "recalled")) == [MarkKind.RECALLED]


def test_a_hold_without_a_place_is_of_all_that_lay_anywhere_then() -> None:
    assert kinds(position("b"), said(5, "stolen", places=())) == [MarkKind.STOLEN]
    assert kinds(position("b", ended=4), said(5, "stolen", places=())) == []


def test_a_position_that_a_line_is_about_is_meant_wherever_it_is() -> None:
    assert kinds(position(None), said(5, "damaged", holdings=("h",))) == [MarkKind.DAMAGED]


def test_a_hold_of_a_lot_is_no_mark_of_a_serial_but_of_its_position() -> None:
    assert kinds(Bearer(UNIT), said(5, "unavailable", LOT)) == []
    assert kinds(position(), said(5, "unavailable", LOT)) == [MarkKind.HELD]


def test_what_happens_elsewhere_lifts_no_hold() -> None:
    assert kinds(position(), said(3, "damaged"), said(4, "available", places=("b",))) == [MarkKind.DAMAGED]


def test_the_step_holding_is_lifted_by_the_unset_of_any_hold() -> None:
    held = said(3, step="holding")
    assert kinds(position(), held) == [MarkKind.HELD]
    assert kinds(position(), held, said(4, unset=("unavailable",))) == []
    assert kinds(position(), held, said(4, unset=("damaged",))) == [MarkKind.HELD]


def test_what_is_set_again_after_it_was_lifted_counts_from_then() -> None:
    told = said(3, lasting=("expired",)), said(4, unset=("expired",)), said(5, lasting=("expired",))
    assert marks(position(), told) == (Mark(MarkKind.EXPIRED, 5, "e5"),)


def test_other_words_are_no_marks() -> None:
    assert kinds(position(), said(3, "in_progress", step="storing", lasting=("completeness_verified",))) == []


def test_goods_that_may_be_sold_end_a_passing_hold_and_no_recall_or_lasting_one() -> None:
    freed = said(4, "sellable_accessible")
    assert kinds(position(), said(3, "damaged"), freed) == []
    assert kinds(position(), said(3, "recalled"), freed) == [MarkKind.RECALLED]
    assert kinds(position(), said(3, lasting=("damaged",)), freed) == [MarkKind.DAMAGED]
