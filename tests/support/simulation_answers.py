"""Whether answers that the product calls complete hold every true link: its own service, over memory."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any, cast

from cypher.records.custody import Derived
from cypher.records.vocabulary import LineRole
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.ports import Readers
from graph_api.services.questions import TraceQuestion
from graph_api.services.seeds import Seeds
from graph_api.services.tracing import TraceService
from graph_api.settings import ApiSettings
from tests.support.answer_reference import World
from tests.support.memory_graph import NOW, MemoryGraph
from tests.support.simulation_records import Recording, Written
from tests.support.simulation_verdict import Link, LinkKind, Readings, true_links

ASKED = 3
"""So many items of each history are asked for, backward and forward."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer reaches, and whether it says that this is all."""

    reached: frozenset[str]
    complete: bool


Question = tuple[tuple[str, ...], Direction]
"""Seeds, which are holdings, and the direction."""


@dataclass(slots=True)
class Assurance:
    """How many answers were asked for and called complete; `false` ones with the gravest link each lacks."""

    answers: int = 0
    complete: int = 0
    false: Counter[LinkKind] = field(default_factory=Counter)

    def add(self, other: "Assurance") -> None:
        """Both together."""
        self.answers += other.answers
        self.complete += other.complete
        self.false += other.false


class Desk:
    """Answers questions from seeds that are holdings, as the product does."""

    def __init__(self, derived: Derived, recording: Recording) -> None:
        memory: Any = MemoryGraph(derived, recording.events)
        self._readers = Readers(
            edges=memory,
            details=memory,
            seeds=memory,
            codes=memory,
            parties=memory,
            pages=memory,
            clock=memory,
            quarantine=memory,
        )
        self._settings = ApiSettings()
        self._given: dict[Question, Answer] = {}
        self.false: dict[Question, Link] = {}

    def ask(self, asked: Question) -> Answer:
        """One answer of one page; the same question is asked once."""
        if asked not in self._given:
            self._given[asked] = asyncio.run(self._answer(*asked))
        return self._given[asked]

    def hold_against(self, asked: Question, read: Readings, links: list[Link]) -> None:
        """Notes an answer that is called complete and lacks the other end of one of these true links."""
        answer = self.ask(asked)
        if not answer.complete:
            return
        forward = asked[1] is Direction.FORWARD
        for link in links:
            other = read.held(*(link.later if forward else link.earlier))
            graver = asked not in self.false or link.kind.weight > self.false[asked].kind.weight
            if graver and answer.reached.isdisjoint(other):
                self.false[asked] = link

    def assurance(self) -> Assurance:
        """What was asked and answered so far."""
        complete = sum(answer.complete for answer in self._given.values())
        return Assurance(len(self._given), complete, Counter(link.kind for link in self.false.values()))

    async def _answer(self, seeds: tuple[str, ...], direction: Direction) -> Answer:
        service = TraceService(self._readers, cast(Any, _Given(seeds)), self._settings)
        question = TraceQuestion((), direction, max_nodes=self._settings.max_nodes)
        graph = await service.trace(question, NOW, Deadline(60))
        return Answer(frozenset(node.key for node in graph.nodes), graph.complete)


class _Given:
    """Resolves seeds to the holdings that it was given."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = keys

    async def resolve(self, *_: object) -> Seeds:
        return Seeds(self._keys, frozenset())


def asked(recording: Recording, derived: Derived, missed: list[Link], rng: Random) -> Desk:
    """Asks for some items, and for the goods at both ends of every missed link."""
    desk, read = Desk(derived, recording), Readings(derived)
    for link in missed:
        desk.hold_against((_keys(read.held(*link.earlier)), Direction.FORWARD), read, [link])
        desk.hold_against((_keys(read.held(*link.later)), Direction.BACKWARD), read, [link])
    view = World(derived, recording.events, NOW.as_of)
    for item, direction, links in _of_items(recording, rng):
        own = {holding.key for holding in derived.holdings if holding.item == item}
        desk.hold_against((_keys(view.with_contents(own)), direction), read, links)
    return desk


def _keys(holdings: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(holdings)))


def _of_items(recording: Recording, rng: Random) -> Iterator[tuple[str, Direction, list[Link]]]:
    """Some items, with the true links that start or end at a record of them."""
    forward: dict[str, list[Link]] = {}
    backward: dict[str, list[Link]] = {}
    for link in true_links(recording):
        for items, ends in ((_items(*link.earlier), forward), (_items(*link.later), backward)):
            for item in items:
                ends.setdefault(item, []).append(link)
    known = sorted(forward.keys() | backward.keys())
    for item in rng.sample(known, min(ASKED, len(known))):
        yield item, Direction.FORWARD, forward.get(item, [])
        yield item, Direction.BACKWARD, backward.get(item, [])


def _items(written: Written, number: int) -> Iterator[str]:
    """What a line is about; a container stands for what was put into it, too."""
    line = written.fact.lines[number]
    yield line.goods.key
    if line.role is LineRole.CHILD:
        yield from (each.goods.key for each in written.fact.lines if each.role is LineRole.PARENT)
