"""A trace, which is a set of nodes and edges, laid out as a tree with references; pure.

Every node is expanded once, where fewest edges lead to it; wherever else an edge leads to it there is
a reference to that place. So the layout is linear in the edges, whatever cycles and diamonds there are.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cypher.records.walks import Direction
from graph_api.services.answers import TraceEdge, TraceGraph, TraceNode


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `edges` lead to it from the line numbered `above`; a reference is not expanded again."""

    number: int
    depth: int
    node: TraceNode
    edges: tuple[TraceEdge, ...]
    reference: bool
    seed: bool
    above: int | None


@dataclass(frozen=True, slots=True)
class Elided:
    """Lines that are not drawn, `count` of them, the first below a line at `depth` - 1."""

    depth: int
    count: int


Steps = dict[str, dict[str, list[TraceEdge]]]
"""Near end of the edges in the walk's direction, to the far ends, to the edges between the two."""
Parents = dict[str, str | None]


def layout(graph: TraceGraph, direction: Direction) -> list[Row]:
    """The rows of one direction's tree, top to bottom; `direction` is FORWARD or BACKWARD."""
    asked = frozenset(graph.seeds)
    ways = (direction, Direction.BOTH)
    nodes = {node.key: node for node in graph.nodes if node.direction in ways or node.key in asked}
    steps = _steps(graph.edges, nodes, direction)
    seeds = sorted((key for key in asked if key in nodes), key=lambda key: _begin(nodes[key]))
    roots, parents = _span(steps, nodes, seeds)
    order = list(_descend(roots, steps, parents))
    numbers: dict[str, int] = {}
    for key, _, near in order:
        if parents[key] == near:
            numbers.setdefault(key, len(numbers) + 1)
    return [
        Row(
            numbers[key],
            depth,
            nodes[key],
            tuple(steps[near][key]) if near is not None else (),
            parents[key] != near,
            key in asked,
            numbers[near] if near is not None else None,
        )
        for key, depth, near in order
    ]


def nearest(rows: list[Row], most: int) -> list[Row | Elided]:
    """At most `most` rows, those of the fewest steps; every run of others is told by its number."""
    kept = set(sorted(range(len(rows)), key=lambda index: rows[index].depth)[:most])
    drawn: list[Row | Elided] = []
    for is_kept, run in groupby(enumerate(rows), key=lambda numbered: numbered[0] in kept):
        found = [row for _, row in run]
        drawn += found if is_kept else [Elided(min(row.depth for row in found), len(found))]
    return drawn


def _steps(edges: Iterable[TraceEdge], nodes: dict[str, TraceNode], direction: Direction) -> Steps:
    forward = direction is Direction.FORWARD
    found = [
        (edge.earliest, edge.latest, *_name(nodes[far]), edge.key, near, far, edge)
        for edge in edges
        for near, far in [(edge.source, edge.target) if forward else (edge.target, edge.source)]
        if near in nodes and far in nodes
    ]
    steps: Steps = defaultdict(lambda: defaultdict(list))
    for *_, near, far, edge in sorted(found, key=lambda row: row[:5]):
        steps[near][far].append(edge)
    return steps


def _name(node: TraceNode) -> tuple[str, str]:
    """What lines of one time are ordered by."""
    return (node.holding.item if node.holding else "", node.key)


def _begin(node: TraceNode) -> tuple[int, str, str]:
    return (node.holding.opened.earliest if node.holding else 0, *_name(node))


def _span(steps: Steps, nodes: dict[str, TraceNode], seeds: list[str]) -> tuple[list[str], Parents]:
    """Roots, and for every node the one it is expanded under; what nothing leads to becomes a root itself."""
    led_to = {far for fars in steps.values() for far in fars}
    roots: list[str] = []
    parents: Parents = {}
    rest = sorted(nodes, key=lambda key: (nodes[key].depth, _begin(nodes[key])))
    for group in ([key for key in seeds if key not in led_to], *([key] for key in (*seeds, *rest))):
        fresh = [key for key in group if key not in parents]
        roots += fresh
        parents |= dict.fromkeys(fresh)
        _spread(steps, fresh, parents)
    return roots, parents


def _spread(steps: Steps, start: list[str], parents: Parents) -> None:
    """Breadth first, so that a node stands under the nearest one that leads to it."""
    queue = deque(start)
    while queue:
        near = queue.popleft()
        for far in steps.get(near, ()):
            if far not in parents:
                parents[far] = near
                queue.append(far)


def _descend(roots: list[str], steps: Steps, parents: Parents) -> Iterator[tuple[str, int, str | None]]:
    """(node, depth, the node above it) in the order of the lines; without recursion, for chains are long."""
    stack: list[tuple[str, int, str | None]] = [(key, 0, None) for key in reversed(roots)]
    while stack:
        key, depth, near = stack.pop()
        yield key, depth, near
        if parents[key] == near:
            stack += [(far, depth + 1, key) for far in reversed(steps.get(key, {}))]
