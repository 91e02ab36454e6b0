"""The rules for missing records, each giving what it holds (ledger.md 4)."""

from decimal import Decimal

from cypher.records.events import EventRecord
from cypher.records.parties import Register
from cypher.records.vocabulary import Certainty, GapKind, HoldingKind
from tests.support.events import (
    appear,
    between,
    lot,
    observe,
    pack,
    receive,
    ship,
    transform,
    unit,
    vanish,
)  # fmt: skip
from tests.unit.ledger.look import REGISTER, look

BORN = appear(lot("L", 100), at=0, biz="A")


def used(amount: float | None = 10, place: str = "B", at: float = 5) -> EventRecord:
    return vanish(lot("L", amount), at=at, biz=place, step="dispensing")


def test_rule_1_the_finest_place_first() -> None:
    seen = look(
        appear(lot("L", 10), at=0, biz="A1", id="1"), appear(lot("L", 10), at=0, biz="A", id="2"),
        vanish(lot("L", 10), at=1, biz="A1"),
    )  # fmt: skip
    assert seen.stock == {"L@A": "10"}


def test_rule_1_a_site_matches_its_bins_and_they_it() -> None:
    assert not look(appear(lot("L", 10), at=0, biz="A1"), vanish(lot("L", 4), at=1, biz="A")).gaps
    assert not look(appear(lot("L", 10), at=0, biz="A"), vanish(lot("L", 4), at=1, biz="A2")).gaps
    other = look(appear(lot("L", 10), at=0, biz="A1"), vanish(lot("L", 4), at=1, biz="A2"))
    assert other.kinds == {GapKind.MISSING_MOVEMENT}


def test_rule_1_bins_by_the_spelling_of_their_keys() -> None:
    site = "https://id.gs1.org/414/6901000000012"
    for place, bin_ in ((site, f"{site}/254/7"), ("urn:suyuan:place:厂:区", "urn:suyuan:place:厂:区:7号仓")):
        seen = look(
            appear(lot("L", 10), at=0, biz=bin_), vanish(lot("L", 4), at=1, biz=place), register=Register()
        )
        assert not seen.gaps


def test_rule_1_what_one_place_lacks_the_next_gives() -> None:
    seen = look(
        appear(lot("L", 10), at=0, biz="A1", id="1"), appear(lot("L", 10), at=0, biz="A", id="2"),
        vanish(lot("L", 15), at=1, biz="A1"),
    )  # fmt: skip
    assert seen.stock == {"L@A": "5"}
    assert not seen.gaps


def test_rule_1_no_place_matches_any() -> None:
    assert look(BORN, vanish(lot("L", 4), at=1)).stock == {"L@A": "96"}
    nowhere = look(appear(lot("L", 9), at=0), vanish(lot("L", 4), at=1, biz="A"))
    assert nowhere.stock == {"L@": "5"}


def test_a_geo_point_matches_only_itself() -> None:
    seen = look(appear(lot("L", 9), at=0, biz="geo:1,2"), vanish(lot("L", 4), at=1, biz="geo:1,3"))
    assert seen.kinds == {GapKind.MISSING_MOVEMENT}
    assert not look(appear(lot("L", 9), at=0, biz="geo:1,2"), vanish(lot("L", 4), at=1, biz="geo:1,2")).gaps


def test_rule_2_inside_a_container_at_the_place() -> None:
    seen = look(BORN, pack("S", lot("L", 100), at=1, biz="A"), used(10, "A"))
    assert seen.gaps == ["MISSING_UNPACK L 10 L@A"]
    assert "L@S > L@A 10 DECLARED MISSING_UNPACK" in seen.edges
    assert seen.stock["L@S"] == "90"


def test_rule_2_inside_a_container_on_its_way_to_the_place() -> None:
    seen = look(
        appear(unit("U"), at=0, biz="A"), pack("S", unit("U"), at=1, biz="A"),
        ship(unit("S"), at=2, frm="A", to="B"), vanish(unit("U"), at=3, biz="B"),
    )  # fmt: skip
    assert seen.gaps == ["MISSING_UNPACK U 1 U@B"]


