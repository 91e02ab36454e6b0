"""A trace as JSON, with the names and values of the API's `TraceGraph`."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.views import GapView, HoldingView, TransformationView
from graph_api.services.answers import Carrier, Gap, TraceEdge, TraceGraph, TraceNode
from graph_api.services.ids import edge_end_ids, encode_id, trace_point_id

Json = dict[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


def trace_json(graph: TraceGraph) -> Json:
    """The whole answer; ids are those of the API."""
    return {
        "direction": graph.direction.value,
        "seeds": [trace_point_id(key, graph.transformations) for key in graph.seeds],
        "nodes": [_node(node) for node in graph.nodes],
        "edges": [_edge(edge) for edge in graph.edges],
        "carriers": [_carrier(carrier) for carrier in graph.carriers],
        "gaps": [_gap(gap) for gap in graph.gaps],
        "complete": graph.complete,
        "completeness": {
            "complete": graph.complete,
            "reasons": [asdict(reason) for reason in graph.reasons],
        },
        "truncated": graph.truncated,
        "truncatedBy": graph.truncated_by.value if graph.truncated_by else None,
        "frontier": [trace_point_id(key, graph.transformations) for key in graph.frontier],
        "endCursor": graph.end_cursor,
        "asOf": _time(graph.as_of),
        "knownAt": _time(graph.known_at),
        "redactions": [{"field": entry.field, "reason": entry.reason} for entry in graph.redactions],
    }


def _time(micros: int | None) -> str | None:
    """RFC 3339 in UTC; what lies beyond the calendar is its end."""
    if micros is None:
        return None
    try:
        moment = _EPOCH + timedelta(microseconds=micros)
    except OverflowError:
        moment = _LAST
    return moment.isoformat().replace("+00:00", "Z")


def _range(time: TimeRange | None) -> Json | None:
    return {"earliest": _time(time.earliest), "latest": _time(time.latest)} if time else None


def _quantity(value: Decimal | None, unit: str | None) -> Json | None:
    return None if value is None else {"value": format(value, "f"), "unit": unit or "H87"}


def _entity(entity: EntityRef | None) -> Json | None:
    if entity is None:
        return None
    kind = entity.kind.value
    return {"id": encode_id(kind, entity.key), "kind": kind, "key": entity.key, "name": entity.name}


def _node(node: TraceNode) -> Json:
    return {
        "id": encode_id(node.kind.value.capitalize(), node.key),
        "kind": node.kind.value,
        "holding": _holding(node.holding) if node.holding else None,
        "transformation": _transformation(node.transformation) if node.transformation else None,
        "depth": node.depth,
        "time": _time(node.time),
        "orderCertain": node.order_certain,
        "certainty": node.certainty.name,
    }


def _holding(holding: HoldingView) -> Json:
    return {
        "key": holding.key,
        "item": holding.item,
        "itemKind": holding.item_kind.value,
        "kind": holding.kind.value,
        "status": holding.status.value,
        "place": holding.place,
        "placeKind": holding.place_kind.value,
        "opened": _range(holding.opened),
        "ended": _range(holding.ended),
        "received": _quantity(holding.received, holding.unit),
        "balance": _quantity(holding.balance, holding.unit),
        **{
            name: _entity(getattr(holding, field))
            for name, field in (
                ("of", "entity"),
                ("product", "product"),
                ("at", "at"),
                ("aboard", "aboard"),
                ("boundFor", "bound_for"),
                ("keeper", "keeper"),
                ("owner", "owner"),
            )
        },
        "container": encode_id("Holding", holding.container) if holding.container else None,
    }


def _transformation(transformation: TransformationView) -> Json:
    return {
        "key": transformation.key,
        "transformationId": transformation.transformation_id,
        "place": _entity(transformation.place),
        "events": [encode_id("Event", key) for key in transformation.events],
    }


def _edge(edge: TraceEdge) -> Json:
    source, target = edge_end_ids(edge)
    return {
        "id": encode_id("Edge", edge.key),
        "source": source,
        "target": target,
        "kind": edge.kind.value,
        "earliest": _time(edge.earliest),
        "latest": _time(edge.latest),
        "quantity": _quantity(edge.quantity, edge.unit),
        "certainty": edge.certainty.name,
        "gap": edge.gap.value if edge.gap else None,
        "event": encode_id("Event", edge.event),
    }


def _carrier(carrier: Carrier) -> Json:
    return {
        "kind": carrier.kind.value,
        "entity": _entity(carrier.entity),
        "carried": [encode_id("Holding", key) for key in carrier.carried],
        "start": _time(carrier.start),
        "end": _time(carrier.end),
        "positions": [_holding(position) for position in carrier.positions],
        "inside": [_entity(outer) for outer in carrier.inside],
    }


def _gap(gap: Gap) -> Json:
    view: GapView = gap.view
    return {
        "kind": view.kind.value,
        "severity": view.severity.value,
        "message": gap.message,
        "amount": _quantity(view.amount, view.unit),
        "at": _range(view.at),
        "item": view.item,
        "holding": encode_id("Holding", view.holding) if view.holding else None,
        "event": encode_id("Event", view.event) if view.event else None,
    }
