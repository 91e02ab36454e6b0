"""What a connection may be narrowed by."""

from dataclasses import replace
from typing import TypeVar

import strawberry

from cypher.records import pages
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import FOREVER
from graph_api.schema.resolvers.details import FieldOf
from graph_api.schema.scalars import Instant
from graph_api.schema.types.enums import RefusalState, StockStatus
from graph_api.services.errors import BadArgument
from graph_api.services.ids import decode_id

T = TypeVar("T")

_ITEMS = (EntityKind.PRODUCT, EntityKind.BATCH, EntityKind.UNIT, EntityKind.VEHICLE)
_PLACES = (EntityKind.WAREHOUSE, EntityKind.ENTERPRISE, EntityKind.VEHICLE, EntityKind.UNIT)
_INVOLVED = (EntityKind.WAREHOUSE, EntityKind.ENTERPRISE, EntityKind.VEHICLE, EntityKind.PERMIT)


def ref_of(value: str | None, argument: str, *kinds: EntityKind) -> EntityRef | None:
    """What a global id of one of these kinds names; None for none, BadArgument for any other."""
    if value is None or value is strawberry.UNSET:
        return None
    label, key = decode_id(value, argument)
    kind = next((kind for kind in kinds if kind.value == label), None)
    if kind is None:
        raise BadArgument(argument, f"is the id of a {label}, which does not fit here")
    return EntityRef(kind, key)


def key_of(value: str | None, argument: str, *kinds: EntityKind) -> str | None:
    """The key of the same."""
    ref = ref_of(value, argument, *kinds)
    return ref.key if ref else None


def given(value: T | None) -> T | None:
    """The same, with None for what was left out."""
    return None if value is strawberry.UNSET else value


def _optional(description: str) -> FieldOf:
    """A field that may be left out."""
    return strawberry.field(default=strawberry.UNSET, description=description)


@strawberry.input(description="Narrows a connection of products, vehicles or permits.")
class NameFilter:
    text: str | None = _optional("A part of its key or name, as it is written there.")

    def to_filter(self) -> pages.EntityFilter:
        return pages.EntityFilter(text=self.text or None)


@strawberry.input(description="Narrows a connection of batches or units.")
class ItemFilter(NameFilter):
    product: strawberry.ID | None = _optional("Those of this product.")

    def to_filter(self) -> pages.EntityFilter:
        return replace(
            super().to_filter(), product=key_of(self.product, "filter.product", EntityKind.PRODUCT)
        )


@strawberry.input(description="Narrows a connection of enterprises.")
class EnterpriseFilter(NameFilter):
    region: strawberry.ID | None = _optional("Those in this region.")

    def to_filter(self) -> pages.EntityFilter:
        return replace(super().to_filter(), region=key_of(self.region, "filter.region", EntityKind.REGION))


@strawberry.input(description="Narrows a connection of warehouses.")
class WarehouseFilter(NameFilter):
    operator: strawberry.ID | None = _optional("Those it runs (运营方).")
    region: strawberry.ID | None = _optional("Those in this region.")

    def to_filter(self) -> pages.EntityFilter:
        return replace(
            super().to_filter(),
            operator=key_of(self.operator, "filter.operator", EntityKind.ENTERPRISE),
            region=key_of(self.region, "filter.region", EntityKind.REGION),
        )


@strawberry.input(description="Narrows a connection of holdings.")
class HoldingFilter:
    item: strawberry.ID | None = _optional("Of this batch, unit or product.")
    place: strawberry.ID | None = _optional("At this warehouse, with this enterprise or aboard this vehicle.")
    status: StockStatus | None = strawberry.UNSET

    def to_filter(self) -> pages.HoldingFilter:
        return pages.HoldingFilter(
            item=key_of(self.item, "filter.item", *_ITEMS),
            place=key_of(self.place, "filter.place", *_PLACES),
            status=self.status or None,
        )


@strawberry.input(description="Narrows a connection of events; the time is a half-open window.")
class EventFilter:
    start: Instant | None = _optional("Not before (起).")
    end: Instant | None = _optional("Before (止).")
    biz_step: str | None = _optional("CBV business step.")
    item: strawberry.ID | None = _optional("With a line of this batch, unit or product.")
    involved: strawberry.ID | None = _optional("Naming this warehouse, enterprise, vehicle or permit.")

    def to_filter(self) -> pages.EventFilter:
        start, end = given(self.start), given(self.end)
        return pages.EventFilter(
            start=-FOREVER if start is None else start,
            end=FOREVER if end is None else end,
            biz_step=self.biz_step or None,
            item=key_of(self.item, "filter.item", *_ITEMS),
            involved=ref_of(self.involved, "filter.involved", *_INVOLVED),
        )


@strawberry.input(description="Narrows the quarantine.")
class QuarantineFilter:
    state: RefusalState | None = strawberry.UNSET
    code: str | None = _optional("Refused for this reason, such as UNKNOWN_UNIT.")
    source: str | None = _optional("From this file.")
    names: strawberry.ID | None = _optional("Naming this item, container, place, party or permit.")
    known_at: Instant | None = _optional("As it was recorded here by then (记录截止); default now.")

    def to_filter(self) -> pages.RefusalFilter:
        return pages.RefusalFilter(
            state=self.state or None,
            code=self.code or None,
            source=self.source or None,
            named=ref_of(self.names, "filter.names", *EntityKind),
            known_at=given(self.known_at),
        )
