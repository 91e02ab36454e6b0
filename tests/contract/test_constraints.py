"""The schema can be applied again and again, and makes the same keys and indexes on both engines."""

from cypher.connection import Graph
from cypher.constraints import SCHEMA_VERSION, apply_schema


async def test_the_schema_can_be_applied_twice(graph: Graph) -> None:
    await apply_schema(graph)
    assert await graph.read("read/housekeeping/marker") == [{"schemaVersion": SCHEMA_VERSION}]
