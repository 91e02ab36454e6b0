"""What goes first: of acts that are met, and of those that nothing met in time (ledger.md 3, Order)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from cypher.records.vocabulary import LineRole
from loaders.ledger.acts import Act, reworks
from loaders.ledger.containers import parent_of
from loaders.ledger.matching import documents
from loaders.ledger.movements import Movements
from loaders.ledger.reading import Reading
from loaders.ledger.stocks import Stocks
from loaders.ledger.waiting import Waiting

Rank = tuple[int, str, bool]
Spot = tuple[str, str | None]
"""An item, and a place, a container or being on the way."""

_WHEN_MET = {
    Reading.APPEAR: 1,
    Reading.OBSERVE: 3,
    Reading.UNPACK: 4,
    Reading.TRANSFORM: 5,
    Reading.PACK: 6,
    Reading.HAND_OVER: 7,
    Reading.SELL_OUT: 8,
    Reading.LOSE: 8,
    Reading.DEPART: 9,
    Reading.ARRIVE: 10,
    Reading.CALL_OFF: 10,
    Reading.VANISH: 11,
}
"""What can be done where goods are comes before what takes them away; despatches before the arrivals that
may mean them, so that all that is possible at one time can be meant."""
_WHEN_FORCED = {
    Reading.DEPART: 0,
    Reading.ARRIVE: 1,
    Reading.APPEAR: 2,
    Reading.UNPACK: 3,
    Reading.OBSERVE: 4,
    Reading.TRANSFORM: 5,
    Reading.PACK: 6,
    Reading.VANISH: 8,
}
_LAYING_DOWN = frozenset({Reading.ARRIVE, Reading.CALL_OFF, Reading.APPEAR, Reading.UNPACK})
_SEEING = frozenset({Reading.OBSERVE, Reading.PACK, Reading.UNPACK})
"""What shows where an item is that nothing spoke of before."""
_ON_THE_WAY, _BOUND_FOR, _BACK_TO, _BY = "in transit", "bound for ", "back to ", "by "
_INSIDE = "inside of it"


def rank(act: Act) -> Rank:
    """The order of acts that are met at the same time."""
    first = 0 if act.bears and not reworks(act) else 2 * _WHEN_MET[act.reading]
    if act.reading is Reading.ARRIVE and not act.event.documents:
        first += 1  # a document tells which consignment is meant: leave it that one
    return first, act.event.key, act.bears


def forced_rank(act: Act) -> Rank:
    """The order of acts that are not."""
    kind = 2 if act.bears and not reworks(act) else _WHEN_FORCED.get(act.reading, 7)
    return kind, act.event.key, act.bears


class Precedence:
    """Suppliers before users, over the items of one family."""

    def __init__(self, stocks: Stocks, waiting: Waiting, made_of: Mapping[Act, Iterable[Act]]) -> None:
        self._stocks = stocks
        self._waiting = waiting
        self._made_of = made_of
        self._made: dict[Act, list[Act]] = defaultdict(list)
        for output, inputs in made_of.items():
            for each in inputs:
                self._made[each].append(output)

    def forced(self, due: list[Act]) -> list[Act]:
        """Which of these acts, and of those that may have supplied them, go first.

        One, where each waits for another.
        """
        acts = self._with_suppliers(due)
        supplied = Counter(spot for act in acts for spot in set(self.brings(act)))
        free = [act for act in acts if not self._supplied(act, supplied)]
        return sorted(free, key=forced_rank) or [self._in_a_ring(acts)]

    def supplies(self, act: Act, user: Act) -> bool:
        """Whether an act may bring what another needs."""
        return not set(self.needs(user)).isdisjoint(self.brings(act))

    def _with_suppliers(self, due: list[Act]) -> list[Act]:
        """These, and waiting acts that may have brought what they need, whenever they fall due."""
        found = {id(act): act for act in due}
        wanted: set[Spot] = set()
        pending = due
        while pending:
            needs = {spot for act in pending for spot in self.needs(act)} - wanted
            wanted |= needs
            pending = []
            for other in self._waiting.about({spot[0] for spot in needs}):
                brought = set() if id(other) in found else needs.intersection(self.brings(other))
                packed = any(way == _INSIDE for _, way in brought)
                if brought and (packed or other.reading not in _SEEING):
                    for each in (other, *self._unmade(other)):
                        found[id(each)] = each
                        pending.append(each)
        return [*found.values()]

    def _supplied(self, act: Act, supplied: Counter[Spot]) -> bool:
        """Whether others bring what it needs, but not what waits for it; an output waits for its inputs."""
        if act.bears and self._unmade(act):
            return True
        own = Counter(spot for each in (act, *self._outputs(act)) for spot in set(self.brings(each)))
        return any(supplied[spot] > own[spot] for spot in self.needs(act))

    def _outputs(self, act: Act) -> list[Act]:
        """What waits for these inputs to be drawn."""
        return [other for other in self._made.get(act, ()) if other in self._waiting]

    def _unmade(self, output: Act) -> list[Act]:
        """The inputs of an output that are not drawn yet."""
        return [other for other in self._made_of.get(output, ()) if other in self._waiting]

    def _in_a_ring(self, acts: list[Act]) -> Act:
        """Where each waits for another: inputs of a ring of transformations that are known elsewhere first.

        A ring of moves, or one that another has to feed, is left to the order of kinds.
        """
        makers = [act for act in acts if self._outputs(act)]
        waits = self._waits(acts) if makers else {}
        feeds: dict[Act, set[Act]] = defaultdict(set)
        for act, others in waits.items():
            for other in others:
                feeds[other].add(act)
        first = [act for act in makers if act in (ring := _from(act, waits)) and ring <= _from(act, feeds)]
        return min(first, key=self._rank_in_ring) if first else min(acts, key=forced_rank)

    def _waits(self, acts: list[Act]) -> dict[Act, set[Act]]:
        """Which of these acts each waits for."""
        bringing: dict[Spot, set[Act]] = defaultdict(set)
        for act in acts:
            for spot in self.brings(act):
                bringing[spot].add(act)
        return {
            act: {*self._unmade(act), *(o for spot in self.needs(act) for o in bringing[spot])} - {act}
            for act in acts
        }

    def _rank_in_ring(self, act: Act) -> tuple[bool, Rank]:
        known = any(self._stocks.state(cause.item).open for cause in act.causes)
        return not known, forced_rank(act)

    def brings(self, act: Act) -> Iterator[Spot]:
        """Where an act lays goods down: the place, and what it is part of; or what puts them on the way."""
        for cause in act.causes:
            if act.reading is Reading.PACK and cause.line.role is LineRole.PARENT:
                yield cause.item, _INSIDE
            if act.reading is Reading.DEPART:
                yield from ((cause.item, way) for way in self._ways(act, act.said.destination.key))
                yield cause.item, _ON_THE_WAY
                yield cause.item, f"{_BACK_TO}{self._stocks.places.site(act.said.origin.key)}"
                continue
            shows = act.reading in _SEEING and not self._stocks.state(cause.item).all
            if shows or act.reading in _LAYING_DOWN or (act.bears and not reworks(act)):
                at = act.said.place.key
            elif act.reading is Reading.HAND_OVER:
                at = Movements.destination(act.said).key
            elif act.reading is Reading.PACK and cause.line.role is LineRole.CHILD:
                at = parent_of(act.causes)
            else:
                continue
            for spot in (None,) if at is None else self._stocks.places.line(at):
                yield cause.item, spot

    def needs(self, act: Act) -> Iterator[Spot]:
        """Where an act draws goods."""
        for cause in act.causes:
            if act.reading is Reading.UNPACK and cause.line.role is LineRole.CHILD:
                yield cause.item, parent_of(act.causes)
            elif act.reading is Reading.ARRIVE:
                yield from ((cause.item, way) for way in self._ways(act, act.said.place.key))
                yield cause.item, f"{_BOUND_FOR}{self._stocks.places.operator(act.said.place.key)}"
                yield cause.item, f"{_BOUND_FOR}None"
            elif act.reading is Reading.CALL_OFF:
                yield from ((cause.item, way) for way in self._ways(act, None))
                yield cause.item, f"{_BACK_TO}{self._stocks.places.site(act.said.place.key)}"
            elif act.reading is not Reading.APPEAR and not act.bears:
                yield cause.item, act.said.origin.key
                if act.reading in (Reading.VANISH, Reading.TRANSFORM):
                    yield cause.item, _INSIDE  # it ends with all that was packed into it
                if act.reading is Reading.OBSERVE and not self._stocks.state(cause.item).all:
                    yield cause.item, _ON_THE_WAY

    def _ways(self, act: Act, to: str | None) -> Iterator[str]:
        """The ways of goods in transit: by where they are bound for, and by document."""
        yield f"{_BOUND_FOR}{self._stocks.places.site(to)}"
        yield from (f"{_BY}{document}" for document in documents(act.said))


def _from(start: Act, out: Mapping[Act, set[Act]]) -> set[Act]:
    """All that is reached from an act; itself only in a ring."""
    found: set[Act] = set()
    pending = [*out.get(start, ())]
    while pending:
        act = pending.pop()
        if act not in found:
            found.add(act)
            pending += out.get(act, ())
    return found
