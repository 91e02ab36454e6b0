"""Goods that move: despatches, arrivals, sales, losses and what passes from hand to hand (ledger.md 3)."""

from dataclasses import dataclass, replace

from cypher.records.vocabulary import Certainty, GapKind, HoldingKind, ItemKind
from loaders.ledger.finding import Found, tiers
from loaders.ledger.goods import Goods
from loaders.ledger.matching import arrived_before, departed_before, diverted, documents, matches
from loaders.ledger.places import NOWHERE, Place
from loaders.ledger.positions import Part, Position
from loaders.ledger.reading import Said
from loaders.ledger.recorder import Cause
from loaders.ledger.steps import Steps
from loaders.ledger.stocks import Draw
from loaders.ledger.wants import Drawn, Portion


@dataclass(frozen=True, slots=True)
class Movements:
    """The readings that pass goods on."""

    goods: Goods
    steps: Steps

    def depart(self, told: Said, cause: Cause) -> None:
        """The first despatch that finds the goods draws them; a second report is only seen."""
        if cause.line.kind is not ItemKind.UNIT:
            rest = self.steps.join(told, cause)
            if rest is None:
                return
            cause = rest
        before = departed_before(self.goods.stocks, told, cause)
        if before is not None:
            self.goods.seen([before], cause, told.place)
            return
        portions = self.goods.drawn(told, cause)
        consignment = self._consignment(told, cause, portions)
        self.goods.pass_on(portions, consignment, cause)
        self.steps.open(told, cause, consignment)

    def _consignment(self, told: Said, cause: Cause, portions: list[Portion]) -> Position:
        """Item × despatch: the lines of one event about one item are one consignment."""
        stocks = self.goods.stocks
        state = stocks.state(cause.item)
        known = state.departures.get(told.event.content_hash)
        if known is not None and known.ended is None:
            return known
        bound = NOWHERE if told.destination.key == cause.item else told.destination
        consignment = stocks.open(cause, (cause.item, cause.line.kind), bound, HoldingKind.TRANSIT)
        left = {portion.position.place for portion in portions}
        consignment.origin = left.pop() if len(left) == 1 else told.origin
        consignment.departed = told.event.content_hash
        consignment.documents = documents(told)
        state.departures[told.event.content_hash] = consignment
        for slip in consignment.documents:
            state.slips.setdefault(slip, {})[consignment.key] = consignment
        return consignment

    def arrive(self, told: Said, cause: Cause) -> None:
        """Draws the consignments meant, else what is known elsewhere, and receives it all at the place."""
        stocks, supply = self.goods.stocks, self.goods.supply
        if cause.line.kind is not ItemKind.UNIT or not any(matches(stocks, told, cause)):
            rest = self.steps.join(told, cause)
            if rest is None:
                return
            cause = rest
        want = replace(self.goods.want(cause, told.place), arriving=True, missing=GapKind.MISSING_DESPATCH)
        drawn = Drawn([], want)
        for found in matches(stocks, told, cause):
            self._match(drawn, found)
            if drawn.done:
                break
        before = [] if drawn.given else arrived_before(stocks, told, cause)
        if before:
            self.goods.seen(before, cause, told.place)
            return
        if not drawn.given:
            self._match(drawn, diverted(stocks, told, cause), GapKind.DIVERTED)
        self.steps.open(told, cause, self._receive(drawn, told))
        if not drawn.done and not supply.tolerated(drawn, want):
            self._missing(drawn, told)

    def _match(self, drawn: Drawn, found: Found, gap: GapKind | None = None) -> None:
        """Draws consignments that the arrival can mean."""
        cause = drawn.want.cause
        taken = self.goods.stocks.take(found, drawn.want.left, Draw(cause))
        for part in taken.parts:
            part.position.named = True
            self.goods.recorder.drawn(cause, part)
            drawn.portions.append(self._portion(part, cause, gap))
        if taken.parts:
            drawn.given, drawn.want = True, drawn.want.less(taken.given)
            if gap is not None:
                self.goods.recorder.gap(gap, cause, taken.parts[0].position.key, taken.given)

    def _portion(self, part: Part, cause: Cause, gap: GapKind | None) -> Portion:
        """What a match gives; goods that were only seen on their way left without a record."""
        if part.position.kind is not HoldingKind.STOCK:
            return Portion(part.position, part.quantity, _matched(part, cause), gap)
        gap = GapKind.MISSING_DESPATCH
        self.goods.recorder.gap(gap, cause, part.position.key, part.quantity)
        return Portion(part.position, part.quantity, Certainty.DECLARED, gap)

    def _receive(self, drawn: Drawn, told: Said) -> Position:
        """The goods of the consignments come to the place; a small remainder with them."""
        cause, left = drawn.want.cause, drawn.want.left
        state = self.goods.stocks.state(cause.item)
        here = self.goods.supply.land(drawn.want)
        site = self.goods.stocks.places.site(told.place.key)
        state.arrived.update((slip, site) for slip in documents(told))
        self.goods.keep(here, cause)
        if drawn.given:
            known = cause.amount if cause.amount is None or left is None else cause.amount - left
            self.goods.pass_on(drawn.portions, here, cause, known)
        return here

    def _missing(self, drawn: Drawn, told: Said) -> None:
        """Nobody recorded the despatch: from the stated source, else from wherever it is known."""
        want, supply = drawn.want, self.goods.supply
        here = supply.land(want)
        for found in self._sources(told, want.cause, here):
            supply.implied(drawn, want.missing, found, here)
            if drawn.done:
                return
        supply.bring(drawn, here)

    def _sources(self, told: Said, cause: Cause, here: Position) -> list[Found]:
        """Where the arrival says that the goods came from."""
        if not told.source_stated:
            return []
        state = self.goods.stocks.state(cause.item)
        stock = [*tiers(self.goods.stocks, state, told.origin, cause.time)]
        found = [[p for p in tier if p is not here and p.place.key is not None] for tier in stock]
        return [tier for tier in found if tier]

    def call_off(self, told: Said, cause: Cause) -> None:
        """A consignment passes back to where it left."""
        stocks = self.goods.stocks
        meant = called_off(self.goods, told, cause)
        if not meant:
            self.arrive(told, cause)
            return
        drawn = Drawn([], self.goods.want(cause, told.place))
        self._match(drawn, meant)
        origin = meant[0].origin
        back = origin if stocks.places.matches(origin, told.place) and origin.key is not None else told.place
        here = stocks.land(cause, drawn.want.item, back)
        known = None if cause.amount is None or drawn.want.left is None else cause.amount - drawn.want.left
        self.goods.pass_on(drawn.portions, here, cause, known)

    def leave(self, told: Said, cause: Cause, kind: HoldingKind) -> None:
        """To consumers, or lost: a position that stays in every forward scope."""
        stocks = self.goods.stocks
        state = stocks.state(cause.item)
        place = self.goods.want(cause, told.place).place
        if cause.line.kind is ItemKind.UNIT and not any(tiers(stocks, state, place, cause.time)):
            gone = [p for p in state.open.values() if p.kind is kind]
            if gone and not self._sold_elsewhere(gone, cause, place):
                self.goods.seen(gone, cause, place)
            if gone:
                return
        portions = self.goods.supply.draw(self.goods.want(cause, place))
        at = portions[0].position.place if place.key is None and portions else place
        target = state.away.get((kind, at.key)) or stocks.open(cause, (cause.item, cause.line.kind), at, kind)
        self.goods.pass_on(portions, target, cause)

    def _sold_elsewhere(self, gone: Found, cause: Cause, place: Place) -> bool:
        """One unit sold in two places: it counts where it was sold last, and the records contradict."""
        stocks, recorder = self.goods.stocks, self.goods.recorder
        if gone[0].kind is not HoldingKind.SOLD or any(stocks.places.matches(p.place, place) for p in gone):
            return False
        part = stocks.drain(gone[:1], Draw(cause)).parts[0]
        recorder.drawn(cause, part)
        here = stocks.open(cause, (cause.item, cause.line.kind), place, HoldingKind.SOLD)
        portion = Portion(part.position, part.quantity, Certainty.DECLARED, GapKind.OVERDRAWN)
        self.goods.pass_on([portion], here, cause)
        recorder.gap(GapKind.OVERDRAWN, cause, here.key)
        return True

    def hand_over(self, told: Said, cause: Cause) -> None:
        """From one place or keeper to the other at once."""
        portions = self.goods.drawn(told, cause)
        to = self.goods.want(cause, self.destination(told)).place
        here = self.goods.supply.land(replace(self.goods.want(cause, to)))
        self.goods.pass_on(portions, here, cause)

    @staticmethod
    def destination(told: Said) -> Place:
        """Where goods are handed over to."""
        return told.destination if told.destination.key is not None else told.place


