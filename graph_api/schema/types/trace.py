"""The answer to a trace: a flat graph of nodes and edges, never nested paths."""

from collections.abc import Sequence

import strawberry

from cypher.records.walks import View
from graph_api.schema.cost_directives import Cost
from graph_api.schema.resolvers import details
from graph_api.schema.scalars import Instant
from graph_api.schema.types.completeness import Completeness
from graph_api.schema.types.custody import Event, Holding, Transformation
from graph_api.schema.types.enums import (
    CarrierKind,
    Certainty,
    Direction,
    EdgeKind,
    GapKind,
    GapSeverity,
    TraceNodeKind,
    TruncationReason,
)
from graph_api.schema.types.node import Entity, Refs
from graph_api.schema.types.values import Quantity, TimeRange
from graph_api.services import answers
from graph_api.services.ids import edge_end_ids, encode_id, trace_point_id

_FREE = [Cost(weight="0")]


@strawberry.type(description="A reached holding or transformation.", directives=_FREE)
class TraceNode:
    id: strawberry.ID
    kind: TraceNodeKind
    holding: Holding | None = strawberry.field(directives=_FREE)
    transformation: Transformation | None = strawberry.field(directives=_FREE)
    depth: int = strawberry.field(description="The hop in which it was first reached; 0 for a seed.")
    time: Instant | None = strawberry.field(
        description="Forward: earliest possible arrival; backward: latest possible departure; null: unbound."
    )
    order_certain: bool = strawberry.field(description="False: only possible, because of vague dates.")
    certainty: Certainty = strawberry.field(description="Of the best way to it, its weakest link.")
    direction: Direction = strawberry.field(description="The walk that reached it; BOTH where both did.")

    @classmethod
    def from_answer(cls, node: answers.TraceNode, seen_at: View, refs: Refs) -> "TraceNode":
        holding = Holding.from_record(node.holding, seen_at, refs) if node.holding else None
        made = Transformation.from_record(node.transformation, seen_at, refs) if node.transformation else None
        return cls(
            id=strawberry.ID(encode_id(node.kind.value.capitalize(), node.key)),
            kind=node.kind,
            holding=holding,
            transformation=made,
            depth=node.depth,
            time=None if node.time is None else Instant(node.time),
            order_certain=node.order_certain,
            certainty=node.certainty,
            direction=node.direction,
        )


@strawberry.type(description="A link between two reached nodes.", directives=_FREE)
class TraceEdge:
    event_key: strawberry.Private[str]
    seen_at: strawberry.Private[View]
    id: strawberry.ID
    source: strawberry.ID = strawberry.field(description="Id of the node that goods come from.")
    target: strawberry.ID = strawberry.field(description="Id of the node that goods go to.")
    kind: EdgeKind
    earliest: Instant
    latest: Instant
    quantity: Quantity | None = strawberry.field(directives=_FREE)
    certainty: Certainty
    gap: GapKind | None = strawberry.field(description="The gap that this link bridges, if any.")
    event: Event = strawberry.field(
        resolver=details.recorded_event(lambda root: root.event_key, Event.from_record),
        description="The event that records it, or that made the missing record show.",
    )

    @classmethod
    def from_answer(cls, edge: answers.TraceEdge, seen_at: View) -> "TraceEdge":
        source, target = edge_end_ids(edge)
        return cls(
            event_key=edge.event,
            seen_at=seen_at,
            id=strawberry.ID(encode_id("Edge", edge.key)),
            source=strawberry.ID(source),
            target=strawberry.ID(target),
            kind=edge.kind,
            earliest=Instant(edge.earliest),
            latest=Instant(edge.latest),
            quantity=Quantity.of(edge.quantity, edge.unit),
            certainty=edge.certainty,
            gap=edge.gap,
        )


@strawberry.type(
    description="A container (容器) or vehicle (车辆) that held reached goods; it is not itself reached.",
    directives=_FREE,
)
class Carrier:
    kind: CarrierKind
    entity: Entity = strawberry.field(directives=_FREE)
    carried: list[strawberry.ID] = strawberry.field(description="Ids of the reached holdings it held.")
    start: Instant | None
    end: Instant | None = strawberry.field(description="Null: still there, or not known.")
    positions: list[Holding] = strawberry.field(
        directives=_FREE, description="The container's own positions in that time, in order."
    )
    inside: list[Entity] = strawberry.field(directives=_FREE, description="Carriers that held this one.")

    @classmethod
    def from_answer(cls, carrier: answers.Carrier, seen_at: View, refs: Refs) -> "Carrier":
        return cls(
            kind=carrier.kind,
            entity=refs.of(carrier.entity),
            carried=[strawberry.ID(encode_id("Holding", key)) for key in carrier.carried],
            start=None if carrier.start is None else Instant(carrier.start),
            end=None if carrier.end is None else Instant(carrier.end),
            positions=[Holding.from_record(each, seen_at, refs) for each in carrier.positions],
            inside=[refs.of(each) for each in carrier.inside],
        )


