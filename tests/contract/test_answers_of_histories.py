"""Whole answers about random histories against brute force: seeds, reach, gaps, carriers, complete.

The history is loaded in batches; each answer is asked at a random view of both clocks, whole or in pages.
"""

import random
from dataclasses import dataclass, field

from hypothesis import event, given, settings
from hypothesis import strategies as st

from cypher.connection import Graph
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.answers import TraceGraph
from graph_api.services.ids import encode_id
from graph_api.services.questions import Seed, TraceQuestion
from loaders.ledger.derive import derive
from tests.support import walk_reference
from tests.support.answer_reference import Told, World
from tests.support.depth import examples
from tests.support.engines import wipe
from tests.support.loading import cut, load_batches, statements
from tests.support.simulation_records import Mix
from tests.support.simulator import simulate
from tests.support.soups import REGISTER, soups
from tests.support.suites import suite_of

CHANCE = st.randoms(use_true_random=False)
EACH = 4
"""Questions asked of one history."""


@dataclass
class Joined:
    """All pages of an answer, later ones winning."""

    points: dict[str, walk_reference.Point] = field(default_factory=dict)
    edges: set[str] = field(default_factory=set)
    gaps: set[str] = field(default_factory=set)
    carried: set[tuple[str, str]] = field(default_factory=set)
    seeds: set[str] = field(default_factory=set)
    complete: bool = False

    def add(self, page: TraceGraph) -> None:
        self.points |= {
            node.key: walk_reference.Point(node.depth, node.time, node.certainty.value, node.order_certain)
            for node in page.nodes
        }
        self.edges |= {edge.key for edge in page.edges}
        self.gaps |= {gap.view.key for gap in page.gaps}
        self.carried |= {(each.entity.key, key) for each in page.carriers for key in each.carried}
        self.seeds, self.complete = set(page.seeds), page.complete


async def joined(graph: Graph, question: TraceQuestion) -> Joined:
    questions = suite_of(graph).questions
    answer, after = Joined(), None
    while True:
        page = await questions.trace(
            TraceQuestion(
                question.seeds,
                question.direction,
                question.as_of,
                question.known_at,
                max_nodes=question.max_nodes,
                after=after,
            ),
            Deadline(60),
        )
        answer.add(page)
        after = page.end_cursor
        if after is None:
            assert not page.truncated
            return answer
        assert not page.complete


def agrees(answer: Joined, told: Told, world: World) -> None:
    assert answer.seeds == told.seeds
    assert answer.points == told.points
    assert answer.edges == told.edges
    assert told.gaps <= answer.gaps <= told.most_gaps
    assert answer.complete is not world.is_serious(answer.gaps)
    assert told.carried <= answer.carried <= told.most_carried


async def checked(graph: Graph, events: list[EventRecord], register: Register, chance: random.Random) -> None:
    """Loads the events in batches and asks of what was known after some of them."""
    await wipe(graph)
    batches = cut(events, chance, max(4, len(events) // 3))
    committed = await load_batches(graph, [statements(register), *batches])
    known_at = 0
    known: list[tuple[int, list[EventRecord]]] = []
    for batch, done in zip(batches, committed[1:], strict=True):
        known_at = done.record_time or known_at
        known.append((known_at, [*(known[-1][1] if known else []), *batch]))
    for _ in range(EACH):
        known_at, so_far = chance.choice(known)
        times = [each.time.earliest for each in so_far]
        as_of = chance.choice([max(times) + 10**9, chance.choice(times)])
        world = World(derive(so_far, register), so_far, as_of)
        if not world.holdings or not known_at:
            continue
        seeds = chance.sample(sorted(world.holdings), k=min(chance.randint(1, 3), len(world.holdings)))
        way = chance.choice([Direction.FORWARD, Direction.BACKWARD])
        told = world.told(seeds, forward=way is Direction.FORWARD)
        answer = await joined(
            graph,
            TraceQuestion(
                tuple(Seed(id=encode_id("Holding", key)) for key in seeds),
                way,
                as_of,
                known_at,
                max_nodes=chance.choice([2, 5, 1000]),
            ),
        )
        event("carried" if told.carried else "nothing carried")
        event("complete" if answer.complete else "incomplete")
        agrees(answer, told, world)


@settings(max_examples=examples(10, 60))
@given(soups(), CHANCE)
async def test_an_answer_about_a_soup_is_what_brute_force_tells(
    embedded_graph: Graph, events: list[EventRecord], chance: random.Random
) -> None:
    await checked(embedded_graph, events, REGISTER, chance)


@settings(max_examples=examples(6, 40))
@given(st.integers(0, 10**9), st.sampled_from(Mix), CHANCE)
async def test_an_answer_about_a_history_is_what_brute_force_tells(
    embedded_graph: Graph, seed: int, mix: Mix, chance: random.Random
) -> None:
    recording = simulate(seed, mix).recording
    await checked(embedded_graph, list(recording.events), recording.register, chance)
