"""A derived graph in memory, as the readers of the services give it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cypher.readers.rows import HoldingRow, SpanRow, holding
from cypher.records.custody import Derived, GapRecord, HoldingRecord
from cypher.records.entities import Entity, EntityRef
from cypher.records.events import EventRecord
from cypher.records.marks import ConditionView
from cypher.records.parties import EntityKind
from cypher.records.quarantine import RefusedView
from cypher.records.views import EventView, GapView, HoldingView, LineView, SpanView, TransformationView
from cypher.records.vocabulary import FOREVER, SEVERITY, HoldingKind, ItemKind, PlaceKind, SpanKind
from cypher.records.walks import Direction, EdgeColumns, EdgePage, ItemColumns, View
from cypher.writers.rows import decimal_text
from tests.support.memory_edges import MemoryEdges

_ITEMS = {ItemKind.UNIT: "Unit", ItemKind.LOT: "Batch", ItemKind.CLASS: "Product"}
_PLACES = {PlaceKind.SITE: "Warehouse", PlaceKind.PARTY: "Enterprise"}


class MemoryGraph:
    """Edges, details and gaps of one derived graph; every unit is a batch of its own."""

    def __init__(self, derived: Derived, events: Iterable[EventRecord]) -> None:
        self._derived = derived
        self._edges = MemoryEdges(derived.edges)
        self._times = {event.key: event.time for event in events}
        self._rows = {row.key: row for row in derived.holdings}
        self._spans: dict[str, list[SpanView]] = defaultdict(list)
        for span in derived.spans:
            inside = self._rows[span.target] if span.kind is SpanKind.INSIDE else None
            ends = (span.end.earliest, span.end.latest) if span.end else (None, None)
            of = [_label(inside)] if inside else None
            start = span.start.earliest, span.start.latest
            named = (["Enterprise"], span.target, None, of, inside.item if inside else None, None)
            row = SpanRow(span.holding, span.kind.value, *named, *start, *ends)
            self._spans[span.holding].append(row.view())

    async def edges(
        self, direction: Direction, keys: Sequence[str], view: View, page: EdgePage, seconds: float
    ) -> EdgeColumns:
        return self._edges.edges(direction, keys, page)

    async def siblings(self, keys: Sequence[str], view: View, limit: int, seconds: float) -> ItemColumns:
        return self._edges.siblings(keys)

    async def holdings(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, HoldingView]:
        return {key: self._view(self._rows[key], view) for key in keys if key in self._rows}

    async def transformations(
        self, keys: Sequence[str], view: View, seconds: float
    ) -> Mapping[str, TransformationView]:
        wanted = set(keys)
        found = (each for each in self._derived.transformations if each.key in wanted)
        return {each.key: TransformationView(each.key, each.transformation_id, None) for each in found}

    async def damaged(self, *_: object) -> Sequence[str]:
        """Nothing is lost of what is in memory."""
        return ()

    async def conditions(self, *_: object) -> Mapping[str, Sequence[ConditionView]]:
        """Nothing is said of the condition of goods."""
        return {}

    async def naming(self, *_: object) -> Sequence[RefusedView]:
        """Nothing was refused."""
        return ()

    async def gaps(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[GapView]:
        """Those of these holdings, and those of events with a line about them that concern no holding."""
        wanted = set(keys)
        named = {
            (line.event, item)
            for line in self._derived.lines
            if line.holding in wanted and self._times[line.event].earliest <= view.as_of
            for item in (None, self._rows[line.holding].item)
        }
        of_items = {(None, self._rows[key].item) for key in wanted if key in self._rows}
        return [
            _gap(row)
            for row in self._derived.gaps
            if row.at.earliest <= view.as_of
            and (
                row.holding in wanted or (row.holding is None and (row.event, row.item) in (named | of_items))
            )
        ]

    async def positions(
        self, windows: Sequence[tuple[str, int, int]], view: View, seconds: float
    ) -> Sequence[HoldingView]:
        found = {
            row.key: row
            for item, start, end in windows
            for row in self._rows.values()
            if row.item == item
            and row.opened.earliest <= end
            and (row.ended is None or start <= row.ended.latest)
        }
        return [self._view(found[key], view) for key in sorted(found)]

    async def lines(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[LineView]:
        wanted = set(keys)
        return [
            LineView(
                row.holding,
                row.effect,
                row.quantity,
                row.unit,
                row.status,
                row.pool,
                row.among,
                self._times[row.event].earliest,
                self._times[row.event].latest,
            )
            for row in self._derived.lines
            if row.holding in wanted and row.effect.value != "SEEN"
        ]

    async def events(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, EventView]:
        return {}

    async def entities(self, wanted: Iterable[EntityRef], seconds: float) -> Mapping[EntityRef, Entity]:
        units = (ref for ref in wanted if ref.kind is EntityKind.UNIT)
        return {ref: Entity(ref.kind, ref.key, batch=EntityRef(EntityKind.BATCH, ref.key)) for ref in units}

    def _view(self, row: HoldingRecord, view: View) -> HoldingView:
        moving = row.kind is HoldingKind.TRANSIT
        label = _PLACES.get(row.place_kind)
        place = ([label], row.place) if label and row.place else (None, None)
        at, bound = ((None, None), place) if moving else (place, (None, None))
        ended = (row.ended.earliest, row.ended.latest) if row.ended else (None, None)
        found = HoldingRow(
            row.key, row.item, row.item_kind.value, row.kind.value, row.place, row.place_kind.value,
            row.status.value, row.opened.earliest, row.opened.latest, ended[0], ended[1],
            decimal_text(row.received), decimal_text(row.balance), row.unit,
            [_label(row)], row.item, None, None, None, at[0], at[1], None,
            row.place if row.place_kind is PlaceKind.VEHICLE and not moving else None, None,
            bound[0], bound[1], None,
        )  # fmt: skip
        spans = [span for span in self._spans[row.key] if span.start.earliest <= view.as_of]
        return holding(found, spans, view)


def _gap(row: GapRecord) -> GapView:
    severity = SEVERITY[row.kind]
    return GapView(
        row.key, row.kind, severity, row.item, row.amount, row.unit, row.at, row.holding, row.event,
        tuple(EntityRef(EntityKind.WAREHOUSE, place) for place in row.places),
    )  # fmt: skip


def _label(row: HoldingRecord) -> str:
    return "Vehicle" if row.item.startswith("urn:suyuan:vehicle:") else _ITEMS[row.item_kind]


NOW = View(as_of=FOREVER)
