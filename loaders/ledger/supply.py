"""The normal draw of an item at a place; what it does not find is looked for as missing (ledger.md 4)."""

from dataclasses import replace
from decimal import Decimal

from cypher.records.vocabulary import GapKind, ItemKind
from loaders.ledger.finding import Found, ended_at, tiers
from loaders.ledger.missing import Missing
from loaders.ledger.places import Place
from loaders.ledger.positions import Position, all_available
from loaders.ledger.recorder import Cause, Recorder
from loaders.ledger.stocks import Draw, Stocks, Taken
from loaders.ledger.tolerance import Tolerances
from loaders.ledger.wants import Drawn, Portion, Want, how_sure


class Supply(Missing):
    """Draws by the normal rule, then by the rules for missing records."""

    def __init__(self, stocks: Stocks, recorder: Recorder, tolerances: Tolerances) -> None:
        super().__init__(stocks, recorder)
        self.tolerances = tolerances

    def draw(self, want: Want) -> list[Portion]:
        """Portions at the place that satisfy what is wanted, made out of whatever is known of the item."""
        drawn = Drawn([], want)
        state = self.stocks.state(want.item[0])
        for found in [*tiers(self.stocks, state, want.place, want.cause.time)]:
            if drawn.done:
                break
            self._pass(drawn, self._taken(found, drawn.want))
        last = None if drawn.given else self.left_over(want.cause, want.place)
        if last is not None:
            self._beyond_receipts(want, last)
            self._pass(drawn, self._taken([last], want))
        if not drawn.done and not self.tolerated(drawn, want):
            here = self.bring(drawn)
            if here is not None:
                self._pass(drawn, self._taken([here], replace(want, left=drawn.want.left)), final=True)
        return drawn.portions

    def left_over(self, cause: Cause, place: Place) -> Position | None:
        """Stock here that a line without a quantity had ended: it was not of all of it, it seems."""
        if not self.may_be_left(cause, place):
            return None
        last = ended_at(self.stocks, self.stocks.state(cause.item), place)
        if last is not None:
            self.stocks.reopen(last).forget()
        return last

    def may_be_left(self, cause: Cause, place: Place) -> bool:
        """Whether what ended here last was ended by a line without a quantity."""
        last = ended_at(self.stocks, self.stocks.state(cause.item), place)
        return last is not None and last.doubtful

    def _beyond_receipts(self, want: Want, last: Position) -> None:
        """How much the line without a quantity took is not known; surely no more is left than ever came."""
        if want.left is not None and last.received is not None and want.left > last.received:
            self.recorder.gap(GapKind.OVERDRAWN, want.cause, last.key, want.left - last.received)

    def covers(self, want: Want) -> bool:
        """Whether the normal draw alone satisfies what is wanted."""
        state = self.stocks.state(want.item[0])
        held = Decimal(0)
        for found in tiers(self.stocks, state, want.place, want.cause.time):
            if want.left is None:
                return True
            some = all_available(found, want.cause.unit)
            if some is None:
                return True
            held += some
        return want.left is not None and self.tolerances.covered(want.cause, want.left, held)

    def _taken(self, found: Found, want: Want) -> Taken:
        draw = Draw(want.cause, want.status)
        if want.all_of_it:
            for position in found:
                position.doubtful = position.item_kind is not ItemKind.UNIT
            return self.stocks.drain(found, draw)
        return self.stocks.take(found, want.left, draw)

    def _pass(self, drawn: Drawn, taken: Taken, *, final: bool = False) -> None:
        for part in taken.parts:
            self.recorder.drawn(drawn.want.cause, part, drawn.want.status)
            drawn.portions.append(Portion(part.position, part.quantity, how_sure(part)))
        drawn.given = drawn.given or bool(taken.parts)
        if taken.parts and not final:
            drawn.want = drawn.want.less(taken.given)

    def tolerated(self, drawn: Drawn, want: Want) -> bool:
        """A small remainder is reported and goes no further."""
        left = drawn.want.left
        if not drawn.given or left is None or want.left is None:
            return False
        if not self.tolerances.covered(want.cause, want.left, want.left - left):
            return False
        self.recorder.gap(GapKind.OVERDRAWN, want.cause, drawn.portions[-1].position.key, left)
        return True
