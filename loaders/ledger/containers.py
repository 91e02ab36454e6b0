"""Packing, unpacking and confirming what is inside (ledger.md 3)."""

from dataclasses import dataclass, replace

from cypher.records.vocabulary import Effect, EventType, GapKind, ItemKind, LineRole, PlaceKind
from loaders.ledger.changes import Changes
from loaders.ledger.finding import tiers
from loaders.ledger.goods import Goods
from loaders.ledger.places import Place
from loaders.ledger.positions import Position
from loaders.ledger.reading import Said
from loaders.ledger.recorder import Cause
from loaders.ledger.stocks import Draw
from loaders.ledger.wants import Drawn, Portion, Want, how_sure


@dataclass(frozen=True, slots=True)
class Containers:
    """The readings that speak of a parent and its children."""

    goods: Goods
    changes: Changes

    def parent(self, told: Said, cause: Cause) -> None:
        """The parent is itself observed; first seen as a parent, it opens without a gap."""
        if self.goods.stocks.state(cause.item).all:
            self.changes.observe(told, cause)
        else:
            self.first_seen(told, cause)

    def first_seen(self, told: Said, cause: Cause) -> None:
        """A parent that nothing spoke of before."""
        stocks = self.goods.stocks
        if self.goods.supply.unborn(cause.item):
            self.changes.settle(told, cause)
            return
        place = self.goods.want(cause, told.place).place
        here = stocks.land(cause, (cause.item, cause.line.kind), place)
        stocks.receive(here, cause.amount, cause)
        self.goods.recorder.line(cause, here.key, Effect.IN, cause.amount)
        self.goods.keep(here, cause)

    def pack(self, told: Said, cause: Cause, container: str) -> None:
        """A child, or the stated part of a lot, passes from its position to one inside the container."""
        stocks = self.goods.stocks
        if stocks.encloses(container, cause.item):
            self._refuse(told, cause)
            return
        already = self.inside(cause, container)
        loose = any(tiers(stocks, stocks.state(cause.item), told.place, cause.time))
        loose = loose or self.goods.supply.may_be_left(cause, told.place)
        if already and (cause.line.kind is ItemKind.UNIT or not loose):
            self.goods.seen(already, cause, told.place)
            return
        portions = self.goods.supply.draw(self.goods.want(cause, told.place))
        target = stocks.stow(cause, (cause.item, cause.line.kind), container)
        target.fixed = cause.event.type is EventType.ASSOCIATION
        self.goods.pass_on(portions, target, cause)

    def inside(self, cause: Cause, container: str) -> list[Position]:
        """Stock of the line's item directly inside a container."""
        at = self.goods.stocks.state(cause.item).at.get(container, {})
        return [p for p in at.values() if p.inside]

    def _refuse(self, told: Said, cause: Cause) -> None:
        """A container cannot be inside itself: the line is only seen, and flagged."""
        stocks = self.goods.stocks
        if not stocks.state(cause.item).all:
            self.parent(told, cause)
        found = [*stocks.state(cause.item).open.values()] or stocks.state(cause.item).all[-1:]
        self.goods.seen(found[:1], cause, told.place)
        self.goods.recorder.gap(GapKind.MISSING_PACK, cause, found[0].key)

    def unpack(self, told: Said, cause: Cause, container: str) -> None:
        """A child passes back from the container to the place."""
        stocks = self.goods.stocks
        if stocks.encloses(container, cause.item):
            self._refuse(told, cause)
            return
        portions = self.goods.supply.draw(self._inner(cause, container))
        here = stocks.land(cause, (cause.item, cause.line.kind), self._outside(told, cause, container))
        if any(portion.position is here for portion in portions):
            return
        self.goods.pass_on(portions, here, cause)

    def _inner(self, cause: Cause, container: str) -> Want:
        want = self.goods.want(cause, Place(container, PlaceKind.CONTAINER))
        return replace(want, missing=GapKind.MISSING_PACK)

    def _outside(self, told: Said, cause: Cause, container: str) -> Place:
        """Where goods are that come out: the event's place, else where the container is."""
        place = self.goods.want(cause, told.place).place
        if place.key is not None and place.key != container:
            return place
        outer = self.goods.stocks.current(container)
        return outer.place if outer is not None and outer.place.key != cause.item else place

    def empty(self, told: Said, cause: Cause) -> None:
        """DELETE without children: all that is directly inside comes out.

        A lot that may have been packed only afterwards may be inside still.
        """
        stocks, recorder = self.goods.stocks, self.goods.recorder
        place = self._outside(told, cause, cause.item)
        emptied = stocks.emptied[cause.item]
        emptied.clear()
        for position in [*stocks.state(cause.item).inside.values()]:
            part = stocks.drain([position], Draw(cause)).parts[0]
            item = (position.item, position.item_kind)
            inner = cause.content(*item, (part.quantity, position.unit))
            recorder.drawn(inner, part)
            portion = Portion(position, part.quantity, how_sure(part))
            self.goods.pass_on([portion], stocks.land(inner, item, place), inner)
            if position.opened.latest > cause.time.earliest and position.item_kind is not ItemKind.UNIT:
                emptied[position.key] = position

    def confirm(self, told: Said, cause: Cause, container: str) -> None:
        """A listed child is inside; if nothing says so, it went in unrecorded."""
        stocks = self.goods.stocks
        if stocks.encloses(container, cause.item):
            self._refuse(told, cause)
            return
        found = self.goods.within(cause, frozenset({container}))
        if found:
            self.goods.seen(found, cause, told.place)
            return
        want = replace(self._inner(cause, container), arriving=True)
        drawn = Drawn([], want)
        self.goods.supply.bring(drawn)


def parent_of(causes: tuple[Cause, ...]) -> str | None:
    """The container that an event is about."""
    return next((cause.item for cause in causes if cause.line.role is LineRole.PARENT), None)
