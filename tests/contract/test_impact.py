"""What an incident reaches, in groups, on each engine."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cypher.connection import Graph
from cypher.records.custody import Derived, HoldingRecord, LineRecord, SpanRecord
from cypher.records.describing import EntityLink, LinkKind
from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import (
    Effect,
    HoldingKind,
    ItemKind,
    PlaceKind,
    SpanKind,
    StockStatus,
)
from graph_api.rules.budget import Deadline
from graph_api.services.answers import Impact, ImpactGroup
from graph_api.services.errors import BadArgument
from graph_api.services.ids import encode_id
from graph_api.services.questions import ImpactBy, ImpactQuestion, Seed
from tests.contract.test_entity_answers import an_event, write_events
from tests.support.chains import edge, holding
from tests.support.derived_rows import write_derived
from tests.support.registers import write_register
from tests.support.suites import suite_of

PLANT = EntityRef(EntityKind.WAREHOUSE, "urn:suyuan:place:PLANT")
BIN = EntityRef(EntityKind.WAREHOUSE, "urn:suyuan:place:PLANT:B1")
SHOP = EntityRef(EntityKind.WAREHOUSE, "urn:suyuan:place:SHOP")
MAKER = EntityRef(EntityKind.ENTERPRISE, "urn:x:maker")
SELLER = EntityRef(EntityKind.ENTERPRISE, "urn:x:seller")
CITY = EntityRef(EntityKind.REGION, "urn:x:city")
LOT = "urn:suyuan:lot:P:L1"
PRODUCT = "urn:suyuan:product:P"
PALLET = "https://id.gs1.org/00/106141412345678908"
LINKS = [
    EntityLink(LinkKind.OPERATED_BY, PLANT, MAKER),
    EntityLink(LinkKind.OPERATED_BY, SHOP, SELLER),
    EntityLink(LinkKind.IN_REGION, PLANT, CITY),
    EntityLink(LinkKind.IN_REGION, SELLER, CITY),
]
IN, OUT = Effect.IN, Effect.OUT
Sums = dict[str, str]


def at(key: str, place: EntityRef, received: str | None, balance: str | None) -> HoldingRecord:
    return replace(
        holding(key, LOT),
        place=place.key,
        place_kind=PlaceKind.PARTY if place.kind is EntityKind.ENTERPRISE else PlaceKind.SITE,
        received=None if received is None else Decimal(received),
        balance=None if balance is None else Decimal(balance),
    )


def ended(holding: HoldingRecord, when: int, status: StockStatus = StockStatus.ENDED) -> HoldingRecord:
    return replace(holding, ended=TimeRange(when, when), status=status)


def bound(key: str, place: EntityRef, quantity: str) -> HoldingRecord:
    """A consignment that is still on its way."""
    held = at(key, place, quantity, quantity)
    return replace(held, kind=HoldingKind.TRANSIT, status=StockStatus.IN_TRANSIT)


def line(when: int, held: str, effect: Effect, quantity: str | None, **more: Any) -> LineRecord:
    """A line of the event of that moment."""
    known = None if quantity is None else Decimal(quantity)
    return LineRecord(f"e{when}", 0, held, effect, known, None if known is None else "KGM", **more)


async def write_lines(graph: Graph, rows: Derived) -> None:
    """Writes rows, and first an event for each moment that their lines name."""
    moments = sorted({int(each.event[1:]) for each in rows.lines})
    await write_events(graph, [an_event(f"e{moment}", moment, LOT) for moment in moments])
    await write_derived(graph, rows)


async def write_chain(graph: Graph) -> None:
    """Ten came to the plant: three lie in its bin, the shop used two, one is on its way, some is lost.

    Beside them something else of the lot is at the plant, nobody knows how much.
    """
    await write_register(graph, {ref: {} for ref in (PLANT, BIN, SHOP, MAKER, SELLER, CITY)}, LINKS)
    rows = {
        at("plant", PLANT, "10", "3.25"),
        at("bin", BIN, "3", "3"),
        ended(at("shop", SHOP, "2", "0"), 30, StockStatus.USED),
        bound("way", SHOP, "1"),
        replace(at("lost", PLANT, "0.75", "0.75"), kind=HoldingKind.LOST, status=StockStatus.LOST),
        at("rest", PLANT, None, None),
    }
    moved = [(5, "bin", "3"), (6, "shop", "2"), (7, "way", "1"), (8, "lost", "0.75")]
    lines = {line(3, "plant", IN, "10"), line(30, "shop", OUT, "2", status=StockStatus.USED)}
    lines |= {line(when, "plant", OUT, quantity) for when, _, quantity in moved}
    lines |= {line(when, key, IN, quantity) for when, key, quantity in moved}
    edges = {edge("plant", key, when) for when, key, _ in moved} | {edge("plant", "rest", 9)}
    await write_lines(
        graph, Derived(holdings=frozenset(rows), edges=frozenset(edges), lines=frozenset(lines))
    )


async def impact(graph: Graph, *group_by: ImpactBy, seed: str = "plant", **options: Any) -> Impact:
    seeds = (Seed(id=encode_id("Holding", seed)),)
    question = ImpactQuestion(seeds, group_by=group_by or (ImpactBy.WAREHOUSE,), **options)
    return await suite_of(graph).questions.impact(question, Deadline(30))


def keys(group: ImpactGroup) -> tuple[str | None, ...]:
    return tuple(
        key.status.value if key.status else key.entity.key if key.entity else None for key in group.keys
    )


def sums(group: ImpactGroup) -> Sums:
    """What became of the kilograms of a group."""
    (total,) = group.quantities or (None,)
    assert total is None or total.unit == "KGM"
    return {status.value: str(amount) for status, amount in total.amounts.items()} if total else {}


def table(answer: Impact) -> dict[tuple[str | None, ...], tuple[int, int, Sums]]:
    """Of each group: how many holdings, how many of them not known, and the sums."""
    return {keys(group): (group.holdings, group.unknown, sums(group)) for group in answer.groups}


async def test_an_impact_groups_by_site(graph: Graph) -> None:
    await write_chain(graph)
    answer = await impact(graph)
    assert table(answer) == {
        (PLANT.key,): (4, 1, {"IN_STOCK": "6.25", "LOST": "0.75"}),
        (SHOP.key,): (2, 0, {"USED": "2", "IN_TRANSIT": "1"}),
    }
    plant, shop = answer.groups
    assert (plant.items, plant.in_transit, shop.in_transit) == (1, 0, 1)
    assert (answer.whole.holdings, answer.whole.unknown) == (6, 1)
    assert sum(Decimal(amount) for amount in sums(answer.whole).values()) == 10
    assert [(each.key, each.bound_for, each.balance) for each in answer.consignments] == [
        ("way", SHOP, Decimal(1))
    ]
    assert [reason.kind for reason in answer.reasons] == ["OVERDUE_RECEIPT"], "it is on its way since 1970"


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (ImpactBy.ENTERPRISE, {(MAKER.key,): 4, (SELLER.key,): 2}),
        (ImpactBy.REGION, {(CITY.key,): 6}),
        (ImpactBy.PRODUCT, {(PRODUCT,): 6}),
        (ImpactBy.BATCH, {(LOT,): 6}),
        (ImpactBy.STATUS, {("IN_STOCK",): 3, ("IN_TRANSIT",): 1, ("LOST",): 1, ("USED",): 1}),
    ],
)
async def test_an_impact_groups_by_each_thing(
    graph: Graph, by: ImpactBy, expected: dict[tuple[str, ...], int]
) -> None:
    await write_chain(graph)
    assert {keys(group): group.holdings for group in (await impact(graph, by)).groups} == expected


async def test_several_group_by_make_combinations(embedded_graph: Graph) -> None:
    await write_chain(embedded_graph)
    answer = await impact(embedded_graph, ImpactBy.WAREHOUSE, ImpactBy.STATUS)
    assert table(answer) == {
        (PLANT.key, "IN_STOCK"): (3, 1, {"IN_STOCK": "6.25"}),
        (PLANT.key, "LOST"): (1, 0, {"LOST": "0.75"}),
        (SHOP.key, "IN_TRANSIT"): (1, 0, {"IN_TRANSIT": "1"}),
        (SHOP.key, "USED"): (1, 0, {"USED": "2"}),
    }


async def test_an_impact_of_the_past_has_the_standing_and_quantities_of_then(graph: Graph) -> None:
    await write_chain(graph)
    early = await impact(graph, ImpactBy.WAREHOUSE, ImpactBy.STATUS, as_of=6)
    assert table(early) == {
        (PLANT.key, "IN_STOCK"): (2, 0, {"IN_STOCK": "8"}),
        (SHOP.key, "IN_STOCK"): (1, 0, {"IN_STOCK": "2"}),
    }
    then = await impact(graph, ImpactBy.STATUS, as_of=29)
    assert table(then) == {
        ("IN_STOCK",): (4, 1, {"IN_STOCK": "8.25"}),
        ("IN_TRANSIT",): (1, 0, {"IN_TRANSIT": "1"}),
        ("LOST",): (1, 0, {"LOST": "0.75"}),
    }


async def test_parts_of_a_holding_are_summed_under_what_became_of_them(graph: Graph) -> None:
    """Of a hundred, ten passed on, thirty were used and twenty destroyed; of the ten, seven were sampled."""
    rows = {at("plant", PLANT, "100", "40"), ended(at("shop", SHOP, "10", "0"), 9, StockStatus.SAMPLED)}
    lines = {
        line(1, "plant", IN, "100"),
        line(2, "plant", OUT, "10"),
        line(2, "shop", IN, "10"),
        line(3, "plant", OUT, "30", status=StockStatus.USED),
        line(4, "plant", OUT, "20", status=StockStatus.DESTROYED),
        line(5, "shop", OUT, "3", status=StockStatus.DISPENSED),
        line(9, "shop", OUT, "7", status=StockStatus.SAMPLED),
    }
    edges = {edge("plant", "shop", 2)}
    await write_lines(
        graph, Derived(holdings=frozenset(rows), edges=frozenset(edges), lines=frozenset(lines))
    )
    assert table(await impact(graph, ImpactBy.STATUS)) == {
        ("DESTROYED",): (1, 0, {"DESTROYED": "20"}),
        ("DISPENSED",): (1, 0, {"DISPENSED": "3"}),
        ("IN_STOCK",): (1, 0, {"IN_STOCK": "40"}),
        ("SAMPLED",): (1, 0, {"SAMPLED": "7"}),
        ("USED",): (1, 0, {"USED": "30"}),
    }
    assert table(await impact(graph)) == {
        (PLANT.key,): (1, 0, {"IN_STOCK": "40", "USED": "30", "DESTROYED": "20"}),
        (SHOP.key,): (1, 0, {"DISPENSED": "3", "SAMPLED": "7"}),
    }


async def write_pool(graph: Graph) -> None:
    """Fifty at the plant, fifty in its bin: thirty used, nobody knows from where, and ten from the plant."""
    links = [EntityLink(LinkKind.PART_OF, BIN, PLANT)]
    await write_register(graph, {ref: {} for ref in (PLANT, BIN)}, links)
    rows = {at("plant", PLANT, "50", None), at("bin", BIN, "50", None), at("seed", SHOP, "100", "0")}
    drawn: dict[str, Any] = {"status": StockStatus.USED, "pool": "p", "among": 2}
    lines = {line(1, "seed", IN, "100")}
    for when, key in ((2, "plant"), (3, "bin")):
        lines |= {line(when, "seed", OUT, "50"), line(when, key, IN, "50"), line(4, key, OUT, "30", **drawn)}
    lines.add(line(5, "plant", OUT, "10", status=StockStatus.USED))
    edges = {edge("seed", "plant", 2), edge("seed", "bin", 3)}
    await write_lines(
        graph, Derived(holdings=frozenset(rows), edges=frozenset(edges), lines=frozenset(lines))
    )


async def test_what_several_holdings_gave_together_counts_once(graph: Graph) -> None:
    await write_pool(graph)
    answer = await impact(graph, seed="seed")
    assert table(answer)[PLANT.key,] == (2, 0, {"USED": "40", "IN_STOCK": "60"})
    then = await impact(graph, seed="seed", as_of=3)
    assert table(then)[PLANT.key,] == (2, 0, {"IN_STOCK": "100"})


async def test_of_what_was_shared_with_holdings_not_reached_nothing_is_known(graph: Graph) -> None:
    await write_pool(graph)
    assert table(await impact(graph, ImpactBy.STATUS, seed="bin")) == {
        ("IN_STOCK",): (1, 1, {}),
        ("USED",): (1, 1, {}),
    }


async def test_what_was_shared_by_different_groups_is_known_of_all_of_them_only(graph: Graph) -> None:
    await write_register(graph, {ref: {} for ref in (PLANT, SHOP)})
    rows = {at("plant", PLANT, "50", None), at("shop", SHOP, "20", None)}
    lines = {line(1, "plant", IN, "70"), line(2, "plant", OUT, "20"), line(2, "shop", IN, "20")}
    lines |= {line(4, key, OUT, "30", pool="p", among=2) for key in ("plant", "shop")}
    edges = {edge("plant", "shop", 2)}
    await write_lines(
        graph, Derived(holdings=frozenset(rows), edges=frozenset(edges), lines=frozenset(lines))
    )
    answer = await impact(graph)
    assert table(answer) == {(PLANT.key,): (1, 1, {}), (SHOP.key,): (1, 1, {})}
    assert sums(answer.whole) == {"IN_STOCK": "40"}


async def test_what_ended_before_the_goods_came_is_not_counted(graph: Graph) -> None:
    rows = {at("plant", PLANT, "5", "0"), at("shop", SHOP, "15", "7")}
    used: dict[str, Any] = {"status": StockStatus.USED}
    lines = {line(1, "shop", IN, "10"), line(2, "shop", OUT, "6", **used), line(3, "plant", IN, "5")}
    lines |= {line(4, "plant", OUT, "5"), line(4, "shop", IN, "5"), line(5, "shop", OUT, "2", **used)}
    edges = {edge("plant", "shop", 4)}
    await write_lines(
        graph, Derived(holdings=frozenset(rows), edges=frozenset(edges), lines=frozenset(lines))
    )
    assert sums((await impact(graph)).whole) == {"USED": "2", "IN_STOCK": "7"}


async def test_contents_stand_where_their_container_stands(graph: Graph) -> None:
    """Four on a pallet that is on its way to the shop; one had been destroyed on it at the plant."""
    await write_register(graph, {ref: {} for ref in (PLANT, SHOP)})
    pallet = replace(
        holding("pallet", PALLET, kind=ItemKind.UNIT),
        place=PLANT.key,
        place_kind=PlaceKind.SITE,
        opened=TimeRange(1, 1),
        ended=TimeRange(9, 9),
    )
    moved = replace(
        pallet,
        key="pallet moved",
        place=SHOP.key,
        kind=HoldingKind.TRANSIT,
        status=StockStatus.IN_TRANSIT,
        opened=TimeRange(9, 9),
        ended=None,
    )
    aboard: dict[str, Any] = {"place": PALLET, "place_kind": PlaceKind.CONTAINER, "opened": TimeRange(5, 5)}
    inside = replace(at("in pallet", PLANT, "4", "4"), **aboard)
    spoilt = ended(replace(at("spoilt", PLANT, "1", "0"), **aboard), 7, StockStatus.DESTROYED)
    spans = {
        SpanRecord(SpanKind.INSIDE, "in pallet", "pallet", TimeRange(5, 5)),
        SpanRecord(SpanKind.INSIDE, "spoilt", "pallet", TimeRange(5, 5), TimeRange(7, 7)),
    }
    lines = {line(1, "plant", IN, "5"), line(7, "spoilt", OUT, "1", status=StockStatus.DESTROYED)}
    lines |= {line(5, "plant", OUT, "4"), line(5, "in pallet", IN, "4")}
    lines |= {line(6, "plant", OUT, "1"), line(6, "spoilt", IN, "1")}
    await write_lines(
        graph,
        Derived(
            holdings=frozenset({at("plant", PLANT, "5", "0"), pallet, moved, inside, spoilt}),
            edges=frozenset(
                {
                    edge("plant", "in pallet", 5),
                    edge("plant", "spoilt", 6),
                    edge("pallet", "pallet moved", 9),
                }
            ),
            spans=frozenset(spans),
            lines=frozenset(lines),
        ),
    )
    answer = await impact(graph, ImpactBy.WAREHOUSE, ImpactBy.STATUS)
    assert table(answer) == {
        (PLANT.key, "DESTROYED"): (1, 0, {"DESTROYED": "1"}),
        (PLANT.key, "IN_STOCK"): (1, 0, {"IN_STOCK": "0"}),
        (SHOP.key, "IN_TRANSIT"): (1, 0, {"IN_TRANSIT": "4"}),
    }
    assert [each.key for each in answer.consignments] == ["pallet moved"]
    then = await impact(graph, ImpactBy.WAREHOUSE, ImpactBy.STATUS, as_of=8)
    assert table(then) == {
        (PLANT.key, "DESTROYED"): (1, 0, {"DESTROYED": "1"}),
        (PLANT.key, "IN_STOCK"): (2, 0, {"IN_STOCK": "4"}),
    }


async def test_goods_bound_for_a_party_are_with_it_at_no_known_site(graph: Graph) -> None:
    await write_register(graph, {ref: {} for ref in (PLANT, MAKER, SELLER, CITY)}, [LINKS[0], LINKS[3]])
    lines = {line(1, "plant", IN, "5"), line(2, "plant", OUT, "5"), line(2, "way", IN, "5")}
    await write_lines(
        graph,
        Derived(
            holdings=frozenset({ended(at("plant", PLANT, "5", "0"), 2), bound("way", SELLER, "5")}),
            edges=frozenset({edge("plant", "way", 2)}),
            lines=frozenset(lines),
        ),
    )
    answer = await impact(graph, ImpactBy.WAREHOUSE, ImpactBy.ENTERPRISE, ImpactBy.REGION)
    assert table(answer) == {
        (PLANT.key, MAKER.key, None): (1, 0, {}),
        (None, SELLER.key, CITY.key): (1, 0, {"IN_TRANSIT": "5"}),
    }


async def test_an_impact_cut_at_its_nodes_says_so(embedded_graph: Graph) -> None:
    await write_chain(embedded_graph)
    answer = await impact(embedded_graph, max_nodes=2)
    assert answer.truncated
    assert answer.truncated_by == "NODES"
    assert not answer.complete
    assert answer.whole.holdings == 2


@pytest.mark.parametrize(
    ("options", "argument"),
    [({"max_nodes": 0}, "maxNodes"), ({"max_nodes": -1}, "maxNodes"), ({"max_nodes": 10**9}, "maxNodes")],
)
async def test_budgets_out_of_range_are_refused(
    embedded_graph: Graph, options: dict[str, Any], argument: str
) -> None:
    with pytest.raises(BadArgument) as refused:
        await impact(embedded_graph, **options)
    assert refused.value.argument == argument
