"""What each kind of seed stands for, on each engine."""

from dataclasses import replace
from typing import Any

import pytest

from cypher.connection import Graph
from cypher.records.custody import Derived, HoldingRecord, LineRecord, SpanRecord
from cypher.records.describing import EntityLink, LinkKind
from cypher.records.difference import Difference
from cypher.records.entities import EntityRef
from cypher.records.events import DocumentRef, TimeRange
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import Effect, ItemKind, PlaceKind, SpanKind
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.errors import BadArgument, NothingKnown
from graph_api.services.ids import encode_id
from graph_api.services.questions import Seed, TraceQuestion
from graph_api.settings import ApiSettings
from tests.contract.test_entity_answers import an_event, write_events
from tests.support.chains import holding
from tests.support.derived_rows import write_derived, write_step
from tests.support.registers import write_register
from tests.support.suites import suite_of

SITE = EntityRef(EntityKind.WAREHOUSE, "urn:suyuan:place:P")
BIN = EntityRef(EntityKind.WAREHOUSE, "urn:suyuan:place:P:B1")
FAR = EntityRef(EntityKind.WAREHOUSE, "urn:suyuan:place:FAR")
FIRM = EntityRef(EntityKind.ENTERPRISE, "urn:x:firm")
TWIN = EntityRef(EntityKind.ENTERPRISE, "urn:x:twin")
KEEPER = EntityRef(EntityKind.ENTERPRISE, "urn:x:keeper")
TRUCK = EntityRef(EntityKind.VEHICLE, "urn:suyuan:vehicle:闽A12345")
PERMIT = EntityRef(EntityKind.PERMIT, "urn:suyuan:permit:SALE:7")
LOT = EntityRef(EntityKind.BATCH, "urn:suyuan:lot:P:L1")
PRODUCT = EntityRef(EntityKind.PRODUCT, "urn:suyuan:product:P")
UNIT = EntityRef(EntityKind.UNIT, "urn:suyuan:unit:S:1")
BOX = EntityRef(EntityKind.UNIT, "https://id.gs1.org/00/106141412345678908")


def at(key: str, item: EntityRef, place: EntityRef | None, **more: Any) -> HoldingRecord:
    kinds = {
        EntityKind.WAREHOUSE: PlaceKind.SITE,
        EntityKind.ENTERPRISE: PlaceKind.PARTY,
        EntityKind.VEHICLE: PlaceKind.VEHICLE,
        EntityKind.UNIT: PlaceKind.CONTAINER,
    }
    kind = ItemKind.LOT if item.kind is EntityKind.BATCH else ItemKind.UNIT
    where: dict[str, Any] = {"place": place.key, "place_kind": kinds[place.kind]} if place else {}
    return replace(holding(key, item.key, kind=kind), **where, **more)


async def write_world(graph: Graph) -> None:
    """A lot in a bin, at a party and far away; a unit of it; a box at the site with the lot inside, later
    moved far away, where something else was put into it; a box aboard a truck that carries a lot."""
    await write_register(
        graph,
        {ref: {} for ref in (SITE, BIN, FAR, FIRM, TWIN, KEEPER, TRUCK, PERMIT, LOT, UNIT, BOX)},
        [
            EntityLink(LinkKind.OPERATED_BY, SITE, FIRM),
            EntityLink(LinkKind.SAME_AS, TWIN, FIRM),
            EntityLink(LinkKind.FROM_BATCH, UNIT, LOT),
        ],
    )
    other = EntityRef(EntityKind.BATCH, "urn:suyuan:lot:Q:L9")
    rows = {
        at("in bin", LOT, BIN),
        at("far", LOT, FAR),
        at("with twin", LOT, TWIN),
        at("unit", UNIT, FAR),
        at("aboard", other, TRUCK),
        at("truck itself", TRUCK, FAR),
        at("kept", other, None),
        at("box at site", BOX, SITE, opened=TimeRange(1, 1), ended=TimeRange(10, 10)),
        at("box far", BOX, FAR, opened=TimeRange(11, 11)),
        at("early in box", LOT, BOX, opened=TimeRange(2, 2), ended=TimeRange(9, 9)),
        at("late in box", other, BOX, opened=TimeRange(12, 12)),
        at("in truck", other, None),
    }
    spans = {
        SpanRecord(SpanKind.KEPT_BY, "kept", KEEPER.key, TimeRange(1, 1)),
        SpanRecord(SpanKind.INSIDE, "early in box", "box at site", TimeRange(2, 2), TimeRange(9, 9)),
        SpanRecord(SpanKind.INSIDE, "late in box", "box far", TimeRange(12, 12)),
        SpanRecord(SpanKind.INSIDE, "in truck", "truck itself", TimeRange(5, 5)),
    }
    event = replace(an_event("e1", 5, LOT.key), documents=(DocumentRef("urn:suyuan:btt:permit", PERMIT.key),))
    await write_events(graph, [event])
    lines = {LineRecord("e1", 0, "in bin", Effect.SEEN)}
    await write_derived(
        graph, Derived(holdings=frozenset(rows), spans=frozenset(spans), lines=frozenset(lines))
    )


