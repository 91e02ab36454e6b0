"""Writes refused records with what they name, and what becomes of them; what is settled stays to be seen."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cypher.connection import WriteTx
from cypher.lists import every
from cypher.records.events import EventRecord, TimeRange
from cypher.records.parties import EntityKind
from cypher.records.quarantine import NameRole, QuarantineRecord, RefusedName, Settlement
from cypher.records.vocabulary import FOREVER
from cypher.writers.entities import ensure_entities
from cypher.writers.event_codec import encode
from cypher.writers.labels import own_links
from cypher.writers.rows import Params, write_all
from cypher.writers.truth import store_mentions

_ANY_TIME = TimeRange(-FOREVER, FOREVER)


class StoredRefusal(NamedTuple):
    """A refused record as it can be read again; of a line that an event was taken without also that event:
    its key, its body, and how many of its lines were refused."""

    key: str
    source: str
    position: str
    code: str
    reason: str
    kind: str
    content: str
    whole: bool
    document: str
    event: str | None
    body: str | None
    refused_lines: int | None


async def store_quarantine(tx: WriteTx, refusals: Sequence[QuarantineRecord], record_time: int) -> None:
    """Keeps new refusals; the entities that they name can be found from then on."""
    if not refusals:
        return
    await ensure_entities(tx, {name.entity for each in refusals for name in each.names})
    rows = [_row(each) for each in refusals]
    await write_all(tx, "write/quarantine/store", rows, now=record_time, forever=FOREVER)
    names = [_name_row(each.key, name) for each in refusals for name in each.names]
    await write_all(tx, "write/quarantine/link_names", names)


async def settle(tx: WriteTx, settled: Sequence[Settlement], record_time: int) -> None:
    """Ends refusals; those that are no longer open stay as they are."""
    rows = [{"key": each.key, "state": each.state.value, "note": each.note} for each in settled]
    if rows:
        await tx.run("write/quarantine/settle", rows=every(rows), now=record_time)


async def supersede(tx: WriteTx, event_ids: Iterable[str], record_time: int) -> None:
    """Ends refusals of these event ids where an event of that id was taken whole."""
    if ids := sorted(set(event_ids)):
        await tx.run("write/quarantine/supersede", rows=every(ids), now=record_time)


async def read_again(tx: WriteTx, events: Sequence[EventRecord]) -> None:
    """Stored events of which more lines can be read now: the entities that they name exist."""
    rows = [{"key": each.key, "record": encode(each), "refusedLines": each.refused_lines} for each in events]
    await write_all(tx, "write/quarantine/read_again", rows)
    await store_mentions(tx, events)


async def open_refusals(tx: WriteTx, keys: Sequence[str] | None) -> list[StoredRefusal]:
    """Refusals that are open: those of these keys, or all of them; by source and position."""
    asked = {"every": keys is None, "keys": list(keys or ())}
    rows = (await tx.run("write/quarantine/open", rows=asked))[0]["rows"]
    return sorted((StoredRefusal(*row) for row in rows), key=lambda each: (each.source, each.position))


def _row(refusal: QuarantineRecord) -> Params:
    time = refusal.time or _ANY_TIME
    return {
        "key": refusal.key,
        "source": refusal.source,
        "position": refusal.position,
        "code": refusal.code,
        "reason": refusal.reason,
        "content": refusal.content,
        "whole": refusal.whole,
        "fingerprint": refusal.fingerprint,
        "eventId": refusal.event_id,
        "earliest": time.earliest,
        "latest": time.latest,
        "goods": refusal.names_goods,
        "kind": refusal.kind,
        "document": refusal.document,
        "event": refusal.event,
    }


def _name_row(refusal: str, name: RefusedName) -> Params:
    entity = name.entity
    products = [link.target.key for link in own_links(entity) if link.target.kind is EntityKind.PRODUCT]
    product = products[0] if products and name.role is NameRole.ITEM else None
    return {
        "refusal": refusal,
        "role": name.role.value,
        "key": f"{entity.kind.value}:{entity.key}",
        "kind": entity.kind.value,
        "entity": entity.key,
        "product": product,
    }
