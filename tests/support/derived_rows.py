"""Writes derived rows through the writers, as the ledger would."""

from cypher.connection import Graph, WriteTx
from cypher.records.custody import Derived
from cypher.records.difference import Difference
from cypher.writers.custody import write_difference
from cypher.writers.truth import next_record_time


async def write_derived(graph: Graph, derived: Derived, clock: int = 1) -> int:
    """Opens the rows in one transaction; its record time."""
    return await write_step(graph, Difference(opened=derived), clock)


async def write_step(graph: Graph, difference: Difference, clock: int = 1) -> int:
    """Writes a difference in one transaction; its record time."""

    async def work(tx: WriteTx) -> int:
        now = await next_record_time(tx, clock)
        await write_difference(tx, difference, now)
        return now

    return await graph.write(work)
