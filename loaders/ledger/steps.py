"""One movement told in several steps: those of one arrival, and those of one departure (ledger.md 9)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import Decimal

from cypher.records.vocabulary import GapKind, HoldingKind, ItemKind
from loaders.ledger.acts import Act
from loaders.ledger.finding import Found
from loaders.ledger.goods import Goods
from loaders.ledger.matching import documents, matches
from loaders.ledger.places import Place, Places
from loaders.ledger.positions import ZERO, Position, all_available
from loaders.ledger.reading import ARRIVAL, DEPARTURE, Reading, Said
from loaders.ledger.recorder import Cause
from loaders.ledger.told import Movement

Turn = tuple[str, Reading, str | None, str | None]
"""Item, reading, site and step."""
_PARTS = 16
_DEPARTURE: Mapping[str | None, int] = {step: turn for turn, step in enumerate(DEPARTURE)}
_ARRIVAL: Mapping[str | None, int] = {step: turn for turn, step in enumerate(ARRIVAL)}


@dataclass(frozen=True, slots=True)
class Part:
    """What of a line tells a movement once more; `maybe_two` where it could as well be another one."""

    movement: Movement
    quantity: Decimal | None
    maybe_two: bool


@dataclass(slots=True)
class Steps:
    """The movements of one family as far as their steps have told them."""

    goods: Goods
    apart: frozenset[str] = frozenset()
    """keys of events that are read as movements of their own wherever they can be"""
    leaving: AbstractSet[tuple[str, str | None, str | None]] = frozenset()
    """(item, site, site) of all that is ever sent from the one to the other"""
    ahead: Mapping[Turn, Sequence[Cause]] = field(default_factory=dict)
    """all lines of an item that tell a step at a site, in time"""

    def open(self, told: Said, cause: Cause, position: Position) -> None:
        """A step that no open movement has room for begins one; lines of one event are of one movement."""
        state, event = self.goods.stocks.state(cause.item), told.event
        if event.biz_step not in _order(told):
            return
        begun = state.told.movements[told.reading, self._site(told)]
        for movement in begun:
            if movement.event == event.content_hash:
                movement.add(event.biz_step, cause.amount)
                return
        if told.reading is Reading.DEPART:
            self._prepared(told, cause, position)
        papers = {each.value: each.type for each in event.documents}
        begun.append(
            Movement(
                event.content_hash, event.time, _here(told), _other(told), papers, cause.unit, cause.amount,
                position, _goods(told), {event.biz_step: cause.amount},
            )
        )  # fmt: skip

    def step_of(self, told: Said, cause: Cause) -> Reading | None:
        """What a step that could hand goods over is where other records tell of its movement."""
        step, places = told.event.biz_step, self.goods.stocks.places
        if places.site(told.origin.key) == places.site(told.place.key if step in ARRIVAL else None):
            return None
        if step in ARRIVAL:
            coming = replace(told, reading=Reading.ARRIVE)
            if any(matches(self.goods.stocks, coming, cause)) or self.parts(coming, cause):
                return Reading.ARRIVE
        if step in DEPARTURE:
            ends = places.site(told.origin.key), places.site(told.destination.key)
            return Reading.OBSERVE if (cause.item, *ends) in self.leaving else None
        return None

    def join(self, told: Said, cause: Cause) -> Cause | None:
        """Sees the line on the movements that it tells once more; the line as far as it tells another."""
        parts = self.parts(told, cause)
        for part in parts:
            part.movement.tell(told.event, part.quantity)
            self._under(told, part.movement.position)
            seen = cause.content(cause.item, cause.line.kind, (part.quantity, cause.line.unit))
            self.goods.seen([self._shown(part.movement, cause)], seen, told.place)
            if part.maybe_two:
                self.goods.recorder.gap(GapKind.MAYBE_TWO, cause, part.movement.position.key, part.quantity)
        if not parts:
            return cause
        left = self._left(cause, parts)
        return None if left is None else cause.content(cause.item, cause.line.kind, (left, cause.line.unit))

    def prepare(self, told: Said, cause: Cause) -> None:
        """Goods that are picked, packed or loaded under a document leave under it too."""
        if told.event.biz_step in DEPARTURE and told.event.documents:
            self.goods.stocks.state(cause.item).told.prepared.append((told, cause.amount))

    def _prepared(self, told: Said, cause: Cause, consignment: Position) -> None:
        """The documents of what was made ready there: as much, before it left, and nothing since."""
        state, site = self.goods.stocks.state(cause.item), self._site(told)
        papers = {each.type for each in told.event.documents}
        for earlier, amount in [*state.told.prepared]:
            same = self.goods.stocks.places.site(earlier.place.key) == site and amount == cause.amount
            clash = papers & {each.type for each in earlier.event.documents}
            if same and not clash and earlier.event.time.earliest <= cause.time.latest:
                self._under(earlier, consignment)
                state.told.prepared.remove((earlier, amount))

    def _under(self, told: Said, position: Position) -> None:
        """A consignment is found by the documents of all its steps."""
        if position.kind is HoldingKind.TRANSIT:
            position.documents |= documents(told)
            slips = self.goods.stocks.state(position.item).slips
            for slip in documents(told):
                slips.setdefault(slip, {})[position.key] = position

    def tells_again(self, told: Said, cause: Cause) -> bool:
        """Whether all of the line tells movements that were told before."""
        parts = self.parts(told, cause)
        return bool(parts) and self._left(cause, parts) is None

    def parts(self, told: Said, cause: Cause) -> list[Part]:
        """The movements that a line tells once more, the first first, each with its share of the line."""
        if told.event.key in self.apart or told.event.biz_step not in _order(told):
            return []
        found: list[Part] = []
        left = cause.amount
        for over, movement in self._candidates(told, cause):
            room = movement.room(told.event, left, cause.unit)
            if room == ZERO:
                continue
            said = bool(documents(told) & movement.documents.keys()) and not self._named(told, cause)
            maybe_two = not said and self._fits(told, cause, left)
            if maybe_two and (over or not self._most(movement, told, cause)):
                continue
            found.append(Part(movement, room, maybe_two))
            if left is None or room is None:
                break
            left -= room
            if left <= 0:
                break
        return found

    def _most(self, movement: Movement, told: Said, cause: Cause) -> bool:
        """Whether this step tells most of a movement, in however many parts: a little of much is another."""
        whole, sum_up = movement.amount, ZERO
        if whole is None:
            return True
        ahead = self.ahead.get((cause.item, told.reading, self._site(told), told.event.biz_step), ())
        since = bisect_left(ahead, movement.begun.earliest, key=lambda each: each.event.time.latest)
        for other in ahead[since : since + _PARTS]:
            if other.amount is None:
                return True
            if sum_up + other.amount > whole:
                break
            sum_up += other.amount
        return 2 * sum_up > whole

    def _left(self, cause: Cause, parts: list[Part]) -> Decimal | None:
        """How much of the line is of none of these; None where nothing is, or not more than is tolerated."""
        shares = [part.quantity for part in parts]
        if cause.amount is None or None in shares:
            return None
        joined = sum((share for share in shares if share is not None), ZERO)
        if self.goods.supply.tolerances.covered(cause, cause.amount, joined):
            return None
        return cause.amount - joined

    def _candidates(self, told: Said, cause: Cause) -> list[tuple[bool, Movement]]:
        """Whether each was over by then, and it; the likeliest first: by document, very place and amount."""
        begun = self.goods.stocks.state(cause.item).told.movements.get((told.reading, self._site(told)), ())
        found = [
            (self._over(each, told, cause), each)
            for each in begun
            if each.begun.earliest <= cause.time.latest
            and self._agrees(each, told)
            and self._there(each, cause)
        ]
        slips, at = documents(told), _here(told)
        return sorted(
            found,
            key=lambda each: (
                each[0],
                slips.isdisjoint(each[1].documents),
                each[1].at != at,
                each[1].amount != cause.amount,
            ),
        )

    def _there(self, movement: Movement, cause: Cause) -> bool:
        """A unit that is known to be elsewhere by now has moved since."""
        if cause.line.kind is not ItemKind.UNIT:
            return True
        stocks = self.goods.stocks
        now = stocks.current(cause.item)
        outer = now if now is None else stocks.outermost(now)
        return now is None or now is movement.position or (
            outer is not None and stocks.places.matches(outer.place, movement.position.place)
        )  # fmt: skip

    def _agrees(self, movement: Movement, told: Said) -> bool:
        """Same source or destination, as far as stated; no two documents of one type."""
        other = _other(told)
        alike = movement.other.kind is other.kind or None in (movement.other.key, other.key)
        if alike and not self.goods.stocks.places.matches(movement.other, other):
            return False
        papers = {each.value: each.type for each in told.event.documents}
        if papers.keys() & movement.documents.keys():
            return True
        return set(papers.values()).isdisjoint(movement.documents.values())

    def _named(self, told: Said, cause: Cause) -> bool:
        """Whether a document of the event names goods under way: they may be what it tells of."""
        if told.reading is not Reading.ARRIVE or not documents(told):
            return False
        return any(_shares(found, told) for found in self._coming(told, cause)[:1])

    def _fits(self, told: Said, cause: Cause, amount: Decimal | None) -> bool:
        """Whether there are goods for another movement: stock to leave, or a consignment to arrive."""
        if told.reading is Reading.DEPART:
            return self.goods.supply.covers(self.goods.want(cause, self.goods.origin(told, cause)))
        for found in self._coming(told, cause)[:1]:
            held = all_available(found, cause.unit)
            if held is None or amount is None:
                return not all(position.named for position in found)
            return held >= amount
        return False

    def _coming(self, told: Said, cause: Cause) -> list[Found]:
        return [*matches(self.goods.stocks, told, cause)]

    def _over(self, movement: Movement, told: Said, cause: Cause) -> bool:
        """Whether a step is rather of another: goods gone on, a later step told, other goods or paper."""
        gone = movement.position.ended
        if gone is not None and gone.latest < cause.time.earliest:
            return True
        step = _order(told)[told.event.biz_step]
        if movement.last.latest < cause.time.earliest and any(_order(told)[s] > step for s in movement.told):
            return True
        if not (movement.goods <= _goods(told) or _goods(told) <= movement.goods):
            return True
        papers = documents(told)
        elsewhere = any(_shares(found, told) for found in self._coming(told, cause)[:1]) if papers else False
        return elsewhere and not papers & movement.documents.keys()

    def _shown(self, movement: Movement, cause: Cause) -> Position:
        """Where the goods of a movement are seen: a unit where it is by now."""
        now = self.goods.stocks.current(cause.item) if cause.line.kind is ItemKind.UNIT else None
        return now or movement.position

    def _site(self, told: Said) -> str | None:
        return self.goods.stocks.places.site(_here(told).key)


def _order(told: Said) -> Mapping[str | None, int]:
    """The steps of a movement like this one, each with its turn."""
    return _DEPARTURE if told.reading is Reading.DEPART else _ARRIVAL


def _here(told: Said) -> Place:
    """Where a movement is told: where a departure leaves, where an arrival comes to."""
    return told.origin if told.reading is Reading.DEPART else told.place


def _goods(told: Said) -> frozenset[str]:
    return frozenset(line.item for line in told.event.lines)


def _other(told: Said) -> Place:
    """The other end of a movement: where a departure is bound for, where an arrival came from."""
    return told.destination if told.reading is Reading.DEPART else told.origin


def _shares(found: Found, told: Said) -> bool:
    return any(position.documents & documents(told) for position in found)


def steps_ahead(acts: Iterable[Act], places: Places) -> Mapping[Turn, Sequence[Cause]]:
    """The lines of departures and arrivals of these acts, by turn, in time."""
    found: dict[Turn, list[Cause]] = defaultdict(list)
    for act in acts:
        if act.reading in (Reading.DEPART, Reading.ARRIVE):
            site = places.site(_here(act.said).key)
            for cause in act.causes:
                found[cause.item, act.reading, site, act.event.biz_step].append(cause)
    for causes in found.values():
        causes.sort(key=lambda each: (each.time.latest, each.event.key, each.line.number))
    return found
