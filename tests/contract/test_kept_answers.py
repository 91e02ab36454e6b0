"""Kept answers on the embedded engine: one walk for many equal calls, a fresh answer after a commit."""

import asyncio
from dataclasses import replace
from typing import Any

from cypher.connection import Graph, Row
from cypher.errors import TimedOut
from cypher.records.custody import Derived
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline, TruncationReason
from graph_api.services.ids import encode_id
from graph_api.services.questions import Identity, ImpactQuestion, Seed, TraceQuestion
from graph_api.settings import ApiSettings
from tests.support.chains import derived, edge, holding, line
from tests.support.derived_rows import write_derived
from tests.support.suites import CountingGraph, suite_of

MINUTE = 60 * 1_000_000


def question(**options: Any) -> TraceQuestion:
    return TraceQuestion((Seed(id=encode_id("Holding", "a")),), Direction.FORWARD, **options)


async def test_fifty_equal_traces_at_once_are_one_walk(embedded_graph: Graph) -> None:
    await write_derived(embedded_graph, derived(line("a", "b", "c")))
    counting = CountingGraph(embedded_graph)
    questions = suite_of(counting, clock=lambda: 10**15).questions
    answers = await asyncio.gather(*(questions.trace(question(), Deadline(60)) for _ in range(50)))
    assert counting.reads["read/custody/edges_out"] == 3
    assert counting.reads["read/housekeeping/newest_record_time"] == 50
    assert all(answer is answers[0] for answer in answers)


async def test_a_commit_in_between_gives_a_fresh_answer(embedded_graph: Graph) -> None:
    await write_derived(embedded_graph, derived(line("a", "b")))
    questions = suite_of(embedded_graph, clock=lambda: 10**15).questions
    before = await questions.trace(question(), Deadline(30))
    more = Derived(holdings=frozenset({holding("c")}), edges=frozenset({edge("b", "c", 9)}))
    await write_derived(embedded_graph, more)
    after = await questions.trace(question(), Deadline(30))
    assert [node.key for node in before.nodes] == ["a", "b"]
    assert [node.key for node in after.nodes] == ["a", "b", "c"]
    assert after.known_at > before.known_at
    again = await questions.trace(question(known_at=before.known_at), Deadline(30))
    assert again.nodes == before.nodes


async def test_questions_that_differ_in_anything_do_not_share_an_answer(embedded_graph: Graph) -> None:
    await write_derived(embedded_graph, derived(line("a", "b", "c")))
    questions = suite_of(embedded_graph, clock=lambda: 10**15).questions
    seen = [
        await questions.trace(asked, Deadline(30))
        for asked in (
            question(),
            question(as_of=1),
            question(max_depth=1),
            question(max_nodes=1),
            question(identity=Identity.ITEM),
            TraceQuestion(question().seeds, Direction.BACKWARD),
        )
    ]
    assert len({id(answer) for answer in seen}) == len(seen)
    impact = await questions.impact(ImpactQuestion(question().seeds), Deadline(30))
    assert impact.whole.holdings == 3


async def test_what_is_recorded_ahead_of_its_time_appears_when_that_has_come(embedded_graph: Graph) -> None:
    await write_derived(embedded_graph, derived([edge("a", "b", 5 * MINUTE)]))
    time = [0]
    questions = suite_of(embedded_graph, ApiSettings(cache_seconds=30), clock=lambda: time[0]).questions

    async def names(**options: Any) -> list[str]:
        return [node.key for node in (await questions.trace(question(**options), Deadline(30))).nodes]

    assert await names() == ["a"]
    assert await names(as_of=6 * MINUTE) == ["a", "b"]
    time[0] = 5 * MINUTE
    assert await names() == ["a", "b"]


async def test_a_known_at_still_to_come_is_the_newest_commit(embedded_graph: Graph) -> None:
    newest = await write_derived(embedded_graph, derived(line("a", "b")))
    questions = suite_of(embedded_graph).questions
    answer = await questions.trace(question(known_at=newest + 10**15), Deadline(30))
    assert answer.known_at == newest


class Overrun(CountingGraph):
    """A graph on which one way of the walk always runs into its time limit."""

    async def read(self, name: str, **options: object) -> list[Row]:
        if name == "read/custody/edges_in":
            raise TimedOut(name)
        return await super().read(name, **options)


async def test_what_time_cut_is_not_kept_and_has_no_cursor_though_its_nodes_were_enough(
    embedded_graph: Graph,
) -> None:
    """Where time ended one way, what the other gave is no beginning of the whole: pages would not join."""
    await write_derived(embedded_graph, derived(line("a", "b", "c")))
    questions = suite_of(Overrun(embedded_graph), clock=lambda: 10**15).questions
    both = replace(question(max_nodes=2), direction=Direction.BOTH)
    first = await questions.trace(both, Deadline(30))
    assert [node.key for node in first.nodes] == ["a", "b"]
    assert (first.truncated_by, first.end_cursor) == (TruncationReason.TIME, None)
    assert not first.complete
    assert await questions.trace(both, Deadline(30)) is not first
