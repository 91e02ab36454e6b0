"""Contents of containers that a departure names: with their container, or out of it (ledger.md 9).

A departure of some never moves the container. One of all of them at once is the container's, where that
next arrives where they were bound, or where it tells of the same movement by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cypher.records.vocabulary import HoldingKind, ItemKind
from loaders.ledger.finding import Found, tiers
from loaders.ledger.goods import Goods
from loaders.ledger.matching import documents
from loaders.ledger.movements import Movements
from loaders.ledger.positions import Position
from loaders.ledger.reading import Reading, Said
from loaders.ledger.recorder import Cause

_DEEP = 8
"""Containers in containers, at most so deep."""


@dataclass(slots=True)
class Leaving:
    """The reading of a departure."""

    goods: Goods
    movements: Movements
    next_moves: Callable[[str, Said], list[Said]] = lambda _container, _told: []
    """how a container may move next, from an event on"""

    def departing(self, told: Said, cause: Cause) -> tuple[Found, str | None]:
        """Contents that leave with their container, and the container if this is the record of it."""
        stocks = self.goods.stocks
        for position in stocks.state(cause.item).packed.values():
            outer = self.goods.around(told, position)
            if outer is None:
                continue
            if outer.kind is HoldingKind.TRANSIT and self._left_already(told, cause, outer):
                return [position], None
            if outer.kind is HoldingKind.STOCK and stocks.places.matches(outer.place, told.origin):
                for container in self._around(position):
                    then = self.next_moves(container, told)
                    if any(self._is_report_of(told, each) for each in then):
                        return [position], None
                    ends = any(self.ends_in(told, each) for each in then)
                    if ends and self._all_listed(told, container):
                        return [position], container
        return [], None

    def depart(self, told: Said, cause: Cause) -> None:
        """Goods leave by themselves; or are seen inside their container, which left if all were listed."""
        found, container = self.departing(told, cause)
        if not found:
            self.movements.depart(told, cause)
            return
        if container is not None:
            outer = self.goods.stocks.current(container)
            kind = outer.item_kind if outer is not None else ItemKind.UNIT
            self.movements.depart(told, cause.content(container, kind, (None, None)))
        self.goods.seen(found, cause, told.place)

    def _left_already(self, told: Said, cause: Cause, outer: Position) -> bool:
        """Whether the container is on its way by this very departure, or by another report of it."""
        stocks = self.goods.stocks
        if outer.departed == told.event.content_hash or outer.documents & documents(told):
            return True
        if cause.line.kind is not ItemKind.UNIT or told.origin.key is None:
            return False
        loose = any(tiers(stocks, stocks.state(cause.item), told.origin, cause.time))
        return not loose and stocks.places.matches(outer.origin, told.origin)

    def _around(self, position: Position) -> list[str]:
        """The containers that a position is inside of, the outermost first."""
        found: list[str] = []
        inner: Position | None = position
        while inner is not None and inner.inside and inner.place.key and len(found) < _DEEP:
            found.insert(0, inner.place.key)
            inner = self.goods.stocks.current(inner.place.key)
        return found

    def _is_report_of(self, told: Said, then: Said) -> bool:
        """Whether the container's own departure, yet to come, is the same movement."""
        if then.reading is not Reading.DEPART:
            return False
        if documents(told) or documents(then):
            return bool(documents(told) & documents(then))
        return told.event.time == then.event.time and told.destination == then.destination

    def leaves_with(self, told: Said, container: str) -> bool:
        """Whether what departs, if it is inside a container by then, is what that container next does."""
        then = self.next_moves(container, told)
        return any(self._is_report_of(told, each) or self.ends_in(told, each) for each in then)

    def ends_in(self, told: Said, then: Said) -> bool:
        """Whether the container next arrives where the departing goods were bound."""
        if then.reading is not Reading.ARRIVE:
            return False
        if documents(told) and documents(then):
            return bool(documents(told) & documents(then))
        return self.goods.stocks.places.matches(told.destination, then.place)

    def _all_listed(self, told: Said, container: str) -> bool:
        """Whether an event lists all that is directly inside a container, or the contents of it."""
        inside = self.goods.stocks.state(container).inside.values()
        listed = {line.item: Cause(told.event, line) for line in told.event.lines}
        return bool(inside) and all(self._is_listed(told, position, listed) for position in inside)

    def _is_listed(self, told: Said, position: Position, listed: dict[str, Cause]) -> bool:
        named = listed.get(position.item)
        if named is None:
            return self._all_listed(told, position.item)
        return named.amount is None or position.available in (None, named.amount)
