"""Every third-party JSON document into one graph: no error, nothing lost, nothing twice, on both engines."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
import pytest_asyncio

from cypher.connection import Graph
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.ids import encode_id
from graph_api.services.questions import Seed, TraceQuestion
from loaders.pipeline import load
from loaders.report import LoadReport
from loaders.sources import file_source
from tests.support.engines import no_notifications, wipe
from tests.support.foreign_documents import MALFORMED, REFUSED, foreign_documents
from tests.support.graph_dump import Dump, count, dump_everything, rows
from tests.support.shared_data import shared
from tests.support.suites import suite_of

NOW = 1_800_000_000_000_000
FAR_AHEAD = 4_102_444_800_000_000
"""2100-01-01: some documents tell of days to come."""
_LAST = "MATCH (c:Counter {name: 'recordTime'}) RETURN c.last AS n"
_EVENTS = "MATCH (e:Event) RETURN count(e) AS n"
_ITEMS = (
    "MATCH (i:Batch|Unit|Product) WHERE EXISTS { MATCH (:Holding)-[:OF]->(i) } "
    "RETURN DISTINCT i.key AS key, labels(i)[0] AS label ORDER BY key"
)
_SEEDS = 100


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the documents left in one engine's graph, loaded one after another, and then all again."""

    first: Mapping[str, LoadReport]
    again: LoadReport
    graph: Dump
    after: Dump
    last: int
    last_after: int
    events: int
    untraced: list[str]
    """Items that a trace both ways from them did not give back, or not whole."""


async def _loaded(graph: Graph) -> Loaded:
    await wipe(graph)
    sources = [file_source(shared(name), name) for name in foreign_documents()]
    first = {}
    for source in sources:
        print("loading", source.name)
        first[source.name] = await load(graph, [source], clock=lambda: NOW)
    before, last = await dump_everything(graph), await count(graph, _LAST)
    again = await load(graph, sources, clock=lambda: NOW)
    after, last_after = await dump_everything(graph), await count(graph, _LAST)
    events, untraced = await count(graph, _EVENTS), await _untraced(graph)
    return Loaded(first, again, before, after, last, last_after, events, untraced)


async def _untraced(graph: Graph) -> list[str]:
    items = {row["key"]: row["label"] for row in await rows(graph, _ITEMS)}
    listed, missed = sorted(items), set(items)
    for start in range(0, len(listed), _SEEDS):
        seeds = tuple(Seed(id=encode_id(items[key], key)) for key in listed[start : start + _SEEDS])
        question = TraceQuestion(seeds, Direction.BOTH, as_of=FAR_AHEAD, max_nodes=20_000)
        answer = await suite_of(graph).questions.trace(question, Deadline(120))
        if not answer.truncated:
            missed -= {node.holding.item for node in answer.nodes if node.holding}
    return sorted(missed)


@pytest_asyncio.fixture(scope="module")
async def embedded_loaded(embedded_session: Graph) -> Loaded:
    with no_notifications():
        return await _loaded(embedded_session)


@pytest_asyncio.fixture(scope="module")
async def neo4j_loaded(neo4j_session: Graph) -> Loaded:
    with no_notifications():
        return await _loaded(neo4j_session)


@pytest.fixture(params=["embedded", "neo4j"])
def loaded(request: pytest.FixtureRequest) -> Loaded:
    found: Loaded = request.getfixturevalue(f"{request.param}_loaded")
    return found


def test_every_document_is_taken_but_for_what_is_known_to_be_bad(loaded: Loaded) -> None:
    refused = {name: [each.code for each in report.refused] for name, report in loaded.first.items()}
    assert {name: codes for name, codes in refused.items() if codes} == {MALFORMED: ["MALFORMED_JSON"]}
    bad = {name: sorted(report.quarantined.elements()) for name, report in loaded.first.items()}
    assert {name: codes for name, codes in bad.items() if codes} == REFUSED
    assert len(loaded.first) > 100
    assert sum(report.events for report in loaded.first.values()) == loaded.events > 180


def test_a_second_load_changes_nothing(loaded: Loaded) -> None:
    again = loaded.again
    assert (again.events, again.master_data, again.repeated, again.voided) == (0, 0, 0, 0)
    told = sum((report.quarantined for report in loaded.first.values()), Counter[str]())
    assert again.quarantined == told, "what is wrong with a file is said each time"
    assert again.known >= sum(report.events + report.master_data for report in loaded.first.values())
    assert not loaded.after.difference(loaded.graph)
    assert loaded.last_after == loaded.last


def test_every_item_can_be_traced_both_ways(loaded: Loaded) -> None:
    assert loaded.untraced == []


def test_both_engines_hold_the_same(embedded_loaded: Loaded, neo4j_loaded: Loaded) -> None:
    assert not embedded_loaded.graph.difference(neo4j_loaded.graph)
