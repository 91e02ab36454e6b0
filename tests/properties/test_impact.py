"""What became of goods: the sums of an impact against what the simulator truly did with them."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any, cast

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cypher.records.custody import Derived, LineRecord
from cypher.records.events import EventRecord
from cypher.records.vocabulary import EdgeKind, Effect, HoldingKind, ItemKind, StockStatus
from graph_api.rules.budget import Deadline
from graph_api.rules.outcomes import Outcome, Reach, outcomes
from graph_api.services.answers import Impact
from graph_api.services.impact import ImpactService
from graph_api.services.ports import Readers
from graph_api.services.questions import ImpactBy, ImpactQuestion
from graph_api.services.seeds import Seeds
from graph_api.settings import ApiSettings
from loaders.ledger.derive import derive
from tests.support.depth import examples
from tests.support.memory_graph import NOW, MemoryGraph
from tests.support.reference_balance import Step, groups_of, recounted
from tests.support.simulation_records import Mix
from tests.support.simulation_world import PRODUCT, World
from tests.support.simulator import simulate

SEEDS = st.integers(0, 10**9)
COUNT = settings(max_examples=examples(100, 1000))
ELSEWHERE = {"transit": "IN_TRANSIT", "sold": "SOLD", "lost": "LOST"}
CUSTODY = EdgeKind.CUSTODY
AT_A_SITE = {*StockStatus} - {StockStatus.IN_TRANSIT, StockStatus.SOLD, StockStatus.LOST}
Became = dict[str, Counter[str]]
"""Of each item, how much came to each status, and where: what is in stock or ended, at a site or bin."""


def became_truly(world: World) -> Became:
    """Where all goods of the simulator are now, and how those ended that are no more."""
    amounts: Counter[tuple[str, str]] = Counter()
    for (item, status, spot), amount in world.ended.items():
        amounts[item, f"{status} {spot}"] += amount
    for spot, items in world.stock.items():
        for item, parcels in items.items():
            amounts[item, _whereabouts(world, spot)] += sum(parcel.amount for parcel in parcels)
    became: Became = {}
    for (item, where), amount in amounts.items():
        goods = world.goods[item]
        if amount and goods.kind is not ItemKind.CLASS and item.startswith(PRODUCT):
            shown: Any = Decimal(amount).scaleb(-1) if goods.unit else Decimal(amount)
            became.setdefault(item, Counter())[where] += shown
    return became


def _whereabouts(world: World, spot: str) -> str:
    """Goods inside containers are where those are; a person has no site."""
    spot = world.whereabouts(spot)
    return ELSEWHERE.get(spot.partition(":")[0], f"IN_STOCK {spot if spot in world.site_of else None}")


class Everything:
    """Resolves seeds to the holdings that it was given."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self._keys = keys

    async def resolve(self, *_: object) -> Seeds:
        return Seeds(self._keys, frozenset())


def impact(derived: Derived, events: tuple[EventRecord, ...], seeds: tuple[str, ...]) -> Impact:
    memory: Any = MemoryGraph(derived, events)
    readers = Readers(
        edges=memory,
        details=memory,
        seeds=memory,
        codes=memory,
        parties=memory,
        pages=memory,
        clock=memory,
        quarantine=memory,
    )
    service = ImpactService(readers, cast(Any, Everything(seeds)), ApiSettings())
    question = ImpactQuestion(
        (), group_by=(ImpactBy.BATCH, ImpactBy.STATUS, ImpactBy.WAREHOUSE), max_nodes=10_000
    )
    return asyncio.run(service.impact(question, NOW, Deadline(60)))


def became_told(answer: Impact, item: str) -> Became:
    """The same as an answer by batch and status tells it; of the item asked for all must be known."""
    became: Became = {}
    for group in answer.groups:
        batch, status, site = group.keys
        assert group.unknown == 0 or batch.entity is None or batch.entity.key != item, group
        for total in group.quantities:
            for of, amount in total.amounts.items():
                assert of is status.status
                where = f" {site.entity.key if site.entity else None}" if of in AT_A_SITE else ""
                if amount and batch.entity:
                    told = became.setdefault(batch.entity.key, Counter())
                    told[of.value + where] += amount  # type: ignore[assignment]
    return became


