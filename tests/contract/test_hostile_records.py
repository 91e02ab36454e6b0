"""What is allowed but meant ill: taken by both engines, found again, and no other record suffers."""

import json
from pathlib import Path
from typing import Any

import pytest

from cypher.connection import Graph
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.questions import Seed, TraceQuestion
from loaders.pipeline import load
from loaders.report import LoadReport
from loaders.sources import file_source
from tests.support.graph_dump import count, dump_everything, rows
from tests.support.suites import suite_of

RARE = chr(0x31350)
"""Four bytes in UTF-8, twelve characters in the canonical key of a lot."""
LONGEST = f"urn:epc:class:lgtin:6901234.056789.{RARE * 477}"
IDENTIFIERS = [
    LONGEST,
    RARE * 512,
    "ﷺ" * 512,
    "x'}) DETACH DELETE n //",
    '"; MATCH (n) DELETE n; //',
    "{{$params}} ${items} `Unit`",
    "__proto__",
    "null",
    "厂区\u3000一号库",
    "../../etc/passwd",
    "<script>alert(1)</script>",
]
ATTRIBUTES = {
    "name": "奶\x1b[2J\n粉" + "长" * 300_000,
    "uscc": "9" * 100_000,
    "code:x": "ﷺ" * 1000,
    "code:" + "y" * 10_000: "7",
    "plate": RARE * 5000,
    "operator": "o" * 100_000,
    "region": "r" * 100_000,
    "sameAs": "s\x00",
    "a`b'c\"d": "e",
}


def event(**changes: Any) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "eventTime": "2026-03-01T08:30:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": "ADD",
        "bizStep": "commissioning",
        "bizLocation": {"id": "urn:epc:id:sgln:6901234.00001.0"},
        **changes,
    }


def packed(parent: str, child: str, minute: int) -> dict[str, Any]:
    time = f"2026-03-02T08:{minute:02}:00+08:00"
    return event(
        type="AggregationEvent", bizStep="packing", eventTime=time, parentID=parent, childEPCs=[child]
    )


A, B, C = (f"urn:epc:id:sscc:6901234.000000000{number}" for number in (1, 2, 3))
NESTED = [packed(A, B, 0), packed(B, C, 1), packed(C, A, 2), packed(B, A, 3), packed(A, B, 4)]
"""A container inside itself through others, again and again."""

EVENTS = [
    *(event(epcList=[text]) for text in IDENTIFIERS),
    *(event(quantityList=[{"epcClass": f"l{text}"[:512], "quantity": 1}]) for text in IDENTIFIERS),
    event(epcList=["good"], eventID=RARE * 512, readPoint={"id": "p" + RARE * 511}),
    event(
        type="TransformationEvent",
        action=None,
        transformationID=RARE * 512,
        inputQuantityList=[{"epcClass": LONGEST, "quantity": 1}],
        outputEPCList=["made"],
    ),
    event(
        epcList=["papers"],
        bizTransactionList=[{"type": f"urn:{RARE * 500}", "bizTransaction": "d" + RARE * 511}],
        sourceList=[{"type": f"urn:{RARE * 500}", "source": "s" + RARE * 511}],
        disposition=f"urn:{RARE * 500}",
    ),
    event(epcList=["odd"], **{"x:nul": "\x00\x1b", "x:`": {"'": ["\x7f"]}, "x:long": "长" * 300_000}),
    event(epcList=["late"], eventTime="9999-12-30T23:59:59Z"),
    event(epcList=["early"], eventTime="0001-01-02T00:00:00Z"),
    *NESTED,
]


async def loaded(graph: Graph, folder: Path) -> LoadReport:
    element = {"id": "urn:suyuan:place:1", "attributes": ATTRIBUTES}
    vocabulary = {"type": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [element]}
    document = {
        "type": "EPCISDocument",
        "epcisHeader": {"epcisMasterData": {"vocabularyList": [vocabulary]}},
        "epcisBody": {"eventList": EVENTS},
    }
    path = folder / "hostile.jsonld"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return await load(graph, [file_source(path)])


async def test_all_is_taken_found_again_and_harms_nothing(graph: Graph, tmp_path: Path) -> None:
    report = await loaded(graph, tmp_path)
    assert (report.refused, report.quarantined) == ([], {})
    assert (report.events, report.master_data) == (len(EVENTS), 1)
    before = await dump_everything(graph)
    again = await loaded(graph, tmp_path)
    assert (again.events, again.known) == (0, len(EVENTS) + 1)
    assert not (await dump_everything(graph)).difference(before)
    assert await count(graph, "MATCH (e:Event) RETURN count(e) AS n") == len(EVENTS)
    (site,) = await rows(graph, "MATCH (w:Warehouse {key: 'urn:suyuan:place:1'}) RETURN w.name AS name")
    assert len(site["name"]) == 512
    assert site["name"].startswith("奶\N{REPLACEMENT CHARACTER}[2J 粉长")


@pytest.mark.parametrize("direction", [Direction.BACKWARD, Direction.FORWARD])
async def test_every_item_is_found_and_traced(graph: Graph, tmp_path: Path, direction: Direction) -> None:
    await loaded(graph, tmp_path)
    for text in [*IDENTIFIERS[:2], *IDENTIFIERS[3:], "good", "made", "papers", "odd", "early", A, B, C]:
        question = TraceQuestion((Seed(code=text),), direction, as_of=2**62)
        answer = await suite_of(graph).questions.trace(question, Deadline(60))
        assert answer.seeds, text[:40]
        assert not answer.truncated
