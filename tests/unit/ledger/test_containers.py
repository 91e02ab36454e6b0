"""Packing, unpacking, what goes along inside, and containers asked for the impossible (ledger.md 3)."""

from cypher.records.vocabulary import Effect, GapKind, PlaceKind, SpanKind, StockStatus
from tests.support.events import (
    aggregated,
    appear,
    day,
    lot,
    observe,
    pack,
    receive,
    ship,
    transform,
    unit,
    unpack,
    vanish,
)  # fmt: skip
from tests.unit.ledger.look import look

UNIT = appear(unit("U"), at=0, biz="A")
LOT = appear(lot("L", 100), at=0, biz="A")
PACKED = pack("S", unit("U"), lot("L", 60), at=1, biz="A")


def test_packing_passes_the_stated_part_into_the_container() -> None:
    seen = look(UNIT, LOT, PACKED)
    assert seen.edges == ["L@A > L@S 60 RECORDED", "U@A > U@S 1 CONFIRMED"]
    assert seen.stock == {"L@A": "40", "L@S": "60", "S@A": "1", "U@S": "1"}
    assert not seen.gaps, "first seen as a parent, a container opens without a gap"
    assert seen.spans(SpanKind.INSIDE) == ["L@S S@A", "U@S S@A"]
    assert {h.place_kind for h in seen.derived.holdings if h.place == "S"} == {PlaceKind.CONTAINER}


def test_moving_a_container_moves_nothing_else() -> None:
    moved = [ship(unit("S"), at=2, frm="A", to="B"), receive(unit("S"), at=3, biz="B")]
    seen = look(UNIT, LOT, PACKED, *moved)
    assert len(seen.edges) == 4
    back = look(UNIT, LOT, PACKED, *moved, unpack("S", unit("U"), lot("L", 60), at=4, biz="B"))
    assert {"L@S > L@B 60 RECORDED", "U@S > U@B 1 CONFIRMED"} <= set(back.edges)
    assert not back.gaps
    assert back.spans(SpanKind.INSIDE) == ["L@S S@A over", "U@S S@A over"]


def test_delete_without_children_empties_the_container() -> None:
    seen = look(UNIT, LOT, PACKED, unpack("S", at=2, biz="A"))
    assert seen.stock == {"L@A": "100", "S@A": "1", "U@A": "1"}
    told = unpack("S", at=2, biz="B")
    elsewhere = look(UNIT, LOT, PACKED, told)
    assert elsewhere.gaps == ["MISSING_MOVEMENT S 1 S@B"]
    assert "U@B" in elsewhere.lines(told, Effect.IN)


def test_goods_pass_by_inside_a_container_and_beside_it() -> None:
    sent = ship(unit("S"), lot("L", 40), at=2, frm="A", to="B", docs=("D",))
    told = observe(unit("S"), lot("L", 40), at=3, read="R", step="transporting", docs=("D",))
    seen = look(UNIT, LOT, PACKED, sent, told)
    assert seen.lines(told, Effect.SEEN) == ["L@S", "L→B", "S→B"]
    assert not seen.gaps


def test_what_is_seen_while_it_is_unpacked_is_seen_inside_and_out() -> None:
    told, before = observe(unit("U"), at=2, biz="A"), observe(unit("U"), at=1.5, biz="A")
    seen = look(UNIT, LOT, PACKED, before, told, unpack("S", unit("U"), at=2, biz="A"))
    assert seen.lines(told, Effect.SEEN) == ["U@A", "U@S"]
    assert seen.lines(before, Effect.SEEN) == ["U@S"]


def test_a_child_that_was_not_inside() -> None:
    seen = look(UNIT, LOT, PACKED, appear(unit("V"), at=0, biz="A"), unpack("S", unit("V"), at=2, biz="A"))
    assert seen.gaps == ["MISSING_PACK V 1 V@S"]
    assert seen.stock["V@A"] == "1"


def test_a_parent_that_moves_confirms_its_children() -> None:
    told = aggregated("S", unit("U"), at=2, frm="A", to="B", step="departing")
    seen = look(UNIT, LOT, PACKED, told)
    assert seen.lines(told, Effect.SEEN) == ["U@S"]
    assert seen.stock["S→B"] == "1"
    stray = aggregated("S", unit("V"), at=2, frm="A", to="B", step="departing")
    packed = look(UNIT, LOT, PACKED, appear(unit("V"), at=0, biz="A"), stray)
    assert packed.gaps == ["MISSING_PACK V 1 V@S"]
    assert packed.stock["V@S"] == "1"


def test_a_listed_child_of_a_listed_parent_is_only_seen() -> None:
    sent = ship(unit("U"), unit("S"), at=2, frm="A", to="B")
    seen = look(UNIT, LOT, PACKED, sent)
    assert seen.lines(sent, Effect.SEEN) == ["U@S"]
    assert "U→B" not in seen.stock