def test_rule_3_a_consignment_to_the_place() -> None:
    seen = look(BORN, ship(lot("L", 40), at=1, frm="A", to="B"), used())
    assert seen.gaps == ["MISSING_RECEIPT L 10 L@B"]
    assert "L→B > L@B 10 DECLARED MISSING_RECEIPT" in seen.edges
    for sent in (ship(lot("L", 40), at=1, frm="A", to_party="PB"), ship(lot("L", 40), at=1, frm="A")):
        assert look(BORN, sent, used()).kinds == {GapKind.MISSING_RECEIPT}


def test_rule_4_open_positions_elsewhere_all_of_them() -> None:
    one = look(BORN, used())
    assert one.gaps == ["MISSING_MOVEMENT L 10 L@B"]
    assert one.edges == ["L@A > L@B 10 DECLARED MISSING_MOVEMENT"]
    two = look(BORN, appear(lot("L", 50), at=0, biz="C"), used())
    assert "L@A > L@B - POOLED MISSING_MOVEMENT" in two.edges
    assert "L@C > L@B - POOLED MISSING_MOVEMENT" in two.edges


def test_rule_4_spans_from_the_last_record_there_to_the_event() -> None:
    seen = look(BORN, observe(lot("L"), at=3, biz="A"), used(at=5))
    (edge,) = (e for e in seen.derived.edges if e.gap)
    times = sorted(e.time.earliest for e in (BORN, observe(at=3), observe(at=5)))
    assert (edge.time.earliest, edge.time.latest) == (times[1], times[2])


def test_rule_5_more_than_was_there_is_reported_not_refused() -> None:
    seen = look(BORN, vanish(lot("L", 124), at=1, biz="A", step="dispensing"))
    assert seen.gaps == ["OVERDRAWN L 24 L@A"]


def test_rule_5_from_the_latest_that_ended_at_the_place() -> None:
    gone = vanish(lot("L", 100), at=1, biz="A")
    made = transform([lot("L", 5)], [lot("M", 5)], at=2, biz="A")
    seen = look(BORN, gone, made)
    assert seen.gaps == ["OVERDRAWN L 5 L@A"]
    assert "L@A > T - DECLARED OVERDRAWN INPUT" in seen.edges


def test_rule_5_else_from_all_that_ended_elsewhere() -> None:
    seen = look(BORN, vanish(lot("L", 100), at=1, biz="A"), used(7, "B"))
    assert seen.gaps == ["OVERDRAWN L 7 L@B"]
    assert seen.edges == ["L@A > L@B - DECLARED OVERDRAWN"]


def test_rule_6_what_is_born_only_later() -> None:
    seen = look(appear(lot("L", 100), at=9, biz="A"), used())
    assert seen.gaps == ["TIME_CONTRADICTION L 10 L@B"]
    assert seen.edges == ["L@A > L@B 10 DECLARED TIME_CONTRADICTION"]
    assert seen.stock == {"L@A": "90"}


def test_rule_7_unknown_origin_keeps_an_open_stock() -> None:
    seen = look(used(), used(3, at=6))
    assert seen.gaps == ["UNKNOWN_ORIGIN L 10 L@B"]
    assert seen.stock == {"L@B": "-"}


def test_what_one_rule_lacks_the_next_gives() -> None:
    seen = look(BORN, ship(lot("L", 4), at=1, frm="A", to="B"), used(10))
    assert seen.gaps == ["MISSING_MOVEMENT L 6 L@B", "MISSING_RECEIPT L 4 L@B"]
    assert seen.stock == {"L@A": "90"}


def test_without_quantities_the_first_rule_that_gives_any() -> None:
    seen = look(BORN, ship(lot("L", 4), at=1, frm="A", to="B"), vanish(lot("L"), at=5, biz="B"))
    assert seen.kinds == {GapKind.MISSING_RECEIPT}


def test_a_remainder_within_the_tolerance_goes_no_further() -> None:
    other = appear(lot("L", 50), at=0, biz="C")
    seen = look(BORN, other, vanish(lot("L", "100.4"), at=1, biz="A"))
    assert seen.gaps == ["OVERDRAWN L 0.4 L@A", "TWO_ORIGINS L - A C"]
    assert seen.stock == {"L@C": "50"}
    pieces = look(
        appear(lot("L", 1000, None), at=0, biz="A"), appear(lot("L", 5, None), at=0, biz="C"),
        vanish(lot("L", 1001, "H87"), at=1, biz="A"),
    )  # fmt: skip
    assert pieces.kinds >= {GapKind.MISSING_MOVEMENT}, "counted goods have no tolerance"


