"""The cascade for when records are missing: each rule gives what it holds (ledger.md 4)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from cypher.records.events import TimeRange
from cypher.records.vocabulary import Certainty, EdgeKind, Effect, GapKind, HoldingKind, ItemKind
from loaders.ledger.finding import (
    Found,
    bound_for,
    bound_nowhere,
    ended_at,
    ended_elsewhere,
    inside_at,
    stopped_at,
)
from loaders.ledger.gathering import Gathering
from loaders.ledger.positions import Part, Position
from loaders.ledger.recorder import Recorder, Terms
from loaders.ledger.stocks import Draw, Stocks, Taken
from loaders.ledger.wants import Drawn, Portion, Want


class Missing:
    """Finds goods that no record brought to where they are wanted."""

    def __init__(self, stocks: Stocks, recorder: Recorder) -> None:
        self.stocks = stocks
        self.recorder = recorder
        self.gathering = Gathering(stocks, recorder)
        self.bear: Callable[[str], None] = lambda _: None
        """lets what only later is born appear now"""
        self.unborn: Callable[[str], bool] = lambda _: False
        """whether anything is born only later"""

    def bring(self, drawn: Drawn, here: Position | None = None) -> Position | None:
        """Brings what is still wanting to the place by implied edges; None where an ended stock gave it.

        `drawn.want` is left with what was brought, so that it can be drawn.
        """
        wanted = drawn.want.left
        for gap, found in self._explained(drawn.want):
            here = self.implied(drawn, gap, found, here)
            if drawn.done:
                break
        if not drawn.done:
            here = self._beyond(drawn, here)
        if here is not None:
            drawn.want = replace(drawn.want, left=wanted)
        return here

    def _explained(self, want: Want) -> Iterator[tuple[GapKind, Found]]:
        """Rules 2 to 4, one after the other; all at once for a number born more than once.

        Of one birth all that is anywhere descends, whichever is drawn; of several, the nearest would hide
        where it truly came from.
        """
        once = self.stocks.state(want.item[0]).births < 2
        return self._known(want) if once else iter(self._at_once(want))

    def _at_once(self, want: Want) -> list[tuple[GapKind, Found]]:
        known = [(gap, found) for gap, found in self._known(want) if found]
        if len(known) < 2:
            return known
        last = known[-1][1]
        if last[0].kind is HoldingKind.GATHERING:
            return [(want.missing, last)]
        every = {position.key: position for _, found in known for position in found}
        return [(want.missing, [*every.values()])]

    def _known(self, want: Want) -> Iterator[tuple[GapKind, Found]]:
        """Rules 2 to 4: what is open somewhere."""
        state = self.stocks.state(want.item[0])
        if not want.arriving and want.missing is not GapKind.MISSING_PACK:
            yield GapKind.MISSING_UNPACK, inside_at(self.stocks, state, want.place)
            yield GapKind.MISSING_RECEIPT, bound_for(self.stocks, state, want.place)
            yield GapKind.MISSING_RECEIPT, bound_nowhere(self.stocks, state, want.place)
        if want.missing is not GapKind.MISSING_PACK:
            yield GapKind.MISSING_UNPACK, stopped_at(self.stocks, state, want.place)
        yield want.missing, self._elsewhere(want)

    def _elsewhere(self, want: Want) -> Found:
        state = self.stocks.state(want.item[0])
        if state.gathering is not None or len(state.fresh) > self.gathering.LIMIT:
            return self.gathering.of(state, want.cause)
        here = state.at.get(want.place.key, {})
        latest = want.cause.time.latest
        return [p for p in state.fresh.values() if p.key not in here and p.opened.earliest <= latest]

    def implied(self, drawn: Drawn, gap: GapKind, found: Found, here: Position | None) -> Position | None:
        """Goods found at other positions pass to the place by edges that nothing recorded."""
        want = drawn.want
        taken = self._out(found, want, want.left)
        if not taken.parts:
            return here
        here = here or self.land(want)
        if here.ended is not None:  # its group came to zero by this very draw
            self.stocks.reopen(here)
        for part in taken.parts:
            self.recorder.drawn(want.cause, part)
            self._edge(part, here, want, gap)
            self._guess(part.position)
            self._came_out(part, want, gap)
        self._receive(here, taken.given, want)
        here.guessed = here.guessed or any(part.position.ended is None for part in taken.parts)
        self.recorder.gap(gap, want.cause, here.key, taken.given)
        drawn.given, drawn.want = True, want.less(taken.given)
        return here

    def _came_out(self, part: Part, want: Want, gap: GapKind) -> None:
        """Contents found elsewhere by themselves came out of their container, wherever it stopped."""
        if part.position.inside and gap in (GapKind.MISSING_MOVEMENT, GapKind.MISSING_DESPATCH):
            self.recorder.gap(GapKind.MISSING_UNPACK, want.cause, part.position.key, part.quantity)

    def _guess(self, source: Position) -> None:
        """That nothing is left of it is no record: what a container held may still be inside."""
        source.guessed = True
        if source.inside and source.ended is not None and source.item_kind is not ItemKind.UNIT:
            self.stocks.emptied[source.place.key][source.key] = source

    def _out(self, found: Found, want: Want, left: Decimal | None) -> Taken:
        if not found:
            return Taken([], None)
        if found[0].kind is HoldingKind.GATHERING:
            return self.gathering.take(found[0], left, Draw(want.cause))
        return self.stocks.take(found, left, Draw(want.cause))

    def _edge(self, part: Part, here: Position, want: Want, gap: GapKind) -> None:
        time = want.cause.time
        since = TimeRange(min(part.position.touched, time.earliest), time.latest)
        sure = Certainty.POOLED if part.pooled else Certainty.DECLARED
        terms = Terms(part.quantity, sure, gap, since, want.cause.unit)
        self.recorder.edge(EdgeKind.CUSTODY, (part.position.key, here.key), want.cause, terms)

    def _receive(self, here: Position, quantity: Decimal | None, want: Want) -> None:
        self.stocks.receive(here, quantity, want.cause)
        self.recorder.line(want.cause, here.key, Effect.IN, quantity)

    def land(self, want: Want) -> Position:
        container = self.stocks.items.get(want.place.key or "")
        if container is not None and container.carries:
            return self.stocks.stow(want.cause, want.item, container.item)
        return self.stocks.land(want.cause, want.item, want.place)

    # ── rules 5 to 7 ─────────────────────────────────────────────────────────────────────────────────

    def _beyond(self, drawn: Drawn, here: Position | None) -> Position | None:
        """More than is known to be anywhere: from what ended, from what is born later, from nowhere."""
        want = drawn.want
        state = self.stocks.state(want.item[0])
        if not drawn.given and not state.ended and (here is None or here.opened == want.cause.time):
            here = self._not_yet(drawn, here)
            if drawn.done:
                return here
            want = drawn.want
        if drawn.given:
            holding = here.key if here is not None else drawn.portions[-1].position.key
            self.recorder.gap(GapKind.OVERDRAWN, want.cause, holding, want.left)
            return self._top_up(drawn, here)
        if any(position is not here for position in state.ended.values()):
            return self._ended(drawn, here)
        return self._unknown(drawn, here)

    def _top_up(self, drawn: Drawn, here: Position | None) -> Position | None:
        """An arrival of more than was sent still brings what it says."""
        if here is not None:
            self._receive(here, drawn.want.left, drawn.want)
        return here

    def _ended(self, drawn: Drawn, here: Position | None) -> Position | None:
        """Rule 5: edges without a quantity, the amount is in the gap."""
        want = drawn.want
        state = self.stocks.state(want.item[0])
        last = None if want.arriving else ended_at(self.stocks, state, want.place)
        if last is not None:
            self._from_ended(drawn, last)
            return None
        found = ended_elsewhere(state)
        if len(found) > self.gathering.LIMIT:
            found = self.gathering.of_ended(state, found, want.cause)
        here = here or self.land(want)
        for position in found:
            if position is not here:
                self.recorder.line(want.cause, position.key, Effect.OUT)
                self._edge(Part(position, None, len(found) > 1), here, want, GapKind.OVERDRAWN)
        self._receive(here, want.left, want)
        self.recorder.gap(GapKind.OVERDRAWN, want.cause, here.key, want.left)
        drawn.given = True
        return here

    def _from_ended(self, drawn: Drawn, last: Position) -> None:
        """More is drawn from stock that came to an end."""
        want = drawn.want
        self.recorder.drawn(want.cause, Part(last, None, pooled=False), want.status)
        drawn.portions.append(Portion(last, None, Certainty.DECLARED, GapKind.OVERDRAWN))
        self.recorder.gap(GapKind.OVERDRAWN, want.cause, last.key, want.left)

    def _not_yet(self, drawn: Drawn, here: Position | None) -> Position | None:
        """Rule 6: what only later appears; what may have appeared in time just moved unrecorded."""
        want = drawn.want
        name = want.item[0]
        self.bear(name)
        latest = want.cause.time.latest
        found = [p for p in self.stocks.state(name).fresh.values() if p is not here]
        in_time = [p for p in found if p.opened.earliest <= latest]
        if in_time:
            return self.implied(drawn, want.missing, in_time, here)
        return self.implied(drawn, GapKind.TIME_CONTRADICTION, found, here)

    def _unknown(self, drawn: Drawn, here: Position | None) -> Position:
        """Rule 7: a position without a receipt; or an arrival that nothing else speaks of."""
        want = drawn.want
        if here is not None and here.item_kind is ItemKind.UNIT and here.receipts:
            return self._born_here(drawn, here)
        known = here is not None and (here.receipts > 0 or here.own is None)
        here = here or self.land(want)
        if want.missing is GapKind.MISSING_DESPATCH:
            self._receive(here, want.left, want)
        elif here.item_kind is ItemKind.UNIT:
            self._receive(here, Decimal(1), want)
        else:
            here.forget()
            here.received = None
            self.recorder.line(want.cause, here.key, Effect.SEEN, want.cause.line.quantity)
        self.recorder.gap(want.missing if known else GapKind.UNKNOWN_ORIGIN, want.cause, here.key, want.left)
        drawn.given = True
        return here

    def _born_here(self, drawn: Drawn, here: Position) -> Position:
        """A unit that arrives where it is only later born: it stands there once, and is seen too early."""
        self.recorder.line(drawn.want.cause, here.key, Effect.SEEN)
        self.recorder.gap(GapKind.TIME_CONTRADICTION, drawn.want.cause, here.key, drawn.want.left)
        drawn.given = True
        return here
