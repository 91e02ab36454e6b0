"""In which order acts apply: what is met as time goes on, the rest at its latest (ledger.md 3, Order)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from cypher.records.vocabulary import ItemKind, LineRole
from loaders.ledger.acts import Act
from loaders.ledger.ahead import Ahead, items_of
from loaders.ledger.containers import parent_of
from loaders.ledger.family import Family
from loaders.ledger.matching import documents
from loaders.ledger.positions import Position
from loaders.ledger.precedence import Precedence, Rank, forced_rank, rank
from loaders.ledger.readiness import Readiness
from loaders.ledger.reading import Reading, ends_number
from loaders.ledger.recorder import Cause
from loaders.ledger.waiting import Waiting, tags_of

_MOVING = frozenset({Reading.ARRIVE, Reading.CALL_OFF, Reading.HAND_OVER})

Held = Mapping[Act, tuple[Act, ...]]
"""Acts that wait for others, though they could come first."""


class Sequence:
    """Applies the acts of one family; `applied` tells in which order."""

    def __init__(self, family: Family, acts: Iterable[Act], held: Held) -> None:
        self._family = family
        self._ready = Readiness(family)
        self._acts = sorted(acts, key=lambda act: (act.event.time.earliest, rank(act)))
        self._births: dict[str, list[Act]] = defaultdict(list)
        self._ends: dict[str, list[Act]] = defaultdict(list)
        self._of_carrier: dict[str, list[Act]] = defaultdict(list)
        for act in self._acts:
            for cause in act.causes:
                if act.bears or act.reading is Reading.APPEAR:
                    self._births[cause.item].append(act)
                if ends_number(act.said):
                    self._ends[cause.item].append(act)
                if family.stocks.state(cause.item).carries:
                    self._of_carrier[cause.item].append(act)
        self._held = held
        self._after: dict[Act, list[Act]] = defaultdict(list)
        for later, firsts in held.items():
            for first in firsts:
                self._after[first].append(later)
        self.applied: dict[Act, None] = {}
        self._waiting = Waiting(family.stocks.places)
        self._ahead = Ahead(family, self._waiting, self._of_carrier, self.applied)
        made_of = {act: firsts for act, firsts in held.items() if act.bears}
        self._precedence = Precedence(family.stocks, self._waiting, made_of)
        self._now = 0
        self._dirty: list[tuple[Rank, int, Act]] = []
        self._queued: set[int] = set()
        family.supply.bear, family.supply.unborn = self.bear, self.unborn
        family.stocks.awaited, family.stocks.needed = self.awaited, self.needed
        family.leaving.next_moves = self._ahead.next_moves

    def run(self) -> None:
        """Goes through time."""
        starts = iter(self._acts)
        upcoming = next(starts, None)
        for moment in self._moments():
            self._now = moment
            while upcoming is not None and upcoming.event.time.earliest == moment:
                if upcoming not in self.applied:
                    self._waiting.add(upcoming)
                    self._look_at([upcoming])
                upcoming = next(starts, None)
            self._settle()
            while due := self._waiting.due(moment):
                self._force(due)
        self._family.finish()

    def _moments(self) -> list[int]:
        times = (act.event.time for act in self._acts)
        return sorted({moment for time in times for moment in (time.earliest, time.latest)})

    def _look_at(self, acts: Iterable[Act]) -> None:
        for act in acts:
            if id(act) not in self._queued:
                self._queued.add(id(act))
                heappush(self._dirty, (rank(act), id(act), act))

    def _settle(self) -> None:
        """Applies what is met until nothing more is."""
        while self._dirty:
            _, _, act = heappop(self._dirty)
            self._queued.discard(id(act))
            if act in self._waiting and self._may(act):
                self._apply(act)

    def _force(self, due: list[Act]) -> None:
        """What is only seen, then suppliers before users, until something else is met by it."""
        quiet = [act for act in due if self._ready.quiet(act) or self._only_repeats(act)]
        acts = sorted(quiet, key=forced_rank) or self._precedence.forced(due)
        for each in acts:
            act = self._first(each)
            if act in self._waiting:
                self._apply(act)
                before = len(self.applied)
                self._settle()
                if len(self.applied) > before:
                    return

    def _apply(self, act: Act) -> None:
        self.applied[act] = None
        self._waiting.remove(act)
        self._family.apply(act)
        stocks = self._family.stocks
        changed, stocks.changed = stocks.changed, {}
        moved, stocks.carriers_moved = stocks.carriers_moved, False
        tags = {tag for position in changed.values() for tag in tags_of(position, stocks.places)}
        self._look_at({id(each): each for each in self._waiting.woken(tags)}.values())
        transformed = act.reading is Reading.TRANSFORM
        items = [c.item for c in act.causes if transformed or stocks.state(c.item).carries]
        self._look_at([*self._waiting.about(items)])
        if moved:
            self._look_at([*self._waiting.seeing()])
        self._look_at(self._after.get(act, ()))

    def _first(self, act: Act) -> Act:
        """The act, or what it has to wait for."""
        before = (each for each in self._held.get(act, ()) if each in self._waiting)
        return next((self._first(each) for each in before), act)

    def supplies(self, act: Act, user: Act) -> bool:
        """Whether an act may bring what another needs."""
        return self._precedence.supplies(act, user)

    def bear(self, item: str) -> None:
        """Applies births of an item that time has not come to yet, but none that it goes into itself."""
        descends = self._family.stocks.lineage.descends
        for act in self._births[item]:
            own = act.bears and descends(act.event, item)
            if act not in self.applied and not own and not self._given_out_later(item, act):
                self._apply(act)

    def _given_out_later(self, item: str, birth: Act) -> bool:
        """Whether a number ends before it is given out here: what happens before that is of an older life."""
        ends = (act for act in self._ends[item] if act not in self.applied and act is not birth)
        return any(act.event.time.earliest <= birth.event.time.latest for act in ends)

    def unborn(self, item: str) -> bool:
        """Whether births of the item are still to come."""
        return any(act not in self.applied for act in self._births[item])

    def awaited(self, ended: Position) -> bool:
        """Whether a draw that waits may have been of stock that ended within its time."""
        spot, last = (ended.item, ended.place.key), (ended.ended or ended.opened).latest
        about = (other for other in self._waiting.about([ended.item]) if other.event.time.earliest <= last)
        return any(spot in self._precedence.needs(other) for other in about)

    def needed(self, cause: Cause) -> bool:
        """Whether an act that can wait no longer needs more of what a commissioning would bring."""
        birth = self._birth_of(cause)
        return birth is not None and any(
            other.event.time.latest <= self._now
            and other.reading is not Reading.APPEAR
            and self._precedence.supplies(birth, other)
            and not self._ready.met(other)
            for other in self._waiting.about([cause.item])
        )

    def _birth_of(self, cause: Cause) -> Act | None:
        about = self._births[cause.item]
        return next((act for act in about if act.event is cause.event and not act.bears), None)

    def _repeats(self, act: Act) -> bool:
        """Whether all of a commissioning can be what outputs brought already."""
        changes, goods = self._family.changes, self._family.goods
        return act.reading is Reading.APPEAR and all(
            changes.repeats(cause, goods.want(cause, act.said.place).place) for cause in act.causes
        )

    def _only_repeats(self, act: Act) -> bool:
        """Whether it brings nothing, and nothing that is due needs it to."""
        return self._repeats(act) and not any(self.needed(cause) for cause in act.causes)

    # ── what is better left for later ────────────────────────────────────────────────────────────────

    def _may(self, act: Act) -> bool:
        """Whether it is met, and nothing speaks for something else before it."""
        first = self._held.get(act)
        if first is not None and any(each not in self.applied for each in first):
            return False
        if act.reading is Reading.APPEAR and (
            self._awaits_output(act) or self._ahead.awaits_end(act) or self._repeats(act)
        ):
            return False
        if (
            self._awaits_departure(act)
            or self._may_be_later(act)
            or self._awaits_packing(act)
            or self._ahead.leaves_later(act)
            or self._awaits_parent(act)
        ):
            return False
        return self._ready.met(act)

    def _awaits_departure(self, act: Act) -> bool:
        """What is seen with a document under which it has yet to leave is on its way."""
        if act.reading is not Reading.OBSERVE or not act.event.documents:
            return False
        slips = documents(act.said)
        departing = (o for o in self._waiting.about(items_of(act)) if o.reading is Reading.DEPART)
        return any(slips & documents(other.said) for other in departing)

    def _may_be_later(self, act: Act) -> bool:
        """What ends goods comes as late as it can: before it they may do anything, after it nothing."""
        ends = act.reading is Reading.VANISH or (
            act.reading is Reading.TRANSFORM and act.causes[0].line.kind is ItemKind.UNIT
        )
        if not ends or act.bears:
            return False
        anew = [*self._ahead.given_out_again(act)]
        return self._ahead.lives_on(act, anew) if anew else act.event.time.latest > self._now

    def _awaits_packing(self, act: Act) -> bool:
        """What ends a container comes after what goes into it within the same time."""
        ends = not act.bears and act.reading in (Reading.VANISH, Reading.TRANSFORM)
        if not ends or any(self._ahead.given_out_again(act)):
            return False
        carriers = [c.item for c in act.causes if self._family.stocks.state(c.item).carries]
        packed = (parent_of(o.causes) for o in self._waiting.about(carriers) if o.reading is Reading.PACK)
        return any(parent in carriers for parent in packed)

    def _awaits_parent(self, act: Act) -> bool:
        """A container that nothing spoke of before may be born, or known to be elsewhere, within the time."""
        parent = act.causes[0].item if act.causes[0].line.role is LineRole.PARENT else None
        if parent is None or self._family.stocks.state(parent).all:
            return False
        latest = act.event.time.latest
        births = (each for each in self._births[parent] if each.event.time.earliest <= latest)
        if any(each not in self.applied for each in births):
            return True
        if any(each.event.time.latest < latest for each in self._of_carrier[parent]):
            return True
        here = (parent, act.said.place.key)
        others = (other for other in self._waiting.about([parent]) if other.reading in _MOVING)
        return any(here in self._precedence.brings(other) for other in others)

    def _awaits_output(self, act: Act) -> bool:
        """A commissioning waits for the output that it may repeat."""
        latest = act.event.time.latest
        return any(
            other.bears and other not in self.applied and other.event.time.earliest <= latest
            for cause in act.causes
            for other in self._births[cause.item]
        )
