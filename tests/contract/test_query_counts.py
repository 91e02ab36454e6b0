"""Round trips are pinned: one a hop, and a fixed number for everything that is told of what was reached."""

import pytest

from cypher.connection import Graph
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.ids import encode_id
from graph_api.services.questions import Identity, ImpactBy, ImpactQuestion, Seed, TraceQuestion
from graph_api.settings import ApiSettings
from tests.support.chains import derived, diamonds, edge, line
from tests.support.derived_rows import write_derived
from tests.support.suites import CountingGraph, suite_of

TOLD = {
    "read/housekeeping/newest_record_time": 1,
    "read/seeds/trace_points": 1,
    "read/seeds/inside_holdings": 1,
    "read/custody/holdings": 1,
    "read/custody/spans": 1,
    "read/custody/transformations": 1,
    "read/custody/gaps_at": 1,
    "read/custody/gaps_of_events": 1,
    "read/quarantine/naming": 1,
    "read/custody/gaps_of_items": 1,
    "read/check/untied": 1,
}


def seeds(*keys: str) -> tuple[Seed, ...]:
    return tuple(Seed(id=encode_id("Holding", key)) for key in keys)


async def counted(
    graph: Graph, question: TraceQuestion | ImpactQuestion, settings: ApiSettings | None = None
) -> dict[str, int]:
    counting = CountingGraph(graph)
    questions = suite_of(counting, settings).questions
    if isinstance(question, TraceQuestion):
        await questions.trace(question, Deadline(30))
    else:
        await questions.impact(question, Deadline(30))
    return dict(counting.reads)


@pytest.mark.parametrize(
    ("direction", "hops"),
    [
        (Direction.FORWARD, {"read/custody/edges_out": 5}),
        (Direction.BACKWARD, {"read/custody/edges_in": 1}),
        (Direction.BOTH, {"read/custody/edges_out": 5, "read/custody/edges_in": 1}),
    ],
)
async def test_one_round_trip_a_hop(graph: Graph, direction: Direction, hops: dict[str, int]) -> None:
    """Four edges in a row: four hops, and one that finds nothing more."""
    await write_derived(graph, derived(line("a", "b", "c", "d", "e")))
    assert await counted(graph, TraceQuestion(seeds("a"), direction)) == TOLD | hops


async def test_a_wide_hop_is_still_one_round_trip(embedded_graph: Graph) -> None:
    wide = [edge("a", f"n{number:03}", 1) for number in range(500)]
    await write_derived(embedded_graph, derived(wide))
    reads = await counted(embedded_graph, TraceQuestion(seeds("a"), Direction.FORWARD))
    assert reads == TOLD | {"read/custody/edges_out": 2}


async def test_a_hop_wider_than_a_fetch_is_asked_for_again_in_parts(graph: Graph) -> None:
    wide = [edge("a", f"n{number:03}", 1) for number in range(500)]
    await write_derived(graph, derived(wide))
    settings = ApiSettings(edges_per_fetch=200)
    reads = await counted(graph, TraceQuestion(seeds("a"), Direction.FORWARD), settings)
    assert reads == TOLD | {"read/custody/edges_out": 2, "read/custody/edges_out_ordered": 3}


async def test_edges_of_a_trace_point_are_fetched_once_however_often_it_is_reached_better(
    embedded_graph: Graph,
) -> None:
    """The longer way to `m` arrives earlier: `m` and all behind it are expanded again, from memory."""
    edges = [edge("a", "m", 9), edge("a", "x", 1), edge("x", "m", 2), edge("m", "n", 10), edge("m", "o", 3)]
    await write_derived(embedded_graph, derived(edges))
    reads = await counted(embedded_graph, TraceQuestion(seeds("a"), Direction.FORWARD))
    assert reads["read/custody/edges_out"] == 4


async def test_identity_by_item_costs_one_more_a_hop_for_new_items(embedded_graph: Graph) -> None:
    await write_derived(embedded_graph, derived(line("a", "b", "c")))
    question = TraceQuestion(seeds("a"), Direction.FORWARD, identity=Identity.ITEM)
    reads = await counted(embedded_graph, question)
    assert reads == TOLD | {"read/custody/edges_out": 3, "read/custody/siblings": 3}


async def test_an_impact_counts_in_a_fixed_number_of_readings(embedded_graph: Graph) -> None:
    await write_derived(embedded_graph, derived(diamonds(3)))
    reads = await counted(embedded_graph, ImpactQuestion(seeds("d000"), group_by=tuple(ImpactBy)))
    assert reads == TOLD | {"read/custody/edges_out": 7, "read/custody/lines": 1}


async def test_a_kept_answer_costs_only_the_look_at_the_counter(embedded_graph: Graph) -> None:
    await write_derived(embedded_graph, derived(line("a", "b")))
    counting = CountingGraph(embedded_graph)
    questions = suite_of(counting, clock=lambda: 10**15).questions
    question = TraceQuestion(seeds("a"), Direction.FORWARD)
    first = await questions.trace(question, Deadline(30))
    before = counting.reads.copy()
    assert await questions.trace(question, Deadline(30)) is first
    assert counting.reads - before == {"read/housekeeping/newest_record_time": 1}