def test_the_loose_part_of_a_lot_is_meant_where_there_is_one() -> None:
    sent = ship(lot("L", 40), unit("S"), at=2, frm="A", to="B")
    seen = look(UNIT, LOT, PACKED, sent)
    assert seen.stock["L→B"] == "40"
    assert seen.stock["L@S"] == "60"


def test_a_container_as_an_input_gives_what_is_inside() -> None:
    seen = look(UNIT, LOT, PACKED, transform([unit("S")], [lot("M", 5)], at=2, biz="A"))
    assert {"L@S > T 60 RECORDED INPUT", "S@A > T 1 CONFIRMED INPUT", "U@S > T 1 CONFIRMED INPUT"} <= set(
        seen.edges
    )
    assert "L@A" in seen.stock
    assert seen.ended["U@S"] == StockStatus.USED


def test_destroying_a_container_destroys_what_is_inside_however_deep() -> None:
    nested = pack("P", unit("S"), at=2, biz="A")
    gone = vanish(unit("P"), at=3, biz="A", step="destroying")
    seen = look(UNIT, LOT, PACKED, nested, gone)
    assert seen.stock == {"L@A": "40"}
    assert {seen.ended[name] for name in ("P@A", "S@P", "U@S", "L@S")} == {StockStatus.DESTROYED}


def test_contents_do_not_leak_to_one_another() -> None:
    seen = look(UNIT, LOT, PACKED, unpack("S", at=2, biz="A"))
    ends = {(seen.by_key[e.source].item, seen.by_key[e.target].item) for e in seen.derived.edges}
    assert all(source == target for source, target in ends)


def test_a_reused_container_keeps_its_contents_apart_by_time() -> None:
    seen = look(
        UNIT, PACKED_U, unpack("S", at=2, biz="A"), appear(unit("V"), at=3, biz="A"),
        pack("S", unit("V"), at=4, biz="A"), vanish(unit("S"), at=5, biz="A"),
    )  # fmt: skip
    assert seen.stock == {"U@A": "1"}


PACKED_U = pack("S", unit("U"), at=1, biz="A")


def test_nested_containers_stand_where_the_outermost_is() -> None:
    seen = look(
        UNIT, PACKED_U, pack("P", unit("S"), at=2, biz="A"), ship(unit("P"), at=3, frm="A", to="B"),
        receive(unit("P"), at=4, biz="B"), observe(unit("U"), at=5, biz="B", step="inspecting"),
    )  # fmt: skip
    assert not seen.gaps
    assert seen.stock == {"P@B": "1", "S@P": "1", "U@S": "1"}


def test_a_container_inside_itself_is_refused() -> None:
    told = pack("S", unit("S"), at=1, biz="A")
    seen = look(told)
    assert seen.gaps == ["MISSING_PACK S - S@A"]
    assert seen.stock == {"S@A": "1"}


def test_containers_inside_one_another_are_refused() -> None:
    back = pack("P", unit("S"), at=2, biz="A")
    seen = look(pack("S", unit("P"), at=1, biz="A"), back)
    assert GapKind.MISSING_PACK in seen.kinds
    assert seen.lines(back, Effect.SEEN) == ["P@S", "S@A"]


def test_a_vehicle_is_a_container_and_a_place() -> None:
    truck = "urn:suyuan:vehicle:京A12345"
    loaded = pack(truck, unit("U"), at=1, biz="A", step="loading")
    seen = look(UNIT, loaded, observe(unit("U"), at=2, read=truck, step="inspecting"))
    assert not seen.gaps
    assert {h.place_kind for h in seen.derived.holdings if h.place == truck} == {PlaceKind.VEHICLE}


def test_a_container_seen_at_itself_is_somewhere() -> None:
    told = observe(unit("S"), at=2, biz="S", step="inspecting")
    assert look(PACKED_U, told).lines(told, Effect.SEEN) == ["S@A"]


def test_same_day_packing_moving_and_unpacking_are_put_in_order() -> None:
    seen = look(
        appear(unit("U"), at=day(0), biz="A"), unpack("S", unit("U"), at=day(1), biz="B"),
        receive(unit("S"), at=day(1), biz="B"), ship(unit("S"), at=day(1), frm="A", to="B"),
        pack("S", unit("U"), at=day(1), biz="A"), vanish(unit("U"), at=day(1), biz="B"),
    )  # fmt: skip
    assert not seen.gaps
    assert seen.stock == {"S@B": "1"}


def test_a_pallet_of_many_costs_one_edge_a_move() -> None:
    units = [unit(f"U{n}") for n in range(300)]
    moves = [ship(unit("S"), at=2, frm="A", to="B"), receive(unit("S"), at=3, biz="B")]
    seen = look(appear(*units, at=0, biz="A"), pack("S", *units, at=1, biz="A"), *moves)
    assert len(seen.derived.edges) == 300 + 2
