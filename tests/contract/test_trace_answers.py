"""The trace service on each engine: seeds, details, carriers, gaps, pages, refusals."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cypher.connection import Graph
from cypher.records.custody import Derived, GapRecord, SpanRecord
from cypher.records.difference import Difference
from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import (
    GapKind,
    HoldingKind,
    ItemKind,
    PlaceKind,
    SpanKind,
    StockStatus,
)
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.answers import CarrierKind, TraceEdge, TraceGraph, TraceNode, TraceNodeKind
from graph_api.services.errors import (
    AmbiguousCode,
    BadArgument,
    BadCode,
    CodeNotFound,
    NothingKnown,
    OutOfTime,
)
from graph_api.services.ids import encode_id
from graph_api.services.questions import Seed, TraceQuestion
from graph_api.settings import ApiSettings
from tests.support.chains import derived, edge, holding, line
from tests.support.derived_rows import write_derived, write_step
from tests.support.suites import suite_of

SITE = "https://id.gs1.org/414/0614141000012"
SHOP = "https://id.gs1.org/414/0614141000029"
PALLET = "https://id.gs1.org/00/106141412345678908"
CARTON = "https://id.gs1.org/00/106141412345678915"
TRUCK = "urn:suyuan:vehicle:闽A12345"
KEEPER = "https://id.gs1.org/417/0614141000005"
LOT = "urn:suyuan:lot:P:L1"


def ids(*keys: str) -> tuple[Seed, ...]:
    return tuple(Seed(id=encode_id("Holding", key)) for key in keys)


async def trace(graph: Graph, *seeds: Seed, way: Direction = Direction.FORWARD, **options: Any) -> TraceGraph:
    question = TraceQuestion(seeds, way, **options)
    return await suite_of(graph).questions.trace(question, Deadline(30))


def names(answer: TraceGraph) -> list[str]:
    return [node.key for node in answer.nodes]


async def test_a_trace_tells_what_each_holding_is_and_where(graph: Graph) -> None:
    at = replace(holding("a", LOT), place=SITE, place_kind=PlaceKind.SITE)
    to = replace(
        holding("b", LOT),
        kind=HoldingKind.TRANSIT,
        status=StockStatus.IN_TRANSIT,
        place=SHOP,
        place_kind=PlaceKind.SITE,
        balance=Decimal("2.500"),
    )
    kept = SpanRecord(SpanKind.KEPT_BY, "a", KEEPER, TimeRange(1, 1))
    await write_derived(
        graph,
        Derived(holdings=frozenset({at, to}), edges=frozenset({edge("a", "b", 5)}), spans=frozenset({kept})),
    )
    answer = await trace(graph, *ids("a"), as_of=10)
    first, second = (node.holding for node in answer.nodes)
    assert first is not None
    assert second is not None
    assert (first.entity, first.at, first.keeper) == (
        EntityRef(EntityKind.BATCH, LOT),
        EntityRef(EntityKind.WAREHOUSE, SITE),
        EntityRef(EntityKind.ENTERPRISE, KEEPER),
    )
    assert (second.at, second.bound_for, second.status) == (
        None,
        EntityRef(EntityKind.WAREHOUSE, SHOP),
        StockStatus.IN_TRANSIT,
    )
    assert (second.balance, second.unit) == (Decimal("2.5"), "KGM")
    assert [(node.depth, node.time, node.kind) for node in answer.nodes] == [
        (0, None, TraceNodeKind.HOLDING),
        (1, 5, TraceNodeKind.HOLDING),
    ]
    assert answer.complete
    assert not answer.truncated
    assert answer.known_at > 0


async def test_the_view_decides_what_a_holding_was(graph: Graph) -> None:
    open_then = holding("a", LOT)
    first = await write_derived(graph, Derived(holdings=frozenset({open_then})))
    ended = replace(open_then, ended=TimeRange(50, 50), status=StockStatus.DESTROYED, balance=Decimal(0))
    await write_step(graph, Difference(restated=frozenset({ended})))

    async def seen(**times: Any) -> tuple[StockStatus, TimeRange | None]:
        node = (await trace(graph, *ids("a"), **times)).nodes[0].holding
        assert node is not None
        return node.status, node.ended

    assert await seen() == (StockStatus.DESTROYED, TimeRange(50, 50))
    assert await seen(as_of=49) == (StockStatus.IN_STOCK, None)
    assert await seen(as_of=50) == (StockStatus.DESTROYED, TimeRange(50, 50))
    assert await seen(known_at=first) == (StockStatus.IN_STOCK, None)
    with pytest.raises(NothingKnown):
        await trace(graph, *ids("a"), known_at=first - 1)
    with pytest.raises(NothingKnown):
        await trace(graph, *ids("a"), as_of=-1)


async def test_carriers_hold_what_was_reached_and_are_not_reached(graph: Graph) -> None:
    """A lot in a carton, the carton on a pallet, the pallet aboard a truck; another lot in it stays out."""
    inside: dict[str, Any] = {
        "kind": HoldingKind.STOCK,
        "place_kind": PlaceKind.CONTAINER,
        "opened": TimeRange(10, 10),
    }
    rows = {
        holding("a", LOT),
        replace(holding("a in carton", LOT), place=CARTON, **inside),
        replace(holding("other in carton", "urn:suyuan:lot:P:L2"), place=CARTON, **inside),
        replace(
            holding("carton", CARTON, kind=ItemKind.UNIT), opened=TimeRange(5, 5), ended=TimeRange(12, 12)
        ),
        replace(holding("carton on pallet", CARTON, kind=ItemKind.UNIT), place=PALLET, **inside),
        replace(
            holding("pallet", PALLET, kind=ItemKind.UNIT), opened=TimeRange(5, 5), ended=TimeRange(20, 20)
        ),
        replace(
            holding("pallet aboard", PALLET, kind=ItemKind.UNIT),
            place=TRUCK,
            place_kind=PlaceKind.VEHICLE,
            opened=TimeRange(20, 20),
        ),
    }
    spans = {
        SpanRecord(SpanKind.INSIDE, "a in carton", "carton", TimeRange(10, 10)),
        SpanRecord(SpanKind.INSIDE, "other in carton", "carton", TimeRange(10, 10)),
        SpanRecord(SpanKind.INSIDE, "carton on pallet", "pallet", TimeRange(12, 12)),
    }
    edges = {
        edge("a", "a in carton", 10),
        edge("carton", "carton on pallet", 12),
        edge("pallet", "pallet aboard", 20),
    }
    await write_derived(
        graph, Derived(holdings=frozenset(rows), spans=frozenset(spans), edges=frozenset(edges))
    )
    answer = await trace(graph, *ids("a"))
    assert names(answer) == ["a", "a in carton"]
    seen = {carrier.entity.key: carrier for carrier in answer.carriers}
    assert set(seen) == {CARTON, PALLET, TRUCK}
    assert all(carrier.carried == ("a in carton",) for carrier in answer.carriers)
    assert [
        (carrier.kind, carrier.entity.key, carrier.start, carrier.end) for carrier in answer.carriers
    ] == [
        (CarrierKind.CONTAINER, PALLET, 12, None),
        (CarrierKind.CONTAINER, CARTON, 10, None),
        (CarrierKind.VEHICLE, TRUCK, 20, None),
    ]
    assert [position.key for position in seen[PALLET].positions] == ["pallet", "pallet aboard"]
    assert [entity.key for entity in seen[CARTON].inside] == [PALLET]

    before = await trace(graph, *ids("a"), as_of=19)
    assert [
        (carrier.entity.key, [each.key for each in carrier.positions]) for carrier in before.carriers
    ] == [
        (PALLET, ["pallet"]),
        (CARTON, ["carton", "carton on pallet"]),
    ]

    whole = await trace(graph, Seed(code="106141412345678908"))
    assert set(whole.seeds) == {
        "pallet",
        "pallet aboard",
        "carton on pallet",
        "a in carton",
        "other in carton",
    }
    truck = await trace(graph, Seed(code=TRUCK))
    assert set(truck.seeds) == {"pallet aboard", "carton on pallet", "a in carton", "other in carton"}


async def test_gaps_of_reached_holdings_come_with_the_answer(graph: Graph) -> None:
    gaps = {
        GapRecord("g1", GapKind.MISSING_RECEIPT, LOT, "b", None, TimeRange(2, 2), Decimal(3), "KGM"),
        GapRecord("g2", GapKind.OVERDRAWN, LOT, "elsewhere", None, TimeRange(2, 2)),
        GapRecord("g3", GapKind.UNKNOWN_ORIGIN, LOT, "a", None, TimeRange(1, 1)),
    }
    rows = derived(line("a", "b"), {"a": LOT, "b": LOT, "elsewhere": LOT})
    await write_derived(graph, replace(rows, gaps=frozenset(gaps)))
    answer = await trace(graph, *ids("a"))
    assert [(gap.view.key, gap.view.holding, gap.view.amount) for gap in answer.gaps] == [
        ("g1", "b", Decimal(3)),
        ("g3", "a", None),
    ]
    assert "receipt is not recorded (3 kg)" in answer.gaps[0].message
    assert not answer.complete
    before = await trace(graph, *ids("a"), as_of=1)
    assert [gap.view.key for gap in before.gaps] == ["g3"]
    assert before.complete


async def test_pages_join_to_the_whole_answer(graph: Graph) -> None:
    edges = [edge("hub", f"n{number:02}", number % 5, number % 5 + number % 3) for number in range(40)]
    edges += [edge(f"n{number:02}", f"n{(number * 7) % 40:02}", 6) for number in range(40)]
    edges += [edge("n00", "late", 2), edge("late", "n39", 0, 9)]
    await write_derived(graph, derived(edges))
    whole = await trace(graph, *ids("hub"))
    nodes: dict[str, TraceNode] = {}
    links: dict[str, TraceEdge] = {}
    after = None
    sizes = []
    while True:
        page = await trace(graph, *ids("hub"), max_nodes=9, after=after)
        nodes |= {node.key: node for node in page.nodes}
        links |= {link.key: link for link in page.edges}
        sizes.append(len(nodes))
        after = page.end_cursor
        assert page.truncated == (after is not None)
        if after is None:
            break
        assert page.truncated_by == "NODES"
        assert page.frontier
    assert sizes == [9, 18, 27, 36, 42]
    assert nodes == {node.key: node for node in whole.nodes}
    assert links == {link.key: link for link in whole.edges}


async def test_a_cursor_continues_only_its_own_question(graph: Graph) -> None:
    await write_derived(graph, derived(line("a", "b", "c", "d")))
    page = await trace(graph, *ids("a"), max_nodes=2)
    assert page.end_cursor
    for question in (
        {"way": Direction.BACKWARD},
        {"max_depth": 7},
        {"as_of": 5},
    ):
        with pytest.raises(BadArgument, match="after"):
            await trace(graph, *ids("a"), max_nodes=2, after=page.end_cursor, **question)
    with pytest.raises(BadArgument, match="after"):
        await trace(graph, *ids("b"), max_nodes=2, after=page.end_cursor)
    with pytest.raises(BadArgument, match="known at another time"):
        await trace(graph, *ids("a"), known_at=0, after=page.end_cursor)
    same = await trace(
        graph, *ids("a"), max_nodes=2, after=page.end_cursor, as_of=page.as_of, known_at=page.known_at
    )
    assert names(same) == ["c", "d"]
    with pytest.raises(BadArgument, match="after"):
        await trace(graph, *ids("a"), after="nonsense")


async def test_a_cursor_keeps_to_what_was_known_when_it_was_given(graph: Graph) -> None:
    await write_derived(graph, derived(line("a", "b", "c")))
    page = await trace(graph, *ids("a"), max_nodes=2)
    await write_derived(
        graph, Derived(holdings=frozenset({holding("new")}), edges=frozenset({edge("b", "new", 9)}))
    )
    rest = await trace(graph, *ids("a"), max_nodes=2, after=page.end_cursor)
    assert names(rest) == ["c"]
    assert rest.known_at == page.known_at
    assert names(await trace(graph, *ids("a"))) == ["a", "b", "c", "new"]


@pytest.mark.parametrize(
    ("options", "argument"),
    [
        ({"max_depth": 0}, "maxDepth"),
        ({"max_depth": -1}, "maxDepth"),
        ({"max_depth": 10**9}, "maxDepth"),
        ({"max_nodes": 0}, "maxNodes"),
        ({"max_nodes": -5}, "maxNodes"),
        ({"max_nodes": 10**9}, "maxNodes"),
    ],
)
async def test_budgets_out_of_range_are_refused(
    embedded_graph: Graph, options: dict[str, Any], argument: str
) -> None:
    with pytest.raises(BadArgument) as refused:
        await trace(embedded_graph, *ids("a"), **options)
    assert refused.value.argument == argument


async def test_seeds_that_cannot_be_taken(embedded_graph: Graph) -> None:
    graph = embedded_graph
    await write_derived(graph, derived(line("a", "b")))
    with pytest.raises(BadArgument, match="seeds"):
        await trace(graph)
    with pytest.raises(BadArgument, match="at most 100"):
        await trace(graph, *ids(*(f"n{number}" for number in range(10_000))))
    with pytest.raises(BadArgument, match="either an id or a code"):
        await trace(graph, Seed(id="x", code="y"))
    with pytest.raises(BadArgument, match="is not an id"):
        await trace(graph, Seed(id="!!!"))
    with pytest.raises(BadArgument, match="cannot start from a Region"):
        await trace(graph, Seed(id=encode_id("Region", "350100")))
    with pytest.raises(CodeNotFound):
        await trace(graph, *ids("nobody"))
    with pytest.raises(CodeNotFound):
        await trace(graph, Seed(code="no such thing"))
    with pytest.raises(BadCode):
        await trace(graph, Seed(code="\x00"))


async def test_a_lot_number_of_two_makers_is_ambiguous(graph: Graph) -> None:
    rows = derived(line("a", "b"), {"a": "urn:suyuan:lot:P1:L1", "b": "urn:suyuan:lot:P2:L1"})
    await write_derived(graph, rows)
    with pytest.raises(AmbiguousCode) as several:
        await trace(graph, Seed(code="L1"))
    assert {match.entity.key for match in several.value.choices} == {
        "urn:suyuan:lot:P1:L1",
        "urn:suyuan:lot:P2:L1",
    }
    assert (await trace(graph, Seed(code="urn:suyuan:lot:P1:L1"))).seeds == ("a",)


async def test_a_deadline_that_has_passed_starts_no_query(embedded_graph: Graph) -> None:
    suite = suite_of(embedded_graph)
    with pytest.raises(OutOfTime):
        await suite.questions.trace(TraceQuestion(ids("a"), Direction.FORWARD), Deadline(0))


async def test_a_hub_is_cut_at_the_edges_a_walk_may_hold(graph: Graph) -> None:
    await write_derived(graph, derived([edge("hub", f"n{number:03}", 1) for number in range(300)]))
    settings = ApiSettings(walk_edges=100, edges_per_fetch=40)
    question = TraceQuestion(ids("hub"), Direction.FORWARD)
    answer = await suite_of(graph, settings).questions.trace(question, Deadline(30))
    assert answer.truncated_by == "EDGES"
    assert answer.end_cursor is None
    assert names(answer) == ["hub", *(f"n{number:03}" for number in range(119))]
    assert answer.frontier == tuple(names(answer))
