"""Trace times by size of the answer, both ways, beside the same walk in memory."""

import random
import time
from dataclasses import dataclass

from benchmarks.graphs import CustodyGraph
from benchmarks.measure import EngineClock, median
from benchmarks.memory import Adjacency, adjacency, walk
from cypher.connection import Graph
from cypher.records.walks import Direction
from graph_api.app import services_of
from graph_api.rules.budget import Deadline
from graph_api.services.answers import TraceGraph
from graph_api.services.ids import encode_id
from graph_api.services.ports import Questions
from graph_api.services.questions import Seed, TraceQuestion
from graph_api.settings import ApiSettings

SIZES = (10, 100, 1_000, 10_000)
_NEAR = 0.4
_STARTS, _TRIED = 8, 4_000


@dataclass(frozen=True, slots=True)
class TraceTime:
    """Medians over the starts of one size: seconds, and the share that is not the engine's."""

    size: int
    nodes: float
    hops: float
    reads: float
    total: float
    own: float
    memory: float


@dataclass(frozen=True, slots=True)
class Starts:
    """Holdings whose trace has about `size` nodes, with the walk in memory to compare."""

    table: Adjacency
    by_size: dict[int, list[str]]


def find_starts(rows: CustodyGraph, *, forward: bool) -> Starts:
    """Tries holdings in a seeded order until every size has its starts."""
    table = adjacency(rows.edges, forward=forward)
    by_size: dict[int, list[str]] = {size: [] for size in SIZES}
    tried = random.Random(11).sample(rows.holdings, min(_TRIED, len(rows.holdings)))
    for holding in tried:
        reached = len(walk(table, holding.key, cap=2 * SIZES[-1]))
        for size, starts in by_size.items():
            if abs(reached - size) <= _NEAR * size and len(starts) < _STARTS:
                starts.append(holding.key)
    return Starts(table, by_size)


async def trace_times(graph: Graph, starts: Starts, direction: Direction) -> list[TraceTime]:
    """One row a size; every start is walked once to warm up and then three times, interleaved."""
    questions = services_of(graph, _settings()).questions
    with EngineClock.of(graph) as clock:
        return [
            await _times(questions, clock, starts.table, (size, keys, direction))
            for size, keys in starts.by_size.items()
            if keys
        ]


async def _times(
    questions: Questions, clock: EngineClock, table: Adjacency, what: tuple[int, list[str], Direction]
) -> TraceTime:
    size, keys, direction = what
    totals, owns, memories, nodes, reads, hops = [], [], [], [], [], []
    for turn in range(4):
        for key in keys:
            before, calls, started = clock.seconds, clock.reads, time.perf_counter()
            answer = await _ask(questions, key, direction)
            total = time.perf_counter() - started
            started = time.perf_counter()
            walk(table, key)
            memory = time.perf_counter() - started
            if turn:
                totals.append(total)
                owns.append(1 - (clock.seconds - before) / total)
                memories.append(memory)
                reads.append(clock.reads - calls)
                nodes.append(len(answer.nodes))
                hops.append(max((node.depth for node in answer.nodes), default=0))
    return TraceTime(
        size, median(nodes), median(hops), median(reads), median(totals), median(owns), median(memories)
    )


async def _ask(questions: Questions, key: str, direction: Direction) -> TraceGraph:
    question = TraceQuestion(
        (Seed(id=encode_id("Holding", key)),), direction, max_depth=200, max_nodes=20_000
    )
    return await questions.trace(question, Deadline(600.0))


def _settings() -> ApiSettings:
    return ApiSettings(cache_answers=0, request_timeout=600.0)
