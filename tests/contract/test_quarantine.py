"""The quarantine worked through: listed, read again, dropped; and as the API shows it, on both engines."""

from pathlib import Path
from typing import Any

import pytest

from cypher.connection import Graph
from cypher.records.quarantine import RefusalState
from loaders.retrying import Fate, drop, retry
from loaders.settings import IntakeSettings
from loaders.vocabulary import rec20
from tests.contract.test_cases_refused import BORN, GTIN, SENT, SITE, amount, document, event, refusals
from tests.support.cases import Case, loaded, places
from tests.support.command import suyuan
from tests.support.graph_dump import count, dump_everything, rows

_LIST = """
query ($filter: QuarantineFilter, $first: Int, $after: String) {
  quarantine(filter: $filter, first: $first, after: $after) {
    nodes { id source position code reason recordTime state note settledTime content
            time { earliest latest } names { role entity { __typename key } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
WITHOUT_ZONE = event(2, "shipping", amount("A"), eventTime="2026-03-02T08:00:00", **SENT)
IN_POUNDS = event(3, "storing", amount("A", uom="lb"))


async def listed(case: Case, **filters: object) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = (await case.ask(_LIST, filter=filters, first=50))["quarantine"]["nodes"]
    return sorted(nodes, key=lambda each: each["position"])


async def key_of(graph: Graph, code: str) -> str:
    (row,) = await rows(graph, "MATCH (q:Quarantine {code: $code}) RETURN q.key AS key", code=code)
    return str(row["key"])


async def test_the_api_shows_where_why_and_what_is_named(graph: Graph, tmp_path: Path) -> None:
    async with loaded(graph, document(tmp_path, BORN, WITHOUT_ZONE, IN_POUNDS)) as case:
        first, second = await listed(case)
        assert (first["source"], first["position"]) == ("own.jsonld", "eventList[1]")
        assert (first["code"], first["state"], first["note"]) == ("TIME_WITHOUT_OFFSET", "OPEN", None)
        assert first["time"]["earliest"] == "2026-03-01T18:00:00.000000Z", "any zone"
        named = {
            (each["role"], each["entity"]["__typename"], each["entity"]["key"]) for each in first["names"]
        }
        assert ("ITEM", "Batch", f"{GTIN}/10/A") in named
        assert ("PLACE", "Warehouse", SITE) in named
        assert '"eventTime":"2026-03-02T08:00:00"' in first["content"]
        assert [each["code"] for each in await listed(case, code="UNKNOWN_UNIT")] == ["UNKNOWN_UNIT"]
        assert await listed(case, source="other") == []
        assert await listed(case, state="DROPPED") == []
        node = await case.ask("query ($id: ID!) { node(id: $id) { id __typename } }", id=second["id"])
        assert node["node"] == {"id": second["id"], "__typename": "QuarantineEntry"}


async def test_pages_of_it_meet_every_entry_once(graph: Graph, tmp_path: Path) -> None:
    bad = [event(3, "storing", amount(f"L{n}", uom="lb")) for n in range(7)]
    async with loaded(graph, document(tmp_path, *bad)) as case:
        seen, after = [], None
        for _ in range(4):
            page = (await case.ask(_LIST, first=2, after=after))["quarantine"]
            seen += [each["position"] for each in page["nodes"]]
            after = page["pageInfo"]["endCursor"]
        assert sorted(seen) == [f"eventList[{n}]" for n in range(7)]
        assert not page["pageInfo"]["hasNextPage"]


async def test_what_is_read_well_with_its_zone_is_taken(graph: Graph, tmp_path: Path) -> None:
    async with loaded(graph, document(tmp_path, BORN, WITHOUT_ZONE, IN_POUNDS)) as case:
        before = (await case.forward(f"{GTIN}/10/A"))["knownAt"]
    kept = await dump_everything(graph)
    assert {each.fate for each in await retry(graph, None)} == {Fate.REFUSED}
    assert not (await dump_everything(graph)).difference(kept)
    done = await retry(graph, None, IntakeSettings(zone="Asia/Shanghai"))
    assert [(each.position, each.fate) for each in done] == [
        ("eventList[1]", Fate.TAKEN),
        ("eventList[2]", Fate.REFUSED),
    ]
    async with loaded(graph) as case:
        answer = await case.forward(f"{GTIN}/10/A")
        assert SITE in places(answer)
        assert len(refusals(answer)) == 1
        assert [each["state"] for each in await listed(case)] == ["TAKEN", "OPEN"]
        assert [each["state"] for each in await listed(case, knownAt=before)] == ["OPEN", "OPEN"]
        assert len(refusals(await case.forward(f"{GTIN}/10/A", knownAt=before))) == 2


async def test_what_is_dropped_stays_to_be_seen_with_its_reason(graph: Graph, tmp_path: Path) -> None:
    path = document(tmp_path, BORN, IN_POUNDS)
    async with loaded(graph, path) as case:
        before = (await case.forward(f"{GTIN}/10/A"))["knownAt"]
    key = await key_of(graph, "UNKNOWN_UNIT")
    assert await drop(graph, [key], "a test of the scales") == [key]
    last = await count(graph, "MATCH (c:Counter) RETURN c.last AS n")
    assert await drop(graph, [key], "again") == []
    assert await count(graph, "MATCH (c:Counter) RETURN c.last AS n") == last
    async with loaded(graph, path) as case:
        answer = await case.forward(f"{GTIN}/10/A")
        assert (answer["complete"], refusals(answer)) == (True, [])
        (entry,) = await listed(case)
        assert (entry["state"], entry["note"]) == ("DROPPED", "a test of the scales")
        assert not (await case.forward(f"{GTIN}/10/A", knownAt=before))["complete"]


async def test_a_line_that_can_be_read_after_an_upgrade_joins_its_event(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event keeps its key; the graph is that of the whole event, but for what was known before."""
    goods = (amount("A"), amount("B", uom="lb"), amount("C", -1))
    born = event(1, "commissioning", *(amount(name) for name in "ABC"), action="ADD")
    sent = event(2, "shipping", *goods, **SENT)
    async with loaded(graph, document(tmp_path, born, sent)) as case:
        assert case.report.events == 2
        assert not (await case.forward(f"{GTIN}/10/B"))["complete"]
    is_unit = rec20.is_unit
    monkeypatch.setattr(rec20, "is_unit", lambda code: code == "lb" or is_unit(code))
    done = await retry(graph, [await key_of(graph, "UNKNOWN_UNIT")])
    assert [(each.position, each.fate) for each in done] == [("eventList[1].quantityList[1]", Fate.TAKEN)]
    async with loaded(graph) as case:
        answer = await case.forward(f"{GTIN}/10/B")
        assert SITE in places(answer)
        assert refusals(answer) == []
        assert not (await case.forward(f"{GTIN}/10/C"))["complete"]
    assert await count(graph, "MATCH (e:Event)-[m:MENTIONS]->() RETURN count(m) AS n") == 5


