"""Refused records are evidence: an answer that reaches what they name says so, on both engines."""

import json
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from cypher.connection import Graph
from graph_api.services import refusals as refusals_service
from graph_api.settings import ApiSettings
from loaders.pipeline import load
from loaders.settings import IntakeSettings
from loaders.sources import file_source
from tests.support.cases import Answer, Case, held, items, loaded, places
from tests.support.engines import wipe

GTIN = "https://id.gs1.org/01/04950000000011"
UNIT = "https://id.gs1.org/01/04950000000028/21"
MAKER, SHOP = "urn:epc:id:sgln:4950000.00005.0", "urn:epc:id:sgln:4951111.00005.0"
SITE = "https://id.gs1.org/414/4951111000051"
ELSEWHERE = "urn:epc:id:sgln:4952222.00005.0"
PALLET = "urn:epc:id:sscc:4950000.0000000001"


def event(day: int, step: str, *lines: Any, kind: str = "ObjectEvent", **members: Any) -> dict[str, Any]:
    """An event at the maker on a day of March; lines are quantity elements, or identifiers."""
    goods = {
        "quantityList": [line for line in lines if isinstance(line, Mapping)],
        "epcList": [line for line in lines if not isinstance(line, Mapping)],
    }
    said = {
        "type": kind,
        "eventTime": f"2026-03-{day:02}T08:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": "OBSERVE",
        "bizStep": step,
        "bizLocation": {"id": MAKER},
        **{name: found for name, found in goods.items() if found},
        **members,
    }
    return {name: value for name, value in said.items() if value is not None}


def amount(item: str, quantity: object = 10, uom: str = "KGM") -> dict[str, Any]:
    return {"epcClass": f"{GTIN}/10/{item}" if "/" not in item else item, "quantity": quantity, "uom": uom}


def document(tmp_path: Path, *events: Mapping[str, Any], name: str = "own") -> Path:
    path = tmp_path / f"{name}.jsonld"
    body = {"type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": {"eventList": list(events)}}
    path.write_text(json.dumps(body), "utf-8")
    return path


def refusals(answer: Answer) -> list[tuple[str, str]]:
    return [(gap["severity"], gap["message"]) for gap in answer["gaps"] if gap["kind"] == "REFUSED_RECORD"]


def patiently(graph: Graph, *sources: str | Path) -> AbstractAsyncContextManager[Case]:
    """Loaded, and asked with all the time in the world: what is overdue is another reason."""
    return loaded(graph, *sources, settings=ApiSettings(transit_expected_days=100_000))


BORN = event(1, "commissioning", amount("A"), action="ADD")
SENT: dict[str, Any] = {
    "sourceList": [{"type": "location", "source": MAKER}],
    "destinationList": [{"type": "location", "destination": SHOP}],
}

SENT_ELSEWHERE: dict[str, Any] = {"sourceList": [{"type": "location", "source": ELSEWHERE}]}


async def test_the_despatch_that_was_refused_is_in_the_answer(graph: Graph) -> None:
    """Case file: 50 kg left in a unit that is none; the lot stands at the maker, and the answer says why."""
    lot = "urn:epc:class:lgtin:0614141.107346.QQ1"
    async with patiently(graph, "quarantined_lines_and_complete") as case:
        assert case.report.quarantined["UNKNOWN_UNIT"] == 2
        for answer in (await case.forward(lot), await case.backward(lot)):
            assert not answer["complete"]
            told = refusals(answer)
            assert [severity for severity, _ in told] == ["WARNING", "WARNING"]
            assert "quarantined_lines_and_complete.jsonld eventList[1]" in told[0][1] + told[1][1]
            assert "UN/ECE Rec 20" in told[0][1]
        assert not (await case.impact(lot))["complete"]


async def test_a_lot_of_which_only_refused_records_speak_is_told_of(graph: Graph) -> None:
    async with patiently(graph, "quarantined_lines_and_complete") as case:
        answer = await case.forward("urn:epc:class:lgtin:0614141.107346.ONLYMD")
        assert answer["__typename"] == "TraceGraph"
        assert not answer["complete"]
        assert "UNKNOWN_VOCABULARY" in refusals(answer)[0][1]


async def test_the_good_lines_of_a_despatch_are_taken_and_the_bad_one_is_told(graph: Graph) -> None:
    """Case file: two units and a lot in pounds leave in one event."""
    async with patiently(graph, "quarantined_despatch_answer_complete") as case:
        assert case.report.events == 3
        unit = await case.forward(f"{UNIT}/QU1")
        assert SITE in places(unit)
        assert (unit["complete"], refusals(unit)) == (True, [])
        lot = await case.forward(f"{GTIN}/10/QK1")
        assert not lot["complete"]
        ((severity, message),) = refusals(lot)
        assert (severity, "eventList[2].quantityList[0]" in message) == ("WARNING", True)


