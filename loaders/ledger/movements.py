"""What the readings do to goods that move, appear, are seen or vanish (ledger.md 3)."""

from dataclasses import dataclass, replace
from decimal import Decimal

from cypher.records.custody import TransformationRecord
from cypher.records.vocabulary import (
    Certainty,
    EdgeKind,
    Effect,
    GapKind,
    HoldingKind,
    ItemKind,
    PartyRole,
    StockStatus,
)
from loaders.ledger.finding import Found, about_then, bound_for, inside_at, tiers
from loaders.ledger.keys import transformation_key
from loaders.ledger.matching import arrived_before, departed_before, diverted, documents, matches
from loaders.ledger.places import NOWHERE, Place
from loaders.ledger.positions import Part, Position
from loaders.ledger.reading import Said, ended_as, party
from loaders.ledger.recorder import Cause, Recorder, Terms
from loaders.ledger.stocks import Draw, Stocks
from loaders.ledger.supply import Drawn, Portion, Supply, Want, how_sure


@dataclass(frozen=True, slots=True)
class Mover:
    """The readings, over the positions of one family."""

    stocks: Stocks
    supply: Supply
    recorder: Recorder

    # ── shared ───────────────────────────────────────────────────────────────────────────────────────

    def want(self, cause: Cause, place: Place, status: StockStatus = StockStatus.ENDED) -> Want:
        """What a line draws at a place; an item is never at itself."""
        at = NOWHERE if place.key == cause.item else place
        return Want(cause, at, cause.amount, status)

    def drawn(self, told: Said, cause: Cause, status: StockStatus = StockStatus.ENDED) -> list[Portion]:
        """Portions drawn where the goods were before; an owner who has none counts as not stated."""
        return self.supply.draw(self.want(cause, self.origin(told, cause), status))

    def origin(self, told: Said, cause: Cause) -> Place:
        """Where goods were before an event."""
        state = self.stocks.state(cause.item)
        if told.by_owner and not any(tiers(self.stocks, state, told.origin, cause.time)):
            return NOWHERE
        return told.origin

    def pass_on(self, portions: list[Portion], target: Position, cause: Cause) -> None:
        """Portions pass to a position, and are received there as what the line states."""
        for portion in portions:
            terms = Terms(portion.quantity, portion.certainty, portion.gap, unit=cause.unit)
            self.recorder.edge(EdgeKind.CUSTODY, (portion.position.key, target.key), cause, terms)
        self.stocks.receive(target, cause.amount, cause)
        self.recorder.line(cause, target.key, Effect.IN, cause.amount)
        self.keep(target, cause)

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
            self.keep(position, cause)

    def within(self, cause: Cause, containers: frozenset[str]) -> Found:
        """Stock of the line's item inside any of these containers, however deep."""
        state = self.stocks.state(cause.item)
        return [
            p
            for p in state.packed.values()
            if any(self.stocks.encloses(p.place.key or "", c) for c in containers)
        ]

    # ── movements ────────────────────────────────────────────────────────────────────────────────────

    def depart(self, told: Said, cause: Cause) -> None:
        before = departed_before(self.stocks, told, cause)
        covered = self.supply.covers(self.want(cause, self.origin(told, cause)))
        if before is not None and not (covered and before.ended is None and not documents(told)):
            self.seen([before], cause, told.place)
            return
        portions = self.drawn(told, cause)
        self.pass_on(portions, self._consignment(told, cause, portions), cause)

    def _consignment(self, told: Said, cause: Cause, portions: list[Portion]) -> Position:
        """Item × despatch: the lines of one event about one item are one consignment."""
        state = self.stocks.state(cause.item)
        known = state.departures.get(told.event.content_hash)
        if known is not None and known.ended is None:
            return known
        bound = NOWHERE if told.destination.key == cause.item else told.destination
        item = (cause.item, cause.line.kind)
        consignment = self.stocks.open(cause, item, bound, HoldingKind.TRANSIT)
        places = {portion.position.place for portion in portions}
        consignment.origin = places.pop() if len(places) == 1 else told.origin
        consignment.departed = told.event.content_hash
        consignment.documents = documents(told)
        state.departures[told.event.content_hash] = consignment
        for slip in consignment.documents:
            state.slips.setdefault(slip, {})[consignment.key] = consignment
        return consignment

    def arrive(self, told: Said, cause: Cause) -> None:
        drawn = Drawn([], self.want(cause, told.place))
        for found in [*matches(self.stocks, told, cause)]:
            if drawn.done:
                break
            self._match(drawn, found)
        before = [] if drawn.given else arrived_before(self.stocks, told, cause)
        if before:
            self.seen(before, cause, told.place)
            return
        if not drawn.given:
            self._match(drawn, diverted(self.stocks, cause), GapKind.DIVERTED)
        here = self._landed(told, cause)
        self._arrived(drawn, told, here)
        if drawn.given and not drawn.done and self.supply.tolerated(drawn, drawn.want.cause):
            return
        if not drawn.done:
            self._missing_despatch(drawn, told, here)

    def _landed(self, told: Said, cause: Cause) -> Position:
        at = self.want(cause, told.place).place
        here = self.supply.land(self.want(cause, at))
        site = self.stocks.places.site(told.place.key)
        self.stocks.state(cause.item).arrived.update((slip, site) for slip in documents(told))
        return here

    def _match(self, drawn: Drawn, found: Found, gap: GapKind | None = None) -> None:
        """Draws consignments that the arrival can mean."""
        if not found:
            return
        cause = drawn.want.cause
        taken = self.stocks.take(found, drawn.want.left, Draw(cause))
        for part in taken.parts:
            part.position.named = True
            shared = taken.given if part.quantity is None else part.quantity
            self.recorder.line(cause, part.position.key, Effect.OUT, shared)
            drawn.portions.append(Portion(part.position, part.quantity, _matched(part, cause), gap))
        drawn.given = drawn.given or bool(taken.parts)
        if taken.parts:
            drawn.want = drawn.want.less(taken.given)
            if gap is not None:
                self.recorder.gap(gap, cause, taken.parts[0].position.key, taken.given)

    def _arrived(self, drawn: Drawn, told: Said, here: Position) -> None:
        """What came with consignments; what is still wanting is brought apart."""
        cause = drawn.want.cause
        for portion in drawn.portions:
            terms = Terms(portion.quantity, portion.certainty, portion.gap, unit=cause.unit)
            self.recorder.edge(EdgeKind.CUSTODY, (portion.position.key, here.key), cause, terms)
        left = drawn.want.left
        known = cause.amount if drawn.done or left is None or cause.amount is None else cause.amount - left
        if drawn.given:
            self.stocks.receive(here, known, cause)
            self.recorder.line(cause, here.key, Effect.IN, known)
        self.keep(here, cause)

    def _missing_despatch(self, drawn: Drawn, told: Said, here: Position) -> None:
        """Nobody recorded that it was sent: from the stated source, else from wherever it is known."""
        want = replace(drawn.want, arriving=True, missing=GapKind.MISSING_DESPATCH)
        cause = want.cause
        rest = Drawn([], want, given=drawn.given)
        for found in self._from_source(told, cause, here):
            if rest.done:
                return
            self.supply.implied(rest, want.missing, found, here)
        if rest.done:
            return
        if rest.given or not self.supply.known_elsewhere(rest.want, here):
            self._just_arrived(rest, here)
        else:
            self.supply.bring(rest)

    def _from_source(self, told: Said, cause: Cause, here: Position) -> list[Found]:
        state = self.stocks.state(cause.item)
        if cause.event.disposition == "returned":
            sold = state.away.get((HoldingKind.SOLD, here.place.key))
            if sold is not None:
                return [[sold]]
        if not told.source_stated:
            return []
        stock = [*tiers(self.stocks, state, told.origin, cause.time)]
        return [[p for p in found if p is not here] for found in stock]

    def _just_arrived(self, rest: Drawn, here: Position) -> None:
        raise AssertionError
