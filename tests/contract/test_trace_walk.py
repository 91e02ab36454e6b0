"""The walk through each engine, over rows that the writers wrote, against brute force."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.connection import Graph
from cypher.readers.custody import EdgeReader
from cypher.records.custody import Derived, EdgeRecord
from cypher.records.vocabulary import ItemKind
from cypher.records.walks import Direction, View
from graph_api.rules.budget import Budget, Deadline
from graph_api.rules.merge import Merged
from graph_api.services.questions import Identity
from graph_api.services.walking import Route, Walking
from tests.support import walk_reference
from tests.support.chains import derived, diamonds, edge, graphs, holding, line, made_in
from tests.support.depth import examples
from tests.support.derived_rows import write_derived
from tests.support.engines import wipe

MANY = 10_000


async def walked(graph: Graph, route: Route, budget: Budget) -> Merged:
    return await Walking(EdgeReader(graph), route, budget).run(MANY, Deadline(60))


@settings(max_examples=examples(15, 200))
@given(
    edges=graphs(),
    direction=st.sampled_from([Direction.FORWARD, Direction.BACKWARD]),
    identity=st.sampled_from(Identity),
    chance=st.randoms(use_true_random=False),
)
async def test_each_engine_gives_what_brute_force_finds(
    graph: Graph, edges: list[EdgeRecord], direction: Direction, identity: Identity, chance: random.Random
) -> None:
    await wipe(graph)
    names = sorted({row.source for row in edges} | {row.target for row in edges})
    items = {name: chance.choice(["L1", "L2", name]) for name in names}
    await write_derived(graph, derived(edges, items))
    seeds = tuple(sorted(chance.sample(names, k=min(len(names), chance.randint(1, 3)))))
    reached = await walked(
        graph,
        Route(seeds, direction, View(), identity),
        Budget(MANY, MANY, edges_per_fetch=chance.randint(2, 30)),
    )
    held = {name: (item, 3) for name, item in items.items() if name not in made_in(edges)}
    by = held if identity is Identity.ITEM else None
    case = walk_reference.Case(edges, seeds, items=by)
    forward = direction is Direction.FORWARD
    expected = walk_reference.reach(case, forward=forward)
    assert {
        key: walk_reference.Point(node.depth, node.time, node.certainty.value, node.order_certain)
        for key, node in reached.nodes.items()
    } == expected
    assert {row.key for row in reached.edges} == walk_reference.edges_between(case, expected, forward=forward)


async def test_an_edge_of_the_walk_is_the_edge_that_was_written(graph: Graph) -> None:
    await write_derived(graph, derived(line("a", "b")))
    reached = await walked(graph, Route(("a",), Direction.FORWARD, View(), Identity.HOLDING), Budget(9, MANY))
    assert [tuple(row) for row in reached.edges] == [
        ("a>b@1-1", "a", "b", "CUSTODY", 1, 1, 4, "", "", "", "e:a>b@1-1")
    ]


async def test_as_of_and_known_at_bound_the_walk(graph: Graph) -> None:
    first = await write_derived(graph, derived(line("a", "b", "c")))
    second = await write_derived(
        graph, Derived(edges=frozenset({edge("a", "d", 5)}), holdings=frozenset({holding("d")}))
    )
    assert second > first

    async def names(view: View) -> list[str]:
        route = Route(("a",), Direction.FORWARD, view, Identity.HOLDING)
        return list((await walked(graph, route, Budget(9, MANY))).nodes)

    assert await names(View()) == ["a", "b", "d", "c"]
    assert await names(View(known_at=first)) == ["a", "b", "c"]
    assert await names(View(as_of=1)) == ["a", "b"]
    assert await names(View(as_of=0)) == ["a"]


async def test_eighteen_diamonds_are_seventy_two_edges(graph: Graph) -> None:
    await write_derived(graph, derived(diamonds(18)))
    route = Route(("d000",), Direction.FORWARD, View(), Identity.HOLDING)
    reached = await walked(graph, route, Budget(50, MANY))
    assert len(reached.edges) == 72
    assert len(reached.nodes) == 18 * 3 + 1
    assert max(node.depth for node in reached.nodes.values()) == 36


async def test_an_item_has_its_kind(graph: Graph) -> None:
    unit = {holding("a", "U", kind=ItemKind.UNIT), holding("b", "U", kind=ItemKind.UNIT)}
    await write_derived(graph, Derived(holdings=frozenset(unit)))
    found = await EdgeReader(graph).siblings(["a"], View(), 9, 5.0)
    assert sorted(zip(found.holding, found.item, found.kind, strict=True)) == [
        ("a", "U", "UNIT"),
        ("b", "U", "UNIT"),
    ]
