"""Overdue consignments among what an answer reaches, and among the containers that hold reached goods."""

from collections.abc import Iterable, Sequence

from cypher.records.views import GapView, HoldingView
from cypher.records.vocabulary import Effect
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.rules.overdue import is_late, overdue_gap
from graph_api.services.answers import Carrier
from graph_api.services.ports import CustodyDetails
from graph_api.services.questions import ImpactQuestion, TraceQuestion


def moment_of(question: TraceQuestion | ImpactQuestion, view: View) -> int:
    """The earlier of `asOf` and the `knownAt` that was asked for: later, nobody could have waited."""
    return view.as_of if question.known_at is None else min(view.as_of, question.known_at)


class Overdue:
    """Finds overdue consignments at one moment; `expected` is in microseconds."""

    def __init__(self, details: CustodyDetails, expected: int) -> None:
        self._details = details
        self._expected = expected

    async def gaps(
        self,
        holdings: Iterable[HoldingView],
        carriers: Iterable[Carrier],
        when: tuple[int, View],
        deadline: Deadline,
    ) -> list[GapView]:
        """One gap a late consignment, by key; `when` is the moment, and the view of the answer.

        One of which no amount is known stays open after its receipt: it is late only if nothing came of it.
        """
        moment, view = when
        held = [each for carrier in carriers if carrier.end is None for each in carrier.positions]
        found = {each.key: each for each in (*holdings, *held)}
        late = {key: each for key, each in found.items() if is_late(each, moment, self._expected)}
        received = await self._received([key for key in late if late[key].balance is None], view, deadline)
        return [overdue_gap(late[key]) for key in sorted(late) if key not in received]

    async def _received(self, keys: Sequence[str], view: View, deadline: Deadline) -> set[str]:
        lines = await self._details.lines(sorted(keys), view, deadline.remaining) if keys else ()
        return {each.holding for each in lines if each.effect is Effect.OUT and each.earliest <= view.as_of}
