"""A batch: the records that are committed together, and the one transaction that commits them."""

import asyncio
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self, TypeVar

from cypher.connection import Graph, WriteTx
from cypher.errors import Conflict, Damaged, Overtaken
from cypher.records.difference import Difference
from cypher.records.entities import EntityRef
from cypher.records.events import EventRecord
from cypher.records.parties import MasterRecord
from cypher.records.quarantine import QuarantineRecord, RefusalState, Settlement
from cypher.writers.custody import write_difference
from cypher.writers.entities import (
    describe_entities,
    ensure_entities,
    link_entities,
    statements_of,
    store_codes,
    unlink_entities,
)
from cypher.writers.quarantine import read_again, settle, store_quarantine, supersede
from cypher.writers.register import events_of_register
from cypher.writers.truth import (
    entities_of,
    known,
    next_record_time,
    store_events,
    store_statements,
    take_turn,
)
from loaders.entities import Description, codes_stated, describe, described_by, links_stated
from loaders.replay import EventMemory, replay
from loaders.validate_context import Record

T = TypeVar("T", EventRecord, MasterRecord, QuarantineRecord)


_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds to wait before the next try."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Records in the order they were read; the same record may stand in it twice."""

    events: Sequence[EventRecord] = ()
    statements: Sequence[MasterRecord] = ()
    refusals: Sequence[QuarantineRecord] = ()
    settled: Sequence[Settlement] = ()
    """Refusals that are open no longer."""
    read_again: Sequence[EventRecord] = ()
    """Stored events of which more lines can be read now."""

    @classmethod
    def of(cls, records: Iterable[Record]) -> Self:
        """The records of a file, sorted by what they are."""
        listed = list(records)
        return cls(
            [each for each in listed if isinstance(each, EventRecord)],
            [each for each in listed if isinstance(each, MasterRecord)],
            [each for each in listed if isinstance(each, QuarantineRecord)],
        )

    def __len__(self) -> int:
        return len(self.events) + len(self.statements) + len(self.refusals)

    def __bool__(self) -> bool:
        return bool(len(self) or self.settled or self.read_again)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a batch changed; `record_time` is None where all of it was known."""

    new: Batch = field(default_factory=Batch)
    record_time: int | None = None
    replayed: int = 0
    difference: Difference = field(default_factory=Difference)


async def commit(graph: Graph, batch: Batch, clock: int, memory: EventMemory) -> Committed:
    """Commits a batch whole, or raises and leaves nothing of it; what is known already changes nothing.

    Nothing is created before it is looked for, so a key that is taken at the commit was taken by another
    writer meanwhile: the embedded engine says so where Neo4j would have made this one wait. Tried again,
    the work finds what the other has written.
    """

    async def work(tx: WriteTx) -> Committed:
        if not await _unknown(tx, batch):
            return Committed()
        await take_turn(tx)
        # Asked again, for another writer may have committed the same while this one waited its turn.
        new = await _unknown(tx, batch)
        if not new:
            return Committed()
        return await _store(tx, new, await next_record_time(tx, clock), memory)

    for pause in _PAUSES:
        try:
            return await graph.write(work)
        except Conflict:
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - only spreads two writers
    try:
        return await graph.write(work)
    except Overtaken as lost:
        raise Damaged(graph.address, f"{lost.query} finds links to records that are not there") from None


async def _store(tx: WriteTx, new: Batch, now: int, memory: EventMemory) -> Committed:
    await store_quarantine(tx, new.refusals, now)
    await settle(tx, new.settled, now)
    events = [*new.events, *new.read_again]
    await ensure_entities(tx, {entity for event in events for entity in entities_of(event)})
    await store_events(tx, new.events, now)
    await read_again(tx, new.read_again)
    ids = [event.event_id for event in events] + [refusal.event_id for refusal in new.refusals]
    await supersede(tx, filter(None, ids), now)
    changed = await _describe(tx, new.statements, now)
    affected = await memory.fetch(tx, await events_of_register(tx, changed))
    replayed = await replay(tx, [*events, *affected], memory)
    await write_difference(tx, replayed.difference, now)
    return Committed(new, now, replayed.events, replayed.difference)


async def _describe(tx: WriteTx, statements: Sequence[MasterRecord], now: int) -> set[EntityRef]:
    """Stores statements, lays them over their entities; the entities whose register changed by it."""
    if not statements:
        return set()
    told = {(each.key, entity) for each in statements for entity in described_by(each)}
    subjects = {entity for _, entity in told}
    stated = {link.target for each in statements for link in links_stated(each)}
    await ensure_entities(tx, subjects | stated)
    before = await _descriptions(tx, subjects)
    await store_statements(tx, statements, told, now)
    after = await _descriptions(tx, subjects)
    await unlink_entities(tx, subjects)
    await link_entities(tx, {link for each in after.values() for link in each.links})
    await describe_entities(tx, (each.properties for each in after.values()))
    await store_codes(tx, {code for each in statements for code in codes_stated(each)})
    return {entity for entity in subjects if before[entity].register() != after[entity].register()}


async def _descriptions(tx: WriteTx, entities: Iterable[EntityRef]) -> dict[EntityRef, Description]:
    stated: dict[EntityRef, list[MasterRecord]] = {entity: [] for entity in entities}
    for statement in await statements_of(tx, stated):
        for entity in described_by(statement) & stated.keys():
            stated[entity].append(statement)
    return {entity: describe(entity, found) for entity, found in stated.items()}


async def _unknown(tx: WriteTx, batch: Batch) -> Batch:
    """The part of a batch that the graph does not hold, each record once, in its order."""
    events, statements, refusals = (_first(batch.events), _first(batch.statements), _first(batch.refusals))
    held = await known(tx, events, [*statements], [*refusals])
    well = [Settlement(key, RefusalState.TAKEN, "its record was read well later") for key in held.read_well]
    return Batch(
        [event for key, event in events.items() if key not in held.events],
        [each for key, each in statements.items() if key not in held.statements],
        [each for key, each in refusals.items() if key not in held.refusals],
        [*batch.settled, *sorted(well, key=lambda each: each.key)],
        batch.read_again,
    )


def _first(records: Iterable[T]) -> dict[str, T]:
    """Records by key; of several copies the first."""
    found: dict[str, T] = {}
    for record in records:
        found.setdefault(record.key, record)
    return found
