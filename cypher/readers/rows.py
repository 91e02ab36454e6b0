"""Lists as the queries return them, and the records that they become; no I/O."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from cypher.records.custody import PLACE_BREAK
from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.views import (
    EventView,
    GapView,
    HoldingView,
    Involvement,
    LineView,
    Mention,
    SpanView,
    TransformationView,
)
from cypher.records.vocabulary import (
    Effect,
    GapKind,
    GapSeverity,
    HoldingKind,
    ItemKind,
    PlaceKind,
    SpanKind,
    StockStatus,
)
from cypher.records.walks import View

_OPEN_STATUS = {
    HoldingKind.STOCK: StockStatus.IN_STOCK,
    HoldingKind.GATHERING: StockStatus.IN_STOCK,
    HoldingKind.TRANSIT: StockStatus.IN_TRANSIT,
    HoldingKind.SOLD: StockStatus.SOLD,
    HoldingKind.LOST: StockStatus.LOST,
}
_KINDS = {kind.value: kind for kind in EntityKind}
_HOLDING_KINDS = {kind.value: kind for kind in HoldingKind}
_ITEM_KINDS = {kind.value: kind for kind in ItemKind}
_PLACE_KINDS = {kind.value: kind for kind in PlaceKind}
_EFFECTS = {effect.value: effect for effect in Effect}
_STATUSES = {status.value: status for status in StockStatus}
_PRODUCT, _VEHICLE = (EntityKind.PRODUCT.value,), (EntityKind.VEHICLE.value,)


class HoldingRow(NamedTuple):
    """One list of `read/custody/holdings`."""

    key: str
    item: str
    item_kind: str
    kind: str
    place: str | None
    place_kind: str
    status: str
    opened_earliest: int
    opened_latest: int
    ended_earliest: int | None
    ended_latest: int | None
    received: str | None
    balance: str | None
    unit: str | None
    of: Sequence[str] | None
    of_key: str | None
    of_name: str | None
    product: str | None
    product_name: str | None
    at: Sequence[str] | None
    at_key: str | None
    at_name: str | None
    vehicle: str | None
    vehicle_name: str | None
    bound: Sequence[str] | None
    bound_key: str | None
    bound_name: str | None


def entity_ref(labels: Sequence[str] | None, key: str | None, name: str | None) -> EntityRef | None:
    """The entity that a node with these labels is; None where there is no node, or it is no entity."""
    if key is not None:
        for label in labels or ():
            if label in _KINDS:
                return _ref(label, key, name)
    return None


@lru_cache(maxsize=1 << 14)
def _ref(label: str, key: str, name: str | None) -> EntityRef:
    """One object for all who name the same."""
    return EntityRef(_KINDS[label], key, name)


def time_range(earliest: int | None, latest: int | None) -> TimeRange | None:
    """The range, None where there is none."""
    return None if earliest is None or latest is None else TimeRange(earliest, latest)


def decimal(text: str | None) -> Decimal | None:
    """A stored quantity; None where it is absent."""
    return Decimal(text) if text else None


def holding(row: HoldingRow, spans: Sequence[SpanView], view: View) -> HoldingView:
    """The holding as of the view: one that ended only later is still open then."""
    kind, status = _HOLDING_KINDS[row.kind], _STATUSES[row.status]
    ended = time_range(row.ended_earliest, row.ended_latest)
    if ended is not None and ended.earliest > view.as_of:
        ended, status = None, _OPEN_STATUS[kind]
    spans = [_as_of(span, view) for span in spans]
    entity = entity_ref(row.of, row.of_key, row.of_name)
    itself = entity is not None and entity.kind is EntityKind.PRODUCT
    current = _current(spans) if spans else {}
    keeper, owner = current.get(SpanKind.KEPT_BY), current.get(SpanKind.OWNED_BY)
    inside = current.get(SpanKind.INSIDE)
    return HoldingView(
        row.key,
        row.item,
        _ITEM_KINDS[row.item_kind],
        kind,
        row.place,
        _PLACE_KINDS[row.place_kind],
        status,
        TimeRange(row.opened_earliest, row.opened_latest),
        ended,
        decimal(row.received),
        decimal(row.balance),
        row.unit,
        entity,
        entity if itself else entity_ref(_PRODUCT, row.product, row.product_name),
        entity_ref(row.at, row.at_key, row.at_name),
        entity_ref(_VEHICLE, row.vehicle, row.vehicle_name),
        entity_ref(row.bound, row.bound_key, row.bound_name),
        keeper.target if keeper else None,
        owner.target if owner else None,
        inside.container if inside else None,
        tuple(spans),
    )


def _as_of(span: SpanView, view: View) -> SpanView:
    """The span as of the view: one that ended only later still runs then."""
    return replace(span, end=None) if span.end and span.end.earliest > view.as_of else span


def _current(spans: Iterable[SpanView]) -> dict[SpanKind, SpanView]:
    """Of each kind the span that runs, else the last one."""

    def later(span: SpanView) -> tuple[bool, int, int, str]:
        return span.end is None, span.start.earliest, span.start.latest, span.target.key

    found: dict[SpanKind, SpanView] = {}
    for span in spans:
        if span.kind not in found or later(span) > later(found[span.kind]):
            found[span.kind] = span
    return found


class SpanRow(NamedTuple):
    """One list of `read/custody/spans`; `item` and its entity are the container's, None for a party."""

    holding: str
    kind: str
    labels: Sequence[str]
    key: str
    name: str | None
    of: Sequence[str] | None
    item: str | None
    item_name: str | None
    start_earliest: int
    start_latest: int
    end_earliest: int | None
    end_latest: int | None

    def view(self) -> SpanView:
        """The span; a container is named by its item."""
        inside = self.item is not None
        party = entity_ref(self.labels, self.key, self.name)
        item = entity_ref(self.of, self.item, self.item_name)
        fallback = EntityRef(EntityKind.UNIT, self.item or self.key)
        return SpanView(
            kind=SpanKind(self.kind),
            holding=self.holding,
            target=(item if inside else party) or fallback,
            container=self.key if inside else None,
            start=TimeRange(self.start_earliest, self.start_latest),
            end=time_range(self.end_earliest, self.end_latest),
        )


