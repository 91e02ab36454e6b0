"""Writes what the ledger derives as a difference: rows are closed and opened, none is ever deleted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from cypher.connection import WriteTx
from cypher.lists import every
from cypher.records.custody import Derived, EdgeRecord, GapRecord, HoldingRecord
from cypher.records.difference import Difference
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import FOREVER, EdgeKind, HoldingKind, PlaceKind, SpanKind
from cypher.writers.entities import ensure_entities
from cypher.writers.labels import ITEMS, by_label, item_entity
from cypher.writers.rows import (
    Params,
    by_source,
    chunks,
    edge_row,
    expect,
    gap_row,
    holding_row,
    line_row,
    span_row,
    transformation_row,
    write_all,
)

T = TypeVar("T")

_OPEN_EDGES = {
    EdgeKind.CUSTODY: ("custody", "source"),
    EdgeKind.INPUT: ("inputs", "target"),
    EdgeKind.OUTPUT: ("outputs", "source"),
}
"""The parameter that takes the edges of a kind, and by which end they are told."""

_OPEN_SPANS = {
    SpanKind.INSIDE: "write/custody/open_contents",
    SpanKind.KEPT_BY: "write/custody/open_keepers",
    SpanKind.OWNED_BY: "write/custody/open_owners",
}
_PLACES = {
    PlaceKind.SITE: EntityKind.WAREHOUSE,
    PlaceKind.PARTY: EntityKind.ENTERPRISE,
    PlaceKind.VEHICLE: EntityKind.VEHICLE,
}


async def write_difference(tx: WriteTx, difference: Difference, record_time: int) -> None:
    """Writes a difference under a record time: former rows end there, new ones begin."""
    writer = _Writer(tx, record_time, ties_of(difference.opened))
    await writer.close(difference.closed)
    await ensure_entities(tx, _named(difference.opened))
    created = await writer.open(difference.opened)
    await writer.revise(difference.restated)
    edges = difference.closed.edges | difference.opened.edges
    moved = {edge.source for edge in edges} | {edge.target for edge in edges}
    await writer.stamp(moved, created)


class _Writer:
    def __init__(self, tx: WriteTx, now: int, ties: Counter[str]) -> None:
        self._tx = tx
        self._ties = ties
        self._clock = {"now": now, "forever": FOREVER}
        self._now = now

    async def close(self, rows: Derived) -> None:
        await self._close("write/custody/close_edges", ((edge.source, edge.key) for edge in rows.edges))
        await self._close("write/custody/close_lines", _sources(line_row, rows.lines))
        await self._close("write/custody/close_spans", _sources(span_row, rows.spans))
        await self._close("write/custody/close_recordings", rows.recorded_by)
        await self._close("write/custody/close_repeats", rows.repeats)
        for keys in chunks(gap.key for gap in rows.gaps):
            await expect(self._tx, "write/custody/close_gaps", len(keys), rows=every(keys), **self._clock)
        points = [holding.key for holding in rows.holdings]
        points += [transformation.key for transformation in rows.transformations]
        for keys in chunks(points):
            await expect(
                self._tx, "write/custody/close_trace_points", len(keys), rows=every(keys), now=self._now
            )

    async def open(self, rows: Derived) -> set[str]:
        """Opens rows; the keys of the trace points that were not there before."""
        fresh = await self._open_holdings(rows.holdings)
        fresh |= await self._open_transformations(rows)
        for edges in chunks(rows.edges):
            name = "write/custody/open_edges"
            await expect(self._tx, name, len(edges), rows=_by_end(edges), **self._clock)
        await self._write("write/custody/open_lines", [line_row(line) for line in rows.lines])
        for span_kind, name in _OPEN_SPANS.items():
            await self._write(name, [span_row(span) for span in rows.spans if span.kind is span_kind])
        await self._open_gaps(rows.gaps)
        await self._write("write/custody/open_recordings", _pairs(rows.recorded_by))
        await self._write("write/custody/open_repeats", _pairs(rows.repeats))
        return fresh

    async def revise(self, holdings: Iterable[HoldingRecord]) -> None:
        rows = [holding_row(holding) for holding in holdings]
        await self._write("write/custody/revise_holdings", rows)

    async def stamp(self, moved: set[str], created: set[str]) -> None:
        """Stamps those whose edges changed, and counts the ties of all but the created, which bear them."""
        rows = [
            {"key": key, "ties": self._ties[key], "moved": key in moved}
            for key in (moved | self._ties.keys()) - created
        ]
        await write_all(self._tx, "write/custody/stamp", rows, now=self._now)

    async def _open_holdings(self, holdings: Iterable[HoldingRecord]) -> set[str]:
        known = await self._existing([holding.key for holding in holdings])
        fresh = [holding for holding in holdings if holding.key not in known]
        await self.revise(holding for holding in holdings if holding.key in known)
        items = (
            (item, holding_row(holding) | {"ties": self._ties[holding.key]})
            for item, holding in _items(fresh)
        )
        await self._hang("write/custody/open_holdings", ITEMS, items, **self._clock)
        stock = [holding for holding in fresh if holding.kind is not HoldingKind.TRANSIT]
        transit = [holding for holding in fresh if holding.kind is HoldingKind.TRANSIT]
        await self._hang("write/custody/link_places", tuple(_PLACES.values()), _places(stock))
        await self._hang("write/custody/link_destinations", tuple(_PLACES.values()), _places(transit))
        return {holding.key for holding in fresh}

    async def _open_transformations(self, rows: Derived) -> set[str]:
        keys = {transformation.key for transformation in rows.transformations}
        known = await self._existing(list(keys))
        fresh = [each for each in rows.transformations if each.key not in known]
        rows_made = [transformation_row(each) | {"ties": self._ties[each.key]} for each in fresh]
        await self._write("write/custody/open_transformations", rows_made)
        for part in chunks(known):
            await expect(
                self._tx, "write/custody/reopen_transformations", len(part), rows=every(part), forever=FOREVER
            )
        return keys - known

    async def _open_gaps(self, gaps: Iterable[GapRecord]) -> None:
        await self._write("write/custody/open_gaps", [gap_row(gap, self._now) for gap in gaps])
        ends = [("holdings", gap, gap.holding) for gap in gaps if gap.holding]
        ends += [("events", gap, gap.event) for gap in gaps if gap.event]
        ends += [("batches", gap, gap.item) for gap in gaps if gap.item and not (gap.holding or gap.event)]
        for part in chunks(ends):
            rows: dict[str, list[Params]] = {"holdings": [], "events": [], "batches": []}
            for side, gap, key in part:
                rows[side].append({"gap": f"{gap.key}@{self._now}", "key": key})
            await expect(self._tx, "write/custody/link_gaps", len(part), rows=rows)

    async def _existing(self, keys: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for part in chunks(keys):
            found.update((await self._tx.run("write/custody/existing", rows=every(part)))[0]["keys"])
        return found

    async def _hang(
        self,
        name: str,
        kinds: Sequence[EntityKind],
        held: Iterable[tuple[EntityRef, object]],
        **params: object,
    ) -> None:
        """Hangs holdings on their entities, told as one row an entity."""
        for part in chunks(held):
            rows: dict[EntityRef, list[object]] = {}
            for entity, holding in part:
                rows.setdefault(entity, []).append(holding)
            told = ((entity, {"key": entity.key, "holdings": found}) for entity, found in rows.items())
            await expect(self._tx, name, len(part), rows=by_label(kinds, told), **params)

    async def _close(self, name: str, pairs: Iterable[tuple[str, str]]) -> None:
        for part in chunks(pairs):
            await expect(self._tx, name, len(part), rows=every(by_source(part)), **self._clock)

    async def _write(self, name: str, rows: Sequence[Params]) -> None:
        await write_all(self._tx, name, rows, **self._clock)


def ties_of(rows: Derived) -> Counter[str]:
    """How many links these rows tie to each trace point; nothing is ever untied (`read/check/untied`)."""
    ties: Counter[str] = Counter()
    for edge in rows.edges:
        ties.update({edge.source, edge.target})
    for span in rows.spans:
        ties.update({span.holding, span.target} if span.kind is SpanKind.INSIDE else {span.holding})
    ties.update(line.holding for line in rows.lines)
    ties.update(gap.holding for gap in rows.gaps if gap.holding)
    ties.update(transformation for transformation, _ in rows.recorded_by)
    return ties


def _items(holdings: Iterable[HoldingRecord]) -> Iterator[tuple[EntityRef, HoldingRecord]]:
    for holding in holdings:
        yield item_entity(holding.item, holding.item_kind), holding


def _places(holdings: Iterable[HoldingRecord]) -> Iterator[tuple[EntityRef, str]]:
    """Places that are nodes: a container is joined by INSIDE, a `geo:` point stays a property."""
    for holding in holdings:
        kind = _PLACES.get(holding.place_kind)
        if holding.place is not None and kind is not None:
            yield EntityRef(kind, holding.place), holding.key


def _named(rows: Derived) -> set[EntityRef]:
    """Every entity that opened rows hang on."""
    named = {entity for entity, _ in (*_items(rows.holdings), *_places(rows.holdings))}
    parties = {span.target for span in rows.spans if span.kind is not SpanKind.INSIDE}
    return named | {EntityRef(EntityKind.ENTERPRISE, party) for party in parties}


def _by_end(edges: Iterable[EdgeRecord]) -> Params:
    """Edges by kind, those that share an end as one row."""
    shared: dict[EdgeKind, dict[str, list[Params]]] = {kind: {} for kind in _OPEN_EDGES}
    for edge in edges:
        row = edge_row(edge)
        shared[edge.kind].setdefault(row[_OPEN_EDGES[edge.kind][1]], []).append(row)
    return {
        name: [{"key": key, "edges": found} for key, found in shared[kind].items()]
        for kind, (name, _) in _OPEN_EDGES.items()
    }


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[Params]:
    return [{"source": source, "target": target} for source, target in pairs]


def _sources(row: Callable[[T], Params], records: Iterable[T]) -> Iterator[tuple[str, str]]:
    for record in records:
        made = row(record)
        yield made["source"], made["key"]
