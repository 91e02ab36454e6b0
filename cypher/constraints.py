"""Makes a database ours: keys, indexes, the marker and the counter of record time; safe to repeat."""

import asyncio

from cypher.catalog import Mode
from cypher.connection import Graph, WriteTx
from cypher.errors import Conflict

SCHEMA_VERSION = 1
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds to wait before the next try."""


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

    for pause in _PAUSES:
        try:
            await graph.claim(claim)
        except Conflict:  # another command marks the same database at this moment: then it is there
            await asyncio.sleep(pause)
        else:
            return
    await graph.claim(claim)
