"""The trace: where goods came from and where they went, at one view of the two clocks."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from cypher.errors import TimedOut
from cypher.records.views import GapView
from cypher.records.walks import View
from graph_api.rules import trace_cursor
from graph_api.rules.budget import Budget, Deadline, TruncationReason
from graph_api.rules.completeness import Facts, Reason, reasons, so_far
from graph_api.rules.merge import Merged, continuation
from graph_api.rules.overdue import DAY
from graph_api.rules.trace_cursor import TraceCursor
from graph_api.services.answering import (
    Details,
    as_it_was,
    gaps_on_the_way,
    lost_links,
    named,
    read_details,
    told,
    trace_edge,
    trace_nodes,
)
from graph_api.services.answers import Carrier, TraceGraph
from graph_api.services.carriers import Carriers
from graph_api.services.errors import BadArgument, OutOfTime
from graph_api.services.overdue import Overdue, moment_of
from graph_api.services.ports import Readers
from graph_api.services.presence import known_then
from graph_api.services.questions import TraceQuestion
from graph_api.services.refusals import Touched, refused_records, views
from graph_api.services.seeds import SeedResolver, Seeds
from graph_api.services.walking import Route, Walking
from graph_api.services.whereabouts import as_carried
from graph_api.settings import ApiSettings

_FOR_THE_WALK = 0.7
"""Share of the time left that the walk may take; the rest is for telling what it reached."""


@dataclass(frozen=True, slots=True)
class _Page:
    """One page: what it shows, the whole walk up to it, and where the page before it ended."""

    shown: Merged
    whole: Merged
    before: TraceCursor


class TraceService:
    """Answers traces; the view is settled by the caller, so that an answer can be kept by it."""

    def __init__(self, readers: Readers, seeds: SeedResolver, settings: ApiSettings) -> None:
        self._readers = readers
        self._seeds = seeds
        self._settings = settings
        self._overdue = Overdue(readers.details, round(settings.transit_expected_days * DAY))

    async def trace(self, question: TraceQuestion, view: View, deadline: Deadline) -> TraceGraph:
        """One page; raises NothingKnown, CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""
        self._check(question)
        before = self._before(question, view)
        try:
            seeds = await self._seeds.resolve(question.seeds, view, deadline)
            seeds = await known_then(self._readers, seeds, view, deadline)
            page = await self._walk(question, seeds.keys, before, deadline)
            return await self._answer(question, seeds, page, view, deadline)
        except TimedOut:
            raise OutOfTime from None

    def _check(self, question: TraceQuestion) -> None:
        limits = {"maxDepth": self._settings.max_depth, "maxNodes": self._settings.max_nodes}
        asked = {"maxDepth": question.max_depth, "maxNodes": question.max_nodes}
        for argument, value in asked.items():
            if not 0 < value <= limits[argument]:
                raise BadArgument(argument, f"must be from 1 to {limits[argument]}, not {value}")

    def _before(self, question: TraceQuestion, view: View) -> TraceCursor:
        """Where the page before ended; for a first page, at nothing."""
        if question.after is None:
            return TraceCursor(_fingerprint(question), view)
        cursor = trace_cursor.decode(question.after)
        if cursor is None or cursor.question != _fingerprint(question) or cursor.view != view:
            raise BadArgument("after", "is not the end cursor of an answer to this question")
        if cursor.given >= self._settings.walk_nodes:
            raise BadArgument("after", "the walk can go no further: ask from its frontier")
        return cursor

    async def _walk(
        self, question: TraceQuestion, seeds: tuple[str, ...], before: TraceCursor, deadline: Deadline
    ) -> _Page:
        walk_until, given = deadline.share(_FOR_THE_WALK), before.given
        budget = Budget(
            question.max_depth, max(given, 1), self._settings.walk_edges, self._settings.edges_per_fetch
        )
        walking = Walking(
            self._readers.edges, Route(seeds, question.direction, before.view, question.identity), budget
        )
        known = await walking.run(given, walk_until) if given else None
        most = min(given + question.max_nodes, self._settings.walk_nodes)
        whole = await walking.run(most, walk_until)
        return _Page(continuation(known, whole) if known else whole, whole, before)

    async def _answer(
        self, question: TraceQuestion, seeds: Seeds, page: _Page, view: View, deadline: Deadline
    ) -> TraceGraph:
        details, shown, by = self._readers.details, page.shown, page.whole.truncated_by
        found, gaps, damaged = await asyncio.gather(
            self._details(question, shown, view, deadline),
            details.gaps(list(shown.nodes), view, deadline.remaining),
            lost_links(details, list(shown.nodes), deadline),
        )
        carriers = await Carriers(details, view, deadline).collect(found.holdings.values())
        gaps = [*gaps, *await self._of_the_way(question, found, carriers, (view, deadline))]
        touched = Touched(seeds, shown.nodes, found.holdings, carriers)
        refused = await refused_records(self._readers.quarantine, touched, view, deadline)
        told_of = [*gaps, *views(refused)]
        facts = Facts(told_of, by, earlier=page.before.reasons, seeds_unknown=seeds.unknown, damaged=damaged)
        why_not = reasons(facts)
        return TraceGraph(
            direction=question.direction,
            seeds=seeds.keys,
            nodes=trace_nodes(shown.nodes.values(), _carried(found, carriers)),
            edges=tuple(trace_edge(edge) for edge in shown.edges),
            carriers=carriers,
            gaps=told(gaps, named(found, carriers)) + refused,
            reasons=why_not,
            truncated=by is not None,
            truncated_by=by,
            frontier=page.whole.frontier,
            end_cursor=self._end_cursor(page, why_not),
            as_of=view.as_of,
            known_at=view.known_at,
            transformations=seeds.transformations.union(
                key for key in page.whole.frontier if page.whole.nodes[key].is_transformation
            ),
        )

    async def _of_the_way(
        self, question: TraceQuestion, found: Details, carriers: Sequence[Carrier], at: tuple[View, Deadline]
    ) -> list[GapView]:
        """Gaps of what carried the goods, and of what is under way for too long."""
        view, deadline = at
        when = moment_of(question, view), view
        late = await self._overdue.gaps(found.holdings.values(), carriers, when, deadline)
        return [*await gaps_on_the_way(self._readers.details, carriers, view, deadline), *late]

    async def _details(
        self, question: TraceQuestion, shown: Merged, view: View, deadline: Deadline
    ) -> Details:
        found = await read_details(self._readers.details, shown.nodes.values(), view, deadline)
        if question.as_of is None:
            return found
        return await as_it_was(self._readers.details, found, view, deadline)

    def _end_cursor(self, page: _Page, why_not: Sequence[Reason]) -> str | None:
        given = max(page.before.given, len(page.whole.nodes))
        if page.whole.truncated_by is not TruncationReason.NODES or given >= self._settings.walk_nodes:
            return None
        told = tuple(sorted({*page.before.reasons, *so_far(why_not)}))
        return page.before._replace(given=given, reasons=told).encode()


def _carried(found: Details, carriers: Sequence[Carrier]) -> Details:
    return Details(as_carried(found.holdings, carriers), found.transformations)


def _fingerprint(question: TraceQuestion) -> str:
    """What pages of one answer have in common; how long a page is may change."""
    asked = tuple(seed.asked for seed in question.seeds)
    return trace_cursor.fingerprint((asked, question.direction, question.identity, question.max_depth))
