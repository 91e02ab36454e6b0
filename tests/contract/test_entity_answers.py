"""Entities, holdings and events by id and as connections, on each engine."""

from dataclasses import replace
from typing import Any

import pytest

from cypher.connection import Graph, WriteTx
from cypher.records.describing import EntityCode, EntityLink, LinkKind
from cypher.records.entities import CodeRef, Entity, EntityRef
from cypher.records.events import DocumentRef, EventLine, EventRecord, PartyRef, TimeRange
from cypher.records.pages import EntityFilter, EventFilter, HoldingFilter
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import Action, EventType, ItemKind, LineRole, PartyRole, PlaceKind
from cypher.writers.entities import ensure_entities
from cypher.writers.truth import entities_of, next_record_time, store_events
from graph_api.rules.budget import Deadline
from graph_api.rules.paging import encode_cursor
from graph_api.services.answers import Page
from graph_api.services.errors import BadArgument
from graph_api.services.ids import encode_id
from graph_api.services.questions import EntityQuestion, PageRequest
from tests.support.chains import derived, holding, line
from tests.support.derived_rows import write_derived
from tests.support.registers import write_register
from tests.support.suites import suite_of

SITE = EntityRef(EntityKind.WAREHOUSE, "urn:suyuan:place:P")
BIN = EntityRef(EntityKind.WAREHOUSE, "urn:suyuan:place:P:B1")
MAKER = EntityRef(EntityKind.ENTERPRISE, "urn:x:maker")
OTHER = EntityRef(EntityKind.ENTERPRISE, "urn:x:maker-again")
REGION = EntityRef(EntityKind.REGION, "urn:x:region")
PERMIT = EntityRef(EntityKind.PERMIT, "urn:suyuan:permit:SALE:7")
TRUCK = EntityRef(EntityKind.VEHICLE, "urn:suyuan:vehicle:闽A1")
LOT = EntityRef(EntityKind.BATCH, "urn:suyuan:lot:P:L1")
PRODUCT = EntityRef(EntityKind.PRODUCT, "urn:suyuan:product:P")
UNIT = EntityRef(EntityKind.UNIT, "urn:suyuan:unit:S:1")


def soon() -> Deadline:
    return Deadline(30)


async def register(graph: Graph) -> None:
    await write_register(
        graph,
        {
            SITE: {
                "name": "仓库",
                "siteKind": "warehouse",
                "attributes": '[["city","福州"],["city","厦门"]]',
            },
            BIN: {},
            MAKER: {"name": "厂"},
            OTHER: {},
            REGION: {"level": "PROVINCE"},
            PERMIT: {},
            TRUCK: {},
            LOT: {},
            UNIT: {},
        },
        [
            EntityLink(LinkKind.OPERATED_BY, SITE, MAKER),
            EntityLink(LinkKind.IN_REGION, SITE, REGION),
            EntityLink(LinkKind.SAME_AS, MAKER, OTHER),
            EntityLink(LinkKind.FROM_BATCH, UNIT, LOT),
        ],
        [EntityCode("DEPOT", "17", SITE)],
    )


async def test_an_entity_comes_with_its_links_and_codes(graph: Graph) -> None:
    await register(graph)
    entities = suite_of(graph).entities
    site = await entities.node(encode_id("Warehouse", SITE.key), soon())
    assert isinstance(site, Entity)
    assert (site.name, site.site_kind, site.part_of) == ("仓库", "warehouse", None)
    assert (site.operator, site.region) == (replace(MAKER, name="厂"), REGION)
    assert site.attributes == (("city", "厦门"), ("city", "福州"))
    assert CodeRef("DEPOT", "17") in site.codes
    found = await entities.entities([BIN, MAKER, PERMIT, TRUCK, LOT, UNIT, PRODUCT, REGION], soon())
    assert len(found) == 8
    assert found[BIN].part_of == replace(SITE, name="仓库")
    assert found[MAKER].same_as == (OTHER,)
    assert (found[PERMIT].permit_type, found[PERMIT].number) == ("SALE", "7")
    assert found[TRUCK].plate == "闽A1"
    assert (found[LOT].lot, found[LOT].product) == ("L1", PRODUCT)
    assert found[UNIT].batch == LOT
    assert found[REGION].level == "PROVINCE"


