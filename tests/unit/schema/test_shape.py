"""The shape pass counts what validation and execution would work through, whatever fragments do."""

from typing import Any

import pytest
from graphql import GraphQLError, parse
from hypothesis import given
from hypothesis import strategies as st

from graph_api.schema.shape import Limits, Shape, check_counts

LIMITS = Limits(
    tokens=10_000, depth=5, aliases=3, root_fields=4, directives=3, repeats=3, fields=8, cost=1000
)


def check(document: str, limits: Limits = LIMITS) -> None:
    parsed = parse(document)
    check_counts(parsed, limits)
    Shape(parsed, limits).check()


def code_of(document: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(GraphQLError) as refused:
        check(document, limits)
    return str((refused.value.extensions or {})["code"])


def test_depth_is_counted_through_fragments() -> None:
    check("{ a { a { a { a { a } } } } }")
    assert code_of("{ a { a { a { a { a { a } } } } } }") == "QUERY_TOO_DEEP"
    fragments = "fragment F on T { a { a { ...G } } } fragment G on T { a { a } }"
    check("{ a { ...F } }" + fragments)
    assert code_of("{ a { a { ...F } } }" + fragments) == "QUERY_TOO_DEEP"
    assert code_of("{ a { ... on T { a { ... { a { a { a { a } } } } } } } }") == "QUERY_TOO_DEEP"


def test_a_fragment_reached_at_two_depths_counts_at_the_deeper() -> None:
    fragment = "fragment F on T { a { a { a } } }"
    check("{ ...F b { ...F } }" + fragment)
    for document in ("{ x { ...F } b { b { b { ...F } } } }", "{ b { b { b { ...F } } } x { ...F } }"):
        assert code_of(document + fragment) == "QUERY_TOO_DEEP"


def test_introspection_has_its_own_depth() -> None:
    check("{ __schema { a { a { a { a { a { a { a } } } } } } } }")
    assert code_of("{ __schema {" + " a {" * 25 + " a" + "}" * 25 + "} }") == "QUERY_TOO_DEEP"


def test_repeats_are_counted_in_the_merged_selection() -> None:
    check("{ a { x } a { x } a { x } }")
    assert code_of("{ a { x } a { x } a { x } a { x } }") == "QUERY_REPEATS_FIELD"
    assert code_of("{ a { x x } a { x x } }") == "QUERY_REPEATS_FIELD"
    assert code_of("{ ...F ...G a } fragment F on T { a a } fragment G on T { a }") == "QUERY_REPEATS_FIELD"
    check("{ ...F ...F ...F ...F } fragment F on T { a }")


def test_an_alias_makes_another_response_key() -> None:
    check("{ a b: a c: a d: a }")
    assert code_of("{ a b: a c: a d: a e: a }") == "QUERY_TOO_MANY_ALIASES"
    assert code_of("{ z: a z: b z: c z }") == "QUERY_REPEATS_FIELD"


def test_width_root_fields_and_directives() -> None:
    assert code_of("{ a b c d e }") == "QUERY_TOO_MANY_ROOT_FIELDS"
    assert code_of("{ a { b c d e f g h i j } }") == "QUERY_TOO_WIDE"
    assert code_of("query @x { a @x ...F @x } fragment F on T @x { a }") == "QUERY_TOO_MANY_DIRECTIVES"


def test_operations_that_will_not_run_and_unused_fragments_are_checked_too() -> None:
    assert code_of("query A { a } query B { a { a { a { a { a { a } } } } } }") == "QUERY_TOO_DEEP"
    assert code_of("{ a } fragment F on T { a a a a }") == "QUERY_REPEATS_FIELD"


def bomb(links: int) -> str:
    """Fragments, each spreading the next twice: 2**links spreads when expanded."""
    chain = "".join(f"fragment F{n} on T {{ ...F{n + 1} ...F{n + 1} }} " for n in range(links))
    return f"{{ a {{ ...F0 }} }} {chain} fragment F{links} on T {{ a }}"


def nested_bomb(links: int) -> str:
    """The same with a field at every link, so that every level is another merged selection."""
    chain = "".join(
        f"fragment F{n} on T {{ a {{ ...F{n + 1} }} b {{ ...F{n + 1} }} }} " for n in range(links)
    )
    return f"{{ ...F0 }} {chain} fragment F{links} on T {{ a }}"


@pytest.mark.parametrize("links", [22, 200])
def test_a_fragment_bomb_is_walked_once(links: int) -> None:
    document = parse(bomb(links))
    shape = Shape(document, LIMITS)
    shape.check()
    assert shape.steps <= 4 * links + 10


@pytest.mark.parametrize("links", [22, 200])
def test_a_bomb_of_nested_fields_is_walked_once(links: int) -> None:
    shape = Shape(parse(nested_bomb(links)), Limits(10_000, 500, 3, 4, 3, 3, 8, 1000))
    shape.check()
    assert shape.steps <= 8 * links + 10


def test_two_hundred_chained_fragments_unused() -> None:
    chain = "".join(f"fragment F{n} on T {{ ...F{n + 1} }} " for n in reversed(range(200)))
    shape = Shape(parse(f"{{ a }} {chain} fragment F200 on T {{ a }}"), LIMITS)
    with pytest.raises(GraphQLError, match="selection count"):
        shape.check()
    assert shape.steps <= 20_001


@pytest.mark.parametrize(
    "document",
    [
        "{ ...Nope }",
        "{ ...F } fragment F on T { ...F }",
        "{ ...F } fragment F on T { ...G } fragment G on T { ...F }",
        "{ a }",
        "fragment F on T { a }",
        "type T { a: Int }",
    ],
)
def test_unknown_fragments_and_cycles_are_left_to_validation(document: str) -> None:
    check(document)


def test_a_cycle_through_a_field_is_too_deep() -> None:
    assert code_of("{ ...F } fragment F on T { a { ...F } }") == "QUERY_TOO_DEEP"


def test_merged_pairs_cannot_be_multiplied_level_by_level() -> None:
    """Three repeats at each of five levels are 243 equal leaves, though no written selection has four."""
    document = "x"
    for _ in range(4):
        document = " ".join([f"a {{ {document} }}"] * 3)
    assert code_of(f"{{ {document} }}") == "QUERY_REPEATS_FIELD"


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Random selections over few names and fragments, cycles and unknown fragments included."""

    def selections(depth: int) -> str:
        parts = []
        for _ in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(["field", "field", "spread", "inline"] if depth else ["field"]))
            name = draw(st.sampled_from("abc"))
            if kind == "spread":
                parts.append(f"...F{draw(st.integers(0, 3))}")
            elif kind == "inline":
                parts.append(f"... {{ {selections(depth - 1)} }}")
            else:
                below = f" {{ {selections(depth - 1)} }}" if depth and draw(st.booleans()) else ""
                parts.append(name + below)
        return " ".join(parts)

    fragments = [f"fragment F{n} on T {{ {selections(2)} }}" for n in range(draw(st.integers(0, 4)))]
    return " ".join([f"{{ {selections(3)} }}", *fragments])


class Plain:
    """Depth, repeats and width by expanding everything anew at every place; depth is cut at 9."""

    def __init__(self, document: str) -> None:
        parsed: Any = parse(document)
        self.fragments = {d.name.value: d for d in parsed.definitions if d.kind == "fragment_definition"}
        self.reached: set[str] = set()
        self.depth = self.repeats = self.width = 0
        for definition in parsed.definitions:
            if definition.kind == "operation_definition":
                self.walk([definition.selection_set], 1)
        for name, fragment in self.fragments.items():
            if name not in self.reached:
                self.walk([fragment.selection_set], 1)

    def walk(self, sets: list[Any], depth: int) -> None:
        if not sets or depth > 9 or self.repeats > 50:
            return
        fields: dict[str, list[Any]] = {}
        self.collect(sets, fields, set())
        self.depth = max(self.depth, depth)
        self.repeats = max([self.repeats, *map(len, fields.values())])
        self.width = max(self.width, sum(map(len, fields.values())))
        for nodes in fields.values():
            self.walk([node.selection_set for node in nodes if node.selection_set], depth + 1)

    def collect(self, sets: list[Any], fields: dict[str, list[Any]], seen: set[str]) -> None:
        for node in (node for each in sets for node in each.selections):
            if node.kind == "field":
                fields.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
            elif node.kind == "inline_fragment":
                self.collect([node.selection_set], fields, seen)
            elif node.name.value not in seen:
                seen.add(node.name.value)
                self.reached.add(node.name.value)
                if node.name.value in self.fragments:
                    self.collect([self.fragments[node.name.value].selection_set], fields, seen)


@given(documents())
def test_the_pass_agrees_with_a_plain_expansion(document: str) -> None:
    limits = Limits(10_000, 8, 99, 99, 99, repeats=5, fields=20, cost=1)
    plain = Plain(document)
    if plain.depth <= 8 and plain.repeats <= 5 and plain.width <= 20:
        check(document, limits)
    else:
        code_of(document, limits)
