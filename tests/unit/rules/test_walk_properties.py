"""The walk against brute force on random graphs: who is reached, when, how surely, over which edges."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.records.custody import EdgeRecord
from cypher.records.vocabulary import ItemKind
from cypher.records.walks import Direction
from graph_api.rules.budget import Budget
from graph_api.rules.walk import Reached, ReachedNode, Walk
from tests.support import walk_reference
from tests.support.chains import graphs, items, made_in
from tests.support.depth import examples
from tests.support.memory_edges import MemoryEdges, drive

DIRECTIONS = st.sampled_from([Direction.FORWARD, Direction.BACKWARD])
SEEDS = st.lists(st.sampled_from(["n0", "n1", "n2"]), min_size=1, max_size=2, unique=True)
MANY = 10_000
Items = dict[str, tuple[str, str]]


def walked(
    edges: list[EdgeRecord], seeds: list[str], direction: Direction, budget: Budget, **options: Items
) -> Reached:
    by_item = holdings_only(options.get("items"), edges)
    walk = Walk(direction, seeds, budget, by_item=by_item is not None)
    return drive(walk, direction, MemoryEdges(edges, by_item))


def holdings_only(by: Items | None, edges: list[EdgeRecord]) -> Items | None:
    """Transformations are of no item."""
    return None if by is None else {key: item for key, item in by.items() if key not in made_in(edges)}


def case_of(
    edges: list[EdgeRecord], seeds: list[str], depth: int = MANY, by: Items | None = None
) -> walk_reference.Case:
    sure = {ItemKind.UNIT.value: 5, ItemKind.LOT.value: 3}
    held = holdings_only(by, edges)
    items_of = None if held is None else {key: (item, sure[kind]) for key, (item, kind) in held.items()}
    return walk_reference.Case(edges, seeds, depth, items_of)


def plain(node: ReachedNode) -> walk_reference.Point:
    return walk_reference.Point(node.depth, node.time, node.certainty.value, node.order_certain)


def agrees(reached: Reached, case: walk_reference.Case, direction: Direction) -> None:
    forward = direction is Direction.FORWARD
    expected = walk_reference.reach(case, forward=forward)
    assert {key: plain(node) for key, node in reached.nodes.items()} == expected
    made = {key for key, node in reached.nodes.items() if node.is_transformation}
    assert made == made_in(case.edges) & reached.nodes.keys()
    assert {edge.key for edge in reached.edges} == walk_reference.edges_between(
        case, expected, forward=forward
    )


@settings(max_examples=examples(300, 2000))
@given(graphs(), SEEDS, DIRECTIONS, st.integers(2, 5))
def test_the_walk_finds_what_brute_force_finds(
    edges: list[EdgeRecord], seeds: list[str], direction: Direction, rows: int
) -> None:
    """Also when every hop comes in parts of a few edges."""
    reached = walked(edges, seeds, direction, Budget(MANY, MANY, edges_per_fetch=rows))
    agrees(reached, case_of(edges, seeds), direction)
    assert reached.truncated_by is None
    assert reached.frontier == ()


@settings(max_examples=examples(300, 2000))
@given(graphs(), SEEDS, DIRECTIONS, items())
def test_identity_by_item_reaches_all_holdings_of_an_item(
    edges: list[EdgeRecord], seeds: list[str], direction: Direction, by: Items
) -> None:
    reached = walked(edges, seeds, direction, Budget(MANY, MANY), items=by)
    agrees(reached, case_of(edges, seeds, by=by), direction)


@settings(max_examples=examples(300, 2000))
@given(graphs(), SEEDS, DIRECTIONS, st.integers(0, 4))
def test_a_walk_cut_at_a_depth_knows_it_was_cut(
    edges: list[EdgeRecord], seeds: list[str], direction: Direction, depth: int
) -> None:
    reached = walked(edges, seeds, direction, Budget(depth, MANY))
    agrees(reached, case_of(edges, seeds, depth), direction)
    deeper = walk_reference.reach(case_of(edges, seeds, depth + 1), forward=direction is Direction.FORWARD)
    more = deeper != {key: plain(node) for key, node in reached.nodes.items()}
    if more:
        assert reached.truncated_by == "DEPTH"
        assert reached.frontier


@settings(max_examples=examples(200, 2000))
@given(graphs(), st.sampled_from([None, "by item"]), items())
def test_forward_and_backward_are_duals(edges: list[EdgeRecord], identity: str | None, by: Items) -> None:
    """x in forward(y) exactly when y in backward(x), with the same certainty and the same order."""
    options = {"items": by} if identity else {}
    names = sorted({edge.source for edge in edges} | {edge.target for edge in edges})
    budget = Budget(MANY, MANY)
    forward = {name: walked(edges, [name], Direction.FORWARD, budget, **options).nodes for name in names}
    backward = {name: walked(edges, [name], Direction.BACKWARD, budget, **options).nodes for name in names}

    def ways(reached: Mapping[str, Mapping[str, ReachedNode]]) -> set[tuple[str, str, int, bool]]:
        return {
            (at, node.key, node.certainty.value, node.order_certain)
            for at in names
            for node in reached[at].values()
            if node.key in names
        }

    turned = {(there, here, *rest) for here, there, *rest in ways(backward)}
    assert ways(forward) == turned


@settings(max_examples=examples(300, 2000))
@given(graphs(), SEEDS, DIRECTIONS, st.integers(1, 3), st.integers(2, 4))
def test_pages_join_to_the_answer_of_one_large_walk(
    edges: list[EdgeRecord], seeds: list[str], direction: Direction, size: int, rows: int
) -> None:
    """Each page is the walk to so many nodes less the walk to those given before; later pages win."""
    nodes: dict[str, ReachedNode] = {}
    found: set[str] = set()
    given_so_far, rounds = 0, 0
    while True:
        walk = Walk(direction, seeds, Budget(MANY, given_so_far + size, edges_per_fetch=rows))
        after = drive(walk, direction, MemoryEdges(edges))
        stopped_before = Walk(direction, seeds, Budget(MANY, given_so_far, edges_per_fetch=rows))
        source = MemoryEdges(edges)
        before = drive(stopped_before, direction, source)
        stopped_before.widen(given_so_far + size)
        assert drive(stopped_before, direction, source) == after
        nodes |= {key: node for key, node in after.nodes.items() if before.nodes.get(key) != node}
        found |= {edge.key for edge in after.edges} - {edge.key for edge in before.edges}
        assert set(before.edges) <= set(after.edges)
        assert list(after.nodes)[:given_so_far] == list(before.nodes)
        given_so_far, rounds = len(after.nodes), rounds + 1
        if after.truncated_by is None:
            break
        assert after.truncated_by == "NODES"
        assert len(after.nodes) == rounds * size
    whole = walked(edges, seeds, direction, Budget(MANY, MANY))
    assert nodes == dict(whole.nodes)
    assert found == {edge.key for edge in whole.edges}