@COUNT
@given(SEEDS)
def test_of_a_whole_batch_every_amount_is_told_once_under_what_became_of_it(seed: int) -> None:
    """Where it stands or ended, too; and of what was made of it never more than there is.

    Of what moved under its product code no record tells how much was of which lot.
    """
    history = simulate(seed, Mix.COMPLETE)
    events = history.recording.events
    derived = derive(events, history.recording.register)
    truth = became_truly(history.world)
    coded = {goods.key for goods in history.world.goods.values() if goods.coded}
    assume(truth.keys() - coded)
    item = Random(seed).choice(sorted(truth.keys() - coded))
    seeds = tuple(sorted(holding.key for holding in derived.holdings if holding.item == item))
    told = became_told(impact(derived, events, seeds), item)
    assert told.pop(item) == truth[item]
    for other, amounts in told.items():
        assert other in coded or amounts <= truth[other], other


@COUNT
@given(SEEDS, st.sampled_from(Mix))
def test_the_outcomes_are_what_the_lines_say_however_badly_recorded(seed: int, mix: Mix) -> None:
    """What is left is what was counted again from the lines, what ended is what no edge passes on."""
    history = simulate(seed, mix)
    events = history.recording.events
    derived = derive(events, history.recording.register)
    told = all_outcomes(derived, events)
    group_of, shared = groups_of(derived)
    lines = lines_by_group(derived, group_of)
    balances = {holding.key: holding.balance for holding in derived.holdings}
    ended: Counter[str | None] = Counter()
    for outcome in told:
        if outcome.status is not None:
            ended[outcome.unit] += outcome.quantity or 0  # type: ignore[assignment]
        elif (first := outcome.holdings[0]) not in group_of:
            assert outcome.quantity == balances[first]
        elif outcome.quantity is not None:
            assert outcome.quantity == recounted(lines[group_of[first]], shared)
    assert +ended == ended_by_edges(derived, shared)


def all_outcomes(derived: Derived, events: tuple[EventRecord, ...]) -> Sequence[Outcome]:
    """What became of everything, whenever it came."""
    memory, keys = MemoryGraph(derived, events), [holding.key for holding in derived.holdings]
    held = asyncio.run(memory.holdings(keys, NOW, 60))
    stocks = {key: each for key, each in held.items() if each.kind is not HoldingKind.GATHERING}
    gathered = {edge.source for edge in derived.edges if edge.target in held.keys() - stocks.keys()}
    reach = Reach(stocks, dict.fromkeys(stocks), gathered)
    return outcomes(reach, asyncio.run(memory.lines(keys, NOW, 60)), NOW.as_of)


def lines_by_group(derived: Derived, group_of: Mapping[str, str]) -> Mapping[str, Sequence[LineRecord]]:
    lines: dict[str, list[LineRecord]] = {}
    for line in derived.lines:
        lines.setdefault(group_of.get(line.holding, line.holding), []).append(line)
    return lines


def ended_by_edges(derived: Derived, shared: set[tuple[Step, str]]) -> Counter[str | None]:
    """By unit, what lines took out that no edge passes on; what several gave together once."""
    passed = {((edge.event, edge.line), edge.source) for edge in derived.edges if edge.kind is CUSTODY}
    ended: Counter[str | None] = Counter()
    counted: set[Step] = set()
    for line in derived.lines:
        step = (line.event, line.line)
        if line.effect is not Effect.OUT or line.quantity is None or (step, line.holding) in passed:
            continue
        if (step, line.holding) not in shared:
            ended[line.unit] += line.quantity  # type: ignore[assignment]
        elif step not in counted:
            counted.add(step)
            ended[line.unit] += line.quantity  # type: ignore[assignment]
    return +ended
