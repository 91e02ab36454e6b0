"""The entities, each with what it belongs to and, as connections, what belongs to it."""

from collections.abc import Callable

import strawberry

from cypher.records.entities import Entity as EntityRecord
from cypher.records.entities import EntityRef
from cypher.records.marks import Bearer
from cypher.records.pages import EntityFilter, EventFilter, HoldingFilter
from cypher.records.parties import EntityKind
from graph_api.schema.resolvers import details, pages
from graph_api.schema.resolvers.details import FieldOf, detail
from graph_api.schema.resolvers.pages import paged
from graph_api.schema.types.custody import Event, Holding, Mark
from graph_api.schema.types.node import Entity, Node, Refs
from graph_api.schema.types.paging import Connection


def _part(read: Callable[[EntityRecord], EntityRef | None], description: str) -> FieldOf:
    """A field for an entity that this one belongs to."""

    def made(record: EntityRecord) -> Entity | None:
        ref = read(record)
        return Entity.from_ref(ref) if ref else None

    return strawberry.field(resolver=detail(made), description=description)


def _value(read: Callable[[EntityRecord], str | None], description: str) -> FieldOf:
    """A field for a property that master data or the code itself states."""
    return strawberry.field(resolver=detail(read), description=description)


def _stated(names: tuple[str, ...], description: str) -> FieldOf:
    """A field for what master data or ilmd states under the first of these attribute names that is there."""

    def read(record: EntityRecord) -> str | None:
        said = dict(record.attributes)
        return next((said[name] for name in names if name in said), None)

    return _value(read, description)


def _holdings(of: Callable[[EntityRef], HoldingFilter], description: str) -> FieldOf:
    """The connection of the holdings that belong to this entity."""
    return paged(pages.holdings(lambda view, at: Holding.from_record(view, at, Refs()), of), description)


def _held_here(ref: EntityRef) -> HoldingFilter:
    return HoldingFilter(place=ref.key)


def _positions(ref: EntityRef) -> HoldingFilter:
    return HoldingFilter(item=ref.key)


def _events(of: Callable[[EntityRef], EventFilter], description: str) -> FieldOf:
    """The connection of the events that this entity takes part in."""
    return paged(pages.events(Event.from_record, of), description)


def _lines_of(ref: EntityRef) -> EventFilter:
    return EventFilter(item=ref.key)


def _naming(ref: EntityRef) -> EventFilter:
    return EventFilter(involved=ref)


def _marks() -> FieldOf:
    """The marks of an item, as of now."""
    return strawberry.field(
        resolver=details.marks(lambda root: Bearer(EntityRef(root.ref.kind, root.ref.key)), Mark.from_record),
        description="What stands against it now: its own, and recalls of its lot or product (标记).",
    )


def _of_product(ref: EntityRef) -> EntityFilter:
    return EntityFilter(product=ref.key)


@strawberry.type(description="A product: a class of trade items (产品).")
class Product(Entity, Node):
    batches: Connection["Batch"] | None = paged(
        pages.entities(EntityKind.BATCH, _of_product), "Its batches (批次)."
    )
    units: Connection["Unit"] | None = paged(
        pages.entities(EntityKind.UNIT, _of_product), "Its serialised items (单品)."
    )
    marks: list[Mark] = _marks()


@strawberry.type(description="A batch or lot (批次).")
class Batch(Entity, Node):
    lot: str | None = _value(lambda record: record.lot, "Lot number (批号).")
    product: Product | None = _part(lambda record: record.product, "What it is a batch of (产品).")
    production_date: str | None = _stated(("productionDate",), "Date of production, as recorded (生产日期).")
    best_before_date: str | None = _stated(("bestBeforeDate",), "Best before, as recorded (保质期至).")
    expiry_date: str | None = _stated(
        ("itemExpirationDate", "expirationDate", "expiryDate"), "Date of expiry, as recorded (有效期至)."
    )
    holdings: Connection[Holding] | None = _holdings(_positions, "Where it is and was (持有).")
    events: Connection[Event] | None = _events(_lines_of, "Events that have a line of it (事件).")
    marks: list[Mark] = _marks()


@strawberry.type(description="One serialised item: product, package, container, animal (单品).")
class Unit(Entity, Node):
    serial: str | None = _value(lambda record: record.serial, "Serial number (序列号).")
    product: Product | None = _part(lambda record: record.product, "What it is one of (产品).")
    batch: Batch | None = _part(lambda record: record.batch, "The batch it is from (批次).")
    holdings: Connection[Holding] | None = _holdings(_positions, "Where it is and was (持有).")
    events: Connection[Event] | None = _events(_lines_of, "Events that have a line of it (事件).")
    marks: list[Mark] = _marks()


@strawberry.type(description="An administrative region of GB/T 2260 (行政区划).")
class Region(Entity, Node):
    level: str | None = _value(lambda record: record.level, "Province, city, county (级别).")
    part_of: "Region | None" = _part(lambda record: record.part_of, "The region above it (上级区划).")


@strawberry.type(description="An enterprise or other party (企业).")
class Enterprise(Entity, Node):
    region: Region | None = _part(lambda record: record.region, "Where it is registered (行政区划).")
    warehouses: Connection["Warehouse"] | None = paged(
        pages.entities(EntityKind.WAREHOUSE, lambda ref: EntityFilter(operator=ref.key)),
        "The sites it runs (场所).",
    )
    vehicles: Connection["Vehicle"] | None = paged(
        pages.entities(EntityKind.VEHICLE, lambda ref: EntityFilter(operator=ref.key)),
        "The vehicles it runs (车辆).",
    )
    holdings: Connection[Holding] | None = _holdings(_held_here, "What is with it, the site not being known.")
    events: Connection[Event] | None = _events(_naming, "Events that name it as a party (事件).")


@strawberry.type(description="A site: warehouse, plant, farm, shop, port, hospital, bin (场所).")
class Warehouse(Entity, Node):
    site_kind: str | None = _value(lambda record: record.site_kind, "What kind of site it is (类型).")
    part_of: "Warehouse | None" = _part(lambda record: record.part_of, "The site it is part of.")
    operator: Enterprise | None = _part(lambda record: record.operator, "Who runs it (运营方).")
    region: Region | None = _part(lambda record: record.region, "Where it lies (行政区划).")
    holdings: Connection[Holding] | None = _holdings(_held_here, "What is and was there (持有).")
    events: Connection[Event] | None = _events(_naming, "Events at it, from it or to it (事件).")


@strawberry.type(description="A vehicle: truck, trailer, ship, wagon (车辆).")
class Vehicle(Entity, Node):
    plate: str | None = _value(lambda record: record.plate, "Number plate (号牌).")
    holdings: Connection[Holding] | None = _holdings(_held_here, "What is and was aboard (持有).")
    events: Connection[Event] | None = _events(_naming, "Events aboard it, and of itself (事件).")


@strawberry.type(description="A permit or licence (许可证).")
class Permit(Entity, Node):
    type: str | None = _value(lambda record: record.permit_type, "Kind of permit (许可类型).")
    number: str | None = _value(lambda record: record.number, "Its number (证号).")
    events: Connection[Event] | None = _events(_naming, "Events that were done under it (事件).")
