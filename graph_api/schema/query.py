"""The root fields."""

import strawberry

from cypher.records.parties import EntityKind
from graph_api.schema.cost_directives import Cost, ListSize
from graph_api.schema.resolvers import objects, pages, questions
from graph_api.schema.resolvers.details import FieldOf
from graph_api.schema.resolvers.pages import paged
from graph_api.schema.types import entities as entity_types
from graph_api.schema.types import filters
from graph_api.schema.types.custody import Event, Holding
from graph_api.schema.types.node import Node, Refs
from graph_api.schema.types.paging import Connection
from graph_api.schema.types.quarantine import QuarantineEntry

_WALK_COST = Cost(weight="5", per_member="0.05")
"""5 + maxNodes / 20: what a walk costs is in how far it may go, not in how deep the document nests."""


def _walked(assumed: int, fields: list[str]) -> list[object]:
    size = ListSize(assumed_size=assumed, slicing_arguments=["maxNodes"], sized_fields=fields)
    return [_WALK_COST, size]


def _one(label: str, description: str) -> FieldOf:
    return strawberry.field(resolver=objects.by_id(label), description=description)


def _many(kind: EntityKind, description: str, filter_type: type[pages.Filter]) -> FieldOf:
    return paged(pages.entities(kind), description, filter_type)


@strawberry.type(description="The questions (查询).")
class Query:
    node: Node | None = strawberry.field(resolver=objects.node, description="Anything by its id.")
    lookup: questions.LookupResult = strawberry.field(
        resolver=questions.lookup,
        description="What a code of any scheme names (编码解析): several things, one, or none.",
        directives=[Cost(weight="5")],
    )
    product: entity_types.Product | None = _one("Product", "A product by its id (产品).")
    batch: entity_types.Batch | None = _one("Batch", "A batch by its id (批次).")
    unit: entity_types.Unit | None = _one("Unit", "A serialised item by its id (单品).")
    enterprise: entity_types.Enterprise | None = _one("Enterprise", "An enterprise by its id (企业).")
    warehouse: entity_types.Warehouse | None = _one("Warehouse", "A site by its id (场所).")
    vehicle: entity_types.Vehicle | None = _one("Vehicle", "A vehicle by its id (车辆).")
    permit: entity_types.Permit | None = _one("Permit", "A permit by its id (许可证).")
    holding: Holding | None = _one("Holding", "A holding by its id (持有).")
    event: Event | None = _one("Event", "An event by its id (事件).")
    products: Connection[entity_types.Product] | None = _many(
        EntityKind.PRODUCT, "Products (产品).", filters.NameFilter
    )
    batches: Connection[entity_types.Batch] | None = _many(
        EntityKind.BATCH, "Batches (批次).", filters.ItemFilter
    )
    units: Connection[entity_types.Unit] | None = _many(
        EntityKind.UNIT, "Serialised items (单品).", filters.ItemFilter
    )
    enterprises: Connection[entity_types.Enterprise] | None = _many(
        EntityKind.ENTERPRISE, "Enterprises (企业).", filters.EnterpriseFilter
    )
    warehouses: Connection[entity_types.Warehouse] | None = _many(
        EntityKind.WAREHOUSE, "Sites (场所).", filters.WarehouseFilter
    )
    vehicles: Connection[entity_types.Vehicle] | None = _many(
        EntityKind.VEHICLE, "Vehicles (车辆).", filters.NameFilter
    )
    permits: Connection[entity_types.Permit] | None = _many(
        EntityKind.PERMIT, "Permits (许可证).", filters.NameFilter
    )
    holdings: Connection[Holding] | None = paged(
        pages.holdings(lambda view, at: Holding.from_record(view, at, Refs())),
        "Holdings (持有).",
        filters.HoldingFilter,
    )
    events: Connection[Event] | None = paged(
        pages.events(Event.from_record), "Events (事件).", filters.EventFilter
    )
    quarantine: Connection[QuarantineEntry] | None = paged(
        pages.refusals(QuarantineEntry.from_record),
        "Records that could not be read (隔离区), by id, not by time.",
        filters.QuarantineFilter,
    )
    trace: questions.TraceResult = strawberry.field(
        resolver=questions.trace,
        description="Where goods came from (溯源) or went (追踪): holdings, transformations and the links "
        "between them, with certainty and gaps.",
        directives=_walked(1000, ["nodes", "edges", "carriers", "gaps"]),
    )
    impact: questions.ImpactResult = strawberry.field(
        resolver=questions.impact,
        description="What goods reach (影响范围), grouped, with sums per unit where quantities are known.",
        directives=_walked(10_000, ["consignments", "gaps"]),
    )
