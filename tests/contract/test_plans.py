"""Neo4j's plan of every query that loads, or that a trace asks: reached by index, never by a scan."""

from collections.abc import Iterator, Mapping
from typing import Any

import neo4j

from cypher.connection import Graph

_NUMBERS = {"now", "forever", "clock", "schemaVersion", "knownAt", "asOf", "limit"}


async def test_no_writing_query_scans(neo4j_graph: Graph) -> None:
    names = [name for name in neo4j_graph.catalog.names() if name.startswith("write/")]
    scans = {name: found for name in names if (found := await _scans(neo4j_graph, name))}
    assert len(names) > 50
    assert scans == {}


async def test_no_query_of_a_trace_scans(neo4j_graph: Graph) -> None:
    folders = ("read/custody/", "read/seeds/", "read/codes/")
    names = [name for name in neo4j_graph.catalog.names() if name.startswith(folders)]
    scans = {name: found for name in names if (found := await _scans(neo4j_graph, name))}
    assert len(names) > 20
    assert scans == {}


async def _scans(graph: Graph, name: str) -> list[str]:
    query = graph.catalog.get(name)
    given: dict[str, object] = {parameter: 1 if parameter in _NUMBERS else {} for parameter in query.params}

    async def explaining(transaction: neo4j.AsyncManagedTransaction) -> Mapping[str, Any]:
        summary = await (await transaction.run(f"EXPLAIN {query.text}", given)).consume()
        assert summary.plan is not None
        return summary.plan

    async with graph._driver.session(database=graph.database) as session:
        plan = await session.execute_write(explaining)
    return [operator for operator in _operators(plan) if "Scan" in operator or "HashJoin" in operator]


def _operators(plan: Mapping[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from _operators(child)
