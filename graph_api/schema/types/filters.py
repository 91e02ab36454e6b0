"""What a connection may be narrowed by."""

from typing import TypeVar

import strawberry

from cypher.records.parties import EntityKind
from graph_api.schema.scalars import Instant
from graph_api.schema.types.enums import StockStatus
from graph_api.services import questions
from graph_api.services.errors import BadArgument
from graph_api.services.ids import decode_id

T = TypeVar("T")

_ITEMS = (EntityKind.PRODUCT, EntityKind.BATCH, EntityKind.UNIT, EntityKind.VEHICLE)
_PLACES = (EntityKind.WAREHOUSE, EntityKind.ENTERPRISE, EntityKind.VEHICLE, EntityKind.UNIT)
_TEXT = "The start of its key or name."


def key_of(value: str | None, argument: str, *kinds: EntityKind) -> str | None:
    """The key in a global id of one of these kinds; None for none, BadArgument for any other."""
    if value is None or value is strawberry.UNSET:
        return None
    label, key = decode_id(value, argument)
    if label not in [kind.value for kind in kinds]:
        raise BadArgument(argument, f"is the id of a {label}, which does not fit here")
    return key


def given(value: T | None) -> T | None:
    """The same, with None for what was left out."""
    return None if value is strawberry.UNSET else value


@strawberry.input(description="Narrows a connection of products, vehicles or permits.")
class NameFilter:
    text: str | None = strawberry.field(default=strawberry.UNSET, description=_TEXT)

    def to_filter(self) -> questions.EntityFilter:
        return questions.EntityFilter(text=self.text or None)


@strawberry.input(description="Narrows a connection of batches or units.")
class ItemFilter:
    text: str | None = strawberry.field(default=strawberry.UNSET, description=_TEXT)
    product: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Those of this product."
    )

    def to_filter(self) -> questions.EntityFilter:
        product = key_of(self.product, "filter.product", EntityKind.PRODUCT)
        return questions.EntityFilter(text=self.text or None, product=product)


@strawberry.input(description="Narrows a connection of enterprises.")
class EnterpriseFilter:
    text: str | None = strawberry.field(default=strawberry.UNSET, description=_TEXT)
    region: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Those in this region."
    )

    def to_filter(self) -> questions.EntityFilter:
        region = key_of(self.region, "filter.region", EntityKind.REGION)
        return questions.EntityFilter(text=self.text or None, region=region)


@strawberry.input(description="Narrows a connection of warehouses.")
class WarehouseFilter:
    text: str | None = strawberry.field(default=strawberry.UNSET, description=_TEXT)
    operator: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Those it runs (运营方)."
    )
    region: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Those in this region."
    )

    def to_filter(self) -> questions.EntityFilter:
        return questions.EntityFilter(
            text=self.text or None,
            operator=key_of(self.operator, "filter.operator", EntityKind.ENTERPRISE),
            region=key_of(self.region, "filter.region", EntityKind.REGION),
        )


@strawberry.input(description="Narrows a connection of holdings.")
class HoldingFilter:
    item: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Of this batch, unit or product."
    )
    place: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET,
        description="At this warehouse, with this enterprise or aboard this vehicle.",
    )
    status: StockStatus | None = strawberry.UNSET

    def to_filter(self) -> questions.HoldingFilter:
        return questions.HoldingFilter(
            item=key_of(self.item, "filter.item", *_ITEMS),
            place=key_of(self.place, "filter.place", *_PLACES),
            status=self.status or None,
        )


@strawberry.input(description="Narrows a connection of events; the time is a half-open window.")
class EventFilter:
    start: Instant | None = strawberry.field(default=strawberry.UNSET, description="Not before (起).")
    end: Instant | None = strawberry.field(default=strawberry.UNSET, description="Before (止).")
    biz_step: str | None = strawberry.field(default=strawberry.UNSET, description="CBV business step.")
    item: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="With a line of this batch, unit or product."
    )

    def to_filter(self) -> questions.EventFilter:
        return questions.EventFilter(
            start=given(self.start),
            end=given(self.end),
            biz_step=self.biz_step or None,
            mentions=key_of(self.item, "filter.item", *_ITEMS),
        )