def test_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    path = document(tmp_path, BORN, WITHOUT_ZONE, IN_POUNDS)
    assert suyuan(folder, "load", str(path)).code == 2
    entries = suyuan(folder, "quarantine", "list", "--json").json["entries"]
    keys = {each["code"]: each["key"] for each in entries}
    shown = suyuan(folder, "quarantine", "show", keys["UNKNOWN_UNIT"])
    assert (shown.code, "eventList[2]" in shown.out, '"uom":"lb"' in shown.out) == (0, True, True)
    assert suyuan(folder, "quarantine", "show", "nothing").code == 4
    retried = suyuan(folder, "quarantine", "retry", "--zone", "Asia/Shanghai", "--json")
    assert retried.code == 2
    assert [each["fate"] for each in retried.json["entries"]] == ["TAKEN", "REFUSED"]
    assert suyuan(folder, "quarantine", "drop", keys["UNKNOWN_UNIT"]).code == 1, "a reason is needed"
    assert suyuan(folder, "quarantine", "drop", keys["UNKNOWN_UNIT"], "--reason", "  ").code == 1
    assert suyuan(folder, "quarantine", "drop", keys["UNKNOWN_UNIT"], "--reason", "scales").code == 0
    assert suyuan(folder, "quarantine", "list", "--json").json["entries"] == []
    (dropped,) = suyuan(folder, "quarantine", "list", "--state", "dropped", "--json").json["entries"]
    assert (dropped["note"], dropped["state"]) == ("scales", RefusalState.DROPPED)
