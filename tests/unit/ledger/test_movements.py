"""Despatch, receipt, calling off, sale, loss and handing over (ledger.md 3)."""

import pytest

from cypher.records.events import EventRecord
from cypher.records.vocabulary import Action, Effect, GapKind, StockStatus
from tests.support.events import (
    appear,
    day,
    lot,
    observe,
    receive,
    sell,
    ship,
    transact,
    unit,
    vanish,
)  # fmt: skip
from tests.unit.ledger.look import look

BORN = appear(lot("L", 100), at=0, biz="A")


def test_a_despatch_opens_a_consignment_that_the_receipt_draws() -> None:
    seen = look(BORN, ship(lot("L", 40), at=1, frm="A", to="B"), receive(lot("L", 40), at=2, biz="B"))
    assert seen.edges == ["L@A > L→B 40 RECORDED", "L→B > L@B 40 RECORDED"]
    assert seen.stock == {"L@A": "60", "L@B": "40"}
    assert not seen.gaps


def test_document_and_quantity_agreed_confirm_a_receipt() -> None:
    sent = ship(lot("L", 40), at=1, frm="A", to="B", docs=("D",))
    assert (
        "L→B > L@B 40 CONFIRMED" in look(BORN, sent, receive(lot("L", 40), at=2, biz="B", docs=("D",))).edges
    )
    short = look(BORN, sent, receive(lot("L", 39), at=2, biz="B", docs=("D",)))
    assert "L→B > L@B 39 RECORDED" in short.edges
    assert short.stock["L→B"] == "1"


def test_a_unit_is_confirmed_by_its_identity() -> None:
    seen = look(
        appear(unit("U"), at=0, biz="A"),
        ship(unit("U"), at=1, frm="A", to="B"),
        receive(unit("U"), at=2, biz="B"),
    )
    assert seen.edges == ["U@A > U→B 1 CONFIRMED", "U→B > U@B 1 CONFIRMED"]
    assert seen.stock == {"U@B": "1"}


def test_an_open_consignment_waits_for_its_receiver() -> None:
    seen = look(BORN, ship(lot("L", 40), at=1, frm="A", to="B"))
    assert seen.stock == {"L@A": "60", "L→B": "40"}
    assert not seen.gaps


def test_a_second_report_of_a_despatch_is_only_seen() -> None:
    again = ship(lot("L", 40), at=1.5, frm="A", docs=("D",), step="departing")
    seen = look(BORN, ship(lot("L", 40), at=1, frm="A", to="B", docs=("D",)), again)
    assert seen.lines(again, Effect.SEEN) == ["L→B"]
    assert seen.stock == {"L@A": "60", "L→B": "40"}


def test_a_further_despatch_of_a_lot_without_the_document_counts() -> None:
    seen = look(BORN, ship(lot("L", 40), at=1, frm="A", to="B"), ship(lot("L", 40), at=1.5, frm="A", to="B"))
    assert seen.stock["L@A"] == "20"


def test_a_second_report_of_an_arrival_is_only_seen() -> None:
    sent = ship(lot("L", 40), at=1, frm="A", to="B", docs=("D",))
    first = receive(lot("L", 40), at=2, biz="B", docs=("D",), step="arriving")
    again = receive(lot("L", 40), at=3, biz="B", docs=("D",))
    seen = look(BORN, sent, first, again)
    assert seen.lines(again, Effect.SEEN) == ["L@B"]
    assert seen.stock["L@B"] == "40"
    assert not seen.gaps


def test_a_unit_that_is_already_there_arrives_once() -> None:
    again = receive(unit("U"), at=3, biz="B")
    seen = look(
        appear(unit("U"), at=0, biz="A"),
        ship(unit("U"), at=1, frm="A", to="B"),
        receive(unit("U"), at=2, biz="B"),
        again,
    )
    assert seen.lines(again, Effect.SEEN) == ["U@B"]


def test_goods_received_in_two_parts() -> None:
    seen = look(
        BORN,
        ship(lot("L", 40), at=1, frm="A", to="B", docs=("D",)),
        receive(lot("L", 25), at=2, biz="B", docs=("D",)),
        receive(lot("L", 15), at=3, biz="B", docs=("D",)),
    )
    assert seen.stock == {"L@A": "60", "L@B": "40"}
    assert not seen.gaps


def test_a_called_off_despatch_passes_back() -> None:
    seen = look(
        BORN, ship(lot("L", 40), at=1, frm="A", to="B", docs=("D",)),
        observe(lot("L", 40), at=2, biz="A", step="void_shipping", docs=("D",)),
    )  # fmt: skip
    assert "L→B > L@A 40 RECORDED" in seen.edges or "L→B > L@A 40 CONFIRMED" in seen.edges
    assert seen.stock == {"L@A": "100"}


def test_what_is_sold_is_with_consumers_and_can_come_back() -> None:
    sold = sell(lot("L", 30), at=1, biz="A")
    seen = look(BORN, sold, receive(lot("L", 5), at=2, biz="A", disposition="returned"))
    assert seen.stock == {"L@A": "75", "L$A": "25"}
    assert "L$A > L@A 5 RECORDED" in seen.edges
    assert not seen.gaps
    status = {h.status for h in seen.derived.holdings if h.kind == "SOLD"}
    assert status == {StockStatus.SOLD}


