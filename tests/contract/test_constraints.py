"""The schema can be applied again and again, and makes the same keys and indexes on both engines."""

import re

import pytest
from neo4j.exceptions import ConstraintError

from cypher.connection import Graph
from cypher.constraints import SCHEMA_VERSION, apply_schema
from tests.support.engines import ask

_DECLARED = re.compile(r"FOR \(n:(\w+)\) (REQUIRE|ON) \(?n\.(\w+)\)?")


def declared(graph: Graph, word: str) -> set[tuple[str, str]]:
    """(label, property) of every constraint (REQUIRE) or index (ON) of the schema files."""
    files = [graph.catalog.get(name).text for name in graph.catalog.names() if name.startswith("schema/")]
    return {(found[1], found[3]) for text in files for found in _DECLARED.finditer(text) if found[2] == word}


def made(rows: list[dict[str, object]]) -> set[tuple[str, str]]:
    return {(str(row["label"]), str(row["property"])) for row in rows}


async def test_the_schema_can_be_applied_twice(graph: Graph) -> None:
    await apply_schema(graph)
    await apply_schema(graph)
    assert await graph.read("read/housekeeping/marker") == [{"marked": True, "whole": True}]
    versions = await ask(graph, "MATCH (s:Suyuan) RETURN s.schemaVersion AS version")
    assert versions == [{"version": SCHEMA_VERSION}]
    counters = await ask(graph, "MATCH (c:Counter) RETURN c.name AS name, c.last AS last")
    assert counters == [{"name": "recordTime", "last": 0}]


async def test_applying_it_again_leaves_record_time_alone(graph: Graph) -> None:
    await ask(graph, "MATCH (c:Counter {name: 'recordTime'}) SET c.last = 7")
    await apply_schema(graph)
    assert await ask(graph, "MATCH (c:Counter) RETURN c.last AS last") == [{"last": 7}]


async def test_both_engines_hold_every_declared_key(graph: Graph) -> None:
    rows = await ask(graph, "SHOW CONSTRAINTS")
    keys = {(row["labelsOrTypes"][0], row["properties"][0]) for row in rows}  # type: ignore[index]
    assert len(declared(graph, "REQUIRE")) > 10
    assert keys >= declared(graph, "REQUIRE")
    assert {row["entityType"] for row in rows} == {"NODE"}


async def test_both_engines_hold_every_declared_index(graph: Graph) -> None:
    rows = [row for row in await ask(graph, "SHOW INDEXES") if row["labelsOrTypes"]]
    indexes = {(row["labelsOrTypes"][0], row["properties"][0]) for row in rows}  # type: ignore[index]
    wanted = declared(graph, "ON") | declared(graph, "REQUIRE")
    assert indexes >= wanted
    assert {row["entityType"] for row in rows} == {"NODE"}
    assert {row["state"] for row in rows} == {"ONLINE"}


@pytest.mark.parametrize("labels", ["TracePoint", "TracePoint:Transformation", "Holding:TracePoint"])
async def test_a_key_is_unique_whatever_else_its_node_is(graph: Graph, labels: str) -> None:
    await ask(graph, "CREATE (:TracePoint:Holding {key: 'a'})")
    with pytest.raises(ConstraintError):
        await ask(graph, f"CREATE (:{labels} {{key: 'a'}})")
    assert await ask(graph, "MATCH (n:TracePoint) RETURN n.key AS key") == [{"key": "a"}]
