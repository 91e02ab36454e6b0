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


def at(key: str, place: EntityRef, received: str | None, balance: str | None) -> HoldingRecord:
    return replace(
        holding(key, LOT),
        place=place.key,
        place_kind=PlaceKind.SITE,
        received=None if received is None else Decimal(received),
        balance=None if balance is None else Decimal(balance),
    )


async def write_chain(graph: Graph) -> None:
    """Ten at the plant, three of them in its bin; two sold by the shop, one under way to it, one lost."""
    await write_register(graph, {ref: {} for ref in (PLANT, BIN, SHOP, MAKER, SELLER, CITY)}, LINKS)
    rows = {
        at("plant", PLANT, "10", "3.25"),
        at("bin", BIN, "3", "3"),
        replace(at("shop", SHOP, "2", "0"), ended=TimeRange(30, 30), status=StockStatus.USED),
        replace(at("way", SHOP, "1", "1"), kind=HoldingKind.TRANSIT, status=StockStatus.IN_TRANSIT),
        replace(at("lost", PLANT, None, None), kind=HoldingKind.LOST, status=StockStatus.LOST),
    }
    edges = {
        edge("plant", "bin", 5),
        edge("plant", "shop", 6),
        edge("plant", "way", 7),
        edge("plant", "lost", 8),
    }
    await write_derived(graph, Derived(holdings=frozenset(rows), edges=frozenset(edges)))


async def impact(graph: Graph, *group_by: ImpactBy, **options: Any) -> Impact:
    seeds = (Seed(id=encode_id("Holding", "plant")),)
    question = ImpactQuestion(seeds, group_by=group_by or (ImpactBy.WAREHOUSE,), **options)
    return await suite_of(graph).questions.impact(question, Deadline(30))


def keys(group: ImpactGroup) -> tuple[str | None, ...]:
    return tuple(
        key.status.value if key.status else key.entity.key if key.entity else None for key in group.keys
    )


async def test_an_impact_groups_by_site(graph: Graph) -> None:
    await write_chain(graph)
    answer = await impact(graph)
    plant, shop = answer.groups
    assert keys(plant) == (PLANT.key,)
    assert (plant.holdings, plant.items, plant.in_transit, plant.unknown) == (3, 1, 0, 1)
    (total,) = plant.quantities
    assert (total.unit, total.received, total.remaining) == ("KGM", Decimal(13), Decimal("6.25"))
    assert keys(shop) == (SHOP.key,)
    assert (shop.holdings, shop.in_transit) == (2, 1)
    assert answer.holdings == 5
    assert [(each.key, each.bound_for) for each in answer.consignments] == [("way", SHOP)]
    assert answer.complete


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (ImpactBy.ENTERPRISE, {(MAKER.key,): 3, (SELLER.key,): 2}),
        (ImpactBy.REGION, {(CITY.key,): 5}),
        (ImpactBy.PRODUCT, {(PRODUCT,): 5}),
        (ImpactBy.BATCH, {(LOT,): 5}),
        (ImpactBy.STATUS, {("IN_STOCK",): 2, ("IN_TRANSIT",): 1, ("LOST",): 1, ("USED",): 1}),
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
    assert {keys(group): group.holdings for group in answer.groups} == {
        (PLANT.key, "IN_STOCK"): 2,
        (PLANT.key, "LOST"): 1,
        (SHOP.key, "IN_TRANSIT"): 1,
        (SHOP.key, "USED"): 1,
    }


async def test_an_impact_of_the_past_has_the_standing_and_quantities_of_then(graph: Graph) -> None:
    await write_chain(graph)
    await write_events(graph, [an_event("e1", 3, LOT), an_event("e2", 6, LOT)])
    lines = {
        LineRecord("e1", 0, "plant", Effect.IN, Decimal(10), "KGM"),
        LineRecord("e2", 0, "plant", Effect.OUT, Decimal(2), "KGM"),
        LineRecord("e2", 0, "shop", Effect.IN, Decimal(2), "KGM"),
    }
    await write_derived(graph, Derived(lines=frozenset(lines)))
    answer = await impact(graph, ImpactBy.WAREHOUSE, ImpactBy.STATUS, as_of=5)
    (group,) = answer.groups
    assert keys(group) == (PLANT.key, "IN_STOCK")
    assert group.quantities[0].remaining == Decimal("5.25") + Decimal(3)
    then = await impact(graph, ImpactBy.STATUS, as_of=29)
    assert {keys(group)[0] for group in then.groups} == {"IN_STOCK", "IN_TRANSIT", "LOST"}


async def test_contents_stand_where_their_container_stands(graph: Graph) -> None:
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
    inside = replace(
        at("in pallet", PLANT, "4", "4"), place=PALLET, place_kind=PlaceKind.CONTAINER, opened=TimeRange(5, 5)
    )
    span = SpanRecord(SpanKind.INSIDE, "in pallet", "pallet", TimeRange(5, 5))
    await write_derived(
        graph,
        Derived(
            holdings=frozenset({at("plant", PLANT, "4", "0"), pallet, moved, inside}),
            edges=frozenset({edge("plant", "in pallet", 5), edge("pallet", "pallet moved", 9)}),
            spans=frozenset({span}),
        ),
    )
    answer = await impact(graph, ImpactBy.WAREHOUSE, ImpactBy.STATUS)
    assert {keys(group): group.holdings for group in answer.groups} == {
        (PLANT.key, "IN_STOCK"): 1,
        (SHOP.key, "IN_TRANSIT"): 1,
    }
    assert [each.key for each in answer.consignments] == ["pallet moved"]


async def test_an_impact_cut_at_its_nodes_says_so(embedded_graph: Graph) -> None:
    await write_chain(embedded_graph)
    answer = await impact(embedded_graph, max_nodes=2)
    assert answer.truncated
    assert answer.truncated_by == "NODES"
    assert not answer.complete
    assert answer.holdings == 2


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
