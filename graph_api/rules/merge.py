"""The union of a forward and a backward walk from the same seeds, and what a page adds to an earlier one.

Each walk gives its own first nodes by (depth, key). The union's first nodes are among them, for a node of
the union comes no later in its own walk than in the union.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from cypher.records.vocabulary import Certainty
from cypher.records.walks import Direction
from graph_api.rules.budget import TruncationReason
from graph_api.rules.walk import Edge, Reached, ReachedNode

_WEIGHT = (TruncationReason.TIME, TruncationReason.NODES, TruncationReason.EDGES, TruncationReason.DEPTH)
"""Of several reasons the one that says best how to go on. What time cut depends on more than the data, so
that no page can follow it."""


class MergedNode(NamedTuple):
    """A node of the union; where both walks reached it, the nearer says depth and time."""

    key: str
    depth: int
    time: int | None
    certainty: Certainty
    order_certain: bool
    is_transformation: bool
    direction: Direction


@dataclass(frozen=True, slots=True)
class Merged:
    """Nodes by depth, then key; edges between them by key."""

    nodes: Mapping[str, MergedNode]
    edges: tuple[Edge, ...]
    frontier: tuple[str, ...]
    truncated_by: TruncationReason | None


def merge(walks: Mapping[Direction, Reached], max_nodes: int) -> Merged:
    """The first `max_nodes` of the union of what the walks reached."""
    union: dict[str, MergedNode] = {}
    for direction, reached in walks.items():
        for key, node in reached.nodes.items():
            union[key] = _joined(union.get(key), node, direction)
    order = sorted(union.values(), key=lambda node: (node.depth, node.key))[:max_nodes]
    shown = {node.key: node for node in order}
    edges = {edge.key: edge for reached in walks.values() for edge in reached.edges}
    kept = (edge for edge in edges.values() if edge.source in shown and edge.target in shown)
    frontier = {key for reached in walks.values() for key in reached.frontier if key in shown}
    reasons = {reached.truncated_by for reached in walks.values()}
    if len(shown) < len(union):
        reasons.add(TruncationReason.NODES)
        frontier |= _behind(walks, shown)
    by = next((reason for reason in _WEIGHT if reason in reasons), None)
    return Merged(shown, tuple(sorted(kept)), tuple(key for key in shown if key in frontier), by)


def continuation(before: Merged, after: Merged) -> Merged:
    """What `after`, the wider of two looks at one walk, has that `before` had not, or not so good."""
    nodes = {key: node for key, node in after.nodes.items() if before.nodes.get(key) != node}
    known = {edge.key for edge in before.edges}
    edges = tuple(edge for edge in after.edges if edge.key not in known)
    return Merged(nodes, edges, after.frontier, after.truncated_by)


def _joined(known: MergedNode | None, node: ReachedNode, direction: Direction) -> MergedNode:
    if known is None:
        return MergedNode(*node, direction)
    nearer = known if known.depth <= node.depth else node
    return MergedNode(
        key=node.key,
        depth=nearer.depth,
        time=nearer.time,
        certainty=max(known.certainty, node.certainty),
        order_certain=known.order_certain or node.order_certain,
        is_transformation=known.is_transformation or node.is_transformation,
        direction=Direction.BOTH,
    )


def _behind(walks: Mapping[Direction, Reached], shown: Mapping[str, MergedNode]) -> set[str]:
    """Shown nodes with an edge to a node that is not shown."""
    ends = ((edge.source, edge.target) for reached in walks.values() for edge in reached.edges)
    return {here for a, b in ends for here, there in ((a, b), (b, a)) if here in shown and there not in shown}