async def test_nothing_is_answered_for_an_unknown_id(embedded_graph: Graph) -> None:
    entities = suite_of(embedded_graph).entities
    for label in ("Product", "Holding", "Transformation", "Event", "Gap"):
        assert await entities.node(encode_id(label, "nobody"), soon()) is None
    for malformed in ("", "x", "Qm9ndXM6eA", encode_id("Holding", "a") + "A", "批号"):
        with pytest.raises(BadArgument, match="not an id"):
            await entities.node(malformed, soon())


async def test_connections_of_entities_go_forward_and_backward(graph: Graph) -> None:
    refs = [EntityRef(EntityKind.BATCH, f"urn:suyuan:lot:P{number % 2}:L{number}") for number in range(7)]
    await write_register(graph, {ref: {"name": f"batch {ref.key[-1]}"} for ref in refs})
    keys = sorted(ref.key for ref in refs)
    entities = suite_of(graph).entities

    async def page(where: EntityFilter | None = None, **request: Any) -> tuple[list[str], Page[Entity]]:
        question = EntityQuestion(EntityKind.BATCH, PageRequest(**request), where or EntityFilter())
        found = await entities.entity_page(question, soon())
        return [entity.key for entity in found.items], found

    shown, first = await page(first=3)
    assert (shown, first.has_next, first.has_previous) == (keys[:3], True, False)
    shown, second = await page(first=3, after=first.cursors[-1])
    assert (shown, second.has_next, second.has_previous) == (keys[3:6], True, True)
    shown, last = await page(first=3, after=second.cursors[-1])
    assert (shown, last.has_next, last.has_previous) == (keys[6:], False, True)
    shown, back = await page(last=2, before=last.cursors[0])
    assert (shown, back.has_next, back.has_previous) == (keys[4:6], True, True)
    shown, tail = await page(last=3)
    assert (shown, tail.has_next, tail.has_previous) == (keys[4:], False, True)
    assert (await page(EntityFilter(text="batch 3")))[0] == ["urn:suyuan:lot:P1:L3"]


