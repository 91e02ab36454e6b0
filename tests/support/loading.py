"""Loads records straight into a graph, in batches as a test cuts them."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import TypeVar

from cypher.connection import Graph, WriteTx
from cypher.records.custody import Derived
from cypher.records.events import EventRecord
from cypher.records.parties import EntityKind, MasterRecord, Register
from cypher.writers.history import current
from loaders.batches import Batch, Committed, commit
from loaders.replay import EventMemory
from loaders.validate_context import Record
from tests.support.graph_dump import rows

T = TypeVar("T")


async def load_batches(graph: Graph, batches: Iterable[Sequence[Record]]) -> list[Committed]:
    """Commits batch after batch with a clock that stands still, so that record times are 1, 2, 3 …"""
    memory = EventMemory()
    return [await commit(graph, Batch.of(batch), 0, memory) for batch in batches]


def cut(records: Sequence[T], rng: Random, most: int = 8) -> list[list[T]]:
    """The records in batches of random sizes."""
    rest, batches = list(records), []
    while rest:
        size = rng.randint(1, most)
        batches.append(rest[:size])
        rest = rest[size:]
    return batches


def shuffled(records: Iterable[T], rng: Random) -> list[T]:
    """The records in another order, some of them twice."""
    listed = list(records)
    listed += rng.sample(listed, k=len(listed) // 4)
    rng.shuffle(listed)
    return listed


def statements(register: Register) -> list[MasterRecord]:
    """The master data that makes a register."""
    said: list[tuple[EntityKind, str, str, str]] = [
        *((EntityKind.WAREHOUSE, site, "operator", party) for site, party in register.operators.items()),
        *((EntityKind.WAREHOUSE, place, "parent", site) for place, site in register.parents.items()),
        *((EntityKind.PRODUCT, key, "tolerance", str(share)) for key, share in register.tolerances.items()),
        *((EntityKind.BATCH, item, "product", product) for item, product in register.products.items()),
        *((EntityKind.UNIT, item, "batch", batch) for item, batch in register.batches.items()),
    ]
    return [
        MasterRecord(f"{subject}:{name}", kind, subject, ((name, value),), asserted=0)
        for kind, subject, name, value in said
    ]


async def stored_derived(graph: Graph, events: Iterable[EventRecord]) -> Derived:
    """Everything derived that the graph holds now, read as the loader reads it."""
    items = {row["item"] for row in await rows(graph, "MATCH (h:Holding) RETURN DISTINCT h.item AS item")}
    keys = {event.key for event in events}

    async def work(tx: WriteTx) -> Derived:
        return await current(tx, items, keys)

    return await graph.write(work)
