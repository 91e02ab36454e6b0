"""The impact: what a forward trace reaches, in groups, with sums of what became of it.

Positions that the ledger only gathers others in are passed through, and hold no goods of their own.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cypher.errors import TimedOut
from cypher.records.entities import Entity, EntityRef
from cypher.records.parties import EntityKind
from cypher.records.views import GapView, HoldingView
from cypher.records.vocabulary import HoldingKind
from cypher.records.walks import Direction, View
from graph_api.rules.budget import Budget, Deadline
from graph_api.rules.completeness import Facts, reasons
from graph_api.rules.merge import Merged
from graph_api.rules.outcomes import Outcome, Reach, outcomes
from graph_api.rules.overdue import DAY
from graph_api.services.answering import (
    Details,
    as_it_was,
    gaps_on_the_way,
    lost_links,
    named,
    read_details,
    told,
)
from graph_api.services.answers import Carrier, Impact
from graph_api.services.carriers import Carriers
from graph_api.services.errors import BadArgument, OutOfTime
from graph_api.services.impact_groups import Counted, in_groups, whole
from graph_api.services.overdue import Overdue, moment_of
from graph_api.services.ports import Readers
from graph_api.services.presence import known_then
from graph_api.services.questions import ImpactBy, ImpactQuestion
from graph_api.services.refusals import Touched, refused_records, views
from graph_api.services.seeds import SeedResolver, Seeds
from graph_api.services.walking import Route, Walking
from graph_api.services.whereabouts import Whereabouts, read_register
from graph_api.settings import ApiSettings

_FOR_THE_WALK = 0.6
"""Share of the time left that the walk may take."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """What the walk reached, and what is told of it."""

    seeds: Seeds
    walked: Merged
    found: Details
    gaps: Sequence[GapView]
    damaged: int
    became: Sequence[Outcome]


class ImpactService:
    """Answers what an incident reaches; the view is settled by the caller."""

    def __init__(self, readers: Readers, seeds: SeedResolver, settings: ApiSettings) -> None:
        self._readers = readers
        self._seeds = seeds
        self._settings = settings
        self._overdue = Overdue(readers.details, round(settings.transit_expected_days * DAY))

    async def impact(self, question: ImpactQuestion, view: View, deadline: Deadline) -> Impact:
        """Raises NothingKnown, CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""
        self._check(question)
        try:
            reached = await self._reach(question, view, deadline)
            found, details = reached.found, self._readers.details
            carriers = await Carriers(details, view, deadline).collect(found.holdings.values())
            when = moment_of(question, view), view
            late = await self._overdue.gaps(found.holdings.values(), carriers, when, deadline)
            gaps = [*reached.gaps, *await gaps_on_the_way(details, carriers, view, deadline), *late]
            touched = Touched(reached.seeds, reached.walked.nodes, found.holdings, carriers)
            refused = await refused_records(self._readers.quarantine, touched, view, deadline)
            counted = await self._counted(question, found, carriers, deadline)
            consignments = await self._consignments(question, counted.values(), view, deadline)
        except TimedOut:
            raise OutOfTime from None
        by = reached.walked.truncated_by
        return Impact(
            seeds=reached.seeds.keys,
            whole=whole(counted, reached.became),
            groups=in_groups(counted, reached.became, question.group_by),
            transformations=len(found.transformations),
            consignments=consignments,
            gaps=told(gaps, named(found, carriers)) + refused,
            reasons=reasons(
                Facts(
                    [*gaps, *views(refused)], by, damaged=reached.damaged, seeds_unknown=reached.seeds.unknown
                )
            ),
            truncated=by is not None,
            truncated_by=by,
            as_of=view.as_of,
            known_at=view.known_at,
            transformation_seeds=reached.seeds.transformations,
        )

    def _check(self, question: ImpactQuestion) -> None:
        if not 0 < question.max_nodes <= self._settings.max_nodes:
            most = self._settings.max_nodes
            raise BadArgument("maxNodes", f"must be from 1 to {most}, not {question.max_nodes}")
        if not question.group_by:
            raise BadArgument("groupBy", "at least one is needed")

    async def _reach(self, question: ImpactQuestion, view: View, deadline: Deadline) -> _Reached:
        seeds = await self._seeds.resolve(question.seeds, view, deadline)
        seeds = await known_then(self._readers, seeds, view, deadline)
        limits = self._settings
        budget = Budget(limits.max_depth, question.max_nodes, limits.walk_edges, limits.edges_per_fetch)
        route = Route(seeds.keys, Direction.FORWARD, view, question.identity)
        walking = Walking(self._readers.edges, route, budget)
        walked = await walking.run(question.max_nodes, deadline.share(_FOR_THE_WALK))
        details = self._readers.details
        holdings = [node.key for node in walked.nodes.values() if not node.is_transformation]
        found, gaps, lines, damaged = await asyncio.gather(
            read_details(details, walked.nodes.values(), view, deadline),
            details.gaps(list(walked.nodes), view, deadline.remaining),
            details.lines(holdings, view, deadline.remaining),
            lost_links(details, list(walked.nodes), deadline),
        )
        became = outcomes(_reach_of(walked, found), lines, view.as_of)
        return _Reached(seeds, walked, found, gaps, damaged, became)

    async def _counted(
        self, question: ImpactQuestion, found: Details, carriers: Sequence[Carrier], deadline: Deadline
    ) -> Mapping[str, Counted]:
        holdings = list(_stocks(found).values())
        positions = (position for carrier in carriers for position in carrier.positions)
        register = await read_register(self._readers.parties, [*holdings, *positions], deadline)
        where = Whereabouts(carriers, register)
        batches = await self._batches(question, holdings, deadline)
        return {each.key: Counted(each, where.standing(each), batches.get(each.item)) for each in holdings}

    async def _consignments(
        self, question: ImpactQuestion, counted: Iterable[Counted], view: View, deadline: Deadline
    ) -> tuple[HoldingView, ...]:
        """Consignments that were open then, with what was in them, by key."""
        moving = {each.key: each for one in counted if (each := one.standing.consignment) is not None}
        then = Details(moving, {})
        if question.as_of is not None:
            then = await as_it_was(self._readers.details, then, view, deadline)
        return tuple(then.holdings[key] for key in sorted(moving))

    async def _batches(
        self, question: ImpactQuestion, holdings: Iterable[HoldingView], deadline: Deadline
    ) -> Mapping[str, EntityRef]:
        """The batch of each item: a lot is its own, a unit that of its master data."""
        if ImpactBy.BATCH not in question.group_by:
            return {}
        items = {holding.entity for holding in holdings if holding.entity is not None}
        batches = {item.key: item for item in items if item.kind is EntityKind.BATCH}
        units = [EntityRef(item.kind, item.key) for item in items if item.kind is EntityKind.UNIT]
        known: Mapping[EntityRef, Entity] = {}
        if units:
            known = await self._readers.parties.entities(units, deadline.remaining)
        return batches | {ref.key: unit.batch for ref, unit in known.items() if unit.batch is not None}


def _stocks(found: Details) -> Mapping[str, HoldingView]:
    """The holdings that hold goods of their own."""
    return {key: each for key, each in found.holdings.items() if each.kind is not HoldingKind.GATHERING}


def _reach_of(walked: Merged, found: Details) -> Reach:
    """What was reached, and when at the earliest."""
    stocks = _stocks(found)
    through = found.holdings.keys() - stocks.keys()
    gathered = {edge.source for edge in walked.edges if edge.target in through}
    return Reach(stocks, {key: walked.nodes[key].time for key in stocks}, gathered)
