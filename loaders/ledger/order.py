"""In which order acts apply: what is met as time goes on, the rest at its latest (ledger.md 3, Order)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from heapq import heappop, heappush

from cypher.records.vocabulary import ItemKind, LineRole
from loaders.ledger.acts import Act
from loaders.ledger.containers import parent_of
from loaders.ledger.family import Family
from loaders.ledger.readiness import Readiness
from loaders.ledger.reading import Reading

_WHEN_MET = {
    Reading.APPEAR: 1,
    Reading.ARRIVE: 2,
    Reading.CALL_OFF: 2,
    Reading.OBSERVE: 3,
    Reading.UNPACK: 4,
    Reading.TRANSFORM: 5,
    Reading.PACK: 6,
    Reading.HAND_OVER: 7,
    Reading.SELL_OUT: 8,
    Reading.LOSE: 8,
    Reading.DEPART: 9,
    Reading.VANISH: 10,
}
"""What can be done where goods are comes before what takes them away."""
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
_ON_THE_WAY = "in transit"
Spot = tuple[str, str | None]
"""An item, and a site or container."""


class Sequence:
    """Applies the acts of one family."""

    def __init__(self, family: Family, acts: Iterable[Act]) -> None:
        self._family = family
        self._ready = Readiness(family)
        self._acts = sorted(acts, key=lambda act: (act.event.time.earliest, _rank(act)))
        self._births: dict[str, list[Act]] = defaultdict(list)
        self._about: dict[str, list[Act]] = defaultdict(list)
        for act in self._acts:
            for cause in act.causes:
                if family.stocks.state(cause.item).carries:
                    self._about[cause.item].append(act)
            if act.bears or act.reading is Reading.APPEAR:
                for cause in act.causes:
                    self._births[cause.item].append(act)
        self._done: set[int] = set()
        self._waiting: dict[int, Act] = {}
        self._by_item: dict[str, dict[int, Act]] = defaultdict(dict)
        self._now = 0
        self._dirty: list[tuple[tuple[int, str, bool], int, Act]] = []
        family.supply.bear, family.supply.unborn = self.bear, self.unborn

    def run(self) -> None:
        """Goes through time."""
        starts = iter(self._acts)
        upcoming = next(starts, None)
        for moment in self._moments():
            self._now = moment
            while upcoming is not None and upcoming.event.time.earliest == moment:
                self._wait(upcoming)
                upcoming = next(starts, None)
            self._settle()
            while due := [act for act in self._waiting.values() if act.event.time.latest == moment]:
                self._apply(self._forced(due))
                self._settle()
        self._family.supply.gathering.finish()

    def _moments(self) -> list[int]:
        times = (act.event.time for act in self._acts)
        return sorted({moment for time in times for moment in (time.earliest, time.latest)})

    def _wait(self, act: Act) -> None:
        if id(act) in self._done:
            return
        self._waiting[id(act)] = act
        for cause in act.causes:
            self._by_item[cause.item][id(act)] = act
        heappush(self._dirty, (_rank(act), id(act), act))

    def _settle(self) -> None:
        """Applies what is met until nothing more is."""
        while self._dirty:
            _, _, act = heappop(self._dirty)
            if id(act) in self._waiting and self._may(act):
                self._apply(act)

    def _may(self, act: Act) -> bool:
        if act.reading is Reading.APPEAR and self._awaits_output(act):
            return False
        if self._may_be_later(act) or self._awaits_packing(act) or self._awaits_parent(act):
            return False
        return self._ready.met(act)

    def _may_be_later(self, act: Act) -> bool:
        """What ends goods comes as late as it can: before it they may do anything, after it nothing."""
        ends = act.reading is Reading.VANISH or (
            act.reading is Reading.TRANSFORM and act.causes[0].line.kind is ItemKind.UNIT
        )
        return ends and not act.bears and act.event.time.latest > self._now

    def _awaits_packing(self, act: Act) -> bool:
        """What ends a container comes after what goes into it within the same time."""
        if act.bears or act.reading not in (Reading.VANISH, Reading.TRANSFORM):
            return False
        return any(
            parent_of(other.causes) == cause.item and other.reading is Reading.PACK
            for cause in act.causes
            if self._family.stocks.state(cause.item).carries
            for other in self._by_item[cause.item].values()
        )

    def _awaits_parent(self, act: Act) -> bool:
        """A container that nothing spoke of before may still be on its way here."""
        parent = act.causes[0].item if act.causes[0].line.role is LineRole.PARENT else None
        if parent is None or self._family.stocks.state(parent).all:
            return False
        latest = act.event.time.latest
        births = [each for each in self._births[parent] if each.event.time.earliest <= latest]
        if any(id(each) not in self._done for each in births):
            return True
        if any(each.event.time.latest < latest for each in self._about[parent]):
            return True
        here = (parent, act.said.place.key)
        others = self._by_item[parent].values()
        return any(here in self._brings(other) for other in others if _moves(other))

    def _awaits_output(self, act: Act) -> bool:
        """A commissioning waits for the output that it may repeat."""
        latest = act.event.time.latest
        return any(
            other.bears and id(other) not in self._done and other.event.time.earliest <= latest
            for cause in act.causes
            for other in self._births[cause.item]
        )

    def _apply(self, act: Act) -> None:
        self._done.add(id(act))
        self._waiting.pop(id(act), None)
        for cause in act.causes:
            self._by_item[cause.item].pop(id(act), None)
        self._family.apply(act)
        self._wake()

    def _wake(self) -> None:
        """Waiting acts about items that changed are looked at again."""
        changed, self._family.stocks.changed = self._family.stocks.changed, set()
        if "" in changed:
            woken = dict(self._waiting)
        else:
            woken = {key: act for item in changed for key, act in self._by_item.get(item, {}).items()}
        for key, act in woken.items():
            heappush(self._dirty, (_rank(act), key, act))

    def bear(self, item: str) -> None:
        """Applies the births of an item that time has not come to yet."""
        for act in self._births[item]:
            if id(act) not in self._done:
                self._apply(act)

    def unborn(self, item: str) -> bool:
        """Whether births of the item are still to come."""
        return any(id(act) not in self._done for act in self._births[item])

    # ── forced ───────────────────────────────────────────────────────────────────────────────────────

    def _forced(self, due: list[Act]) -> Act:
        """What is only seen, then suppliers before users, then by kind, then by key."""
        quiet = [act for act in due if self._ready.quiet(act)]
        if quiet:
            return min(quiet, key=_forced_rank)
        acts = self._with_suppliers(due)
        if len(acts) == 1:
            return acts[0]
        supplied = Counter(spot for act in acts for spot in set(self._brings(act)))
        free = [act for act in acts if not self._supplied(act, supplied)]
        return min(free or acts, key=_forced_rank)

    def _with_suppliers(self, due: list[Act]) -> list[Act]:
        """These, and waiting acts that may have brought what they need, whenever they fall due."""
        found = {id(act): act for act in due}
        pending = list(due)
        while pending:
            act = pending.pop()
            needs = set(self._needs(act))
            for item in {spot[0] for spot in needs}:
                for key, other in self._by_item[item].items():
                    shows = other.reading in _SEEING
                    if key not in found and not shows and needs & set(self._brings(other)):
                        found[key] = other
                        pending.append(other)
        return [*found.values()]

    def _supplied(self, act: Act, supplied: Counter[Spot]) -> bool:
        own = set(self._brings(act))
        return any(supplied[spot] > (spot in own) for spot in self._needs(act))

    def _brings(self, act: Act) -> Iterator[Spot]:
        """Where an act lays goods down: the place and the site that it is part of."""
        told, places = act.said, self._family.stocks.places
        at: str | None
        for cause in act.causes:
            if told.reading in _SEEING and not self._family.stocks.state(cause.item).all:
                at = told.place.key
            elif told.reading is Reading.DEPART:
                at = _ON_THE_WAY
            elif told.reading in _LAYING_DOWN or act.bears:
                at = told.place.key
            elif told.reading is Reading.HAND_OVER:
                at = self._family.movements.destination(told).key
            elif told.reading is Reading.PACK and cause.line.role is LineRole.CHILD:
                at = parent_of(act.causes)
            else:
                continue
            for spot in (None,) if at is None else places.line(at):
                yield cause.item, spot

    def _needs(self, act: Act) -> Iterator[Spot]:
        """Where an act draws goods."""
        told = act.said
        for cause in act.causes:
            if told.reading is Reading.UNPACK and cause.line.role is LineRole.CHILD:
                yield cause.item, parent_of(act.causes)
            elif told.reading in (Reading.ARRIVE, Reading.CALL_OFF):
                yield cause.item, _ON_THE_WAY
            elif told.reading is not Reading.APPEAR and not act.bears:
                yield cause.item, told.origin.key
                if told.reading is Reading.OBSERVE and not self._family.stocks.state(cause.item).all:
                    yield cause.item, _ON_THE_WAY


def _moves(act: Act) -> bool:
    return act.reading in (Reading.ARRIVE, Reading.CALL_OFF, Reading.HAND_OVER)


def _rank(act: Act) -> tuple[int, str, bool]:
    first = 0 if act.bears else _WHEN_MET[act.reading]
    return first, act.event.key, act.bears


def _forced_rank(act: Act) -> tuple[int, str, bool]:
    kind = 2 if act.bears else _WHEN_FORCED.get(act.reading, 7)
    return kind, act.event.key, act.bears
