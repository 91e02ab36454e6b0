"""What a writing transaction must read before it derives: linked events, and what the ledger made so far."""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from cypher.connection import WriteTx
from cypher.lists import every
from cypher.records.custody import (
    PLACE_BREAK,
    Derived,
    EdgeRecord,
    GapRecord,
    HoldingRecord,
    LineRecord,
    SpanRecord,
    TransformationRecord,
)
from cypher.records.events import EventRecord, TimeRange
from cypher.records.vocabulary import (
    FOREVER,
    Certainty,
    EdgeKind,
    Effect,
    GapKind,
    HoldingKind,
    ItemKind,
    PlaceKind,
    SpanKind,
    StockStatus,
)
from cypher.writers.event_codec import decode
from cypher.writers.rows import chunks

Columns = list[Any]


async def linked_events(
    tx: WriteTx,
    items: Collection[str],
    event_ids: Collection[str],
    content_hashes: Collection[str],
    transformation_ids: Collection[str],
) -> set[str]:
    """Keys of stored events that name these items, as whatever kind, or share one of these identifiers."""
    names = ("items", "eventIds", "contentHashes", "transformationIds")
    keys: set[str] = set()
    parts = [[*chunks(values)] for values in (items, event_ids, content_hashes, transformation_ids)]
    for four in zip_longest(*parts, fillvalue=[]):
        row = (await tx.run("write/history/linked_events", rows=dict(zip(names, four, strict=True))))[0]
        keys.update(row["keys"])
    return keys


async def stored_events(tx: WriteTx, keys: Iterable[str]) -> list[EventRecord]:
    """The validated records of stored events, without their bodies."""
    found: list[EventRecord] = []
    for part in chunks(keys):
        rows = await tx.run("write/history/records", rows=every(part))
        found.extend(decode(record) for record in rows[0]["records"])
    return found


async def current(tx: WriteTx, items: AbstractSet[str], events: Collection[str]) -> Derived:
    """What the ledger made of these items, and of these events apart from other items, as it stands."""
    columns: dict[str, list[Columns]] = {}
    for part in chunks(items):
        row = (await tx.run("write/history/positions", rows={"items": part}, forever=FOREVER))[0]
        for name, found in row.items():
            columns.setdefault(name, []).extend(found)
    for part in chunks(events):
        row = (await tx.run("write/history/records_made", rows={"events": part}, forever=FOREVER))[0]
        for name, found in row.items():
            columns.setdefault(name, []).extend(found)
    gaps = columns.get("gaps", []) + columns.get("itemGaps", [])
    columns["gaps"] = [row for row in gaps if row[2] is None or row[2] in items]
    return _derived(columns)


def _derived(columns: dict[str, list[Columns]]) -> Derived:
    made = columns.get("transformations", [])
    return Derived(
        holdings=frozenset(_holding(row) for row in columns.get("holdings", [])),
        transformations=frozenset(TransformationRecord(key, id_, place) for key, id_, place, _ in made),
        edges=frozenset(_edge(row) for row in columns.get("edges", []) + columns.get("outputs", [])),
        lines=frozenset(_line(row) for row in columns.get("lines", [])),
        spans=frozenset(_span(row) for row in columns.get("spans", [])),
        gaps=frozenset(_gap(row) for row in columns["gaps"]),
        recorded_by=frozenset((key, event) for key, _, _, event in made),
        repeats=frozenset((event, first) for event, first in columns.get("repeats", [])),
    )


def _holding(row: Columns) -> HoldingRecord:
    key, item, item_kind, kind, place, place_kind, status, opened, until, ended, ended_latest, *rest = row
    received, balance, unit = rest
    return HoldingRecord(
        key,
        item,
        ItemKind(item_kind),
        HoldingKind(kind),
        place,
        PlaceKind(place_kind),
        StockStatus(status),
        TimeRange(opened, until),
        None if ended is None else TimeRange(ended, ended_latest),
        _decimal(received),
        _decimal(balance),
        unit,
    )


def _edge(row: Columns) -> EdgeRecord:
    key, kind, source, target, event, line, earliest, latest, quantity, unit, certainty, gap = row
    return EdgeRecord(
        key,
        EdgeKind(kind),
        source,
        target,
        event,
        line,
        TimeRange(earliest, latest),
        _decimal(quantity),
        unit,
        Certainty(certainty),
        None if gap is None else GapKind(gap),
    )


def _line(row: Columns) -> LineRecord:
    event, line, holding, effect, quantity, unit, place, status, pool, among = row
    ended = None if status is None else StockStatus(status)
    return LineRecord(
        event, line, holding, Effect(effect), _decimal(quantity), unit, place, ended, pool, among
    )


def _span(row: Columns) -> SpanRecord:
    kind, holding, target, start, start_latest, end, end_latest = row
    ended = None if end is None else TimeRange(end, end_latest)
    return SpanRecord(SpanKind(kind), holding, target, TimeRange(start, start_latest), ended)


def _gap(row: Columns) -> GapRecord:
    key, kind, item, holding, event, earliest, latest, amount, unit, places = row
    time, between = TimeRange(earliest, latest), tuple(places.split(PLACE_BREAK)) if places else ()
    return GapRecord(key, GapKind(kind), item, holding, event, time, _decimal(amount), unit, between)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
