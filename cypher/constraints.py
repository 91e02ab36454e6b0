"""Makes a database ours: keys, indexes, the marker and the counter of record time; safe to repeat."""

from cypher.catalog import Mode
from cypher.connection import Graph, WriteTx

SCHEMA_VERSION = 1


async def apply_schema(graph: Graph) -> None:
    """Applies schema/*.cypher in the order of their numbers, then marks the database as ours.

    `connect` has seen that the database is ours or empty. Schema commands cannot share a transaction
    with data, so a crash in between leaves keys and no marker: the next start goes on from there.
    """
    for name in graph.catalog.names():
        if graph.catalog.get(name).mode is Mode.SCHEMA:
            await graph.define(name)

    async def claim(tx: WriteTx) -> None:
        await tx.run("write/housekeeping/claim", schemaVersion=SCHEMA_VERSION)

    await graph.claim(claim)
