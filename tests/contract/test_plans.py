"""Neo4j's plan of every query that loads, or that a question asks: reached by index, never by a scan.

A plan follows what the planner believes of the graph: here one of ordinary proportions, counted afresh. An
index last sampled when it was empty makes a scan of it look like nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import neo4j
import pytest_asyncio

from cypher.connection import Graph
from loaders.pipeline import load
from loaders.sources import Source
from tests.support.command import SAMPLES
from tests.support.engines import ask, wipe

_NUMBERS = {"now", "forever", "clock", "schemaVersion", "knownAt", "asOf", "limit"}


@pytest_asyncio.fixture(scope="module")
async def sampled(neo4j_session: Graph) -> Graph:
    """Neo4j with the sample chains, its indexes sampled anew and no plan kept."""
    await wipe(neo4j_session)
    await load(neo4j_session, [Source(path.name, path) for path in sorted(SAMPLES.glob("*.jsonld"))])
    await ask(neo4j_session, "CALL db.prepareForReplanning(120)")
    return neo4j_session


async def test_no_writing_query_scans(sampled: Graph) -> None:
    names = [name for name in sampled.catalog.names() if name.startswith("write/")]
    scans = {name: found for name in names if (found := await _scans_of(sampled, name))}
    assert len(names) > 50
    assert scans == {}


async def test_no_query_of_a_trace_scans(sampled: Graph) -> None:
    folders = ("read/custody/", "read/seeds/", "read/codes/", "read/pages/", "read/parties/")
    names = [name for name in sampled.catalog.names() if name.startswith(folders)]
    scans = {name: found for name in names if (found := await _scans_of(sampled, name))}
    assert len(names) > 20
    assert scans == {}


async def test_a_scan_would_be_seen(sampled: Graph) -> None:
    assert await _scans(sampled, "MATCH (h:Holding {unit: 'KGM'}) RETURN h", {})


async def _scans_of(graph: Graph, name: str) -> list[str]:
    query = graph.catalog.get(name)
    given: dict[str, object] = {parameter: 1 if parameter in _NUMBERS else {} for parameter in query.params}
    return await _scans(graph, query.text, given)


async def _scans(graph: Graph, text: str, given: dict[str, object]) -> list[str]:
    async def explaining(transaction: neo4j.AsyncManagedTransaction) -> Mapping[str, Any]:
        summary = await (await transaction.run(f"EXPLAIN {text}", given)).consume()
        assert summary.plan is not None
        return summary.plan

    async with graph._driver.session(database=graph.database) as session:
        plan = await session.execute_write(explaining)
    return [operator for operator in _operators(plan) if "Scan" in operator or "HashJoin" in operator]


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from _operators(child)
