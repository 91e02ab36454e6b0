"""Reads holdings, transformations, their edges, spans and gaps: whole sets of keys in one round trip."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cypher.checks.ties import untied
from cypher.connection import Graph
from cypher.lists import every
from cypher.readers.marks import conditions
from cypher.readers.rows import HoldingRow, SpanRow, event, gap, holding, line, transformation
from cypher.records.entities import EntityRef
from cypher.records.marks import ConditionView
from cypher.records.views import EventView, GapView, HoldingView, LineView, SpanView, TransformationView
from cypher.records.walks import Direction, EdgeColumns, EdgePage, ItemColumns, View

_EDGES = {
    (True, False): "read/custody/edges_out",
    (True, True): "read/custody/edges_out_ordered",
    (False, False): "read/custody/edges_in",
    (False, True): "read/custody/edges_in_ordered",
}


class EdgeReader:
    """Edges for the walk, over Bolt: one query a hop, one record of columns."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def edges(
        self, direction: Direction, keys: Sequence[str], view: View, page: EdgePage, seconds: float
    ) -> EdgeColumns:
        """Edges that leave (FORWARD) or enter (BACKWARD) the keys, as much of them as `page` says."""
        params: dict[str, object] = {
            "keys": every(keys),
            "knownAt": view.known_at,
            "asOf": view.as_of,
            "limit": page.limit,
        }
        if page.after is not None:
            params |= {"afterKey": page.after[0], "afterEdge": page.after[1]}
        name = _EDGES[direction is Direction.FORWARD, page.after is not None]
        rows = await self._graph.read(name, timeout=seconds, **params)
        return EdgeColumns(**rows[0])

    async def siblings(self, keys: Sequence[str], view: View, limit: int, seconds: float) -> ItemColumns:
        """Holdings of the items that these holdings are of, the first `limit` by key."""
        rows = await self._graph.read(
            "read/custody/siblings",
            timeout=seconds,
            keys=every(keys),
            knownAt=view.known_at,
            asOf=view.as_of,
            limit=limit,
        )
        return ItemColumns(**rows[0])


class CustodyReader:
    """What an answer tells of its trace points."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def holdings(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, HoldingView]:
        """Holdings by key, as of the view: their state, and who kept and owned them and where they lay."""
        rows = await self._graph.read(
            "read/custody/holdings", timeout=seconds, keys=every(keys), knownAt=view.known_at
        )
        spans: dict[str, list[SpanView]] = {}
        for span in await self._spans(keys, view, seconds):
            spans.setdefault(span.holding, []).append(span)
        found = (HoldingRow(*row) for row in rows[0]["rows"])
        return {row.key: holding(row, spans.get(row.key, []), view) for row in found}

    async def _spans(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[SpanView]:
        """Who kept and owned these holdings, and what containers they lay in."""
        rows = await self._graph.read(
            "read/custody/spans",
            timeout=seconds,
            keys=every(keys),
            knownAt=view.known_at,
            asOf=view.as_of,
        )
        return [SpanRow(*row).view() for row in rows[0]["rows"]]

    async def transformations(
        self, keys: Sequence[str], view: View, seconds: float
    ) -> Mapping[str, TransformationView]:
        """Transformations by key, with the events that recorded them."""
        rows = await self._graph.read(
            "read/custody/transformations", timeout=seconds, keys=every(keys), knownAt=view.known_at
        )
        return {row[0]: transformation(row) for row in rows[0]["rows"]}

    async def gaps(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[GapView]:
        """Gaps that concern these trace points, those of events about them, and those of their items."""
        asked = {"keys": every(keys), "knownAt": view.known_at, "asOf": view.as_of}
        at = await self._graph.read("read/custody/gaps_at", timeout=seconds, **asked)
        of = await self._graph.read("read/custody/gaps_of_events", timeout=seconds, **asked)
        all_over = await self._graph.read("read/custody/gaps_of_items", timeout=seconds, **asked)
        found = [gap(row) for rows in (at, of, all_over) for row in rows[0]["rows"]]
        named = await self._with_names(found, seconds)
        return sorted({each.key: each for each in named}.values(), key=lambda each: each.key)

    async def _with_names(self, gaps: Sequence[GapView], seconds: float) -> Iterable[GapView]:
        """The gaps with the names of the places that they are between, where any is."""
        keys = {place.key for gap in gaps for place in gap.places}
        if not keys:
            return gaps
        rows = await self._graph.read("read/custody/place_names", timeout=seconds, keys=every(sorted(keys)))
        names: dict[str, str] = dict(rows[0]["rows"])
        return (
            replace(gap, places=tuple(replace(each, name=names.get(each.key)) for each in gap.places))
            for gap in gaps
        )

    async def damaged(self, keys: Sequence[str], seconds: float) -> Sequence[str]:
        """Those of these trace points that are gone, or have fewer links than were written to them."""
        return await untied(self._graph, keys, seconds)

    async def positions(
        self, windows: Sequence[tuple[str, int, int]], view: View, seconds: float
    ) -> Sequence[HoldingView]:
        """All holdings of these items in these windows (item, from, to), by key."""
        asked = [{"item": item, "start": start, "end": end} for item, start, end in windows]
        rows = await self._graph.read(
            "read/custody/positions", timeout=seconds, windows=every(asked), knownAt=view.known_at
        )
        found = await self.holdings(rows[0]["keys"], view, seconds)
        return [found[key] for key in sorted(found)]

    async def lines(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[LineView]:
        """What came into these holdings and went out of them, at any time."""
        rows = await self._graph.read(
            "read/custody/lines", timeout=seconds, keys=every(keys), knownAt=view.known_at
        )
        return [line(row) for row in rows[0]["rows"]]

    async def events(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, EventView]:
        """Events by key, those recorded by the view's `known_at`."""
        rows = await self._graph.read(
            "read/custody/events", timeout=seconds, keys=every(keys), knownAt=view.known_at
        )
        return {row[0]: event(row) for row in rows[0]["rows"]}

    async def conditions(
        self, items: Iterable[EntityRef], words: Iterable[str], view: View, seconds: float
    ) -> Mapping[str, Sequence[ConditionView]]:
        """By item the events that say one of these dispositions of it, its lot or its product."""
        return await conditions(self._graph, items, words, view, seconds)