async def stands_for(
    graph: Graph, *refs: EntityRef, settings: ApiSettings | None = None, **times: Any
) -> set[str]:
    seeds = tuple(Seed(id=encode_id(ref.kind.value, ref.key)) for ref in refs)
    question = TraceQuestion(seeds, Direction.FORWARD, **times)
    return set((await suite_of(graph, settings).questions.trace(question, Deadline(30))).seeds)


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (LOT, {"in bin", "far", "with twin", "early in box", "unit"}),
        (UNIT, {"unit"}),
        (PRODUCT, {"in bin", "far", "with twin", "early in box"}),
        (BIN, {"in bin"}),
        (SITE, {"in bin", "box at site", "early in box"}),
        (FAR, {"far", "unit", "truck itself", "box far", "late in box", "in truck"}),
        (FIRM, {"in bin", "box at site", "early in box", "with twin"}),
        (TWIN, {"in bin", "box at site", "early in box", "with twin"}),
        (KEEPER, {"kept"}),
        (TRUCK, {"aboard", "truck itself", "in truck"}),
        (PERMIT, {"in bin"}),
        (BOX, {"box at site", "box far", "early in box", "late in box"}),
    ],
    ids=lambda value: value.key if isinstance(value, EntityRef) else "",
)
async def test_a_seed_stands_for(graph: Graph, seed: EntityRef, expected: set[str]) -> None:
    await write_world(graph)
    assert await stands_for(graph, seed) == expected


async def test_seeds_are_those_of_the_view(graph: Graph) -> None:
    await write_world(graph)
    assert await stands_for(graph, BOX, as_of=10) == {"box at site", "early in box"}
    asked: tuple[tuple[EntityRef, dict[str, Any]], ...] = (
        (PERMIT, {"as_of": 4}),
        (KEEPER, {"as_of": 0}),
        (LOT, {"known_at": 1}),
    )
    for seed, times in asked:
        with pytest.raises(NothingKnown):
            await stands_for(graph, seed, **times)


async def test_several_seeds_stand_for_all_of_theirs(embedded_graph: Graph) -> None:
    await write_world(embedded_graph)
    assert await stands_for(embedded_graph, UNIT, KEEPER, BIN) == {"unit", "kept", "in bin"}


async def test_seeds_that_stand_for_too_much_are_refused(embedded_graph: Graph) -> None:
    await write_world(embedded_graph)
    settings = ApiSettings(max_seed_holdings=3)
    assert len(await stands_for(embedded_graph, KEEPER, settings=settings)) == 1
    with pytest.raises(BadArgument, match="more than 3 holdings"):
        await stands_for(embedded_graph, LOT, settings=settings)


async def test_what_lay_in_a_box_is_what_was_known_to_lie_in_it_then(graph: Graph) -> None:
    """Learnt later: the box had left before the lot was put in, so that this happened elsewhere."""
    box = at("box", BOX, SITE, opened=TimeRange(1, 1))
    inside = at("in box", LOT, BOX, opened=TimeRange(12, 12))
    span = SpanRecord(SpanKind.INSIDE, "in box", "box", TimeRange(12, 12))
    first = await write_derived(graph, Derived(holdings=frozenset({box, inside}), spans=frozenset({span})))
    elsewhere = at("box elsewhere", BOX, FAR, opened=TimeRange(11, 11))
    learnt = Derived(
        holdings=frozenset({elsewhere}), spans=frozenset({replace(span, target="box elsewhere")})
    )
    gone = replace(box, ended=TimeRange(10, 10))
    await write_step(graph, Difference(Derived(spans=frozenset({span})), learnt, restated=frozenset({gone})))
    seed = Seed(id=encode_id("Holding", "box"))

    async def stood_for(**times: Any) -> tuple[set[str], list[list[str]]]:
        question = TraceQuestion((seed,), Direction.FORWARD, **times)
        answer = await suite_of(graph).questions.trace(question, Deadline(30))
        return set(answer.seeds), [[each.key for each in carrier.positions] for carrier in answer.carriers]

    assert await stood_for() == ({"box"}, [])
    assert await stood_for(known_at=first) == ({"box", "in box"}, [["box"]])
