"""The cost of a request follows from weights in the schema and from what its arguments ask for."""

from collections.abc import Mapping

import pytest
from graphql import parse

from graph_api.schema.cost import CostModel
from graph_api.schema.limits import operation_to_run
from graph_api.schema.root import build_schema
from graph_api.settings import ApiSettings

MODEL = CostModel(build_schema(ApiSettings())._schema)
SEEDS = 'seeds: [{code: "x"}], direction: FORWARD'


def cost(document: str, variables: Mapping[str, object] | None = None) -> int:
    parsed = parse(document)
    return MODEL.requested(parsed, operation_to_run(parsed, None), variables or {})


@pytest.mark.parametrize(
    ("arguments", "variables", "expected"),
    [
        ("", {}, 5 + 1000 // 20),
        (", maxNodes: 40", {}, 7),
        (", maxNodes: 0", {}, 5),
        (", maxNodes: -100", {}, 5),
        (", maxNodes: null", {}, 55),
        (", maxNodes: $n", {"n": 10_000}, 505),
        (", maxNodes: $n", {"n": None}, 55),
        (", maxNodes: $n", {}, 5 + 200 // 20),
        (", maxNodes: $n", {"n": "many"}, 55),
        (", maxNodes: $n", {"n": True}, 55),
    ],
)
def test_a_trace_costs_by_the_nodes_it_may_reach(
    arguments: str, variables: dict[str, object], expected: int
) -> None:
    document = f"query ($n: Int = 200) {{ trace({SEEDS}{arguments}) {{ __typename }} }}"
    assert cost(document, variables) == expected


def test_an_impact_costs_by_the_nodes_it_may_reach() -> None:
    assert cost('{ impact(seeds: [{code: "x"}]) { ... on Impact { groups { keys { by } } } } }') == 505
    assert cost('{ impact(seeds: [{code: "x"}], maxNodes: 20) { __typename } }') == 6


def test_what_comes_with_the_answer_is_free_and_what_is_loaded_is_not() -> None:
    def traced(item: str) -> str:
        nodes = f"nodes {{ holding {{ item {{ {item} }} }} }}"
        return f"{{ trace({SEEDS}, maxNodes: 100) {{ ... on TraceGraph {{ {nodes} }} }} }}"

    assert cost(traced("name")) == 10
    assert cost(traced("name ... on Batch { product { name } }")) == 10 + 100


def test_events_of_edges_are_counted_for_every_node() -> None:
    document = f"{{ trace({SEEDS}, maxNodes: 100) {{ ... on TraceGraph {{ edges {{ event {{ id }} }} }} }} }}"
    assert cost(document) == 10 + 100


@pytest.mark.parametrize(("arguments", "size"), [("", 50), ("(first: 3)", 3), ("(last: 7)", 7)])
def test_a_connection_costs_by_its_page(arguments: str, size: int) -> None:
    assert cost(f"{{ batches{arguments} {{ nodes {{ key }} pageInfo {{ endCursor }} }} }}") == 1 + size
    assert cost(f"{{ batches{arguments} {{ pageInfo {{ endCursor }} }} }}") == 1


def test_connections_inside_connections_multiply() -> None:
    document = "{ products(first: 10) { nodes { batches(first: 20) { nodes { key } } } } }"
    assert cost(document) == 1 + 10 * (1 + 1 + 20)


def test_fragments_and_aliases_count_at_every_use() -> None:
    page = "fragment P on Query { products(first: 10) { nodes { key } } }"
    assert cost("{ ...P }" + page) == 11
    assert cost("{ ...P ... on Query { ...P } b: products(first: 5) { nodes { key } } }" + page) == 17


def test_what_the_schema_does_not_have_costs_nothing() -> None:
    assert cost("{ nope { nope } ... on Nope { a } ...Gone }") == 0


def test_introspection_has_a_fixed_cost() -> None:
    assert cost("{ __schema { types { name fields { name } } } __typename }") == 10