async def test_a_corrected_resend_supersedes_the_refused_one_and_both_states_can_be_asked(
    graph: Graph, tmp_path: Path
) -> None:
    sent = event(2, "shipping", amount("A", uom="lb"), eventID="urn:e:2", **SENT)
    async with patiently(graph, document(tmp_path, BORN, sent)) as case:
        before = await case.forward(f"{GTIN}/10/A")
        assert not before["complete"]
        stamp = before["knownAt"]
    right = {**sent, "quantityList": [amount("A")]}
    async with patiently(graph, document(tmp_path, right, name="resend")) as case:
        after = await case.forward(f"{GTIN}/10/A")
        assert (after["complete"], refusals(after)) == (True, [])
        assert SITE in places(after)
        earlier = await case.forward(f"{GTIN}/10/A", knownAt=stamp)
        assert not earlier["complete"]
        assert len(refusals(earlier)) == 1
    async with patiently(graph, document(tmp_path, BORN, sent, name="old again")) as case:
        assert (await case.forward(f"{GTIN}/10/A"))["complete"], "its event is known"


async def test_an_event_taken_in_part_gives_way_to_the_whole_one(graph: Graph, tmp_path: Path) -> None:
    """Without this the good line would count twice, and the id would bear two contents."""
    goods = (amount("A"), amount("B"))
    born = event(1, "commissioning", *goods, action="ADD")
    part = event(2, "shipping", amount("A"), amount("B", -1), eventID="urn:e:2", **SENT)
    for order in (("part", "whole"), ("whole", "part")):
        await wipe(graph)
        files = {
            "part": document(tmp_path, born, part, name="part"),
            "whole": document(tmp_path, {**part, "quantityList": list(goods)}, name="whole"),
        }
        async with patiently(graph, *(files[name] for name in order)) as case:
            for lot in ("A", "B"):
                answer = await case.forward(f"{GTIN}/10/{lot}")
                assert (answer["complete"], answer["gaps"]) == (True, []), order
                assert SITE in places(answer)


async def test_a_reused_event_id_of_other_goods_supersedes_nothing(graph: Graph, tmp_path: Path) -> None:
    sent = event(2, "shipping", amount("A", uom="lb"), eventID="urn:e:2", **SENT)
    other = event(2, "storing", amount("Z"), eventID="urn:e:2")
    async with patiently(graph, document(tmp_path, BORN, sent, other)) as case:
        assert not (await case.forward(f"{GTIN}/10/A"))["complete"]


async def test_what_happened_before_is_not_of_what_came_after(graph: Graph, tmp_path: Path) -> None:
    """Made of A on day 3: a refused record of A on day 5 touches A, and nothing that P came from."""
    made = event(
        3, "commissioning", kind="TransformationEvent", action=None,
        inputQuantityList=[amount("A", 4)], outputQuantityList=[amount("P", 4)],
    )  # fmt: skip
    late = event(5, "shipping", amount("A", 6, "lb"), **SENT)
    async with patiently(graph, document(tmp_path, BORN, made, late)) as case:
        assert (await case.backward(f"{GTIN}/10/P"))["complete"]
        assert not (await case.backward(f"{GTIN}/10/A"))["complete"]
        assert not (await case.forward(f"{GTIN}/10/A"))["complete"]
        assert (await case.forward(f"{GTIN}/10/A", asOf="2026-03-04T00:00:00Z"))["complete"]


async def test_an_input_that_cannot_be_read_is_told_of_what_was_made(graph: Graph, tmp_path: Path) -> None:
    made = event(
        3, "commissioning", kind="TransformationEvent", action=None,
        inputQuantityList=[amount("A", 4), amount("C", "many")], outputQuantityList=[amount("P", 4)],
    )  # fmt: skip
    async with patiently(graph, document(tmp_path, BORN, made)) as case:
        answer = await case.backward(f"{GTIN}/10/P")
        assert f"{GTIN}/10/A" in items(answer)
        assert "eventList[1].inputQuantityList[1]" in refusals(answer)[0][1]
        assert not answer["complete"]
        assert not (await case.forward(f"{GTIN}/10/C"))["complete"]


async def test_a_bad_output_refuses_the_event(graph: Graph, tmp_path: Path) -> None:
    made = event(
        3, "commissioning", kind="TransformationEvent", action=None,
        inputQuantityList=[amount("A", 4)], outputQuantityList=[amount("P", 4), amount("Q", "many")],
    )  # fmt: skip
    async with patiently(graph, document(tmp_path, BORN, made)) as case:
        assert case.report.events == 1
        for lot in ("A", "P", "Q"):
            assert not (await case.forward(f"{GTIN}/10/{lot}"))["complete"]


