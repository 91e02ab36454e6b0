"""One family of items and what its acts do to it, one after the other."""

from dataclasses import replace

from cypher.records.vocabulary import HoldingKind, LineRole
from loaders.ledger.acts import Act
from loaders.ledger.changes import Changes
from loaders.ledger.containers import Containers, parent_of
from loaders.ledger.contents import Contents
from loaders.ledger.finding import Found, tiers
from loaders.ledger.goods import Goods
from loaders.ledger.leaving import Leaving
from loaders.ledger.left_behind import LeftBehind
from loaders.ledger.lineage import Lineage
from loaders.ledger.matching import arrived_before, departed_before, matches
from loaders.ledger.movements import Movements
from loaders.ledger.places import Places
from loaders.ledger.reading import Reading, Said, passing
from loaders.ledger.recorder import Cause, Recorder
from loaders.ledger.steps import Steps
from loaders.ledger.stocks import Stocks
from loaders.ledger.supply import Supply
from loaders.ledger.tolerance import Tolerances


class Family:
    """The positions of items joined by containment, and the readings over them."""

    def __init__(
        self, places: Places, recorder: Recorder, tolerances: Tolerances, lineage: Lineage | None = None
    ) -> None:
        self.recorder = recorder
        self.stocks = Stocks(places, lineage)
        self.supply = Supply(self.stocks, recorder, tolerances)
        self.goods = Goods(self.stocks, self.supply, recorder)
        self.changes = Changes(self.goods)
        self.steps = Steps(self.goods)
        self.movements = Movements(self.goods, self.steps)
        self.containers = Containers(self.goods, self.changes)
        self.contents = Contents(self.goods, self.changes, self.movements)
        self.left_behind = LeftBehind(self.goods)
        self.leaving = Leaving(self.goods, self.movements)

    def apply(self, act: Act) -> None:
        """Does what the act says to each of its lines, containers before what is inside them."""
        listed = frozenset(cause.item for cause in act.causes)
        for cause in self._in_order(act):
            self._apply(act, cause, listed)

    def _in_order(self, act: Act) -> list[Cause]:
        if len(act.causes) == 1:
            return [*act.causes]
        depth = {cause.item: self._depth(cause.item) for cause in act.causes}
        return sorted(
            act.causes,
            key=lambda cause: (
                cause.line.role is not LineRole.PARENT,
                depth[cause.item],
                not self.stocks.state(cause.item).carries,
                cause.line.number,
            ),
        )

    def _depth(self, item: str) -> int:
        """In how many containers an item is, one inside the other."""
        depth, seen = 0, {item}
        position = self.stocks.current(item)
        while position is not None and position.inside and position.place.key not in seen:
            depth += 1
            seen.add(position.place.key or "")
            position = self.stocks.current(position.place.key or "")
        return depth

    def finish(self) -> None:
        """What only the whole of the records tells: what nobody confirmed, and what was left behind."""
        self.contents.finish()
        self.left_behind.finish()
        self.supply.gathering.finish()

    def _apply(self, act: Act, cause: Cause, listed: frozenset[str]) -> None:
        told = act.said
        self.left_behind.note(told, cause)
        if _takes_all(act, cause):
            self.left_behind.settle(cause.item)
        if cause.line.role is LineRole.PARENT:
            self._parent(act, cause)
        elif cause.line.role is LineRole.CHILD and (container := parent_of(act.causes)) is not None:
            self._child(told, cause, container)
        elif cause.line.role is LineRole.OUTPUT:
            self.changes.put_out(told, cause)
        elif not self.carried(act, cause, listed):
            self._item(told, cause)

    def carried(self, act: Act, cause: Cause, listed: frozenset[str]) -> bool:
        """Whether it only goes along inside a listed container: a listed child is only seen."""
        if len(listed) == 1:
            return False
        found = self.goods.within(cause, listed - {cause.item})
        if not found or self._loose(act.said, cause):
            return False
        self.goods.seen(found + self._passing(act.said, cause), cause, act.said.place)
        return True

    def _passing(self, told: Said, cause: Cause) -> Found:
        """What goes along outside of containers, under the document of goods that pass by."""
        if told.reading is not Reading.OBSERVE or not passing(told.event):
            return []
        return self.changes.there(told.place, cause)

    def _loose(self, told: Said, cause: Cause) -> bool:
        """Whether the line can be about goods outside of containers."""
        if told.reading in (Reading.ARRIVE, Reading.CALL_OFF):
            before = bool(arrived_before(self.stocks, told, cause))
            again = bool(self.steps.parts(told, cause))
            return before or again or any(matches(self.stocks, told, cause))
        state = self.stocks.state(cause.item)
        if told.reading is Reading.DEPART and departed_before(self.stocks, told, cause) is not None:
            return True
        return any(tiers(self.stocks, state, self.goods.origin(told, cause), cause.time))

    def _parent(self, act: Act, cause: Cause) -> None:
        told = act.said
        if told.reading in (Reading.PACK, Reading.UNPACK, Reading.OBSERVE):
            self.containers.parent(told, cause)
            if told.reading is Reading.UNPACK and len(act.causes) == 1 and len(told.event.lines) == 1:
                self.containers.empty(told, cause)
        else:
            if not self.stocks.state(cause.item).all and told.reading is not Reading.ARRIVE:
                self.containers.first_seen(told, cause)
            self._item(told, cause)

    def _child(self, told: Said, cause: Cause, container: str) -> None:
        if told.reading is Reading.PACK:
            self.containers.pack(told, cause, container)
        elif told.reading is Reading.UNPACK:
            self.containers.unpack(told, cause, container)
        elif told.reading is Reading.VANISH:
            self._ended_along(told, cause)
        else:
            self.containers.confirm(told, cause, container)

    def _ended_along(self, told: Said, cause: Cause) -> None:
        """A listed child of a parent that has just vanished: it vanished with it, else by itself."""
        state = self.stocks.state(cause.item)
        gone = [p for p in [*state.ended.values()][-1:] if p.inside and p.ended == cause.time]
        if gone:
            self.goods.seen(gone, cause, told.place)
        else:
            self.changes.vanish(told, cause)

    def _item(self, told: Said, cause: Cause) -> None:
        match told.reading:
            case Reading.TRANSFORM:
                self.changes.put_in(told, cause)
            case Reading.DEPART:
                self.leaving.depart(told, cause)
            case Reading.ARRIVE:
                self.contents.arrive(told, cause)
            case Reading.CALL_OFF:
                self.movements.call_off(told, cause)
            case Reading.SELL_OUT:
                self.movements.leave(told, cause, HoldingKind.SOLD)
            case Reading.LOSE:
                self.movements.leave(told, cause, HoldingKind.LOST)
            case Reading.HAND_OVER:
                self._between(told, cause)
            case Reading.VANISH:
                self.contents.vanish(told, cause)
            case Reading.APPEAR:
                self.changes.appear(told, cause)
            case _:
                self.steps.prepare(told, cause)
                self.contents.observe(told, cause)

    def _between(self, told: Said, cause: Cause) -> None:
        """Goods handed over at once, but where it is a step of a movement that other records tell."""
        match self.steps.step_of(told, cause):
            case Reading.ARRIVE:
                self.movements.arrive(replace(told, reading=Reading.ARRIVE), cause)
            case Reading.OBSERVE:
                self.changes.observe(told, cause)
            case _:
                self.movements.hand_over(told, cause)


def _takes_all(act: Act, cause: Cause) -> bool:
    """Whether all that is inside of a line's item is emptied out, ended or used, without being named."""
    if act.reading is Reading.UNPACK:
        return cause.line.role is LineRole.PARENT and len(act.event.lines) == 1
    return act.reading in (Reading.VANISH, Reading.TRANSFORM) and not act.bears
