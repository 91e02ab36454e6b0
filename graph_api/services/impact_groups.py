"""Reached holdings in groups: each where it stands, and with every status that its goods came to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cypher.records.entities import EntityRef
from cypher.records.views import HoldingView
from cypher.records.vocabulary import StockStatus
from graph_api.rules.exact import plus
from graph_api.rules.outcomes import ZERO, Outcome
from graph_api.services.answers import GroupKey, ImpactGroup, QuantitySum
from graph_api.services.questions import ImpactBy
from graph_api.services.whereabouts import Standing

Keys = tuple[GroupKey, ...]
_LEVELS = frozenset({ImpactBy.COUNTY, ImpactBy.PREFECTURE, ImpactBy.PROVINCE})


@dataclass(frozen=True, slots=True)
class Counted:
    """One reached holding as it is counted."""

    holding: HoldingView
    standing: Standing
    batch: EntityRef | None

    def status(self, outcome: Outcome) -> StockStatus:
        """The status of its goods that an outcome speaks of: what is still there is as it stands."""
        return outcome.status or self.standing.status


@dataclass(slots=True)
class _Tally:
    """What a group comes to."""

    counted: dict[str, Counted] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    amounts: dict[str | None, dict[StockStatus, Decimal]] = field(default_factory=dict)

    def add(self, status: StockStatus, unit: str | None, quantity: Decimal) -> None:
        amounts = self.amounts.setdefault(unit, {})
        amounts[status] = plus(amounts.get(status, ZERO), quantity)

    def group(self, keys: Keys) -> ImpactGroup:
        counted = self.counted.values()
        return ImpactGroup(
            keys=keys,
            holdings=len(counted),
            items=len({each.holding.item for each in counted}),
            in_transit=sum(each.standing.status is StockStatus.IN_TRANSIT for each in counted),
            unknown=len(self.unknown),
            quantities=tuple(
                QuantitySum(unit, self.amounts[unit])
                for unit in sorted(self.amounts, key=lambda unit: unit or "")
            ),
        )


def in_groups(
    counted: Mapping[str, Counted], became: Iterable[Outcome], group_by: Sequence[ImpactBy]
) -> tuple[ImpactGroup, ...]:
    """One group for each combination that occurs, in order of its keys; what is not known comes last.

    An amount that several holdings share is summed where they all fall into one group, else unknown in each.
    """
    tallies: dict[Keys, _Tally] = {}
    for key, each in counted.items():
        tallies.setdefault(_keys(each, each.standing.status, group_by), _Tally()).counted[key] = each
    for outcome in became:
        shares = {key: counted[key].status(outcome) for key in outcome.holdings}
        places = {key: _keys(counted[key], status, group_by) for key, status in shares.items()}
        at_one = len(set(places.values())) == len(set(shares.values())) == 1
        for key, place in places.items():
            tallies.setdefault(place, _Tally()).counted[key] = counted[key]
            if outcome.quantity is None or not at_one:
                tallies[place].unknown.add(key)
        if outcome.quantity is not None and at_one:
            first = outcome.holdings[0]
            tallies[places[first]].add(shares[first], outcome.unit, outcome.quantity)
    return tuple(tallies[keys].group(keys) for keys in sorted(tallies, key=_order))


def whole(counted: Mapping[str, Counted], became: Iterable[Outcome]) -> ImpactGroup:
    """All that was reached, as one group."""
    return next(iter(in_groups(counted, became, ())), None) or _Tally().group(())


def _order(keys: Keys) -> list[tuple[bool, str]]:
    texts = [key.status.value if key.status else key.entity.key if key.entity else "" for key in keys]
    return [(not text, text) for text in texts]


def _keys(counted: Counted, status: StockStatus, group_by: Sequence[ImpactBy]) -> Keys:
    return tuple(_key(counted, status, by) for by in dict.fromkeys(group_by))


def _key(counted: Counted, status: StockStatus, by: ImpactBy) -> GroupKey:
    if by is ImpactBy.STATUS:
        return GroupKey(by, status=status)
    if by in _LEVELS:
        return GroupKey(by, entity=counted.standing.levels.get(by.value))
    entities = {
        ImpactBy.WAREHOUSE: counted.standing.site,
        ImpactBy.ENTERPRISE: counted.standing.enterprise,
        ImpactBy.REGION: counted.standing.region,
        ImpactBy.PRODUCT: counted.holding.product,
        ImpactBy.BATCH: counted.batch,
    }
    return GroupKey(by, entity=entities[by])