async def test_a_refused_move_of_the_container_is_told_of_its_contents(graph: Graph, tmp_path: Path) -> None:
    packed = event(
        2, "packing", kind="AggregationEvent", action="ADD", parentID=PALLET,
        childQuantityList=[amount("A", 10)],
    )  # fmt: skip
    moved = event(4, "shipping", PALLET, eventTime="last week", **SENT)
    aside = event(4, "shipping", PALLET.replace("0001", "0002"), eventTime="last week", **SENT)
    async with patiently(graph, document(tmp_path, BORN, packed, moved)) as case:
        assert not (await case.forward(f"{GTIN}/10/A"))["complete"]
    await wipe(graph)
    async with patiently(graph, document(tmp_path, BORN, packed, aside)) as case:
        assert (await case.forward(f"{GTIN}/10/A"))["complete"]


async def test_unpacking_of_unreadable_contents_does_not_empty_the_container(
    graph: Graph, tmp_path: Path
) -> None:
    packed = event(
        2, "packing", kind="AggregationEvent", action="ADD", parentID=PALLET,
        childQuantityList=[amount("A", 10)],
    )  # fmt: skip
    out = event(
        3, "unpacking", kind="AggregationEvent", action="DELETE", parentID=PALLET,
        childQuantityList=[amount("A", 4, "boxes")],
    )  # fmt: skip
    async with patiently(graph, document(tmp_path, BORN, packed, out)) as case:
        assert case.report.events == 2
        answer = await case.forward(f"{GTIN}/10/A")
        assert not answer["complete"]
        assert [each["container"] is not None for each in held(answer)] == [False, True]


async def test_a_place_alone_is_a_note(graph: Graph, tmp_path: Path) -> None:
    blind = event(2, "shipping", "\u0007", **SENT)
    async with patiently(graph, document(tmp_path, BORN, blind)) as case:
        answer = await case.forward(f"{GTIN}/10/A")
        assert [severity for severity, _ in refusals(answer)] == ["NOTE"]
        assert answer["complete"]


async def test_a_bare_product_code_may_be_any_lot_that_lies_there(graph: Graph, tmp_path: Path) -> None:
    there = event(2, "shipping", {"epcClass": GTIN, "quantity": 3, "uom": "lb"}, **SENT)
    elsewhere = {**there, "bizLocation": {"id": ELSEWHERE}, **SENT_ELSEWHERE}
    for sent, complete in ((there, False), (elsewhere, True)):
        await wipe(graph)
        async with patiently(graph, document(tmp_path, BORN, sent)) as case:
            assert (await case.forward(f"{GTIN}/10/A"))["complete"] is complete
            assert not (await case.forward(GTIN))["complete"], "asked for the product, both are told"


async def test_a_record_read_well_later_clears_the_refused_one(graph: Graph, tmp_path: Path) -> None:
    """The source's zone was not given the first time."""
    sent = event(2, "shipping", amount("A"), eventTime="2026-03-02T08:00:00", **SENT)
    path = document(tmp_path, BORN, sent)
    async with patiently(graph, path) as case:
        assert not (await case.forward(f"{GTIN}/10/A"))["complete"]
    await load(graph, [file_source(path)], settings=IntakeSettings(zone="Asia/Shanghai"))
    async with patiently(graph) as case:
        answer = await case.forward(f"{GTIN}/10/A")
        assert (answer["complete"], SITE in places(answer)) == (True, True)


async def test_the_same_broken_record_in_two_files_keeps_both_positions(graph: Graph, tmp_path: Path) -> None:
    sent = event(2, "shipping", amount("A", uom="lb"), **SENT)
    one, other = document(tmp_path, BORN, sent), document(tmp_path, sent, name="other")
    async with patiently(graph, one, other, one) as case:
        answer = await case.forward(f"{GTIN}/10/A")
        text = " ".join(message for _, message in refusals(answer))
        assert "own.jsonld eventList[1]" in text
        assert "other.jsonld eventList[0]" in text
        assert len(refusals(answer)) == 2


async def test_however_many_notes_there_are_the_warning_is_told(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals_service, "_TOLD", 1)
    blind = [event(day, "shipping", "\u0007", **SENT) for day in range(2, 8)]
    sent = event(2, "shipping", amount("A", uom="lb"), **SENT)
    async with patiently(graph, document(tmp_path, BORN, *blind, sent)) as case:
        answer = await case.forward(f"{GTIN}/10/A")
        assert [severity for severity, _ in refusals(answer)] == ["WARNING"]
