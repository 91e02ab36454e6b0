"""The impact: what a forward trace reaches, in groups, with sums where quantities are known.

Positions that the ledger only gathers others in are passed through, and hold no goods of their own.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cypher.errors import TimedOut
from cypher.records.entities import Entity, EntityRef
from cypher.records.parties import EntityKind
from cypher.records.views import GapView, HoldingView
from cypher.records.vocabulary import HoldingKind, StockStatus
from cypher.records.walks import Direction, View
from graph_api.rules.budget import Budget, Deadline
from graph_api.rules.exact import plus
from graph_api.rules.merge import Merged
from graph_api.services.answering import (
    Details,
    as_it_was,
    nothing_missing,
    read_details,
    told,
)
from graph_api.services.answers import Carrier, GroupKey, Impact, ImpactGroup, QuantitySum
from graph_api.services.carriers import Carriers
from graph_api.services.errors import BadArgument, OutOfTime
from graph_api.services.ports import Readers
from graph_api.services.questions import ImpactBy, ImpactQuestion
from graph_api.services.seeds import SeedResolver
from graph_api.services.walking import Route, Walking
from graph_api.services.whereabouts import Standing, Whereabouts, read_register
from graph_api.settings import ApiSettings

_FOR_THE_WALK = 0.6
"""Share of the time left that the walk may take."""


@dataclass(frozen=True, slots=True)
class _Reached:
    """What the walk reached, and what is told of it."""

    seeds: tuple[str, ...]
    walked: Merged
    found: Details
    gaps: Sequence[GapView]


@dataclass(frozen=True, slots=True)
class _Counted:
    """One reached holding as it is counted."""

    holding: HoldingView
    standing: Standing
    batch: EntityRef | None


class ImpactService:
    """Answers what an incident reaches; the view is settled by the caller."""

    def __init__(self, readers: Readers, seeds: SeedResolver, settings: ApiSettings) -> None:
        self._readers = readers
        self._seeds = seeds
        self._settings = settings

    async def impact(self, question: ImpactQuestion, view: View, deadline: Deadline) -> Impact:
        """Raises CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""
        self._check(question)
        try:
            reached = await self._reach(question, view, deadline)
            carriers = await Carriers(self._readers.details, view, deadline).collect(
                reached.found.holdings.values()
            )
            counted = await self._counted(question, reached.found, carriers, deadline)
        except TimedOut:
            raise OutOfTime from None
        by = reached.walked.truncated_by
        consignments = {each.standing.consignment for each in counted} - {None}
        return Impact(
            seeds=reached.seeds,
            groups=_groups(counted, question.group_by),
            holdings=len(counted),
            transformations=len(reached.found.transformations),
            consignments=tuple(sorted((each for each in consignments if each), key=lambda each: each.key)),
            gaps=told(reached.gaps, reached.found.holdings),
            complete=by is None and nothing_missing(reached.gaps),
            truncated=by is not None,
            truncated_by=by,
            as_of=view.as_of,
            known_at=view.known_at,
        )

    def _check(self, question: ImpactQuestion) -> None:
        if not 0 < question.max_nodes <= self._settings.max_nodes:
            most = self._settings.max_nodes
            raise BadArgument("maxNodes", f"must be from 1 to {most}, not {question.max_nodes}")
        if not question.group_by:
            raise BadArgument("groupBy", "at least one is needed")

    async def _reach(self, question: ImpactQuestion, view: View, deadline: Deadline) -> _Reached:
        seeds = await self._seeds.resolve(question.seeds, view, deadline)
        limits = self._settings
        budget = Budget(limits.max_depth, question.max_nodes, limits.walk_edges, limits.edges_per_fetch)
        route = Route(seeds, Direction.FORWARD, view, question.identity)
        walking = Walking(self._readers.edges, route, budget)
        walked = await walking.run(question.max_nodes, deadline.share(_FOR_THE_WALK))
        details = self._readers.details
        found, gaps = await asyncio.gather(
            read_details(details, walked.nodes.values(), view, deadline),
            details.gaps(list(walked.nodes), view, deadline.remaining),
        )
        if question.as_of is not None:
            found = await as_it_was(details, found, view, deadline)
        return _Reached(seeds, walked, found, gaps)

    async def _counted(
        self, question: ImpactQuestion, found: Details, carriers: Sequence[Carrier], deadline: Deadline
    ) -> list[_Counted]:
        holdings = [each for each in found.holdings.values() if each.kind is not HoldingKind.GATHERING]
        positions = (position for carrier in carriers for position in carrier.positions)
        register = await read_register(self._readers.parties, [*holdings, *positions], deadline)
        where = Whereabouts(carriers, register)
        batches = await self._batches(question, holdings, deadline)
        return [_Counted(holding, where.standing(holding), batches.get(holding.item)) for holding in holdings]

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


def _groups(counted: Iterable[_Counted], group_by: Sequence[ImpactBy]) -> tuple[ImpactGroup, ...]:
    """One group for each combination that occurs, in order of its keys; what is not known comes last."""
    groups: dict[tuple[GroupKey, ...], list[_Counted]] = {}
    for each in counted:
        keys = tuple(_group_key(each, by) for by in dict.fromkeys(group_by))
        groups.setdefault(keys, []).append(each)
    return tuple(_group(keys, groups[keys]) for keys in sorted(groups, key=_order))


def _order(keys: tuple[GroupKey, ...]) -> list[tuple[bool, str]]:
    texts = [key.status.value if key.status else key.entity.key if key.entity else "" for key in keys]
    return [(not text, text) for text in texts]


def _group_key(counted: _Counted, by: ImpactBy) -> GroupKey:
    standing = counted.standing
    if by is ImpactBy.STATUS:
        return GroupKey(by, status=standing.status)
    entities = {
        ImpactBy.WAREHOUSE: standing.site,
        ImpactBy.ENTERPRISE: standing.enterprise,
        ImpactBy.REGION: standing.region,
        ImpactBy.PRODUCT: counted.holding.product,
        ImpactBy.BATCH: counted.batch,
    }
    return GroupKey(by, entity=entities[by])


def _group(keys: tuple[GroupKey, ...], counted: Sequence[_Counted]) -> ImpactGroup:
    sums: dict[str | None, tuple[Decimal, Decimal]] = {}
    unknown = 0
    for holding in (each.holding for each in counted):
        if holding.received is None or holding.balance is None:
            unknown += 1
            continue
        received, remaining = sums.get(holding.unit, (Decimal(0), Decimal(0)))
        sums[holding.unit] = plus(received, holding.received), plus(remaining, holding.balance)
    return ImpactGroup(
        keys=keys,
        holdings=len(counted),
        items=len({each.holding.item for each in counted}),
        in_transit=sum(each.standing.status is StockStatus.IN_TRANSIT for each in counted),
        unknown=unknown,
        quantities=tuple(
            QuantitySum(unit, *sums[unit]) for unit in sorted(sums, key=lambda unit: unit or "")
        ),
    )
