"""Gathering positions: many candidates flow through one, so that draws stay linear (ledger.md 4)."""

from decimal import Decimal
from typing import ClassVar

from cypher.records.events import TimeRange
from cypher.records.vocabulary import FOREVER, Certainty, EdgeKind, GapKind, HoldingKind
from loaders.ledger.items import ItemState
from loaders.ledger.places import NOWHERE
from loaders.ledger.positions import Part, Position, together
from loaders.ledger.recorder import Cause, Recorder, Terms
from loaders.ledger.stocks import Draw, Stocks, Taken


class Gathering:
    """One gathering position an item; each candidate enters it by one edge over its whole life."""

    LIMIT: ClassVar[int] = 16

    def __init__(self, stocks: Stocks, recorder: Recorder) -> None:
        self._stocks = stocks
        self._recorder = recorder
        self._edges: list[tuple[Position, Position, Cause]] = []

    def of(self, state: ItemState, cause: Cause) -> list[Position]:
        """The gathering position, if anything in it can still be drawn; new positions enter it first."""
        entering = [*state.fresh.values()]
        through = self._enter(state, entering, cause)
        state.fresh.clear()
        if entering:
            members = [*state.gathered.current().members.values()][:1] if state.gathered is not None else []
            state.gathered = together([*members, *entering])
        group = state.gathered.current() if state.gathered is not None else None
        drawable = group is not None and group.members and group.balance != 0
        return [through] if drawable else []

    def of_ended(self, state: ItemState, found: list[Position], cause: Cause) -> list[Position]:
        """The gathering position, which these ended ones enter."""
        return [self._enter(state, found, cause)]

    def _enter(self, state: ItemState, found: list[Position], cause: Cause) -> Position:
        through = state.gathering
        if through is None:
            item = (cause.item, cause.line.kind)
            through = state.gathering = self._stocks.open(cause, item, NOWHERE, HoldingKind.GATHERING)
        for position in found:
            if not position.gathered and position is not through:
                position.gathered = True
                self._edges.append((position, through, cause))
        return through

    def take(self, through: Position, want: Decimal | None, draw: Draw) -> Taken:
        """Draws from all that flows through: from the group of it."""
        group = self._stocks.state(through.item).gathered
        if group is None:
            return Taken([], None)
        group = group.current()
        if want is None or group.balance is None:
            group.balance = None
            return Taken([Part(through, want, pooled=True)], want)
        if want < group.balance:
            group.balance -= want
            return Taken([Part(through, want, pooled=True)], want)
        held = group.balance
        for member in [*group.members.values()]:
            self._stocks.end(member, draw.cause.time)
        group.balance = Decimal(0)
        return Taken([Part(through, held, pooled=True)], held)

    def finish(self) -> None:
        """Writes the edges, now that every life is known."""
        for position, through, cause in self._edges:
            last = position.ended.latest if position.ended is not None else FOREVER
            life = TimeRange(position.opened.earliest, max(last, position.opened.earliest))
            terms = Terms(None, Certainty.POOLED, GapKind.MISSING_MOVEMENT, life)
            self._recorder.edge(EdgeKind.CUSTODY, (position.key, through.key), cause, terms)
