"""More questions than may walk at once: they wait in line, and nothing else waits for them."""

import asyncio

import pytest

from cypher.connection import Graph, Row
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.errors import OutOfTime
from graph_api.services.ids import encode_id
from graph_api.services.questions import ImpactQuestion, Seed, TraceQuestion
from graph_api.settings import ApiSettings
from tests.support.chains import derived, line
from tests.support.derived_rows import write_derived
from tests.support.suites import CountingGraph, suite_of


class Gated(CountingGraph):
    """A graph that answers no hop before it is told to."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph)
        self.gate = asyncio.Event()
        self.hops: asyncio.Queue[None] = asyncio.Queue()

    async def read(self, name: str, **options: object) -> list[Row]:
        if name.startswith("read/custody/edges"):
            self.hops.put_nowait(None)
            await self.gate.wait()
        return await super().read(name, **options)


def seed(key: str) -> tuple[Seed, ...]:
    return (Seed(id=encode_id("Holding", key)),)


async def test_so_many_walk_at_once_and_the_rest_follow(embedded_graph: Graph) -> None:
    await write_derived(embedded_graph, derived(line(*"abcdefgh")))
    gated = Gated(embedded_graph)
    questions = suite_of(gated, ApiSettings(walks_at_once=2)).questions
    asked = [
        asyncio.create_task(questions.trace(TraceQuestion(seed(key), Direction.FORWARD), Deadline(60)))
        for key in "abcde"
    ]
    asked_too = asyncio.create_task(questions.impact(ImpactQuestion(seed("f")), Deadline(60)))
    for _ in range(2):
        await gated.hops.get()
    with pytest.raises(OutOfTime):
        await questions.trace(TraceQuestion(seed("g"), Direction.FORWARD), Deadline(0.2))
    assert (await questions.lookup("item:h", None, Deadline(60))).matches
    assert gated.hops.empty()
    assert gated.reads["read/seeds/trace_points"] == 2
    gated.gate.set()
    assert [len((await each).nodes) for each in asked] == [8, 7, 6, 5, 4]
    assert (await asked_too).whole.holdings == 3
