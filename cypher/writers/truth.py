"""Writes what was recorded: events in a hash chain per source, and master data; append-only."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import orjson

from cypher.connection import WriteTx
from cypher.lists import every
from cypher.records.entities import EntityRef
from cypher.records.events import EventRecord
from cypher.records.parties import MasterRecord
from cypher.writers.event_codec import encode
from cypher.writers.labels import (
    EVERY,
    INVOLVED,
    ITEMS,
    by_label,
    item_entity,
    party_entity,
    permit_entity,
    place_entity,
)
from cypher.writers.rows import Params, chunks, decimal_text, expect, write_all


@dataclass(frozen=True, slots=True)
class Known:
    """Keys that the graph holds already; `read_well` are those of open refusals of records that read well."""

    events: frozenset[str]
    statements: frozenset[str]
    refusals: frozenset[str]
    read_well: frozenset[str]


async def known(
    tx: WriteTx, events: Mapping[str, EventRecord], statements: Sequence[str], refusals: Sequence[str]
) -> Known:
    """Which of these keys the graph holds already; events by key."""
    whole = [fingerprint(event.body) for event in events.values()]
    keys = {"events": [*events], "statements": statements, "refusals": refusals, "fingerprints": whole}
    row = (await tx.run("write/truth/known", rows=keys))[0]
    return Known(
        frozenset(row["events"]),
        frozenset(row["statements"]),
        frozenset(row["refusals"]),
        frozenset(row["readWell"]),
    )


def fingerprint(body: str) -> str:
    """The hash of a record as it was recorded; copies of one record have it in common."""
    return hashlib.sha256(body.encode()).hexdigest()[:32]


async def take_turn(tx: WriteTx) -> None:
    """Waits for the counter: until this transaction ends no other writer gets a record time.

    On Neo4j others wait for the lock; on the embedded engine the later commit fails and is tried again.
    """
    await tx.run("write/truth/take_turn")


async def next_record_time(tx: WriteTx, clock: int) -> int:
    """The record time of this transaction, from `clock` (µs): later than every one before it."""
    return int((await tx.run("write/truth/next_record_time", clock=clock))[0]["now"])


async def store_events(tx: WriteTx, events: Sequence[EventRecord], record_time: int) -> None:
    """Stores new events with the entities they name, which exist."""
    heads = await _heads(tx, {event.source for event in events})
    rows = [_event_row(event, heads) for event in events]
    await write_all(tx, "write/truth/store_events", rows, now=record_time)
    new_heads = [{"key": source, "head": head} for source, head in heads.items()]
    await write_all(tx, "write/truth/set_source_heads", new_heads)
    await store_mentions(tx, events)
    for part in chunks(pair for event in events for pair in _involvements(event)):
        await expect(tx, "write/truth/store_involvements", len(part), rows=by_label(INVOLVED, part))


async def store_mentions(tx: WriteTx, events: Iterable[EventRecord]) -> None:
    """Joins events to the items of their lines, which exist."""
    for part in chunks(pair for event in events for pair in _mentions(event)):
        await expect(tx, "write/truth/store_mentions", len(part), rows=by_label(ITEMS, part))


async def store_statements(
    tx: WriteTx,
    statements: Sequence[MasterRecord],
    described: Iterable[tuple[str, EntityRef]],
    record_time: int,
) -> None:
    """Stores new statements of master data; `described` are (statement key, entity), the entities exist."""
    rows = [_statement_row(statement) for statement in statements]
    await write_all(tx, "write/truth/store_statements", rows, now=record_time)
    for part in chunks(described):
        pairs = ((entity, {"statement": statement, "key": entity.key}) for statement, entity in part)
        await expect(tx, "write/truth/store_descriptions", len(part), rows=by_label(EVERY, pairs))


def entities_of(event: EventRecord) -> set[EntityRef]:
    """Every entity that an event names."""
    items = {item_entity(line.item, line.kind) for line in event.lines}
    return items | {entity for _, entity in involved(event)}


def chain_hash(previous: str | None, record: str, body: str) -> str:
    """The hash that an event's successor from the same source carries: of all that is stored of it."""
    digest = hashlib.sha256((previous or "").encode())
    for text in (record, body):
        digest.update(hashlib.sha256(text.encode()).digest())
    return digest.hexdigest()


async def _heads(tx: WriteTx, sources: Iterable[str]) -> dict[str, str | None]:
    rows = await tx.run("write/truth/source_heads", rows=every(sorted(sources)))
    return {row["key"]: row["head"] for row in rows}


def _event_row(event: EventRecord, heads: dict[str, str | None]) -> Params:
    """The row of an event; moves the head of its source's chain on."""
    record, previous = encode(event), heads.get(event.source)
    heads[event.source] = chain_hash(previous, record, event.body)
    return {
        "key": event.key,
        "eventId": event.event_id,
        "contentHash": event.content_hash,
        "type": event.type.value,
        "action": event.action.value if event.action else None,
        "earliest": event.time.earliest,
        "latest": event.time.latest,
        "timeText": event.time_text,
        "bizStep": event.biz_step,
        "disposition": event.disposition,
        "transformationId": event.transformation_id,
        "source": event.source,
        "position": event.position,
        "error": event.error is not None,
        "refusedLines": event.refused_lines,
        "previous": previous,
        "record": record,
        "body": event.body,
    }


def _statement_row(statement: MasterRecord) -> Params:
    return {
        "key": statement.key,
        "kind": statement.kind.value,
        "subject": statement.subject,
        "attributes": orjson.dumps(statement.attributes).decode(),
        "asserted": statement.asserted,
        "source": statement.source,
    }


def _mentions(event: EventRecord) -> list[tuple[EntityRef, Params]]:
    return [
        (
            item_entity(line.item, line.kind),
            {
                "event": event.key,
                "key": line.item,
                "line": line.number,
                "role": line.role.value,
                "quantity": decimal_text(line.quantity),
                "unit": line.unit,
            },
        )
        for line in event.lines
    ]


def _involvements(event: EventRecord) -> list[tuple[EntityRef, Params]]:
    return [
        (entity, {"event": event.key, "key": entity.key, "role": role}) for role, entity in involved(event)
    ]


def involved(event: EventRecord) -> list[tuple[str, EntityRef]]:
    """Places, parties, vehicles and permits with their roles, each once."""
    named = [
        ("readPoint", place_entity(event.read_point) if event.read_point else None),
        ("bizLocation", place_entity(event.biz_location) if event.biz_location else None),
        *(("source", party_entity(party)) for party in event.sources),
        *(("destination", party_entity(party)) for party in event.destinations),
        *(("permit", permit_entity(document)) for document in event.documents),
    ]
    return [(role, entity) for role, entity in dict.fromkeys(named) if entity is not None]
