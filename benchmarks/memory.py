"""The same walk over adjacency lists in memory: what a trace costs without any engine."""

from collections import defaultdict
from collections.abc import Iterable

from cypher.records.custody import EdgeRecord

Adjacency = dict[str, list[tuple[str, int, int]]]


def adjacency(edges: Iterable[EdgeRecord], *, forward: bool) -> Adjacency:
    """(neighbour, earliest, latest) by node; backward, times are mirrored so that one walk serves both."""
    table: Adjacency = defaultdict(list)
    for edge in edges:
        if forward:
            table[edge.source].append((edge.target, edge.time.earliest, edge.time.latest))
        else:
            table[edge.target].append((edge.source, -edge.time.latest, -edge.time.earliest))
    return table


def walk(table: Adjacency, seed: str, cap: int = 1_000_000) -> dict[str, int]:
    """Earliest possible arrival of every node reached from `seed`, ends early past `cap` nodes."""
    best = {seed: -(2**63)}
    frontier = [seed]
    while frontier and len(best) <= cap:
        improved: set[str] = set()
        for node in frontier:
            arrival = best[node]
            for neighbour, earliest, latest in table.get(node, ()):
                if latest >= arrival:
                    there = max(arrival, earliest)
                    if there < best.get(neighbour, 2**63):
                        best[neighbour] = there
                        improved.add(neighbour)
        frontier = sorted(improved)
    return best
