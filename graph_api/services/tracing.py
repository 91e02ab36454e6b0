"""The trace: where goods came from and where they went, at one view of the two clocks."""

import asyncio
from dataclasses import dataclass

from cypher.errors import TimedOut
from cypher.records.walks import View
from graph_api.rules import trace_cursor
from graph_api.rules.budget import Budget, Deadline, TruncationReason
from graph_api.rules.merge import Merged, continuation
from graph_api.rules.trace_cursor import TraceCursor
from graph_api.services.answering import (
    Details,
    as_it_was,
    concerning,
    nothing_missing,
    read_details,
    told,
    trace_edge,
    trace_nodes,
)
from graph_api.services.answers import TraceGraph
from graph_api.services.carriers import Carriers
from graph_api.services.errors import BadArgument, OutOfTime
from graph_api.services.ports import Readers
from graph_api.services.questions import TraceQuestion
from graph_api.services.seeds import SeedResolver
from graph_api.services.walking import Route, Walking
from graph_api.settings import ApiSettings

_FOR_THE_WALK = 0.7
"""Share of the time left that the walk may take; the rest is for telling what it reached."""
_CONTINUED = (TruncationReason.NODES, TruncationReason.TIME)


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: what it shows, the whole walk up to it, and how many nodes earlier pages gave."""

    shown: Merged
    whole: Merged
    given: int


class TraceService:
    """Answers traces; the view is settled by the caller, so that an answer can be kept by it."""

    def __init__(self, readers: Readers, seeds: SeedResolver, settings: ApiSettings) -> None:
        self._readers = readers
        self._seeds = seeds
        self._settings = settings

    async def trace(self, question: TraceQuestion, view: View, deadline: Deadline) -> TraceGraph:
        """One page; raises CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""
        self._check(question)
        given = self._given(question, view)
        try:
            seeds = await self._seeds.resolve(question.seeds, view, deadline)
            page = await self._walk(question, seeds, view, given, deadline)
            return await self._answer(question, seeds, page, view, deadline)
        except TimedOut:
            raise OutOfTime from None

    def _check(self, question: TraceQuestion) -> None:
        limits = {"maxDepth": self._settings.max_depth, "maxNodes": self._settings.max_nodes}
        asked = {"maxDepth": question.max_depth, "maxNodes": question.max_nodes}
        for argument, value in asked.items():
            if not 0 < value <= limits[argument]:
                raise BadArgument(argument, f"must be from 1 to {limits[argument]}, not {value}")

    def _given(self, question: TraceQuestion, view: View) -> int:
        """How many nodes earlier pages gave."""
        if question.after is None:
            return 0
        cursor = trace_cursor.decode(question.after)
        if cursor is None or cursor.question != _fingerprint(question) or cursor.view != view:
            raise BadArgument("after", "is not the end cursor of an answer to this question")
        if cursor.given >= self._settings.walk_nodes:
            raise BadArgument("after", "the walk can go no further: ask from its frontier")
        return cursor.given

    async def _walk(
        self, question: TraceQuestion, seeds: tuple[str, ...], view: View, given: int, deadline: Deadline
    ) -> _Page:
        walk_until = deadline.share(_FOR_THE_WALK)
        budget = Budget(
            question.max_depth, max(given, 1), self._settings.walk_edges, self._settings.edges_per_fetch
        )
        walking = Walking(
            self._readers.edges, Route(seeds, question.direction, view, question.identity), budget
        )
        before = await walking.run(given, walk_until) if given else None
        most = min(given + question.max_nodes, self._settings.walk_nodes)
        whole = await walking.run(most, walk_until)
        return _Page(continuation(before, whole) if before else whole, whole, given)

    async def _answer(
        self, question: TraceQuestion, seeds: tuple[str, ...], page: _Page, view: View, deadline: Deadline
    ) -> TraceGraph:
        details, shown, whole = self._readers.details, page.shown, page.whole
        events = sorted({edge.event for edge in shown.edges})
        found, gaps = await asyncio.gather(
            self._details(question, shown, view, deadline),
            details.gaps(list(whole.nodes), events, view, deadline.remaining),
        )
        gaps = concerning(gaps, found)
        carriers = await Carriers(details, view, deadline).collect(found.holdings.values())
        return TraceGraph(
            direction=question.direction,
            seeds=seeds,
            nodes=trace_nodes(shown.nodes.values(), found),
            edges=tuple(trace_edge(edge) for edge in shown.edges),
            carriers=carriers,
            gaps=told(gap for gap in gaps if gap.holding is None or gap.holding in shown.nodes),
            complete=whole.truncated_by is None and nothing_missing(gaps),
            truncated=whole.truncated_by is not None,
            truncated_by=whole.truncated_by,
            frontier=whole.frontier,
            end_cursor=self._end_cursor(question, page, view),
            as_of=view.as_of,
            known_at=view.known_at,
        )

    async def _details(
        self, question: TraceQuestion, shown: Merged, view: View, deadline: Deadline
    ) -> Details:
        found = await read_details(self._readers.details, shown.nodes.values(), view, deadline)
        if question.as_of is None:
            return found
        return await as_it_was(self._readers.details, found, view, deadline)

    def _end_cursor(self, question: TraceQuestion, page: _Page, view: View) -> str | None:
        given = max(page.given, len(page.whole.nodes))
        if page.whole.truncated_by not in _CONTINUED or given >= self._settings.walk_nodes:
            return None
        return TraceCursor(_fingerprint(question), view, given).encode()


def _fingerprint(question: TraceQuestion) -> str:
    """What pages of one answer have in common; how long a page is may change."""
    asked = tuple(seed.asked for seed in question.seeds)
    return trace_cursor.fingerprint((asked, question.direction, question.identity, question.max_depth))
