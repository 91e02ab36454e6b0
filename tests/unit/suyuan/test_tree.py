"""The layout of a trace as a tree: every node once, every edge once, whatever the graph."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.records.walks import Direction
from suyuan.tree import Row, layout
from tests.support.depth import examples
from tests.unit.suyuan.answers import answer

LETTERS = "abcdefgh"


def shape(rows: list[Row]) -> list[str]:
    """Rows as text: indentation, node, and a star where it is a reference."""
    return [f"{'.' * row.depth}{row.node.key}{'*' if row.reference else ''}" for row in rows]


def test_a_line() -> None:
    assert shape(layout(answer("ab bc"), Direction.FORWARD)) == ["a", ".b", "..c"]


def test_backward_follows_edges_against_their_direction() -> None:
    rows = layout(answer("ab bc", seeds="c", direction=Direction.BACKWARD), Direction.BACKWARD)
    assert shape(rows) == ["c", ".b", "..a"]


def test_a_diamond_is_expanded_once_and_referred_to_by_number() -> None:
    rows = layout(answer("ab ac bd cd de"), Direction.FORWARD)
    assert shape(rows) == ["a", ".b", "..d", "...e", ".c", "..d*"]
    assert rows[2].number == rows[5].number
    assert [row.above for row in rows] == [None, 1, 2, 3, 1, 5], "a reference too says where it stands"
    assert len({row.number for row in rows if not row.reference}) == 5


def test_a_cycle_ends() -> None:
    assert shape(layout(answer("ab bc ca"), Direction.FORWARD)) == ["a", ".b", "..c", "...a*"]


def test_a_node_stands_under_the_nearest_that_leads_to_it() -> None:
    assert shape(layout(answer("ab bc cd ad"), Direction.FORWARD)) == ["a", ".b", "..c", "...d*", ".d"]


def test_seeds_that_others_lead_to_are_no_roots() -> None:
    rows = layout(answer("ab bc", seeds="abc"), Direction.FORWARD)
    assert shape(rows) == ["a", ".b", "..c"]
    assert all(row.seed for row in rows)


def test_what_nothing_leads_to_is_shown_all_the_same() -> None:
    assert shape(layout(answer("ab xy"), Direction.FORWARD)) == ["a", ".b", "x", ".y"]


def test_several_edges_between_two_nodes_are_one_line() -> None:
    rows = layout(answer("ab ab ab"), Direction.FORWARD)
    assert shape(rows) == ["a", ".b"]
    assert len(rows[1].edges) == 3


def test_a_chain_of_thousands_needs_no_recursion() -> None:
    long = answer(" ".join(f"{chr(0x4E00 + n)}{chr(0x4E01 + n)}" for n in range(5000)), seeds=chr(0x4E00))
    assert len(layout(long, Direction.FORWARD)) == 5001


@given(
    st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)), min_size=1, max_size=30),
    st.sets(st.sampled_from(LETTERS), min_size=1, max_size=3),
    st.sampled_from([Direction.FORWARD, Direction.BACKWARD]),
)
@settings(max_examples=examples(100, 1000))
def test_every_node_and_every_edge_is_shown_exactly_once(
    pairs: list[tuple[str, str]], seeds: set[str], direction: Direction
) -> None:
    graph = answer(" ".join(a + b for a, b in pairs), seeds="".join(sorted(seeds)), direction=direction)
    rows = layout(graph, direction)
    expanded = [row.node.key for row in rows if not row.reference]
    assert sorted(expanded) == sorted(node.key for node in graph.nodes)
    shown = [edge.key for row in rows for edge in row.edges]
    assert sorted(shown) == sorted(edge.key for edge in graph.edges)
    for row in rows:
        assert rows[0].depth == 0
        far = {edge.target if direction is Direction.FORWARD else edge.source for edge in row.edges}
        assert far <= {row.node.key}
