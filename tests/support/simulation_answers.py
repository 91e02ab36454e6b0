"""Whether answers that the product calls complete hold every true link: its own service, over memory."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
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
from tests.support.simulation_records import MISSING, Recording, Written
from tests.support.simulation_verdict import Link, LinkKind, Readings, true_links
from tests.support.simulator import History

ASKED = 3
"""So many items of each history are asked for, backward and forward."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer reaches, the places that it names, and whether it says that this is all."""

    reached: frozenset[str]
    places: frozenset[str | None]
    complete: bool


Question = tuple[tuple[str, ...], Direction]
"""Seeds, which are holdings, and the direction."""


@dataclass(slots=True)
class Assurance:
    """How many answers were asked for and called complete; `false` ones by the gravest link each lacks.

    `astray` are forward answers called complete that name no place of a site where such goods truly are.
    """

    answers: int = 0
    complete: int = 0
    astray: int = 0
    false: Counter[LinkKind] = field(default_factory=Counter)

    def add(self, other: "Assurance") -> None:
        """Both together."""
        self.answers += other.answers
        self.complete += other.complete
        self.astray += other.astray
        self.false += other.false


class Desk:
    """Answers questions from seeds that are holdings, as the product does at the end of the history."""

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
        self._view = replace(NOW, as_of=max((event.time.latest for event in recording.events), default=0))
        self._settings = ApiSettings()
        self._given: dict[Question, Answer] = {}
        self.false: dict[Question, Link] = {}
        self.astray: dict[Question, frozenset[str]] = {}
        self._sites = recording.register.parents

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
        false = Counter(link.kind for link in self.false.values())
        return Assurance(len(self._given), complete, len(self.astray), false)

    def look_for(self, asked: Question, sites: frozenset[str]) -> None:
        """Notes a complete answer that does not name one of these sites, at which its goods are."""
        answer = self.ask(asked)
        absent = sites - {self._sites.get(place or "", place) for place in answer.places}
        if answer.complete and absent:
            self.astray[asked] = absent

    async def _answer(self, seeds: tuple[str, ...], direction: Direction) -> Answer:
        service = TraceService(self._readers, cast(Any, _Given(seeds)), self._settings)
        question = TraceQuestion((), direction, max_nodes=self._settings.max_nodes)
        graph = await service.trace(question, self._view, Deadline(60))
        held = [node.holding for node in graph.nodes if node.holding is not None]
        carried = [position for carrier in graph.carriers for position in carrier.positions]
        places = frozenset(holding.place for holding in (*held, *carried))
        return Answer(frozenset(node.key for node in graph.nodes), places, graph.complete)


class _Given:
    """Resolves seeds to the holdings that it was given."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = keys

    async def resolve(self, *_: object) -> Seeds:
        return Seeds(self._keys, frozenset())


def asked(history: History, derived: Derived, missed: list[Link], rng: Random) -> Desk:
    """Asks for some items, and for the goods at both ends of every missed link."""
    recording = history.recording
    desk, read = Desk(derived, recording), Readings(derived)
    for link in missed:
        desk.hold_against((_keys(read.held(*link.earlier)), Direction.FORWARD), read, [link])
        desk.hold_against((_keys(read.held(*link.later)), Direction.BACKWARD), read, [link])
    view = World(derived, recording.events, NOW.as_of)
    for item, direction, links in _of_items(recording, derived, rng):
        lots = recording.register.batches
        own = {h.key for h in derived.holdings if item in (h.item, lots.get(h.item))}
        question = _keys(view.with_contents(own)), direction
        desk.hold_against(question, read, links)
        if direction is Direction.FORWARD and history.mix not in MISSING:
            desk.look_for(question, frozenset(true_sites(history, item)))
    return desk


def true_sites(history: History, item: str) -> Iterator[str]:
    """The sites at which goods of an item, or what was made of them, truly are in the end."""
    world = history.world
    lines = (line for written in history.recording.written for line in written.fact.lines)
    passed = sum(line.bit for line in lines if line.goods.key == item)
    for spot, items in world.stock.items():
        if any(parcel.trail & passed for parcels in items.values() for parcel in parcels):
            at = world.whereabouts(spot).removeprefix("sold:").removeprefix("lost:")
            if at in world.site_of:
                yield world.site_of[at].key


def _keys(holdings: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(holdings)))


def _of_items(
    recording: Recording, derived: Derived, rng: Random
) -> Iterator[tuple[str, Direction, list[Link]]]:
    """Some items, with the true links that start or end at a record of them."""
    forward: dict[str, list[Link]] = {}
    backward: dict[str, list[Link]] = {}
    for link in true_links(recording, derived):
        for items, ends in ((_items(*link.earlier), forward), (_items(*link.later), backward)):
            for item in items:
                ends.setdefault(item, []).append(link)
    known = sorted(forward.keys() | backward.keys())
    for item in rng.sample(known, min(ASKED, len(known))):
        yield item, Direction.FORWARD, forward.get(item, [])
        yield item, Direction.BACKWARD, backward.get(item, [])


def _items(written: Written, number: int) -> Iterator[str]:
    """What a line is about; a container stands for what was put into it, too, and a lot for its units."""
    line = written.fact.lines[number]
    yield line.goods.key
    if line.goods.lot:
        yield line.goods.lot
    if line.role is LineRole.CHILD:
        yield from (each.goods.key for each in written.fact.lines if each.role is LineRole.PARENT)
