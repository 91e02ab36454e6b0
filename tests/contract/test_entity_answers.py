"""Entities, holdings and events by id and as connections, on each engine."""

from dataclasses import replace
from typing import Any

import pytest

from cypher.connection import Graph, WriteTx
from cypher.records.describing import EntityCode, EntityLink, LinkKind
from cypher.records.entities import CodeRef, Entity, EntityRef
from cypher.records.events import EventLine, EventRecord, TimeRange
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import Action, EventType, ItemKind, LineRole, PlaceKind
from cypher.writers.entities import ensure_entities
from cypher.writers.truth import entities_of, next_record_time, store_events
from graph_api.rules.budget import Deadline
from graph_api.services.answers import Page
from graph_api.services.errors import BadArgument
from graph_api.services.ids import encode_id
from graph_api.services.questions import (
    EntityFilter,
    EntityQuestion,
    EventFilter,
    HoldingFilter,
    PageRequest,
)
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
    assert (await page(EntityFilter(product="urn:suyuan:product:P0")))[0] == [
        key for key in keys if ":P0:" in key
    ]


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
    with pytest.raises(BadArgument, match="one of them"):
        await keys(HoldingFilter(item="a", place="b"))


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
    assert await keys(EventFilter(mentions=LOT.key)) == []
    with pytest.raises(BadArgument, match="wrong way round"):
        await keys(EventFilter(start=20, end=10))
    known = suite_of(graph).entities.present()
    early = await entities.events(["e1", "e3"], soon(), replace(known, known_at=first))
    assert list(early) == ["e1"]
