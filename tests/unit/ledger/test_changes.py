"""Births, transformations, ends, observations, and what is said twice or in error (ledger.md 3)."""

from dataclasses import replace

import pytest

from cypher.records.vocabulary import Effect, EventType, GapKind, HoldingKind, ItemKind, LineRole, StockStatus
from tests.support.events import (
    appear,
    day,
    event,
    lot,
    observe,
    pack,
    product,
    receive,
    ship,
    transform,
    unit,
    vanish,
    voided,
)  # fmt: skip
from tests.unit.ledger.look import look

BORN = appear(lot("L", 100), at=0, biz="A")


def test_several_receipts_at_one_place_are_one_pool() -> None:
    seen = look(BORN, appear(lot("L", 20), at=1, biz="A"), vanish(lot("L", 30), at=2, biz="A"))
    assert seen.stock == {"L@A": "90"}
    out = transform([lot("L", 1)], [lot("M", 1)], at=3, biz="A")
    assert "L@A > T 1 POOLED INPUT" in look(BORN, appear(lot("L", 20), at=1, biz="A"), out).edges


def test_a_balance_of_exactly_zero_ends_a_generation() -> None:
    seen = look(BORN, vanish(lot("L", 100), at=1, biz="A"), appear(lot("L", 7), at=2, biz="A"))
    stock = [h for h in seen.derived.holdings if h.place == "A"]
    assert sorted((h.balance or 0, h.ended is None) for h in stock) == [(0, False), (7, True)]


def test_a_receipt_that_overlaps_the_ending_draw_opens_it_again() -> None:
    seen = look(BORN, vanish(lot("L", 100), at=day(1), biz="A"), appear(lot("L", 7), at=day(1), biz="A"))
    assert len(seen.derived.holdings) == 1
    assert seen.stock == {"L@A": "7"}


def test_a_position_of_unknown_quantity_stays_open() -> None:
    seen = look(appear(lot("L"), at=0, biz="A"), vanish(lot("L", 5), at=1, biz="A"))
    assert seen.stock == {"L@A": "-"}


def test_an_add_that_repeats_an_output_is_its_commissioning() -> None:
    made = transform([lot("K", 5)], [lot("L", 100)], at=0, biz="A")
    for said in (lot("L", 100), lot("L")):
        add = appear(said, at=1, biz="A")
        seen = look(made, add)
        assert seen.lines(add, Effect.SEEN) == ["L@A"]
        assert seen.stock["L@A"] == "100"
    more = look(made, appear(lot("L", 60), at=1, biz="A"))
    assert more.stock["L@A"] == "160"


def test_a_unit_is_born_once() -> None:
    again = appear(unit("U"), at=2, biz="B")
    seen = look(appear(unit("U"), at=0, biz="A"), again)
    assert seen.kinds == {GapKind.BORN_TWICE}
    assert seen.stock == {"U@A": "1"}


def test_a_number_with_two_origins_is_flagged() -> None:
    seen = look(BORN, appear(lot("L", 5), at=1, biz="C"))
    assert seen.gaps == ["TWO_ORIGINS L - A C"]
    assert not look(appear(lot("L", 5), at=0, biz="A1"), appear(lot("L", 5), at=1, biz="A2")).gaps


def test_a_class_without_a_lot_is_followed_and_says_so() -> None:
    seen = look(appear(product("K", 5), at=0, biz="A"), ship(product("K", 5), at=1, frm="A", to="B"))
    assert seen.gaps == ["NO_LOT K - K@A", "NO_LOT K - K→B"]
    assert {h.item_kind for h in seen.derived.holdings} == {ItemKind.CLASS}


def test_inputs_become_outputs_through_one_vertex() -> None:
    seen = look(BORN, transform([lot("L", 60)], [lot("M", 50), unit("U")], at=1, biz="A"))
    assert seen.edges == [
        "L@A > T 60 RECORDED INPUT",
        "T > M@A 50 RECORDED OUTPUT",
        "T > U@A 1 CONFIRMED OUTPUT",
    ]
    assert seen.stock == {"L@A": "40", "M@A": "50", "U@A": "1"}
    used = look(BORN, transform([lot("L", 100)], [lot("M", 50)], at=1, biz="A"))
    assert used.ended == {"L@A": StockStatus.USED}


