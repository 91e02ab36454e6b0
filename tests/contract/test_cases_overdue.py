"""Consignments that are on their way for too long: told when asked, by the clock of the question."""

import json
from pathlib import Path
from typing import Any

import pytest

from cypher.connection import Graph
from graph_api.settings import ApiSettings
from tests.support.cases import Case, loaded

LOT = "https://id.gs1.org/01/06901234000016/10/OD1"
REASONS = """query ($asOf: DateTime, $knownAt: DateTime, $code: String!) {
  trace(seeds: [{code: $code}], direction: FORWARD, asOf: $asOf, knownAt: $knownAt) {
    ... on TraceGraph { complete completeness { reasons { kind count } }
      gaps { kind severity message amount { value unit } } } }
  impact(seeds: [{code: $code}], asOf: $asOf, knownAt: $knownAt) {
    ... on Impact { complete completeness { reasons { kind count } } } }
}"""


async def late(case: Case, code: str = LOT, **times: str) -> list[dict[str, Any]]:
    """The overdue consignments that a trace tells of; the impact must agree on whether there are any."""
    answer = await case.ask(REASONS, code=code, **times)
    gaps = [gap for gap in answer["trace"]["gaps"] if gap["kind"] == "OVERDUE_RECEIPT"]
    for found in answer.values():
        kinds = {reason["kind"]: reason["count"] for reason in found["completeness"]["reasons"]}
        assert kinds.get("OVERDUE_RECEIPT", 0) == len(gaps)
        assert found["complete"] is (not kinds)
    return gaps


def event(day: int, step: str, quantity: int | None = 10, **said: object) -> dict[str, Any]:
    goods: dict[str, object] = {"epcClass": LOT}
    if quantity is not None:
        goods |= {"quantity": quantity, "uom": "KGM"}
    return {
        "type": "ObjectEvent",
        "eventTime": f"2026-02-{day:02}T08:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": "OBSERVE",
        "bizStep": step,
        "quantityList": [goods],
        **said,
    }


def at(site: str) -> dict[str, Any]:
    return {"bizLocation": {"id": f"urn:suyuan:place:{site}"}}


def to(site: str) -> dict[str, Any]:
    return {
        "readPoint": {"id": "urn:suyuan:place:plant"},
        "destinationList": [{"type": "location", "destination": f"urn:suyuan:place:{site}"}],
    }


def document(folder: Path, *events: dict[str, Any]) -> Path:
    path = folder / "events.jsonld"
    body = {"type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": {"eventList": events}}
    path.write_text(json.dumps(body))
    return path


def born(quantity: int | None = 10) -> dict[str, Any]:
    return event(1, "commissioning", quantity, action="ADD", **at("plant"))


async def test_a_year_later_an_open_consignment_is_overdue(graph: Graph) -> None:
    code = "urn:epc:class:lgtin:0614141.107346.TT1"
    async with loaded(graph, "open_consignment_and_recall_mark") as case:
        (gap,) = await late(case, code, asOf="2027-02-03T00:00:00Z")
        assert (gap["severity"], gap["amount"]) == ("WARNING", {"value": "100", "unit": "KGM"})
        assert "on the way to" in gap["message"]
        assert "0614141009992" in gap["message"], "the intended receiver is named"
        assert await late(case, code, asOf="2026-02-08T00:00:00Z") == []


async def test_what_is_late_depends_on_the_earlier_clock_of_the_question(
    graph: Graph, tmp_path: Path
) -> None:
    events = born(), event(2, "shipping", **to("shop"))
    async with loaded(graph, document(tmp_path, *events)) as case:
        assert await late(case, asOf="2026-02-08T23:00:00Z") == []
        assert len(await late(case, asOf="2026-02-09T01:00:00Z")) == 1
        assert len(await late(case)) == 1, "now is long after"
        assert len(await late(case, asOf="2026-03-01T00:00:00Z", knownAt="2099-01-01T00:00:00Z")) == 1


@pytest.mark.parametrize(
    ("sent", "received", "open_amount"),
    [
        (10, 10, None),
        (10, 6, "4"),
        (None, None, None),
        (10, None, None),
        (None, 4, None),
    ],
    ids=["all came", "a part came", "no amounts", "receipt without amount", "despatch without amount"],
)
async def test_what_was_received_is_not_late(
    graph: Graph, tmp_path: Path, sent: int | None, received: int | None, open_amount: str | None
) -> None:
    events = (
        born(sent),
        event(2, "shipping", sent, **to("shop")),
        event(3, "receiving", received, **at("shop")),
    )
    async with loaded(graph, document(tmp_path, *events)) as case:
        gaps = await late(case, asOf="2026-06-01T00:00:00Z")
        assert [gap["amount"]["value"] for gap in gaps if gap["amount"]] == (
            [open_amount] if open_amount else []
        )
        assert len(gaps) == (open_amount is not None)


async def test_goods_in_a_container_that_is_late_are_not_complete(graph: Graph, tmp_path: Path) -> None:
    pallet = "https://id.gs1.org/00/069012340000000015"
    packed = {
        **event(2, "packing", **at("plant")),
        "type": "AggregationEvent",
        "action": "ADD",
        "parentID": pallet,
        "childQuantityList": [{"epcClass": LOT, "quantity": 10, "uom": "KGM"}],
    }
    sent = {**event(3, "shipping", **to("shop")), "epcList": [pallet]}
    for each in (packed, sent):
        del each["quantityList"]
    async with loaded(graph, document(tmp_path, born(), packed, sent)) as case:
        assert await late(case, asOf="2026-02-09T00:00:00Z") == []
        (gap,) = await late(case, asOf="2026-06-01T00:00:00Z")
        assert "on the way to" in gap["message"]


async def test_how_long_is_expected_is_a_setting(graph: Graph, tmp_path: Path) -> None:
    events = born(), event(2, "shipping", **to("shop"))
    async with loaded(
        graph, document(tmp_path, *events), settings=ApiSettings(transit_expected_days=60)
    ) as case:
        assert await late(case, asOf="2026-03-15T00:00:00Z") == []
        assert len(await late(case, asOf="2026-05-01T00:00:00Z")) == 1