@pytest.mark.parametrize(
    "lost",
    [
        observe(unit("U"), at=1, biz="A", disposition="stolen"),
        observe(unit("U"), at=1, biz="A", disposition="unknown", loss=True),
    ],
)
def test_what_is_lost_stays_in_scope_and_can_be_found(lost: EventRecord) -> None:
    seen = look(appear(unit("U"), at=0, biz="A"), lost)
    assert seen.stock == {"U?A": "1"}
    found = look(appear(unit("U"), at=0, biz="A"), lost, observe(unit("U"), at=5, biz="B", step="inspecting"))
    assert "U?A > U@B 1 DECLARED MISSING_MOVEMENT" in found.edges


def test_disposition_unknown_alone_is_no_loss() -> None:
    assert look(BORN, observe(lot("L"), at=1, biz="A", disposition="unknown")).stock == {"L@A": "100"}


def test_goods_handed_over_pass_at_once() -> None:
    seen = look(BORN, observe(lot("L", 10), at=1, read="A", frm="A", to_party="P", step="picking"))
    assert seen.edges == ["L@A > L@P 10 RECORDED"]
    assert seen.stock == {"L@A": "90", "L@P": "10"}


def test_a_change_of_owner_moves_nothing() -> None:
    sale = transact(Action.ADD, lot("L", 10), at=1, biz="A", frm_owner="PA", to_owner="PB")
    seen = look(BORN, sale)
    assert seen.stock == {"L@A": "100"}
    assert seen.lines(sale, Effect.SEEN) == ["L@A"]


def test_an_arrival_elsewhere_than_bound_for_is_diverted() -> None:
    seen = look(BORN, ship(lot("L", 40), at=1, frm="A", to="B"), receive(lot("L", 40), at=2, biz="Z"))
    assert seen.gaps == ["DIVERTED L 40 L→B"]
    assert "L→B > L@Z 40 RECORDED DIVERTED" in seen.edges


def test_several_consignments_that_may_be_meant_are_a_pool() -> None:
    seen = look(
        BORN,
        ship(lot("L", 20), at=1, frm="A", to="B"),
        ship(lot("L", 20), at=1.5, frm="A", to="B"),
        receive(lot("L", 20), at=2, biz="B"),
    )
    assert [edge for edge in seen.edges if "> L@B" in edge] == ["L→B > L@B - POOLED"] * 2
    rest = receive(lot("L", 20), at=3, biz="B")
    both = look(
        BORN, ship(lot("L", 20), at=1, frm="A", to="B"), ship(lot("L", 20), at=1.5, frm="A", to="B"),
        receive(lot("L", 20), at=2, biz="B"), rest,
    )  # fmt: skip
    assert both.stock == {"L@A": "60", "L@B": "40"}, "a group that comes to zero ends as a whole"


def test_the_document_tells_which_consignment_is_meant() -> None:
    seen = look(
        BORN, ship(lot("L", 20), at=1, frm="A", to="B", docs=("D1",)),
        ship(lot("L", 20), at=1.5, frm="A", to="B", docs=("D2",)),
        receive(lot("L", 20), at=2, biz="B", docs=("D2",)),
    )  # fmt: skip
    assert [edge for edge in seen.edges if "> L@B" in edge] == ["L→B > L@B 20 CONFIRMED"]


def test_the_stated_source_tells_which_consignment_is_meant() -> None:
    seen = look(
        BORN, appear(lot("L", 100), at=0, biz="C"), ship(lot("L", 20), at=1, frm="A", to="B"),
        ship(lot("L", 20), at=1, frm="C", to="B"), receive(lot("L", 20), at=2, biz="B", frm="C"),
    )  # fmt: skip
    assert {key for key, value in seen.stock.items() if value == "20"} == {"L→B", "L@B"}
    assert GapKind.MISSING_DESPATCH not in seen.kinds


def test_a_consignment_of_unknown_quantity_stays_open_and_the_next_receipt_prefers_another() -> None:
    first = ship(lot("L"), at=1, frm="A", to="B")
    other = ship(lot("L"), at=1.5, frm="A", to="B")
    seen = look(
        appear(lot("L"), at=0, biz="A"),
        first,
        receive(lot("L"), at=1.2, biz="B"),
        other,
        receive(lot("L"), at=2, biz="B"),
    )
    assert sorted(seen.stock) == ["L@A", "L@B", "L→B"]
    into = [e for e in seen.derived.edges if seen.names[e.target] == "L@B"]
    assert len({edge.source for edge in into}) == 2


def test_a_party_alone_matches_the_sites_that_it_runs() -> None:
    seen = look(BORN, ship(lot("L", 40), at=1, frm="A", to_party="PB"), receive(lot("L", 40), at=2, biz="C"))
    assert not seen.gaps
    assert seen.stock == {"L@A": "60", "L@C": "40"}


def test_an_owner_alone_matches_by_party_else_counts_as_not_stated() -> None:
    sent = ship(lot("L", 40), at=1, frm_owner="PA", to="B")
    assert not look(BORN, sent).gaps
    strange = ship(lot("L", 40), at=1, frm_owner="PX", to="B")
    assert look(BORN, strange).stock == {"L@A": "60", "L→B": "40"}


def test_same_day_despatch_and_receipt_are_put_in_order() -> None:
    for at_a, at_b in ((day(1), day(1)), (1, 1), (day(1), 1.5), (1.5, day(1))):
        seen = look(
            BORN, receive(lot("L", 40), at=at_b, biz="B"), ship(lot("L", 40), at=at_a, frm="A", to="B"),
            vanish(lot("L", 40), at=day(1), biz="B", step="dispensing"),
        )  # fmt: skip
        assert not seen.gaps, (at_a, at_b)
        assert seen.ended["L@B"] == StockStatus.DISPENSED
