"""Looks for an order in which nothing is missing, where the order in which acts are met leaves something.

Records of a day, or of one instant, come in no order. Taking what is met can end where something due finds
nothing, though another order would have satisfied all. So a family that ended with a gap of weight is worked
out again, each time with one act more made to wait for another of its time, and the best order is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import localcontext
from heapq import heappop, heappush
from itertools import islice, zip_longest

from cypher.records.custody import GapRecord
from cypher.records.vocabulary import SEVERITY, GapKind, GapSeverity
from loaders.ledger.acts import Act, devices, made_of
from loaders.ledger.containers import parent_of
from loaders.ledger.family import Family
from loaders.ledger.order import Held, Sequence
from loaders.ledger.reading import Reading
from loaders.ledger.steps import steps_ahead

_DIGITS = 80
"""Significant digits of sums: one quantity has up to 34 (10^15, 18 decimals), so that sums stay exact."""
_ATTEMPTS = 24
_ACTS = 2000
"""How often a family is worked out again, and how many acts all attempts together may apply."""
_PATIENCE = 8
"""After so many attempts from one order it counts as one gap worse, so that others have their turn."""
_GAPS = 8
_LATELY = 12
"""How many gaps are looked at, and how many acts before each."""
_OF_THE_RECORD = frozenset({GapKind.TWO_ORIGINS, GapKind.BORN_TWICE, GapKind.MAYBE_TWO})
"""Gaps that no order avoids."""
_APART = 8
"""How many records that may tell a second movement are tried as such."""

Exchange = tuple[Act, Act]
"""An act, and another that has to wait for it."""


def ordered(begin: Callable[[], Family], acts: list[Act]) -> Family:
    """The family after all its acts, in the best order found; `begin` makes one without positions."""
    with localcontext(prec=_DIGITS):
        return _Search(begin, acts).best()


@dataclass(order=True, slots=True)
class _Order:
    """An order: how many gaps it leaves, which acts were held, and what can be tried from it."""

    rated: int
    depth: int
    number: int
    held: Held = field(compare=False)
    exchanges: Iterator[Exchange] = field(compare=False)
    tried: int = field(default=0, compare=False)


class _Search:
    """Best first, by number of gaps; every tie is decided by what is recorded, never by who came first."""

    def __init__(self, begin: Callable[[], Family], acts: list[Act]) -> None:
        self._begin = begin
        self._acts = acts
        self._devices = frozenset(devices(acts))
        self._apart: frozenset[str] = frozenset()
        places = begin().stocks.places
        sites, self._ahead = places.site, steps_ahead(acts, places)
        self._leaving = frozenset(
            (item, sites(act.said.origin.key), sites(act.said.destination.key))
            for act in acts
            if act.reading is Reading.DEPART
            for item in _items(act)
        )
        self._known: set[frozenset[Exchange]] = set()
        self._orders: set[tuple[Act, ...]] = set()
        self._queue: list[_Order] = []
        self._number = 0

    def best(self) -> Family:
        """The first order without a gap of weight, else the one with the fewest."""
        best, least = self._run(made_of(self._acts))
        best, least = self._two_where_one_lacks(best, least)
        for _ in range(min(_ATTEMPTS, _ACTS // len(self._acts))):
            held = self._next() if least else None
            if held is None:
                break
            family, gaps = self._run(held)
            if gaps < least:
                best, least = family, gaps
        return best

    def _two_where_one_lacks(self, best: Family, least: int) -> tuple[Family, int]:
        """Records read as one movement are read as two where fewer gaps are left then."""
        gaps = [gap for gap in best.recorder.gaps.values() if gap.kind is GapKind.MAYBE_TWO]
        latest = sorted(gaps, key=lambda gap: (gap.at.earliest, gap.at.latest, gap.key), reverse=True)
        for event in dict.fromkeys(gap.event or "" for gap in latest[:_APART]):
            if not least or len(self._acts) * _APART > _ACTS:
                break
            before, self._apart = self._apart, self._apart | {event}
            family, fewer = self._run(made_of(self._acts))
            if fewer < least:
                best, least = family, fewer
            else:
                self._apart = before
        return best, least

    def _run(self, held: Held) -> tuple[Family, int]:
        """Works the family out; how many gaps it comes to."""
        family = self._begin()
        family.steps.apart, family.steps.leaving = self._apart, self._leaving
        family.steps.ahead = self._ahead
        for act in self._acts:
            if (parent := parent_of(act.causes)) is not None:
                family.stocks.state(parent).carries = True
        family.recorder.devices = self._devices
        sequence = Sequence(family, self._acts, held)
        sequence.run()
        gaps = _gaps(family)
        order = tuple(sequence.applied)
        if gaps and order not in self._orders:
            self._orders.add(order)
            self._push(_Order(gaps, len(held), 0, held, _exchanges(sequence, family)))
        return family, gaps

    def _push(self, order: _Order) -> None:
        self._number += 1
        order.number = self._number
        heappush(self._queue, order)

    def _next(self) -> Held | None:
        """The next acts to hold that were not tried yet."""
        while self._queue:
            order = heappop(self._queue)
            for first, later in order.exchanges:
                held = {**order.held, later: (*order.held.get(later, ()), first)}
                pairs = frozenset((each, act) for act, firsts in held.items() for each in firsts)
                if pairs in self._known or _waits(order.held, first, later):
                    continue
                self._known.add(pairs)
                order.tried += 1
                order.rated += order.tried % _PATIENCE == 0
                self._push(order)
                return held
        return None


def _gaps(family: Family) -> int:
    """How many gaps it comes to, doubtful births with them; none where no gap has weight."""
    gaps = [gap for gap in family.recorder.gaps.values() if gap.kind not in _OF_THE_RECORD]
    doubtful = len(family.stocks.reborn)
    return len(gaps) + doubtful if doubtful or any(_weighs(gap, family) for gap in gaps) else 0


def _weighs(gap: GapRecord, family: Family) -> bool:
    """Notes do not; but that an item comes from nowhere, where an output of its own waited for it, does."""
    if gap.kind is GapKind.UNKNOWN_ORIGIN and gap.item is not None:
        return family.stocks.state(gap.item).births > 0
    return SEVERITY[gap.kind] is not GapSeverity.NOTE


def _exchanges(run: Sequence, family: Family) -> Iterator[Exchange]:
    """Acts of one time that may change places, so that a gap does not arise; the likeliest first."""
    acts = [*run.applied]
    found = [_around(acts, at, items) for at, items in islice(_missing(run, family), _GAPS)]
    in_turn = dict.fromkeys(pair for turn in zip_longest(*found) for pair in turn if pair is not None)
    usable = [pair for pair in in_turn if _may_wait(*pair)]
    yield from sorted(usable, key=lambda pair: run.supplies(pair[1], pair[0]))


def _missing(run: Sequence, family: Family) -> Iterator[tuple[int, set[str]]]:
    """Which of the acts missed something of weight, and of which items."""
    gaps = family.recorder.gaps.values()
    weighty = {(gap.event, gap.item) for gap in gaps if _weighs(gap, family)} | family.stocks.reborn
    for at, act in enumerate(run.applied):
        items = {item for item in _items(act) if (act.event.key, item) in weighty}
        if items:
            yield at, items


def _around(acts: list[Act], at: int, items: set[str]) -> Iterator[Exchange]:
    """Acts before one that missed something, in other orders; then the act itself, after later ones."""
    yield from _pairs(_about(acts[: at + 1], items))
    yield from ((later, acts[at]) for later in acts[at + 1 :] if _compete(acts[at], later))


def _about(acts: list[Act], items: set[str]) -> list[Act]:
    """The latest of these acts about the items, and about the containers that they were in."""
    packing = [act for act in acts if act.reading in (Reading.PACK, Reading.UNPACK)]
    for act in reversed(packing):
        if (parent := parent_of(act.causes)) is not None and not items.isdisjoint(_items(act)):
            items = items | {parent}
    return [act for act in acts if not items.isdisjoint(_items(act))][-_LATELY:]


def _pairs(acts: list[Act]) -> Iterator[Exchange]:
    """(later, earlier) acts that compete, from the latest."""
    for at in range(len(acts) - 1, 0, -1):
        yield from ((acts[at], other) for other in reversed(acts[:at]) if _compete(other, acts[at]))


def _compete(one: Act, other: Act) -> bool:
    """Whether they are about one item and may have been in either order."""
    time, its = one.event.time, other.event.time
    at_once = time.earliest <= its.latest and its.earliest <= time.latest
    return at_once and not _items(one).isdisjoint(_items(other))


def _may_wait(first: Act, later: Act) -> bool:
    """Births come when they can; what left with a document left before it arrived."""
    if later.bears or later.reading is Reading.APPEAR:
        return False
    return (
        later.reading is not Reading.DEPART
        or not ({d.value for d in first.event.documents} & {d.value for d in later.event.documents})
        or first.reading is Reading.DEPART
    )


def _items(act: Act) -> set[str]:
    return {cause.item for cause in act.causes}


def _waits(held: Held, act: Act, other: Act) -> bool:
    """Whether an act waits for another already, through others too."""
    return act is other or any(_waits(held, each, other) for each in held.get(act, ()))