def called_off(goods: Goods, told: Said, cause: Cause, *, sure: bool = False) -> Found:
    """Consignments that a called-off despatch means: by document, else those that left there.

    Where it must be `sure`, a document that no consignment has means one that is still to come.
    """
    stocks = goods.stocks
    state = stocks.state(cause.item)
    slips = [p for s in sorted(documents(told)) for p in state.slips.get(s, {}).values() if p.ended is None]
    if slips:
        return [*dict.fromkeys(slips)]
    if sure and documents(told):
        return []
    open_then = [p for p in state.transit.values() if p.opened.earliest <= cause.time.latest]
    from_there = [p for p in open_then if stocks.places.matches(p.origin, told.place)]
    return [p for p in from_there if not (documents(told) and p.documents)] or from_there


def _matched(part: Part, cause: Cause) -> Certainty:
    """One candidate: recorded; confirmed for a unit, or where document and quantity agree (ledger.md 5)."""
    position = part.position
    if position.item_kind is ItemKind.UNIT:
        return Certainty.CONFIRMED
    if part.pooled:
        return Certainty.POOLED
    slips = {document.value for document in cause.event.documents}
    agreed = bool(slips & position.documents) and position.received == cause.amount is not None
    return Certainty.CONFIRMED if agreed else Certainty.RECORDED