async def test_what_belongs_to_an_entity_is_paged_from_both_ends(graph: Graph) -> None:
    """Six lots of two products, six sites of two operators in two regions."""
    lots = [EntityRef(EntityKind.BATCH, f"urn:suyuan:lot:P{number % 2}:L{number}") for number in range(6)]
    sites = [EntityRef(EntityKind.WAREHOUSE, f"urn:suyuan:place:S{number}") for number in range(6)]
    regions = [EntityRef(EntityKind.REGION, f"urn:x:region:{number}") for number in range(2)]
    firms = [MAKER, OTHER]
    links = [EntityLink(LinkKind.OPERATED_BY, site, firms[at % 2]) for at, site in enumerate(sites)]
    links += [EntityLink(LinkKind.IN_REGION, site, regions[at // 3]) for at, site in enumerate(sites)]
    links += [
        EntityLink(LinkKind.OPERATED_BY, TRUCK, MAKER),
        EntityLink(LinkKind.IN_REGION, MAKER, regions[0]),
    ]
    await write_register(graph, {ref: {} for ref in [*lots, *sites, *regions, *firms, TRUCK]}, links)
    entities = suite_of(graph).entities

    async def keys(kind: EntityKind, where: EntityFilter, **request: Any) -> list[str]:
        question = EntityQuestion(kind, PageRequest(**request), where)
        return [entity.key for entity in (await entities.entity_page(question, soon())).items]

    even, ran = [lots[0].key, lots[2].key, lots[4].key], [sites[0].key, sites[2].key, sites[4].key]
    of_product, of_firm = EntityFilter(product="urn:suyuan:product:P0"), EntityFilter(operator=MAKER.key)
    assert await keys(EntityKind.BATCH, of_product) == even
    assert await keys(EntityKind.BATCH, of_product, last=2) == even[1:]
    assert await keys(EntityKind.BATCH, of_product, first=1, after=encode_cursor(even[0])) == even[1:2]
    assert await keys(EntityKind.BATCH, of_product, last=1, before=encode_cursor(even[2])) == even[1:2]
    assert await keys(EntityKind.BATCH, replace(of_product, text="L4")) == even[2:]
    assert await keys(EntityKind.UNIT, of_product) == []
    assert await keys(EntityKind.WAREHOUSE, of_firm) == ran
    assert await keys(EntityKind.WAREHOUSE, of_firm, last=1) == ran[2:]
    assert await keys(EntityKind.WAREHOUSE, replace(of_firm, text="S2")) == ran[1:2]
    assert await keys(EntityKind.WAREHOUSE, replace(of_firm, region=regions[1].key)) == ran[2:]
    assert await keys(EntityKind.VEHICLE, of_firm) == [TRUCK.key]
    in_region = EntityFilter(region=regions[0].key)
    assert await keys(EntityKind.WAREHOUSE, in_region) == [site.key for site in sites[:3]]
    assert await keys(EntityKind.WAREHOUSE, in_region, last=2) == [site.key for site in sites[1:3]]
    assert await keys(EntityKind.ENTERPRISE, in_region) == [MAKER.key]
    assert await keys(EntityKind.ENTERPRISE, replace(in_region, text="again")) == []


@pytest.mark.parametrize(
    ("request_", "argument"),
    [
        ({"first": 0}, "first"),
        ({"first": -1}, "first"),
        ({"first": 10_000}, "first"),
        ({"last": 0}, "last"),
        ({"first": 1, "last": 1}, "last"),
        ({"after": "garbage"}, "after"),
        ({"before": "批"}, "before"),
        ({"after": "azpi", "before": "azph"}, "before"),
    ],
)
async def test_pages_that_cannot_be_asked_for(
    embedded_graph: Graph, request_: dict[str, Any], argument: str
) -> None:
    entities = suite_of(embedded_graph).entities
    with pytest.raises(BadArgument) as refused:
        await entities.entity_page(EntityQuestion(EntityKind.PRODUCT, PageRequest(**request_)), soon())
    assert refused.value.argument == argument


async def test_a_filter_that_a_kind_does_not_have_is_refused(embedded_graph: Graph) -> None:
    question = EntityQuestion(EntityKind.PRODUCT, filter=EntityFilter(region="x"))
    with pytest.raises(BadArgument, match="has no region"):
        await suite_of(embedded_graph).entities.entity_page(question, soon())


@pytest.mark.parametrize("kind", list(EntityKind))
async def test_every_kind_has_its_connection(graph: Graph, kind: EntityKind) -> None:
    await register(graph)
    entities = suite_of(graph).entities
    forward = await entities.entity_page(EntityQuestion(kind, PageRequest(first=9)), soon())
    backward = await entities.entity_page(EntityQuestion(kind, PageRequest(last=9)), soon())
    assert forward.items == backward.items
    assert forward.items
    assert {entity.kind for entity in forward.items} == {kind}


async def test_holdings_by_item_by_place_and_all(graph: Graph) -> None:
    rows = {replace(holding(f"h{number}", f"i{number % 2}")) for number in range(5)}
    rows |= {replace(holding("placed", "i9"), place=SITE.key, place_kind=PlaceKind.SITE)}
    await write_derived(
        graph, replace(derived(line("t1", "t2")), holdings=frozenset(rows), edges=frozenset())
    )
    entities = suite_of(graph).entities

    async def keys(where: HoldingFilter, **request: Any) -> list[str]:
        found = await entities.holding_page(PageRequest(**request), where, soon())
        return [each.key for each in found.items]

    assert await keys(HoldingFilter()) == ["h0", "h1", "h2", "h3", "h4", "placed"]
    assert await keys(HoldingFilter(), last=2) == ["h4", "placed"]
    assert await keys(HoldingFilter(item="i0")) == ["h0", "h2", "h4"]
    assert await keys(HoldingFilter(item="i0"), last=1) == ["h4"]
    assert await keys(HoldingFilter(place=SITE.key)) == ["placed"]
    assert await keys(HoldingFilter(place=SITE.key), last=1) == ["placed"]
    assert await keys(HoldingFilter(item="i9", place=SITE.key)) == ["placed"]
    assert await keys(HoldingFilter(item="i0", place=SITE.key)) == []


def an_event(key: str, at: int, item: str = LOT.key) -> EventRecord:
    return EventRecord(
        key=key,
        event_id=f"id:{key}",
        content_hash=f"hash:{key}",
        type=EventType.OBJECT,
        action=Action.OBSERVE,
        time=TimeRange(at, at),
        time_text="2026-11-01T00:00:00+08:00",
        biz_step="shipping",
        read_point=SITE.key,
        lines=(EventLine(0, LineRole.ITEM, item, ItemKind.LOT),),
        source="test",
        position="1",
    )


async def write_events(graph: Graph, events: list[EventRecord], clock: int = 1) -> int:
    async def work(tx: WriteTx) -> int:
        now = await next_record_time(tx, clock)
        await ensure_entities(tx, {ref for event in events for ref in entities_of(event)})
        await store_events(tx, events, now)
        return now

    return await graph.write(work)


async def test_events_by_id_and_as_connections(graph: Graph) -> None:
    first = await write_events(graph, [an_event("e1", 10), an_event("e2", 20)])
    await write_events(graph, [an_event("e3", 30)])
    entities = suite_of(graph).entities
    (event,) = (await entities.events(["e1"], soon())).values()
    assert (event.event_id, event.time, event.biz_step) == ("id:e1", TimeRange(10, 10), "shipping")
    assert [(each.role, each.item.key) for each in event.mentions] == [("ITEM", LOT.key)]
    assert [(each.role, each.entity.key) for each in event.involves] == [("readPoint", SITE.key)]

    async def keys(where: EventFilter, **request: Any) -> list[str]:
        return [each.key for each in (await entities.event_page(PageRequest(**request), where, soon())).items]

    assert await keys(EventFilter()) == ["e1", "e2", "e3"]
    assert await keys(EventFilter(), last=2) == ["e2", "e3"]
    assert await keys(EventFilter(start=10, end=20)) == ["e1"]
    assert await keys(EventFilter(start=20)) == ["e2", "e3"]
    assert await keys(EventFilter(biz_step="packing")) == []
    assert await keys(EventFilter(item=LOT.key)) == []
    with pytest.raises(BadArgument, match="wrong way round"):
        await keys(EventFilter(start=20, end=10))
    known = suite_of(graph).entities.present()
    early = await entities.events(["e1", "e3"], soon(), replace(known, known_at=first))
    assert list(early) == ["e1"]


async def test_events_that_name_an_entity(graph: Graph) -> None:
    """Of a place, a party, a vehicle (as such, and as what is moved) and a permit; from both ends."""
    parties = (PartyRef(PartyRole.POSSESSING_PARTY, MAKER.key),)
    documents = (DocumentRef("urn:suyuan:btt:permit", PERMIT.key),)
    of_truck = (EventLine(0, LineRole.ITEM, TRUCK.key, ItemKind.UNIT),)
    await write_events(
        graph,
        [
            an_event("e1", 10),
            replace(an_event("e2", 20), sources=parties, documents=documents),
            replace(an_event("e3", 30), read_point=TRUCK.key),
            replace(an_event("e4", 40), lines=of_truck, biz_step="packing"),
        ],
    )
    entities = suite_of(graph).entities

    async def keys(where: EventFilter, **request: Any) -> list[str]:
        return [each.key for each in (await entities.event_page(PageRequest(**request), where, soon())).items]

    here = EventFilter(involved=SITE)
    assert await keys(here) == ["e1", "e2", "e4"]
    assert await keys(here, first=1, after=encode_cursor("e1")) == ["e2"]
    assert await keys(here, last=1) == ["e4"]
    assert await keys(here, last=1, before=encode_cursor("e4")) == ["e2"]
    assert await keys(replace(here, biz_step="packing")) == ["e4"]
    assert await keys(replace(here, start=15, end=40)) == ["e2"]
    assert await keys(EventFilter(involved=MAKER)) == ["e2"]
    assert await keys(EventFilter(involved=PERMIT)) == ["e2"]
    assert await keys(EventFilter(involved=TRUCK)) == ["e3", "e4"]
    assert await keys(EventFilter(involved=replace(TRUCK, kind=EntityKind.WAREHOUSE))) == []