def test_one_transformation_id_is_one_vertex_a_site() -> None:
    first = transform([lot("L", 10)], [], at=1, biz="A1", transformation="R")
    second = transform([], [lot("M", 9)], at=2, biz="A2", transformation="R")
    elsewhere = transform([], [lot("N", 9)], at=2, biz="B", transformation="R")
    seen = look(BORN, first, second, elsewhere)
    assert len(seen.derived.transformations) == 2
    made = {e.source for e in seen.derived.edges if e.kind == "OUTPUT" and seen.names[e.target] == "M@A2"}
    used = {e.target for e in seen.derived.edges if e.kind == "INPUT"}
    assert made == used
    assert len(seen.derived.recorded_by) == 3


def test_rework_draws_and_gives_the_same_lot() -> None:
    seen = look(BORN, transform([lot("L", 10)], [lot("L", 8)], at=1, biz="A"))
    assert seen.stock == {"L@A": "98"}


def test_a_unit_can_be_reworked_without_a_second_birth() -> None:
    seen = look(appear(unit("U"), at=0, biz="A"), transform([unit("U")], [unit("U")], at=1, biz="A"))
    assert GapKind.BORN_TWICE not in seen.kinds
    assert seen.stock == {"U@A": "1"}


@pytest.mark.parametrize(
    ("step", "disposition", "status"),
    [
        ("dispensing", None, StockStatus.DISPENSED),
        (None, "dispensed", StockStatus.DISPENSED),
        ("destroying", "destroyed", StockStatus.DESTROYED),
        (None, "destroyed", StockStatus.DESTROYED),
        ("other", "destroyed", StockStatus.USED),
        ("sampling", None, StockStatus.SAMPLED),
        ("decommissioning", "inactive", StockStatus.ENDED),
        (None, "inactive", StockStatus.ENDED),
        ("decommissioning", "destroyed", StockStatus.DESTROYED),
        (None, None, StockStatus.USED),
    ],
)
def test_how_goods_ended(step: str | None, disposition: str | None, status: StockStatus) -> None:
    gone = replace(vanish(lot("L"), at=1, biz="A"), biz_step=step, disposition=disposition)
    seen = look(BORN, gone)
    assert seen.ended == {"L@A": status}


def test_delete_with_a_departing_step_departs() -> None:
    seen = look(BORN, vanish(lot("L", 10), at=1, frm="A", to="B", step="shipping"))
    assert seen.stock == {"L@A": "90", "L→B": "10"}


def test_observe_of_what_is_destroyed_ends_it() -> None:
    seen = look(BORN, observe(lot("L"), at=1, biz="A", disposition="destroyed"))
    assert seen.ended == {"L@A": StockStatus.DESTROYED}


def test_observing_only_sees() -> None:
    for step in ("stock_taking", "inspecting", "urn:example:own", "holding"):
        told = observe(lot("L", 3), at=1, biz="A", step=step)
        seen = look(BORN, told)
        assert seen.stock == {"L@A": "100"}
        assert seen.lines(told, Effect.SEEN) == ["L@A"]


def test_observing_goods_in_transit_keeps_the_passing_place() -> None:
    told = observe(lot("L", 40), at=1.5, read="Z", step="transporting", docs=("D",))
    seen = look(BORN, ship(lot("L", 40), at=1, frm="A", to="B", docs=("D",)), told)
    assert seen.lines(told, Effect.SEEN) == ["L→B"]
    assert {line.place for line in seen.derived.lines if line.event == told.key} == {"Z"}
    assert not seen.gaps


def test_observing_what_ended_there() -> None:
    told = observe(lot("L"), at=5, biz="A", step="inspecting")
    seen = look(BORN, vanish(lot("L", 100), at=1, biz="A"), told)
    assert seen.kinds == {GapKind.SEEN_AFTER_END}
    assert seen.lines(told, Effect.SEEN) == ["L@A"]
    assert not seen.edges


def test_observing_elsewhere_is_an_implied_movement() -> None:
    seen = look(BORN, observe(lot("L", 100), at=5, biz="B", step="inspecting"))
    assert seen.gaps == ["MISSING_MOVEMENT L 100 L@B"]
    assert seen.stock == {"L@B": "100"}


def test_a_unit_seen_elsewhere_has_moved_even_where_it_ended_before() -> None:
    seen = look(
        appear(unit("U"), at=0, biz="A"), ship(unit("U"), at=1, frm="A", to="B"),
        receive(unit("U"), at=2, biz="B"), observe(unit("U"), at=3, biz="A", step="inspecting"),
    )  # fmt: skip
    assert seen.gaps == ["MISSING_MOVEMENT U 1 U@A"]
    assert seen.stock == {"U@A": "1"}


