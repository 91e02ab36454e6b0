"""The walk on small named chains: each case once, by hand."""

from dataclasses import replace

import pytest

from cypher.records.custody import EdgeRecord
from cypher.records.vocabulary import Certainty, EdgeKind, GapKind
from cypher.records.walks import Direction
from graph_api.rules.budget import Budget, TruncationReason
from graph_api.rules.walk import Reached, Walk
from tests.support.chains import diamonds, edge, line
from tests.support.memory_edges import MemoryEdges, columns_of, drive

MANY = 10_000


def walked(
    edges: list[EdgeRecord], *seeds: str, way: Direction = Direction.FORWARD, **budget: int
) -> Reached:
    limits = Budget(**{"max_depth": MANY, "max_nodes": MANY, **budget})
    return drive(Walk(way, seeds, limits), way, MemoryEdges(edges))


def times(reached: Reached) -> dict[str, int | None]:
    return {key: node.time for key, node in reached.nodes.items()}


def test_nodes_come_by_depth_then_key_and_edges_by_key() -> None:
    edges = [edge("s", "b", 1), edge("s", "a", 1), edge("a", "z", 2), edge("b", "c", 2)]
    reached = walked(edges, "s")
    assert list(reached.nodes) == ["s", "a", "b", "c", "z"]
    assert [each.key for each in reached.edges] == sorted(row.key for row in edges)


def test_an_edge_before_the_arrival_is_not_followed() -> None:
    """Shop received on the 5th and shipped on the 3rd: the receipt is not upstream of that sale."""
    edges = [edge("receipt", "shop", 5), edge("shop", "customer", 3)]
    assert list(walked(edges, "receipt").nodes) == ["receipt", "shop"]
    assert list(walked(edges, "customer", way=Direction.BACKWARD).nodes) == ["customer", "shop"]


def test_equal_instants_chain() -> None:
    edges = [edge("a", "b", 5), edge("b", "c", 5), edge("c", "d", 5)]
    assert times(walked(edges, "a")) == {"a": None, "b": 5, "c": 5, "d": 5}
    assert all(node.order_certain for node in walked(edges, "a").nodes.values())


def test_vague_dates_make_a_reach_possible_not_certain() -> None:
    edges = [edge("a", "b", 1, 9), edge("b", "c", 5, 6), edge("c", "d", 9, 9)]
    nodes = walked(edges, "a").nodes
    assert [(key, node.time, node.order_certain) for key, node in nodes.items()] == [
        ("a", None, True),
        ("b", 1, True),
        ("c", 5, False),
        ("d", 9, False),
    ]


def test_order_is_certain_again_where_a_certain_way_joins() -> None:
    edges = [edge("a", "b", 1, 9), edge("b", "c", 5, 6), edge("a", "c", 7)]
    assert walked(edges, "a").nodes["c"].order_certain


def test_a_better_time_expands_again() -> None:
    """Reached late by the short way, early by the long one: visit-once would lose `d`."""
    edges = [edge("s", "m", 9), edge("s", "x", 1), edge("x", "m", 2), edge("m", "d", 5)]
    reached = walked(edges, "s")
    assert (reached.nodes["m"].depth, reached.nodes["m"].time) == (1, 2)
    assert (reached.nodes["d"].depth, reached.nodes["d"].time) == (3, 5)


def test_backward_goes_from_the_latest_departure() -> None:
    edges = [edge("a", "b", 1, 3), edge("c", "b", 7), edge("b", "d", 5)]
    reached = walked(edges, "d", way=Direction.BACKWARD)
    assert times(reached) == {"d": None, "b": 5, "a": 3}


def test_cycles_end() -> None:
    edges = [edge("a", "b", 1), edge("b", "a", 2), edge("a", "b", 3), edge("b", "c", 4), edge("a", "a", 5)]
    reached = walked(edges, "a")
    assert times(reached) == {"a": None, "b": 1, "c": 4}
    assert len(reached.edges) == 5


def test_eighteen_diamonds_are_edges_not_ways() -> None:
    source = MemoryEdges(diamonds(18))
    walk = Walk(Direction.FORWARD, ["d000"], Budget(MANY, MANY))
    reached = drive(walk, Direction.FORWARD, source)
    assert len(reached.edges) == 72
    assert source.fetches == 37
    assert len(source.asked) == len(set(source.asked)) == 55


def test_certainty_is_the_weakest_link_of_the_best_way() -> None:
    edges = [
        edge("s", "pool", 1, certainty=Certainty.POOLED),
        edge("pool", "end", 2, certainty=Certainty.CONFIRMED),
        edge("s", "long", 3, certainty=Certainty.RECORDED),
        edge("long", "end", 4, certainty=Certainty.RECORDED),
    ]
    end = walked(edges, "s").nodes["end"]
    assert (end.certainty, end.time) == (Certainty.RECORDED, 2)


def test_a_surer_way_counts_only_if_time_allows_all_of_it() -> None:
    edges = [
        edge("s", "m", 1, certainty=Certainty.DECLARED),
        edge("s", "m", 5, certainty=Certainty.CONFIRMED),
        edge("m", "e", 3, certainty=Certainty.CONFIRMED),
    ]
    nodes = walked(edges, "s").nodes
    assert nodes["m"].certainty is Certainty.CONFIRMED
    assert nodes["e"].certainty is Certainty.DECLARED


def test_a_contradiction_in_time_is_always_followed_and_binds_nothing_behind_it() -> None:
    back = replace(edge("b", "c", 1), gap=GapKind.TIME_CONTRADICTION)
    edges = [edge("a", "b", 9), back, edge("c", "d", 2)]
    forward = walked(edges, "a")
    assert times(forward) == {"a": None, "b": 9, "c": None, "d": 2}
    assert [node.order_certain for node in forward.nodes.values()] == [True, True, False, False]
    assert [row.gap for row in forward.edges] == [None, "TIME_CONTRADICTION", None]
    assert list(walked(edges, "d", way=Direction.BACKWARD).nodes) == ["d", "c", "b", "a"]