def test_a_declared_tolerance_counts() -> None:
    wide = Register(products={"L": "G"}, tolerances={"G": Decimal("0.1")}, operators=REGISTER.operators)
    seen = look(
        BORN, appear(lot("L", 50), at=0, biz="C"), vanish(lot("L", 108), at=1, biz="A"), register=wide
    )
    assert seen.gaps == ["OVERDRAWN L 8 L@A", "TWO_ORIGINS L - A C"]


def test_an_arrival_without_despatch_comes_from_the_stated_source() -> None:
    other = appear(lot("L", 50), at=0, biz="C")
    seen = look(BORN, other, receive(lot("L", 10), at=1, biz="B", frm="C"))
    assert seen.gaps == ["MISSING_DESPATCH L 10 L@B", "TWO_ORIGINS L - A C"]
    assert seen.edges == ["L@C > L@B 10 DECLARED MISSING_DESPATCH"]


def test_an_arrival_without_despatch_nor_source_comes_from_elsewhere() -> None:
    seen = look(BORN, receive(lot("L", 10), at=1, biz="B"))
    assert seen.edges == ["L@A > L@B 10 DECLARED MISSING_DESPATCH"]
    assert seen.stock == {"L@A": "90", "L@B": "10"}


def test_an_arrival_of_what_nothing_speaks_of_has_an_unknown_origin_and_its_quantity() -> None:
    first = receive(lot("L", 10), at=1, biz="B")
    assert look(first).gaps == ["UNKNOWN_ORIGIN L 10 L@B"]
    assert look(first).stock == {"L@B": "10"}
    more = look(first, receive(lot("L", 5), at=2, biz="B"))
    assert more.gaps == ["MISSING_DESPATCH L 5 L@B", "UNKNOWN_ORIGIN L 10 L@B"]
    assert more.stock == {"L@B": "15"}


def test_the_missing_record_closes_the_implied_edge() -> None:
    sent = ship(lot("L", 10), at=1, frm="A", to="B")
    without = look(BORN, receive(lot("L", 10), at=2, biz="B"))
    complete = look(BORN, sent, receive(lot("L", 10), at=2, biz="B"))
    assert without.kinds == {GapKind.MISSING_DESPATCH}
    assert not complete.gaps
    assert not {e.key for e in without.derived.edges} & {e.key for e in complete.derived.edges}


def test_many_candidates_flow_through_one_gathering_position() -> None:
    births = [appear(lot("L", 10), at=0, biz=f"S{n}", id=str(n)) for n in range(20)]
    draws = [vanish(lot("L", 5), at=1 + n, biz="Z", id=f"v{n}") for n in range(10)]
    seen = look(*births, *draws)
    gathered = [h for h in seen.derived.holdings if h.kind is HoldingKind.GATHERING]
    assert len(gathered) == 1
    into = [e for e in seen.derived.edges if e.target == gathered[0].key and seen.names[e.source] != "L@Z"]
    assert len(into) == 20
    assert all(e.quantity is None and e.certainty is Certainty.POOLED for e in into)
    assert len(seen.derived.edges) <= 20 + 2 * 10 + 1
    all_drawn = look(*births, vanish(lot("L", 200), at=1, biz="Z"))
    assert set(all_drawn.stock) == {"L*"}, "a group that comes to zero ends with all its members"


def test_a_vague_date_never_excludes() -> None:
    seen = look(appear(lot("L", 10), at=20, biz="A"), vanish(lot("L", 10), at=between(0, 30), biz="A"))
    assert not seen.gaps


def test_units_of_measure_never_mix() -> None:
    seen = look(BORN, appear(lot("L", 5, "LTR"), at=0, biz="A"), vanish(lot("L", 105), at=1, biz="A"))
    assert seen.stock == {"L@A": "-"}, "neither ended nor counted"