@strawberry.type(description="Something missing or contradictory in the records (断链).", directives=_FREE)
class Gap:
    holding_key: strawberry.Private[str | None]
    event_key: strawberry.Private[str | None]
    seen_at: strawberry.Private[View]
    id: strawberry.ID
    kind: GapKind
    severity: GapSeverity
    message: str
    amount: Quantity | None = strawberry.field(directives=_FREE)
    at: Instant | None = strawberry.field(description="The earliest moment it may stand for.")
    time: TimeRange | None = strawberry.field(directives=_FREE)
    item: str | None = strawberry.field(description="Key of the item it is about.")
    holding: Holding | None = strawberry.field(
        resolver=details.holding(
            lambda root: root.holding_key, lambda found, at: Holding.from_record(found, at, Refs())
        )
    )
    event: Event | None = strawberry.field(
        resolver=details.event(lambda root: root.event_key, Event.from_record)
    )

    @classmethod
    def from_answer(cls, gap: answers.Gap, seen_at: View) -> "Gap":
        view = gap.view
        return cls(
            holding_key=view.holding,
            event_key=view.event,
            seen_at=seen_at,
            id=strawberry.ID(encode_id("Gap", view.key)),
            kind=view.kind,
            severity=view.severity,
            message=gap.message,
            amount=Quantity.of(view.amount, view.unit),
            at=Instant(view.at.earliest) if view.at else None,
            time=TimeRange.of(view.at),
            item=view.item,
        )


@strawberry.type(description="Something withheld from the answer, and why (脱敏).", directives=_FREE)
class Redaction:
    field: str
    reason: str

    @classmethod
    def from_answer(cls, redaction: answers.Redaction) -> "Redaction":
        return cls(field=redaction.field, reason=redaction.reason)


@strawberry.type(description="What a trace reaches (追溯图).", directives=_FREE)
class TraceGraph:
    direction: Direction
    seeds: list[strawberry.ID]
    nodes: list[TraceNode] = strawberry.field(directives=_FREE, description="By depth, then key.")
    edges: list[TraceEdge] = strawberry.field(directives=_FREE)
    carriers: list[Carrier] = strawberry.field(
        directives=_FREE, description="Containers and vehicles that held reached goods in that time."
    )
    gaps: list[Gap] = strawberry.field(directives=_FREE)
    complete: bool = strawberry.field(
        description="Nothing cut, nothing redacted, no WARNING or CONFLICT gap (完整)."
    )
    completeness: Completeness = strawberry.field(directives=_FREE, description="And why not (完整性).")
    truncated: bool
    truncated_by: TruncationReason | None
    frontier: list[strawberry.ID] = strawberry.field(
        description="Reached nodes from which more could be followed: seeds to go on from."
    )
    end_cursor: str | None = strawberry.field(description="Give it back as `after` to go on.")
    as_of: Instant
    known_at: Instant
    redactions: list[Redaction] = strawberry.field(directives=_FREE)

    @classmethod
    def from_answer(cls, graph: answers.TraceGraph) -> "TraceGraph":
        seen_at, refs = View(graph.as_of, graph.known_at), Refs()
        return cls(
            direction=graph.direction,
            seeds=_ids(graph.seeds, graph),
            nodes=[TraceNode.from_answer(node, seen_at, refs) for node in graph.nodes],
            edges=[TraceEdge.from_answer(edge, seen_at) for edge in graph.edges],
            carriers=[Carrier.from_answer(carrier, seen_at, refs) for carrier in graph.carriers],
            gaps=[Gap.from_answer(gap, seen_at) for gap in graph.gaps],
            complete=graph.complete,
            completeness=Completeness.from_answer(graph.reasons),
            truncated=graph.truncated,
            truncated_by=graph.truncated_by,
            frontier=_ids(graph.frontier, graph),
            end_cursor=graph.end_cursor,
            as_of=Instant(graph.as_of),
            known_at=Instant(graph.known_at),
            redactions=[Redaction.from_answer(each) for each in graph.redactions],
        )


def _ids(keys: Sequence[str], graph: answers.TraceGraph) -> list[strawberry.ID]:
    return [strawberry.ID(trace_point_id(key, graph.transformations)) for key in keys]
