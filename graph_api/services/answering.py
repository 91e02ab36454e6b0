"""Puts what a walk reached into an answer: details, carriers and gaps, in a fixed number of queries."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import structlog

from cypher.records.views import GapView, HoldingView, LineView, TransformationView
from cypher.records.vocabulary import Certainty, EdgeKind, Effect, GapKind
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.rules.exact import minus, plus
from graph_api.rules.merge import MergedNode
from graph_api.rules.messages import message
from graph_api.rules.walk import Edge
from graph_api.services.answers import Carrier, Gap, TraceEdge, TraceNode, TraceNodeKind
from graph_api.services.ports import CustodyDetails

_log = structlog.get_logger("graph_api.services")
_EDGE_KINDS = {kind.value: kind for kind in EdgeKind}
_GAPS = {kind.value: kind for kind in GapKind}
_CERTAINTIES = {each.value: each for each in Certainty}


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of reached trace points, by key."""

    holdings: Mapping[str, HoldingView]
    transformations: Mapping[str, TransformationView]


async def read_details(
    details: CustodyDetails, nodes: Iterable[MergedNode], view: View, deadline: Deadline
) -> Details:
    """Holdings and transformations; a seed without edges does not tell which it is, so both are asked."""
    nodes = list(nodes)
    holdings = [node.key for node in nodes if not node.is_transformation]
    made = [node.key for node in nodes if node.is_transformation or node.depth == 0]
    held, transformed = await asyncio.gather(
        details.holdings(holdings, view, deadline.remaining), _transformations(details, made, view, deadline)
    )
    return Details(held, transformed)


async def _transformations(
    details: CustodyDetails, keys: Sequence[str], view: View, deadline: Deadline
) -> Mapping[str, TransformationView]:
    return await details.transformations(keys, view, deadline.remaining) if keys else {}


async def as_it_was(details: CustodyDetails, found: Details, view: View, deadline: Deadline) -> Details:
    """The same with quantities as of the view: less what came later, and more by what went later."""
    keys = [key for key, holding in found.holdings.items() if holding.received is not None]
    lines: dict[str, list[LineView]] = {}
    for line in await details.lines(keys, view, deadline.remaining) if keys else ():
        lines.setdefault(line.holding, []).append(line)
    before = {key: _undone(found.holdings[key], of_it, view.as_of) for key, of_it in lines.items()}
    return Details({**found.holdings, **before}, found.transformations)


def _undone(holding: HoldingView, lines: Sequence[LineView], as_of: int) -> HoldingView:
    """Less what came after a time and more by what went; the part of one in a pool is not known."""
    pooled = any(line.pool is not None for line in lines)
    received, balance = holding.received, None if pooled else holding.balance
    for line in lines:
        if line.earliest <= as_of:
            continue
        if line.quantity is None or line.unit != holding.unit:
            return holding._replace(received=None, balance=None)
        if line.effect is Effect.OUT:
            balance = None if balance is None else plus(balance, line.quantity)
        else:
            received = None if received is None else minus(received, line.quantity)
            balance = None if balance is None else minus(balance, line.quantity)
    return holding._replace(received=received, balance=balance)


def trace_nodes(nodes: Iterable[MergedNode], found: Details) -> tuple[TraceNode, ...]:
    """Nodes in the order they come, with their details."""
    held, made = found.holdings, found.transformations
    return tuple(
        TraceNode(
            key,
            TraceNodeKind.TRANSFORMATION if is_made or key in made else TraceNodeKind.HOLDING,
            depth,
            time,
            sure,
            certainty,
            direction,
            held.get(key),
            made.get(key),
        )
        for key, depth, time, certainty, sure, is_made, direction in nodes
    )


def trace_edge(edge: Edge) -> TraceEdge:
    """The edge with its words and numbers as what they are."""
    key, source, target, kind, earliest, latest, certainty, quantity, unit, gap, event = edge
    return TraceEdge(
        key,
        source,
        target,
        _EDGE_KINDS[kind],
        earliest,
        latest,
        Decimal(quantity) if quantity else None,
        unit or None,
        _CERTAINTIES[certainty],
        _GAPS[gap] if gap else None,
        event,
    )


async def lost_links(details: CustodyDetails, keys: Sequence[str], deadline: Deadline) -> int:
    """How many of these trace points have lost links that were written to them: the log says which."""
    damaged = await details.damaged(keys, deadline.remaining) if keys else ()
    if damaged:
        _log.error("the graph is damaged", trace_points=len(damaged), first=damaged[0])
    return len(damaged)


async def gaps_on_the_way(
    details: CustodyDetails, carriers: Iterable[Carrier], view: View, deadline: Deadline
) -> list[GapView]:
    """Gaps of carriers while they held reached goods; how they came there empty is not of these goods."""
    carried = {position.key: carrier for carrier in carriers for position in carrier.positions}
    gaps = await details.gaps(sorted(carried), view, deadline.remaining) if carried else ()
    return [gap for gap in gaps if gap.holding is None or _on_the_way(gap, carried[gap.holding])]


def _on_the_way(gap: GapView, carrier: Carrier) -> bool:
    """After the goods went in and until they came out, or possibly so: an empty trip does not count."""
    at = gap.at
    return at is None or any(start < at.latest and at.earliest <= end for start, end in carrier.stays)


def named(found: Details, carriers: Iterable[Carrier]) -> Mapping[str, HoldingView]:
    """The holdings that gaps of an answer may concern, by key."""
    positions = {each.key: each for carrier in carriers for each in carrier.positions}
    return {**positions, **found.holdings}


def told(gaps: Iterable[GapView], holdings: Mapping[str, HoldingView]) -> tuple[Gap, ...]:
    """Each gap once, by key, with a sentence that names the goods and the place as far as they were found."""
    found = {gap.key: gap for gap in gaps}
    ordered = (found[key] for key in sorted(found))
    return tuple(Gap(gap, message(gap, holdings.get(gap.holding or ""))) for gap in ordered)