def test_a_void_takes_the_event_out_and_the_corrective_counts() -> None:
    wrong = ship(lot("L", 40), at=1, frm="A", to="B", id="wrong")
    assert look(BORN, wrong, voided(wrong)).stock == {"L@A": "100"}
    right = ship(lot("L", 40), at=1, frm="A", to="B", id="right")
    seen = look(BORN, wrong, voided(wrong, corrective=("right",)), right)
    assert seen.stock == {"L@A": "60", "L→B": "40"}, "the corrective may say the same"
    assert not seen.derived.repeats


def test_two_contents_under_one_id_are_both_kept_and_voided_together() -> None:
    one = appear(lot("L", 1), at=1, biz="A", id="x")
    other = appear(lot("M", 2), at=1, biz="A", id="x")
    both = look(one, other)
    assert both.stock == {"L@A": "1", "M@A": "2"}
    assert [g.kind for g in both.derived.gaps] == [GapKind.SAME_ID] * 2
    assert {g.event for g in both.derived.gaps} == {one.key, other.key}
    gone = look(one, other, voided(one))
    assert not gone.derived.holdings
    assert not gone.derived.gaps


def test_equal_contents_count_once_and_are_linked() -> None:
    one = ship(lot("L", 40), at=1, frm="A", to="B", id="1")
    other = ship(lot("L", 40), at=1, frm="A", to="B", id="2")
    assert one.content_hash == other.content_hash
    seen = look(BORN, one, other)
    assert seen.stock["L@A"] == "60"
    low, high = sorted((one.key, other.key))
    assert seen.derived.repeats == {(high, low)}
    assert look(BORN, one).by_key.keys() == seen.by_key.keys(), "whichever copy came first"


def test_a_voided_copy_leaves_the_other_standing() -> None:
    one = ship(lot("L", 40), at=1, frm="A", to="B", id="1")
    other = ship(lot("L", 40), at=1, frm="A", to="B", id="2")
    seen = look(BORN, one, other, voided(one))
    assert {e.event for e in seen.derived.edges} == {other.key}


def test_lines_of_one_event_do_not_leak() -> None:
    event = ship(lot("L", 40), lot("M", 5), at=1, frm="A", to="B")
    seen = look(BORN, appear(lot("M", 5), at=0, biz="A"), event)
    assert seen.edges == ["L@A > L→B 40 RECORDED", "M@A > M→B 5 RECORDED"]


def test_one_lot_on_two_lines_is_one_consignment() -> None:
    seen = look(BORN, ship(lot("L", 40), lot("L", 5), at=1, frm="A", to="B"))
    assert seen.stock == {"L@A": "55", "L→B": "45"}
    assert len([h for h in seen.derived.holdings if h.kind is HoldingKind.TRANSIT]) == 1


def test_an_aggregation_without_a_parent_only_observes() -> None:
    told = event(EventType.AGGREGATION, None, [(LineRole.CHILD, unit("U"))], {"at": 1, "biz": "A"})
    assert look(appear(unit("U"), at=0, biz="A"), told).stock == {"U@A": "1"}


def test_a_lot_is_seen_by_itself_and_in_containers_at_the_place() -> None:
    """No reading tells which of the two it was."""
    told = observe(lot("L"), at=3, read="A", step="sensor_reporting")
    seen = look(BORN, pack("S", lot("L", 40), at=1, biz="A"), told)
    assert sorted(seen.lines(told, Effect.SEEN)) == ["L@A", "L@S"]
    assert not seen.gaps


def test_a_reading_may_be_of_what_is_under_way_where_it_is_not_known_that_any_is_left() -> None:
    packed, sent = pack("S", lot("L"), at=1, biz="A"), ship(unit("S"), at=2, frm="A", to="B")
    read = observe(lot("L"), at=3, read="A", step="sensor_reporting")
    stored = observe(lot("L"), at=3, biz="A", step="inspecting")
    assert sorted(look(BORN, packed, sent, read).lines(read, Effect.SEEN)) == ["L@A", "L@S"]
    assert look(BORN, packed, sent, stored).lines(stored, Effect.SEEN) == ["L@A"]
    known = pack("S", lot("L", 40), at=1, biz="A")
    assert look(BORN, known, sent, read).lines(read, Effect.SEEN) == ["L@A"]
