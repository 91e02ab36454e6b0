"""A fixed set of small graphs on which the walk is compared with brute force."""

from random import Random

from cypher.records.custody import EdgeRecord
from cypher.records.events import TimeRange
from cypher.records.vocabulary import Certainty, EdgeKind, GapKind
from cypher.records.walks import Direction
from graph_api.rules.budget import Budget
from graph_api.rules.walk import Walk
from tests.support import walk_reference
from tests.support.memory_edges import MemoryEdges, drive

GRAPHS = 120


def walk_failure() -> str | None:
    """The first graph and direction on which the walk and brute force differ."""
    for seed in range(GRAPHS):
        edges = _edges(Random(seed))
        for direction in (Direction.FORWARD, Direction.BACKWARD):
            reached = drive(Walk(direction, ["n0"], Budget(1000, 1000)), direction, MemoryEdges(edges))
            found = {
                key: walk_reference.Point(node.depth, node.time, node.certainty.value, node.order_certain)
                for key, node in reached.nodes.items()
            }
            case = walk_reference.Case(edges, ["n0"])
            if found != walk_reference.reach(case, forward=direction is Direction.FORWARD):
                return f"graph {seed}, {direction}"
    return None


def _edges(rng: Random) -> list[EdgeRecord]:
    """Few points, many edges, few moments: cycles, diamonds and equal instants abound."""
    return [_edge(rng, number) for number in range(rng.randint(3, 12))]


def _edge(rng: Random, number: int) -> EdgeRecord:
    first = rng.randint(0, 5)
    time = TimeRange(first, first + rng.choice((0, 0, 0, 1, 3)))
    gap = GapKind.TIME_CONTRADICTION if rng.random() < 0.06 else None
    ends = (f"n{rng.randint(0, 5)}", f"n{rng.randint(0, 5)}")
    certainty = rng.choice(list(Certainty))
    return EdgeRecord(f"e{number}", EdgeKind.CUSTODY, *ends, "ev", 0, time, None, None, certainty, gap)
