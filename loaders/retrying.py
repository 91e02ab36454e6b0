"""The quarantine worked through: refused records are read again, or dropped by somebody who says why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from cypher.connection import Graph, WriteTx
from cypher.records.events import EventRecord
from cypher.records.quarantine import QuarantineRecord, RefusalState, Settlement
from cypher.writers.quarantine import StoredRefusal, open_refusals
from cypher.writers.rows import chunks
from loaders.batches import Batch, commit
from loaders.drafts import Draft
from loaders.pipeline import Clock, system_clock
from loaders.refusals import draft_again
from loaders.replay import EventMemory
from loaders.settings import IntakeSettings
from loaders.validate import to_records
from loaders.validate_context import Record, context_of

READ_AGAIN = "it was read again"


class Fate(StrEnum):
    """What came of reading a refused record again: taken, refused as before or for another reason, or not
    read, for it is not kept whole."""

    TAKEN = "TAKEN"
    REFUSED = "REFUSED"
    CUT = "CUT"


class Retried(NamedTuple):
    """One refused record, and what came of reading it again; `code` and `reason` are those of its refusal."""

    key: str
    source: str
    position: str
    fate: Fate
    code: str
    reason: str


@dataclass(slots=True)
class _Work:
    """What one batch of entries comes to."""

    records: list[Record] = field(default_factory=list)
    settled: list[Settlement] = field(default_factory=list)
    again: list[EventRecord] = field(default_factory=list)
    told: list[Retried] = field(default_factory=list)


async def retry(
    graph: Graph,
    keys: Sequence[str] | None,
    settings: IntakeSettings | None = None,
    clock: Clock = system_clock,
) -> list[Retried]:
    """Reads open refusals again, those of these keys or all, and takes what can be read now.

    What is refused for another reason than before becomes an entry of its own; keys that name no open
    refusal are passed over.
    """
    settings = settings or IntakeSettings()
    found = sorted(await _open(graph, keys), key=lambda each: each.event or "")
    told: list[Retried] = []
    groups = (list(entries) for _, entries in groupby(found, key=lambda each: each.event or each.key))
    for part in chunks(groups, settings.batch_size):
        work = _Work()
        for entries in part:
            _read(entries, settings, clock(), work)
        batch = Batch.of(work.records)
        changed = Batch(batch.events, batch.statements, batch.refusals, work.settled, work.again)
        await commit(graph, changed, clock(), EventMemory())
        told += work.told
    return sorted(told, key=lambda each: (each.source, each.position, each.key))


async def drop(graph: Graph, keys: Sequence[str], reason: str, clock: Clock = system_clock) -> list[str]:
    """Settles open refusals by a person's word; the keys of those that were open."""
    found = [each.key for each in await _open(graph, keys)]
    settled = [Settlement(key, RefusalState.DROPPED, reason) for key in found]
    await commit(graph, Batch(settled=settled), clock(), EventMemory())
    return found


async def _open(graph: Graph, keys: Sequence[str] | None) -> list[StoredRefusal]:
    async def work(tx: WriteTx) -> list[StoredRefusal]:
        return await open_refusals(tx, keys)

    return await graph.write(work)


def _read(entries: list[StoredRefusal], settings: IntakeSettings, now: int, work: _Work) -> None:
    """Entries of one record: one that was refused whole, or lines of one event that was taken."""
    first = entries[0]
    records: Sequence[Record] = ()
    if first.body is None and first.whole:
        records = to_records(_draft(first), context_of(first.source, settings, now)).records
        _whole(first, records, work)
    elif first.body is not None and first.document != "{}":
        records = to_records(_draft(first), context_of(first.source, settings, now)).records
        _lines(entries, records, work)
    else:
        work.told += [_told(entry, Fate.CUT) for entry in entries]


def _whole(entry: StoredRefusal, records: Sequence[Record], work: _Work) -> None:
    refused = [each for each in records if isinstance(each, QuarantineRecord)]
    if len(refused) < len(records):
        work.settled.append(Settlement(entry.key, RefusalState.TAKEN, READ_AGAIN))
        work.told.append(_told(entry, Fate.TAKEN))
    elif refused[0].key != entry.key:
        work.settled.append(Settlement(entry.key, RefusalState.SUPERSEDED, refused[0].key))
        work.told.append(_told(entry, Fate.REFUSED, refused[0]))
    else:
        work.told.append(_told(entry, Fate.REFUSED, refused[0]))
        return
    work.records += records


def _lines(entries: list[StoredRefusal], records: Sequence[Record], work: _Work) -> None:
    """An event is read anew where it reads as the same event, with more of its lines."""
    event = next((each for each in records if isinstance(each, EventRecord)), None)
    left = {each.key: each for each in records if isinstance(each, QuarantineRecord)}
    if event is None or event.key != entries[0].event:
        work.told += [_told(entry, Fate.REFUSED) for entry in entries]
        return
    if event.refused_lines < (entries[0].refused_lines or 0):
        work.again.append(event)
        work.records += left.values()
    for entry in entries:
        if entry.key in left:
            work.told.append(_told(entry, Fate.REFUSED))
        else:
            work.settled.append(Settlement(entry.key, RefusalState.TAKEN, READ_AGAIN))
            work.told.append(_told(entry, Fate.TAKEN))


def _draft(entry: StoredRefusal) -> Draft:
    """The draft of the whole record; of a line, that of its event."""
    position = entry.position if entry.body is None else entry.position.rpartition(".")[0]
    return draft_again(entry.kind, position, entry.body or entry.content, entry.document)


def _told(entry: StoredRefusal, fate: Fate, now: QuarantineRecord | None = None) -> Retried:
    code, reason = (entry.code, entry.reason) if now is None else (now.code, now.reason)
    return Retried(entry.key, entry.source, entry.position, fate, code, reason)
