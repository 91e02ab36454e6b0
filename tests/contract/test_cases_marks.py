"""Marks: holds and recalls show on the goods that they stand against, as of the view of the question."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from cypher.connection import Graph
from loaders.pipeline import load
from loaders.sources import file_source
from tests.http.over_graph import client_over
from tests.support.cases import Case, loaded
from tests.support.suites import CountingGraph

PRODUCT = "https://id.gs1.org/01/06901234000016"
LOT = f"{PRODUCT}/10/MK1"
OTHER = f"{PRODUCT}/10/MK2"
SERIAL = f"{PRODUCT}/21/S1"
ASKED = """query ($code: String!, $asOf: DateTime, $knownAt: DateTime) {
  trace(seeds: [{code: $code}], direction: FORWARD, asOf: $asOf, knownAt: $knownAt) { ... on TraceGraph {
    knownAt
    nodes { holding {
      place status marks { kind since event { bizStep disposition } }
      item { key ... on Batch { marks { kind } } ... on Unit { marks { kind } } }
      product { marks { kind } }
  } } } }
}"""


async def holdings(case: Case, code: str = LOT, **times: str) -> list[dict[str, Any]]:
    answer = await case.ask(ASKED, code=code, **times)
    return [node["holding"] for node in answer["trace"]["nodes"] if node["holding"]]


def kinds(marked: Mapping[str, Any]) -> list[str]:
    return sorted(mark["kind"] for mark in marked["marks"])


async def by_place(case: Case, code: str = LOT, **times: str) -> dict[str, list[str]]:
    """What stands against the stock at each place."""
    found = await holdings(case, code, **times)
    return {each["place"].rpartition(":")[2]: kinds(each) for each in found if each["place"]}


def event(day: int, step: str, site: str, *codes: str, **said: object) -> dict[str, Any]:
    goods: dict[str, object] = {
        "epcList": [code for code in codes if "/21/" in code],
        "quantityList": [
            {"epcClass": code, "quantity": 10, "uom": "KGM"} for code in codes if "/21/" not in code
        ],
    }
    return {
        "type": "ObjectEvent",
        "eventTime": f"2026-02-{day:02}T08:00:00Z",
        "eventTimeZoneOffset": "+00:00",
        "action": "OBSERVE",
        "bizStep": step,
        "bizLocation": {"id": f"urn:suyuan:place:{site}"},
        **{name: listed for name, listed in goods.items() if listed},
        **said,
    }


def born(site: str, *codes: str, **said: object) -> dict[str, Any]:
    return event(1, "commissioning", site, *codes, action="ADD", **said)


def document(folder: Path, *events: dict[str, Any]) -> Path:
    path = folder / "events.jsonld"
    body = {"type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": {"eventList": events}}
    path.write_text(json.dumps(body))
    return path


def word(disposition: str) -> dict[str, object]:
    return {"disposition": disposition}


def lasting(**changed: list[str]) -> dict[str, object]:
    return {"persistentDisposition": changed}


async def test_a_recall_shows_on_all_that_is_of_the_lot(graph: Graph) -> None:
    code = "urn:epc:class:lgtin:0614141.107346.TT1"
    async with loaded(graph, "open_consignment_and_recall_mark") as case:
        found = await holdings(case, code)
        assert {each["status"] for each in found} >= {"IN_TRANSIT"}
        for each in found:
            assert "RECALLED" in kinds(each)
            assert kinds(each["item"]) == ["HELD", "RECALLED"]
            (mark,) = (mark for mark in each["marks"] if mark["kind"] == "RECALLED")
            assert mark["since"] == "2026-02-05T02:00:00.000000Z"
            assert mark["event"] == {"bizStep": "holding", "disposition": "recalled"}
        early = await holdings(case, code, asOf="2026-02-04T00:00:00Z")
        assert [each["marks"] for each in early] == [[] for _ in early] != []


async def test_a_recall_of_a_product_is_one_of_its_lots_and_of_their_serials(
    graph: Graph, tmp_path: Path
) -> None:
    ilmd = {"ilmd": {"cbvmda:lotNumber": "MK1"}}
    events = (
        born("plant", LOT),
        born("plant", SERIAL, **ilmd),
        event(5, "inspecting", "office", PRODUCT, **lasting(set=["recalled"])),
    )
    async with loaded(graph, document(tmp_path, *events)) as case:
        for code in (LOT, SERIAL):
            found = await holdings(case, code)
            assert found
            for each in found:
                assert kinds(each) == kinds(each["item"]) == kinds(each["product"]) == ["RECALLED"]


async def test_a_recall_of_a_lot_is_one_of_its_serials_and_of_no_other_lot(
    graph: Graph, tmp_path: Path
) -> None:
    ilmd = {"ilmd": {"cbvmda:lotNumber": "MK1"}}
    events = (
        born("plant", LOT, OTHER),
        born("plant", SERIAL, **ilmd),
        event(5, "inspecting", "plant", LOT, **word("recalled")),
    )
    async with loaded(graph, document(tmp_path, *events)) as case:
        assert await by_place(case) == {"plant": ["RECALLED"]}
        assert await by_place(case, SERIAL) == {"plant": ["RECALLED"]}
        (other,) = await holdings(case, OTHER)
        assert kinds(other) == kinds(other["product"]) == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (word("expired"), "EXPIRED"),
        (word("damaged"), "DAMAGED"),
        (word("non_conformant"), "BLOCKED"),
        (word("non_sellable_other"), "HELD"),
        (word("unavailable"), "HELD"),
        (word("no_pedigree_match"), "HELD"),
        (lasting(set=["stolen"]), "STOLEN"),
        ({"bizStep": "holding"}, "HELD"),
    ],
)
async def test_other_marks_are_of_the_stock_at_the_place_of_the_event(
    graph: Graph, tmp_path: Path, said: dict[str, object], kind: str
) -> None:
    events = (
        born("a", LOT),
        born("b", LOT),
        {**event(5, "inspecting", "a", LOT), **said},
    )
    async with loaded(graph, document(tmp_path, *events)) as case:
        assert await by_place(case) == {"a": [kind], "b": []}
        assert all(kinds(each["item"]) == [kind] for each in await holdings(case))


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        (word("unavailable"), word("available"), []),
        (word("non_conformant"), word("conformant"), []),
        (word("damaged"), word("in_progress"), ["DAMAGED"]),
        (word("recalled"), word("sellable_accessible"), ["RECALLED"]),
        (word("recalled"), lasting(unset=["recalled"]), []),
        (lasting(set=["recalled"]), lasting(unset=["recalled"]), []),
        (lasting(set=["recalled"]), lasting(unset=["damaged"]), ["RECALLED"]),
        (lasting(set=["unavailable"]), word("available"), ["HELD"]),
        (lasting(set=["unavailable", "stolen"]), lasting(unset=["stolen"]), ["HELD"]),
    ],
)
async def test_what_lifts_a_mark(
    graph: Graph, tmp_path: Path, first: dict[str, object], then: dict[str, object], left: list[str]
) -> None:
    events = (
        born("a", LOT),
        event(5, "inspecting", "a", LOT, **first),
        event(7, "inspecting", "a", LOT, **then),
    )
    async with loaded(graph, document(tmp_path, *events)) as case:
        assert await by_place(case) == {"a": left}
        assert (await by_place(case, asOf="2026-02-06T00:00:00Z"))["a"] != []


async def test_what_a_voided_event_said_is_no_mark_and_was_one_before(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    named = {"eventID": "urn:uuid:9e8b1f34-0000-4000-8000-000000000032"}
    recall = event(5, "inspecting", "a", LOT, **named, **word("recalled"))
    declared = {"errorDeclaration": {"declarationTime": "2026-02-06T00:00:00Z", "reason": "did_not_occur"}}
    first = document(tmp_path, born("a", LOT), recall)
    async with loaded(graph, first) as case:
        assert await by_place(case) == {"a": ["RECALLED"]}
        before = (await case.ask(ASKED, code=LOT))["trace"]["knownAt"]
    async with loaded(graph, document(tmp_path / "void", recall | declared)) as case:
        assert await by_place(case) == {"a": []}
        assert await by_place(case, knownAt=before) == {"a": ["RECALLED"]}


async def test_ordinary_records_bear_no_mark(graph: Graph, tmp_path: Path) -> None:
    events = (
        born("a", LOT, **word("active")),
        event(2, "inspecting", "a", LOT, **word("conformant")),
        event(3, "storing", "a", LOT, **word("sellable_not_accessible")),
        event(4, "stocking", "a", LOT, **word("in_progress")),
    )
    async with loaded(graph, document(tmp_path, *events)) as case:
        assert await by_place(case) == {"a": []}


async def test_marks_are_one_reading_an_answer_and_none_where_they_are_not_asked_for(
    graph: Graph, tmp_path: Path
) -> None:
    sites = [f"s{number}" for number in range(12)]
    held = event(5, "inspecting", "s3", LOT, **word("unavailable"))
    counting = CountingGraph(graph)
    report = await load(graph, [file_source(document(tmp_path, *(born(site, LOT) for site in sites), held))])
    async with client_over(cast("Graph", counting)) as client:
        case = Case(client, report)
        counting.reads.clear()
        await case.forward(LOT)
        assert counting.reads["read/custody/conditions"] == 0
        found = await case.ask(
            """query ($code: String!) { trace(seeds: [{code: $code}], direction: FORWARD) {
                 ... on TraceGraph { nodes { holding { marks { kind } } } } } }""",
            code=LOT,
        )
        assert len(found["trace"]["nodes"]) == len(sites)
        assert counting.reads["read/custody/conditions"] == 1
