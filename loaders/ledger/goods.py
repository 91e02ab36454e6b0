"""What all readings share: what a line wants, passing goods on, and seeing them."""

from dataclasses import dataclass
from decimal import Decimal

from cypher.records.vocabulary import EdgeKind, Effect, HoldingKind, PartyRole, StockStatus
from loaders.ledger.finding import Found, tiers
from loaders.ledger.places import NOWHERE, Place
from loaders.ledger.positions import Position
from loaders.ledger.reading import Said, party
from loaders.ledger.recorder import Cause, Recorder, Terms
from loaders.ledger.stocks import Stocks, overlap
from loaders.ledger.supply import Supply
from loaders.ledger.wants import Portion, Want

_STATED = Decimal(-1)


@dataclass(frozen=True, slots=True)
class Goods:
    """The positions of one family, the ways to draw them, and the record of it."""

    stocks: Stocks
    supply: Supply
    recorder: Recorder

    def want(self, cause: Cause, place: Place, status: StockStatus | None = None) -> Want:
        """What a line draws at a place; an item is never at itself."""
        at = NOWHERE if place.key == cause.item else place
        return Want(cause, at, cause.amount, status)

    def drawn(self, told: Said, cause: Cause) -> list[Portion]:
        """Portions drawn where the goods were before."""
        return self.supply.draw(self.want(cause, self.origin(told, cause)))

    def origin(self, told: Said, cause: Cause) -> Place:
        """Where goods were before an event; an owner who has none counts as not stated."""
        state = self.stocks.state(cause.item)
        if told.by_owner and not any(tiers(self.stocks, state, told.origin, cause.time)):
            return NOWHERE
        return told.origin

    def pass_on(
        self, portions: list[Portion], target: Position, cause: Cause, amount: Decimal | None = _STATED
    ) -> None:
        """Portions pass to a position, and are received there as what the line states."""
        amount = cause.amount if amount is _STATED else amount
        for portion in portions:
            terms = Terms(portion.quantity, portion.certainty, portion.gap, unit=cause.unit)
            self.recorder.edge(EdgeKind.CUSTODY, (portion.position.key, target.key), cause, terms)
        self.stocks.receive(target, amount, cause)
        self.recorder.line(cause, target.key, Effect.IN, amount)
        self.keep(target, cause)
        self._seen_meanwhile(target, cause)

    def keep(self, position: Position, cause: Cause) -> None:
        """Notes who keeps and who owns it from now on, where the event says so."""
        event = cause.event
        keeper = party(event.destinations, PartyRole.POSSESSING_PARTY)
        owner = party(event.destinations, PartyRole.OWNING_PARTY)
        if keeper is not None and position.kind is not HoldingKind.TRANSIT:
            position.keepers.append((event.time, keeper))
        if owner is not None:
            position.owners.append((event.time, owner))

    def seen(self, found: Found, cause: Cause, place: Place = NOWHERE) -> None:
        """Only seen; a place that is not the position's own is kept on the line."""
        for position in found:
            passing = place.key if place.key != position.place.key else None
            self.recorder.line(cause, position.key, Effect.SEEN, cause.line.quantity, passing)
            position.touched = max(position.touched, cause.time.earliest)
            position.spoken_until = max(position.spoken_until or 0, cause.time.latest)
            self.keep(position, cause)

    def _seen_meanwhile(self, target: Position, cause: Cause) -> None:
        """What was seen at a place in some time may have been goods that came there within it."""
        outer = self.stocks.outermost(target)
        if outer is None or target.kind is not HoldingKind.STOCK or outer.kind is not HoldingKind.STOCK:
            return
        for earlier, place, on in self.stocks.state(target.item).observed:
            if target.key in on or not overlap(earlier.time, cause.time):
                continue
            if self.stocks.places.matches(outer.place, place):
                on.add(target.key)
                self.seen([target], earlier, place)

    def around(self, told: Said, position: Position) -> Position | None:
        """The outermost container of a position; none where the event names it itself."""
        outer = self.stocks.outermost(position)
        named = outer is None or outer is position or any(n.item == outer.item for n in told.event.lines)
        return None if named else outer

    def within(self, cause: Cause, containers: frozenset[str]) -> Found:
        """Stock of the line's item inside any of these containers, however deep."""
        packed = self.stocks.state(cause.item).packed.values()
        encloses = self.stocks.encloses
        return [p for p in packed if any(encloses(p.place.key or "", c) for c in containers)]
