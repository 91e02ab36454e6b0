"""Contents of containers that records name by themselves: seen, arriving, coming out (ledger.md 9).

They are where their container is. A reading sees them inside; only what puts them elsewhere takes them out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cypher.records.vocabulary import Certainty, GapKind, HoldingKind, ItemKind
from loaders.ledger.changes import Changes
from loaders.ledger.finding import Found, about_then, standing_inside, stopped_at, tiers
from loaders.ledger.goods import Goods
from loaders.ledger.items import Births
from loaders.ledger.matching import documents, matches
from loaders.ledger.movements import Movements
from loaders.ledger.places import Place
from loaders.ledger.positions import Position, all_available
from loaders.ledger.reading import Said, ends_number, shelves
from loaders.ledger.recorder import Cause
from loaders.ledger.stocks import Draw
from loaders.ledger.wants import Drawn, Portion


@dataclass(slots=True)
class Unconfirmed:
    """Contents of a container that arrived, which the receipt of others did not name."""

    position: Position
    cause: Cause
    """the receipt, as it speaks of them"""
    spoken_until: int | None
    """as it was for the position then"""


@dataclass(slots=True)
class Contents:
    """The readings of what is inside containers, where no container is named."""

    goods: Goods
    changes: Changes
    movements: Movements
    unconfirmed: dict[str, Unconfirmed] = field(default_factory=dict)

    # ── seen, and put on a shelf ─────────────────────────────────────────────────────────────────────

    def shelved(self, told: Said, cause: Cause) -> Found:
        """What a storing or stocking takes out of containers there, since too little of it is there loose."""
        if not shelves(told.event):
            return []
        stocks = self.goods.stocks
        state = stocks.state(cause.item)
        place = self.goods.want(cause, told.place).place
        loose = next(tiers(stocks, state, place, cause.time), [])
        held = all_available(loose, cause.unit)
        if loose and (cause.amount is None or held is None or held >= cause.amount):
            return []
        stood = (p for p in about_then(state, cause.time) if p.kind is HoldingKind.STOCK and not p.inside)
        if any(stocks.places.matches(p.place, place) for p in stood):
            return []
        return standing_inside(stocks, state, place) or stopped_at(stocks, state, place)

    def observe(self, told: Said, cause: Cause) -> None:
        """Seen where it is; what was put on a shelf by itself has come out."""
        inside = self.shelved(told, cause)
        if inside:
            self._shelve(told, cause, inside)
        else:
            self.changes.observe(told, cause)

    def _shelve(self, told: Said, cause: Cause, inside: Found) -> None:
        want = self.goods.want(cause, told.place)
        loose = next(
            tiers(self.goods.stocks, self.goods.stocks.state(cause.item), want.place, cause.time), []
        )
        drawn = Drawn([], want.less(all_available(loose, cause.unit) if loose else Decimal(0)))
        here = self.goods.supply.implied(drawn, GapKind.MISSING_UNPACK, inside, None)
        self.goods.seen([here] if here is not None else inside, cause, told.place)

    # ── arriving ─────────────────────────────────────────────────────────────────────────────────────

    def arriving(self, told: Said, cause: Cause, *, sure: bool = False) -> Found:
        """Contents that an arrival names: of a container that is bound for there, or stands there."""
        stocks = self.goods.stocks
        packed = stocks.state(cause.item).packed.values()
        if not packed or any(matches(stocks, told, cause, sure=sure)):
            return []
        return [p for p in packed if self._comes(told, cause, p, sure=sure)]

    def _comes(self, told: Said, cause: Cause, position: Position, *, sure: bool) -> bool:
        stocks = self.goods.stocks
        outer = self.goods.around(told, position)
        unit = position.item_kind is ItemKind.UNIT
        if outer is None:
            return False
        if outer.kind is HoldingKind.TRANSIT:
            as_container = cause.content(outer.item, outer.item_kind, (None, None))
            meant = matches(stocks, told, as_container, sure=sure or not unit)
            return any(outer is each for found in meant for each in found)
        if outer.kind is not HoldingKind.STOCK or not stocks.places.matches(outer.place, told.place):
            return False
        site = stocks.places.site(told.place.key)
        arrived = stocks.state(outer.item).arrived
        if any((slip, site) in arrived for slip in documents(told)):
            return True
        return unit or (not documents(told) and cause.amount == position.available)

    def arrive(self, told: Said, cause: Cause) -> None:
        """Goods come in, by themselves or inside their container."""
        inside = self.arriving(told, cause)
        if inside:
            self._arrive_inside(told, cause, inside)
        else:
            self.movements.arrive(told, cause)

    def _arrive_inside(self, told: Said, cause: Cause, found: Found) -> None:
        """The receipt of contents is of their container, which they are still inside of."""
        stocks = self.goods.stocks
        landed = []
        for position in found:
            outer = stocks.outermost(position)
            if outer is not None and outer.kind is HoldingKind.TRANSIT:
                self.movements.arrive(told, cause.content(outer.item, outer.item_kind, (None, None)))
                landed.append(outer.item)
        self.goods.seen(found, cause, told.place)
        for container in landed:
            self._note_unnamed(told, cause, container)
        held = all_available(found, cause.unit)
        if cause.amount is not None and held is not None and held < cause.amount:
            more = cause.content(cause.item, cause.line.kind, (cause.amount - held, cause.unit))
            self.movements.arrive(told, more)

    def _note_unnamed(self, told: Said, cause: Cause, container: str) -> None:
        """What is inside a container that has arrived, and is not named, may have come with it."""
        named = {line.item: Cause(told.event, line).amount for line in told.event.lines}
        for position, amount in self._unnamed(container, named):
            unnamed = cause.content(position.item, position.item_kind, (amount, position.unit))
            self.unconfirmed[position.key] = Unconfirmed(position, unnamed, position.spoken_until)

    def _unnamed(
        self, container: str, named: Mapping[str, Decimal | None]
    ) -> Iterator[tuple[Position, Decimal | None]]:
        """What is inside, however deep, and how much of it; but what is named, and what that holds."""
        for position in self.goods.stocks.state(container).inside.values():
            held, told = position.available, named.get(position.item)
            if position.item not in named:
                yield position, held
                yield from self._unnamed(position.item, named)
            elif told is not None and held is not None and told < held:
                yield position, held - told

    # ── coming out ───────────────────────────────────────────────────────────────────────────────────

    def vanish(self, told: Said, cause: Cause) -> None:
        """Goods end with all that is inside them; where only a number ends, what it held does not."""
        if ends_number(told):
            self._outlive(told, cause)
        self.changes.vanish(told, cause)

    def _outlive(self, told: Said, cause: Cause) -> None:
        """The number of a container ends: what it held stands there, unpacked without a record."""
        stocks, recorder = self.goods.stocks, self.goods.recorder
        state = stocks.state(cause.item)
        for position in [*state.inside.values()]:
            missing = None if position.taken_unsaid else GapKind.MISSING_UNPACK
            part = stocks.drain([position], Draw(cause)).parts[0]
            item = (position.item, position.item_kind)
            inner = cause.content(*item, (part.quantity, position.unit))
            recorder.drawn(inner, part)
            here = stocks.land(inner, item, self._stands(told, cause))
            portion = Portion(position, part.quantity, Certainty.DECLARED, missing)
            self.goods.pass_on([portion], here, inner)
            if missing is not None:
                recorder.gap(missing, inner, here.key, part.quantity)
        stocks.emptied[cause.item].clear()
        if state.carries:
            state.born = Births()

    def _stands(self, told: Said, cause: Cause) -> Place:
        place = self.goods.want(cause, told.place).place
        outer = self.goods.stocks.current(cause.item)
        return place if place.key is not None or outer is None else outer.place

    def finish(self) -> None:
        """Says which contents no record spoke of after their container arrived by others."""
        for key, each in self.unconfirmed.items():
            if each.position.spoken_until == each.spoken_until:
                self.goods.recorder.gap(GapKind.MISSING_UNPACK, each.cause, key, each.cause.amount)
