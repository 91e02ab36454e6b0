"""Holdings, transformations and events: what custody is made of."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from cypher.records.marks import Bearer
from cypher.records.parties import EntityKind
from cypher.records.views import EventView, HoldingView, Involvement, Mention, TransformationView
from cypher.records.walks import View
from graph_api.rules.marks import Mark as MarkRecord
from graph_api.schema.cost_directives import Cost
from graph_api.schema.resolvers import details
from graph_api.schema.scalars import Instant
from graph_api.schema.types.enums import HoldingKind, ItemKind, MarkKind, PlaceKind, StockStatus
from graph_api.schema.types.node import Entity, Node, Refs
from graph_api.schema.types.values import Quantity, TimeRange
from graph_api.services.ids import encode_id

if TYPE_CHECKING:
    from graph_api.schema.types.entities import Enterprise, Product, Vehicle

_FREE = [Cost(weight="0")]
_ENTITIES = strawberry.lazy("graph_api.schema.types.entities")


@strawberry.type(
    description="One item at one place as one continuous stock position (持有), as of the question."
)
class Holding(Node):
    key: strawberry.Private[str]
    seen_at: strawberry.Private[View]
    container_key: strawberry.Private[str | None]
    bearer: strawberry.Private[Bearer]
    item_kind: ItemKind
    kind: HoldingKind
    status: StockStatus
    place_kind: PlaceKind
    place: str | None = strawberry.field(description="Key of the place; null where it is not known.")
    opened: TimeRange = strawberry.field(directives=_FREE, description="When it was opened (开始).")
    ended: TimeRange | None = strawberry.field(
        directives=_FREE, description="When it ended (结束); null: open."
    )
    received: Quantity | None = strawberry.field(directives=_FREE, description="All that came in (收入).")
    balance: Quantity | None = strawberry.field(directives=_FREE, description="What is left (结余).")
    item: Entity = strawberry.field(directives=_FREE, description="What is held.")
    product: Annotated["Product", _ENTITIES] | None = strawberry.field(
        directives=_FREE, description="The product behind the item."
    )
    at: Entity | None = strawberry.field(
        directives=_FREE, description="The site it is at, or the party where the site is not known (所在地)."
    )
    aboard: Annotated["Vehicle", _ENTITIES] | None = strawberry.field(
        directives=_FREE, description="The vehicle it is aboard (车辆)."
    )
    bound_for: Entity | None = strawberry.field(
        directives=_FREE, description="The intended receiver of goods in transit (收货方)."
    )
    keeper: Annotated["Enterprise", _ENTITIES] | None = strawberry.field(
        directives=_FREE, description="Who keeps it (保管方)."
    )
    owner: Annotated["Enterprise", _ENTITIES] | None = strawberry.field(
        directives=_FREE, description="Who owns it (所有方)."
    )
    container: "Holding | None" = strawberry.field(
        resolver=details.holding(
            lambda root: root.container_key, lambda found, at: Holding.from_record(found, at, Refs())
        ),
        description="The position of the container it lies in (容器).",
    )
    marks: list["Mark"] = strawberry.field(
        resolver=details.marks(
            lambda root: root.bearer,
            lambda record, seen_at: Mark.from_record(record, seen_at),  # noqa: PLW0108 - defined below
        ),
        description="What stands against it: recalls of what it is of, and holds of this stock (标记).",
    )

    @classmethod
    def from_record(cls, record: HoldingView, seen_at: View, refs: Refs) -> "Holding":
        """The record as of a view; `refs` shares the entities of one answer."""
        item = refs.item(record)
        return cls(
            id=strawberry.ID(encode_id("Holding", record.key)),
            key=record.key,
            seen_at=seen_at,
            container_key=record.container,
            bearer=Bearer(item.ref, record.key, record.place, record.opened, record.ended),
            item_kind=record.item_kind,
            kind=record.kind,
            status=record.status,
            place_kind=record.place_kind,
            place=record.place,
            opened=TimeRange.from_record(record.opened),
            ended=TimeRange.of(record.ended),
            received=Quantity.of(record.received, record.unit),
            balance=Quantity.of(record.balance, record.unit),
            item=item,
            product=refs.typed(record.product, EntityKind.PRODUCT),
            at=refs.of(record.at),
            aboard=refs.typed(record.aboard, EntityKind.VEHICLE),
            bound_for=refs.of(record.bound_for),
            keeper=refs.typed(record.keeper, EntityKind.ENTERPRISE),
            owner=refs.typed(record.owner, EntityKind.ENTERPRISE),
        )


@strawberry.type(description="A recorded line of an event (明细).", directives=_FREE)
class EventLine:
    line: int
    role: str = strawberry.field(description="The list it stands in: ITEM, PARENT, CHILD, INPUT, OUTPUT.")
    item: Entity = strawberry.field(directives=_FREE)
    quantity: Quantity | None = strawberry.field(directives=_FREE)

    @classmethod
    def from_record(cls, record: Mention, refs: Refs) -> "EventLine":
        quantity = Quantity.of(record.quantity, record.unit)
        return cls(line=record.line, role=record.role, item=refs.of(record.item), quantity=quantity)


@strawberry.type(description="A place, party, vehicle or permit of an event, and as what.", directives=_FREE)
class EventInvolvement:
    role: str
    entity: Entity = strawberry.field(directives=_FREE)

    @classmethod
    def from_record(cls, record: Involvement, refs: Refs) -> "EventInvolvement":
        return cls(role=record.role, entity=refs.of(record.entity))


@strawberry.type(description="An event as recorded (事件): the truth that holdings and edges are made of.")
class Event(Node):
    key: str
    event_id: str | None = strawberry.field(description="EPCIS eventID.")
    content_hash: str = strawberry.field(description="CBV event hash, hexadecimal (内容哈希).")
    type: str = strawberry.field(description="EPCIS event type.")
    action: str | None
    time: TimeRange = strawberry.field(directives=_FREE, description="When it happened (发生时间).")
    time_text: str = strawberry.field(description="The time as recorded, with its offset.")
    record_time: Instant = strawberry.field(description="When it was known here (记录时间).")
    biz_step: str | None = strawberry.field(description="CBV business step (业务步骤).")
    disposition: str | None = strawberry.field(description="CBV disposition (状态).")
    transformation_id: str | None
    source: str = strawberry.field(description="Who delivered it (数据来源).")
    position: str = strawberry.field(description="Where in that source it stood.")
    error: bool = strawberry.field(description="Whether it declares other events void (更正声明).")
    body: str = strawberry.field(description="The recorded event as JSON text (原始记录).")
    lines: list[EventLine] = strawberry.field(directives=_FREE)
    involves: list[EventInvolvement] = strawberry.field(directives=_FREE)

    @classmethod
    def from_record(cls, record: EventView) -> "Event":
        refs = Refs()
        return cls(
            id=strawberry.ID(encode_id("Event", record.key)),
            key=record.key,
            event_id=record.event_id,
            content_hash=record.content_hash,
            type=record.type,
            action=record.action,
            time=TimeRange.from_record(record.time),
            time_text=record.time_text,
            record_time=Instant(record.record_time),
            biz_step=record.biz_step,
            disposition=record.disposition,
            transformation_id=record.transformation_id,
            source=record.source,
            position=record.position,
            error=record.error,
            body=record.body,
            lines=[EventLine.from_record(mention, refs) for mention in record.mentions],
            involves=[EventInvolvement.from_record(each, refs) for each in record.involves],
        )


@strawberry.type(description="Goods that become other goods: mixing, processing, packing up (加工转换).")
class Transformation(Node):
    key: strawberry.Private[str]
    seen_at: strawberry.Private[View]
    event_keys: strawberry.Private[tuple[str, ...]]
    transformation_id: str | None
    place: Entity | None = strawberry.field(directives=_FREE, description="Where it happened.")
    events: list[Event] = strawberry.field(
        resolver=details.events(lambda root: root.event_keys, Event.from_record),
        description="The events that recorded it.",
    )

    @classmethod
    def from_record(cls, record: TransformationView, seen_at: View, refs: Refs) -> "Transformation":
        return cls(
            id=strawberry.ID(encode_id("Transformation", record.key)),
            key=record.key,
            seen_at=seen_at,
            event_keys=record.events,
            transformation_id=record.transformation_id,
            place=refs.of(record.place),
        )


@strawberry.type(description="What stands against goods (标记): a hold, a recall.", directives=_FREE)
class Mark:
    event_key: strawberry.Private[str]
    seen_at: strawberry.Private[View]
    kind: MarkKind
    since: Instant = strawberry.field(description="When it was set, at the earliest.")
    event: Event = strawberry.field(
        resolver=details.recorded_event(lambda root: root.event_key, Event.from_record),
        description="The event that set it: of several that still count, the first.",
    )

    @classmethod
    def from_record(cls, record: MarkRecord, seen_at: View) -> "Mark":
        return cls(event_key=record.event, seen_at=seen_at, kind=record.kind, since=Instant(record.since))
