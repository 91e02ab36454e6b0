"""Whether an act is met: every draw satisfied by stock at the place, or by a matching consignment."""

from decimal import Decimal

from cypher.records.vocabulary import ItemKind, LineRole, PlaceKind
from loaders.ledger.acts import Act
from loaders.ledger.containers import parent_of
from loaders.ledger.family import Family
from loaders.ledger.matching import arrived_before, departed_before, matches
from loaders.ledger.movements import called_off
from loaders.ledger.places import Place
from loaders.ledger.positions import all_available
from loaders.ledger.reading import Reading, Said
from loaders.ledger.recorder import Cause


class Readiness:
    """Asks of each line of an act whether what it needs is there."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._stocks = family.stocks

    def met(self, act: Act) -> bool:
        """Whether the act can be applied without anything being missing."""
        if act.bears:
            return True
        return all(self._met(act, cause) for cause in act.causes)

    def quiet(self, act: Act) -> bool:
        """Whether the act would only be seen: a second report, or goods on their way."""
        return all(self._quiet(act, cause) for cause in act.causes)

    def _met(self, act: Act, cause: Cause) -> bool:
        told = act.said
        if cause.line.role is LineRole.PARENT:
            return self._parent_met(act, cause)
        if cause.line.role is LineRole.CHILD and (container := parent_of(act.causes)) is not None:
            return self._child_met(told, cause, container)
        return self._item_met(told, cause)

    def _parent_met(self, act: Act, cause: Cause) -> bool:
        told = act.said
        if told.reading in (Reading.PACK, Reading.UNPACK, Reading.OBSERVE):
            state = self._stocks.state(cause.item)
            if not state.all:
                return told.reading is not Reading.UNPACK
            emptied = told.reading is Reading.UNPACK and len(told.event.lines) == 1
            here = bool(self._family.changes.there(self._family.goods.want(cause, told.place).place, cause))
            return here and not (emptied and not state.inside)
        return self._item_met(told, cause)

    def _child_met(self, told: Said, cause: Cause, container: str) -> bool:
        supply, goods = self._family.supply, self._family.goods
        if told.reading is Reading.PACK:
            return supply.covers(goods.want(cause, told.place))
        if told.reading is Reading.UNPACK:
            return supply.covers(goods.want(cause, Place(container, PlaceKind.CONTAINER)))
        return bool(goods.within(cause, frozenset({container})))

    def _item_met(self, told: Said, cause: Cause) -> bool:
        goods = self._family.goods
        match told.reading:
            case Reading.ARRIVE:
                return self._consigned(told, cause) or bool(
                    self._family.contents.arriving(told, cause, sure=True)
                )
            case Reading.CALL_OFF:
                return bool(called_off(goods, told, cause, sure=True))
            case Reading.APPEAR:
                return True
            case Reading.OBSERVE:
                return self._seen(told, cause)
            case _:
                covered = self._family.supply.covers(goods.want(cause, goods.origin(told, cause)))
                return covered or self._leaves_inside(told, cause)

    def _seen(self, told: Said, cause: Cause) -> bool:
        place = self._family.goods.want(cause, told.place).place
        shelved = self._family.contents.shelved(told, cause)
        return not shelved and bool(self._family.changes.there(place, cause))

    def _leaves_inside(self, told: Said, cause: Cause) -> bool:
        return told.reading is Reading.DEPART and bool(self._family.leaving.departing(told, cause)[0])

    def _consigned(self, told: Said, cause: Cause) -> bool:
        """Whether matching consignments hold what arrives."""
        held = Decimal(0)
        for found in matches(self._stocks, told, cause, sure=True):
            some = all_available(found, cause.unit)
            if cause.amount is None or some is None:
                return True
            held += some
        wanted = cause.amount
        return wanted is not None and self._family.supply.tolerances.covered(cause, wanted, held)

    def _again(self, told: Said, cause: Cause) -> bool:
        """Whether a line is only another step of movements that were told before."""
        departing = told.reading is Reading.DEPART and cause.line.kind is ItemKind.UNIT
        return not departing and self._family.steps.tells_again(told, cause)

    def _quiet(self, act: Act, cause: Cause) -> bool:
        told = act.said
        match told.reading:
            case Reading.DEPART:
                return self._again(told, cause) or departed_before(self._stocks, told, cause) is not None
            case Reading.ARRIVE:
                return not any(matches(self._stocks, told, cause)) and (
                    self._again(told, cause) or bool(arrived_before(self._stocks, told, cause))
                )
            case Reading.OBSERVE:
                return cause.line.role is LineRole.ITEM and bool(self._family.changes.lately(told, cause))
            case _:
                return False