def test_goods_that_go_through_a_transformation_stay_goods_of_its_time() -> None:
    """Outputs come only from inputs not later than they."""
    edges = [
        replace(edge("milk 1", "t", 1), kind=EdgeKind.INPUT),
        replace(edge("milk 2", "t", 5), kind=EdgeKind.INPUT),
        replace(edge("t", "cheese", 3), kind=EdgeKind.OUTPUT),
    ]
    reached = walked(edges, "cheese", way=Direction.BACKWARD)
    assert list(reached.nodes) == ["cheese", "t", "milk 1"]
    assert [node.is_transformation for node in reached.nodes.values()] == [False, True, False]


def test_a_sale_to_one_shop_does_not_reach_the_other() -> None:
    """Scenario 1: lot L sold by W to A and B; from A's holding neither B nor B's customers."""
    edges = [*line("w", "a", "a's customer"), *line("w", "b", "b's customer")]
    assert list(walked(edges, "a").nodes) == ["a", "a's customer"]


def test_return_and_resale_keep_both_legs() -> None:
    """Scenario 14."""
    edges = [edge("shop", "buyer", 1), edge("buyer", "shop again", 2), edge("shop again", "other buyer", 3)]
    assert [row.key for row in walked(edges, "shop").edges] == sorted(row.key for row in edges)


def test_several_seeds_are_reached_at_depth_nought() -> None:
    reached = walked(line("a", "b", "c"), "b", "a", "b")
    assert [(key, node.depth) for key, node in reached.nodes.items()] == [("a", 0), ("b", 0), ("c", 1)]


def test_a_cut_by_depth_names_where_to_go_on() -> None:
    reached = walked(line("a", "b", "c", "d"), "a", max_depth=2)
    assert list(reached.nodes) == ["a", "b", "c"]
    assert (reached.truncated_by, reached.frontier) == (TruncationReason.DEPTH, ("c",))


def test_a_depth_that_just_suffices_is_no_cut() -> None:
    reached = walked(line("a", "b", "c"), "a", max_depth=2)
    assert (reached.truncated_by, reached.frontier) == (None, ())


def test_a_number_of_nodes_that_just_suffices_is_no_cut() -> None:
    assert walked(line("a", "b", "c"), "a", max_nodes=3).truncated_by is None
    cut = walked(line("a", "b", "c"), "a", max_nodes=2)
    assert (list(cut.nodes), cut.truncated_by, cut.frontier) == (["a", "b"], TruncationReason.NODES, ("b",))


def test_more_seeds_than_nodes_are_cut_without_a_fetch() -> None:
    source = MemoryEdges(line("a", "b"))
    walk = Walk(Direction.FORWARD, ["a", "b", "c"], Budget(9, 2))
    assert (list(drive(walk, Direction.FORWARD, source).nodes), source.fetches) == (["a", "b"], 0)


@pytest.mark.parametrize("rows", [2, 3, 7, 100])
def test_a_hub_is_taken_in_parts_and_left_when_enough_is_known(rows: int) -> None:
    edges = [edge("hub", f"n{number:03}", 1) for number in range(300)]
    source = MemoryEdges(edges)
    walk = Walk(Direction.FORWARD, ["hub"], Budget(9, 10, edges_per_fetch=rows))
    reached = drive(walk, Direction.FORWARD, source)
    assert list(reached.nodes) == ["hub", *(f"n{number:03}" for number in range(9))]
    assert source.fetches == 1 + -(-11 // rows)


def test_a_hub_larger_than_memory_is_cut_by_its_edges() -> None:
    edges = [edge("hub", f"n{number:03}", 1) for number in range(300)]
    reached = walked(edges, "hub", max_edges=50, edges_per_fetch=40)
    assert reached.truncated_by is TruncationReason.EDGES
    assert "hub" in reached.frontier


def test_an_item_with_more_holdings_than_memory_holds_is_cut() -> None:
    kept = {f"h{number:02}": ("I", "LOT") for number in range(30)}
    walk = Walk(Direction.FORWARD, ["h00"], Budget(9, 99, max_edges=20), by_item=True)
    reached = drive(walk, Direction.FORWARD, MemoryEdges([], kept))
    assert reached.truncated_by is TruncationReason.EDGES


def test_all_holdings_of_an_item_are_reached_at_any_time() -> None:
    edges = [edge("a", "b", 9), edge("c", "d", 1)]
    items = {"b": ("I", "UNIT"), "c": ("I", "UNIT"), "a": ("J", "LOT"), "d": ("K", "LOT")}
    walk = Walk(Direction.FORWARD, ["a"], Budget(9, 99), by_item=True)
    reached = drive(walk, Direction.FORWARD, MemoryEdges(edges, items))
    assert [(key, node.depth, node.time) for key, node in reached.nodes.items()] == [
        ("a", 0, None),
        ("b", 1, None),
        ("c", 2, None),
        ("d", 3, None),
    ]


def test_a_walk_cut_by_time_keeps_what_it_has() -> None:
    walk = Walk(Direction.FORWARD, ["a"], Budget(9, 9))
    walk.absorb(columns_of([edge("a", "b", 1)]))
    walk.cut_by_time()
    reached = walk.result()
    assert (list(reached.nodes), reached.truncated_by) == (["a", "b"], TruncationReason.TIME)
    assert reached.frontier == ("b",)
    assert list(walk.frontier()) == []


def test_no_seeds_reach_nothing() -> None:
    assert walked(line("a", "b")) == Reached({}, (), (), None)
