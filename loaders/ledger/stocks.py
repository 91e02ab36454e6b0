"""The positions of one family of items, found by item and place without scanning (ledger.md 2, 6)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import NamedTuple

from cypher.records.events import TimeRange
from cypher.records.vocabulary import HoldingKind, ItemKind, PlaceKind, StockStatus
from loaders.ledger.items import ItemState
from loaders.ledger.keys import holding_key, pool_key
from loaders.ledger.lineage import Lineage
from loaders.ledger.places import Place, Places
from loaders.ledger.positions import ZERO, Group, Part, Pool, Position, all_available, together
from loaders.ledger.recorder import Cause

_OPEN_STATUS = {
    HoldingKind.STOCK: StockStatus.IN_STOCK,
    HoldingKind.TRANSIT: StockStatus.IN_TRANSIT,
    HoldingKind.SOLD: StockStatus.SOLD,
    HoldingKind.LOST: StockStatus.LOST,
    HoldingKind.GATHERING: StockStatus.ENDED,
}


@dataclass(frozen=True, slots=True)
class Draw:
    """Why goods are drawn, and how they end; None where they pass on."""

    cause: Cause
    status: StockStatus | None = None


class Taken(NamedTuple):
    """The parts of a draw, and what they give together (None where it is not known)."""

    parts: list[Part]
    given: Decimal | None


class Stocks:
    """Opens, finds, draws and ends positions.

    `changed` are the positions that got more, `carriers_moved` tells that a container opened or ended.
    """

    def __init__(self, places: Places, lineage: Lineage | None = None) -> None:
        self.places = places
        self.items: dict[str, ItemState] = {}
        self.changed: dict[str, Position] = {}
        self.carriers_moved = False
        self.emptied: dict[str | None, dict[str, Position]] = defaultdict(dict)
        """by container, lots inside of which an unrecorded movement is thought to have taken all"""
        self.awaited: Callable[[Position], bool] = lambda _: False
        """whether a draw that waits may have been of this ended stock"""
        self.needed: Callable[[Cause], bool] = lambda _: False
        """whether acts of the same time need more than there is, so that a commissioning is a birth"""
        self.reborn: set[tuple[str, str]] = set()
        """(event, item) of births that would repeat an output, but for such a need"""
        self.lineage = lineage or Lineage(())

    def state(self, item: str) -> ItemState:
        found = self.items.get(item)
        if found is None:
            found = self.items[item] = ItemState(item)
        return found

    def positions(self) -> Iterable[Position]:
        """All that ever was, in the order of opening within an item."""
        return (position for state in self.items.values() for position in state.all)

    def open(self, cause: Cause, item: tuple[str, ItemKind], place: Place, kind: HoldingKind) -> Position:
        """A new position, opened by this line."""
        name, item_kind = item
        key = holding_key(name, place.key, kind, cause.event.content_hash, cause.opener())
        state = self.state(name)
        while key in state.keys:
            key = holding_key(name, place.key, kind, key, cause.opener())
        opened = cause.time
        position = Position(key, name, item_kind, kind, place, opened, opened.earliest, _OPEN_STATUS[kind])
        state.insert(position, self.places)
        self._grew(position)
        return position

    def land(self, cause: Cause, item: tuple[str, ItemKind], place: Place) -> Position:
        """Where goods that come to a place belong: the stock there, if need be opened, or opened again."""
        state = self.state(item[0])
        there = [p for p in state.at.get(place.key, {}).values() if p.opened.earliest <= cause.time.latest]
        if there:
            return there[0]
        last = state.last_at.get(place.key)
        in_time = last is not None and last.opened.earliest <= cause.time.latest
        if last is not None and in_time and self._reopens(state, last, cause.time):
            return self.reopen(last)
        return self.open(cause, item, place, HoldingKind.STOCK)

    def reopen(self, position: Position) -> Position:
        """It ended, but what came may have come before; what is left of a doubtful one is not known."""
        if position.doubtful:
            position.forget()
        position.ended, position.doubtful, position.status = None, False, _OPEN_STATUS[position.kind]
        state = self.state(position.item)
        state.insert(position, self.places)
        if position.inside:
            state.packed[position.key] = position
            self.state(position.place.key or "").inside[position.key] = position
        self._grew(position)
        return position

    def _reopens(self, state: ItemState, last: Position, time: TimeRange) -> bool:
        """A receipt whose range overlaps the ending draw's; not of a unit that surely was elsewhere since."""
        if last.ended is None:
            return False
        if last.item_kind is not ItemKind.UNIT:
            return (
                last.doubtful
                or last.guessed
                or overlap(last.ended, time)
                or _may_have_come_before(last, time)
                or self.awaited(last)
            )
        since = last.ended.earliest
        after = takewhile(lambda p: p is not last, reversed(state.ended.values()))
        return overlap(last.ended, time) and not any(
            p.ended is not None and max(since, p.opened.latest) < p.ended.earliest for p in after
        )

    def receive(self, position: Position, quantity: Decimal | None, cause: Cause) -> None:
        position.add(quantity, cause.unit)
        position.touched = max(position.touched, cause.time.earliest)
        self._grew(position)

    def stow(self, cause: Cause, item: tuple[str, ItemKind], container: str) -> Position:
        """Where goods belong that go into a container."""
        named = self.places.named(container)
        inner = Place(container, PlaceKind.CONTAINER) if named.kind is PlaceKind.SITE else named
        position = self.land(cause, item, inner)
        self.state(container).inside[position.key] = position
        self.state(item[0]).packed[position.key] = position
        if not position.inside:
            host = self.current(container)
            position.inside, position.host = True, host.key if host is not None else None
        return position

    def current(self, item: str) -> Position | None:
        """The open position of a unit; of a lot that serves as a container, the latest."""
        state = self.items.get(item)
        opened = state.open if state is not None else {}
        return opened[next(reversed(opened))] if opened else None

    def outermost(self, position: Position) -> Position | None:
        """The position of the outermost container that a position is inside of; None where that ended."""
        seen = set()
        while position.inside and position.key not in seen:
            seen.add(position.key)
            outer = self.current(position.place.key or "")
            if outer is None:
                return None
            position = outer
        return position

    def encloses(self, container: str, item: str) -> bool:
        """Whether a container is the item, or is inside of it, however deep."""
        seen: set[str] = set()
        while container != item and container not in seen:
            seen.add(container)
            position = self.current(container)
            if position is None or not position.inside or position.place.key is None:
                return False
            container = position.place.key
        return True

    def _grew(self, position: Position) -> None:
        self.changed[position.key] = position
        self.carriers_moved = self.carriers_moved or self.items[position.item].carries

    def end(self, position: Position, time: TimeRange, status: StockStatus | None = None) -> None:
        if position.ended is not None:
            return
        position.ended, position.own = time, ZERO
        position.status = status or StockStatus.ENDED
        if position.group is not None:
            del position.group.members[position.key]
            position.group = None
        self.items[position.item].close(position, self.places)
        if position.inside:
            self.state(position.place.key or "").inside.pop(position.key, None)
        self.carriers_moved = self.carriers_moved or self.items[position.item].carries

    # ── drawing ──────────────────────────────────────────────────────────────────────────────────────

    def take(self, found: list[Position], want: Decimal | None, draw: Draw) -> Taken:
        """Draws what is wanted, at most what there is, and ends what comes to exactly zero.

        Without a quantity every candidate gives an unknown part.
        """
        latest = draw.cause.time.latest
        for position in found:
            position.spoken_until = max(position.spoken_until or latest, latest)
        if want is None:
            for position in found:
                position.forget()
                position.taken_unsaid = True
            return Taken([Part(position, None, len(found) > 1) for position in found], None)
        held = all_available(found, draw.cause.unit)
        if held is not None and want >= held:
            return Taken(self._empty([p for p in found if p.available], draw), held)
        found = [p for p in found if p.available is None or p.available > 0]
        if len(found) == 1:
            found[0].remove(want, draw.cause.unit)
            return Taken([Part(found[0], want, pooled=False)], want)
        group = together(found)
        group.balance = None if held is None or group.balance is None else group.balance - want
        pool = _pool(found, want, draw.cause)
        return Taken([Part(position, None, pooled=True, pool=pool) for position in found], want)

    def _empty(self, found: list[Position], draw: Draw) -> list[Part]:
        """All that these positions hold is drawn; a group that comes to zero ends with all its members."""
        parts = [Part(p, p.own, len(found) > 1) for p in found if p.group is None]
        shares: dict[int, tuple[Group, list[Position]]] = {}
        for position in found:
            if position.group is not None:
                shares.setdefault(id(position.group), (position.group, []))[1].append(position)
        for group, members in shares.values():
            held = all_available(members, draw.cause.unit) or ZERO
            known, pool = (held, None) if len(members) == 1 else (None, _pool(members, held, draw.cause))
            parts += [Part(p, known, len(found) > 1, pool) for p in members]
            group.balance = None if group.balance is None else group.balance - held
            found = found if group.balance != ZERO else [*found, *group.members.values()]
        for position in found:
            self.end(position, draw.cause.time, draw.status)
        return parts

    def drain(self, found: list[Position], draw: Draw) -> Taken:
        """Draws all that is there, known or not, and ends it."""
        parts = [Part(p, None if p.group else p.own, len(found) > 1) for p in found]
        for position in found:
            if position.own is None or position.group is not None:
                position.forget()
            self.end(position, draw.cause.time, draw.status)
        known = [part.quantity for part in parts if part.quantity is not None]
        return Taken(parts, sum(known, ZERO) if len(known) == len(parts) else None)


def _pool(found: list[Position], quantity: Decimal, cause: Cause) -> Pool:
    key = pool_key(cause.event.content_hash, cause.line.number, (position.key for position in found))
    return Pool(key, len(found), quantity)


def _may_have_come_before(position: Position, time: TimeRange) -> bool:
    """Whether a receipt after the end may still have come before one of its lines."""
    return position.spoken_until is not None and position.spoken_until >= time.earliest


def overlap(one: TimeRange, other: TimeRange) -> bool:
    """Whether two ranges share a moment."""
    return one.latest >= other.earliest and one.earliest <= other.latest