def transformation(row: Sequence[Any]) -> TransformationView:
    """One list of `read/custody/transformations`."""
    key, transformation_id, place, name, events = row
    where = EntityRef(EntityKind.WAREHOUSE, place, name) if place else None
    return TransformationView(key, transformation_id, where, tuple(events))


def gap(row: Sequence[Any]) -> GapView:
    """One list of `read/custody/gaps_at`, `gaps_of_events` or `gaps_of_items`; these also tell places."""
    key, kind, severity, item, amount, unit, earliest, latest, holding_key, event, *places = row
    return GapView(
        key=key,
        kind=GapKind(kind),
        severity=GapSeverity(severity),
        item=item,
        amount=decimal(amount),
        unit=unit,
        at=time_range(earliest, latest),
        holding=holding_key,
        event=event,
        places=_places_named(places[0] if places else None),
    )


def _places_named(text: str | None) -> tuple[EntityRef, ...]:
    """The places of a gap, whose names are read apart."""
    return tuple(EntityRef(EntityKind.WAREHOUSE, key) for key in text.split(PLACE_BREAK)) if text else ()


def attributes(text: str | None) -> tuple[tuple[str, str], ...]:
    """Folded master data, stored as a JSON list of [name, value], as pairs by name."""
    return tuple(sorted((str(name), str(value)) for name, value in orjson.loads(text or "[]")))


def line(row: Sequence[Any]) -> LineView:
    """One list of `read/custody/lines`."""
    key, effect, quantity, unit, status, *rest = row
    return LineView(
        key, _EFFECTS[effect], decimal(quantity), unit, _STATUSES[status] if status else None, *rest
    )


def event(row: Sequence[Any]) -> EventView:
    """One list of `read/custody/events`."""
    mentions = [
        Mention(line, role, item, decimal(quantity), unit)
        for line, role, labels, key, name, quantity, unit in row[16]
        if (item := entity_ref(labels, key, name)) is not None
    ]
    involves = [
        Involvement(role, entity)
        for role, labels, key, name in row[17]
        if (entity := entity_ref(labels, key, name)) is not None
    ]
    return EventView(
        key=row[0],
        event_id=row[1],
        content_hash=row[2],
        type=row[3],
        action=row[4],
        time=TimeRange(row[5], row[6]),
        time_text=row[7],
        biz_step=row[8],
        disposition=row[9],
        transformation_id=row[10],
        source=row[11],
        position=row[12],
        record_time=row[13],
        error=bool(row[14]),
        body=row[15],
        mentions=tuple(sorted(mentions, key=lambda each: (each.line, each.item.key))),
        involves=tuple(sorted(involves, key=lambda each: (each.role, each.entity.key))),
    )
