"""The SDL: in step with the committed file, and with the contract that tests and partners rely on."""

import os
from pathlib import Path

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
)
from graphql.language import print_ast
from graphql.utilities import ast_from_value

from graph_api.schema import sdl

COMMITTED = Path(sdl.__file__).with_name("schema.graphql")
CONTRACT = (
    Path(os.environ.get("SUYUAN_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data")).parent
    / "api.graphql"
)
OURS = build_schema(sdl.print_sdl())


def test_the_committed_file_is_the_schema() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == sdl.print_sdl(), (
        "write it anew: suyuan schema > graph_api/schema/schema.graphql"
    )


def test_every_type_is_described() -> None:
    ours = [kind for name, kind in OURS.type_map.items() if not name.startswith("__")]
    undescribed = [kind.name for kind in ours if not kind.description]
    assert undescribed == []


def test_costs_are_readable_in_the_text() -> None:
    text = sdl.print_sdl()
    walk = '@cost(weight: "5", perMember: "0.05") @listSize(assumedSize: 1000, slicingArguments: ["maxNodes"]'
    assert walk in text


def _contract() -> str:
    if not CONTRACT.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CONTRACT.name} is missing, and CI=true")
        pytest.skip(f"{CONTRACT.name} is not beside the checkout")
    text = CONTRACT.read_text(encoding="utf-8")
    # the sketch leaves out the types whose shape is ours to choose
    sketched = ["Transformation", "Product", "Batch", "Unit", "Enterprise", "Warehouse", "Vehicle", "Permit"]
    sketched += ["Holding", "Event"]
    stubs = "".join(f"\ntype {n} implements Node {{ id: ID! }}" for n in sketched)
    problems = "".join(
        f"\ntype {n} implements Problem {{ message: String! code: String! }}"
        for n in ("CodeNotFound", "AmbiguousCode", "BadCode", "BadArgument")
    )
    shapes = """
      type Impact { complete: Boolean! truncated: Boolean! }
      type Carrier { carried: [ID!]! }
      type Redaction { reason: String! }
      enum TruncationReason { DEPTH NODES TIME }
    """
    return text + stubs + problems + shapes


def _default(argument: GraphQLArgument) -> str:
    if argument.default is None and argument.default_value is None:
        return ""
    if argument.default is not None and argument.default.literal is not None:
        return print_ast(argument.default.literal)
    node = ast_from_value(argument.default_value, argument.type)
    return print_ast(node) if node else ""


def test_nothing_of_the_contract_has_drifted() -> None:
    contract = build_schema(_contract())
    drifted: list[str] = []
    for name, theirs in contract.type_map.items():
        ours = OURS.type_map.get(name)
        if name.startswith("__"):
            continue
        if type(ours) is not type(theirs):
            drifted.append(f"{name} is gone or of another kind")
        elif isinstance(theirs, GraphQLEnumType):
            drifted += [f"{name}.{value}" for value in theirs.values if value not in ours.values]  # type: ignore[attr-defined]
        elif isinstance(theirs, GraphQLUnionType):
            members = {member.name for member in ours.types}  # type: ignore[attr-defined]
            drifted += [f"{name}: {member.name}" for member in theirs.types if member.name not in members]
        elif isinstance(theirs, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            drifted += _drifted_fields(name, theirs, ours)
    assert drifted == []


def _drifted_fields(name: str, theirs: object, ours: object) -> list[str]:
    drifted = []
    for field_name, field in theirs.fields.items():  # type: ignore[attr-defined]
        mine = ours.fields.get(field_name)  # type: ignore[attr-defined]
        if mine is None or str(mine.type) != str(field.type):
            drifted.append(f"{name}.{field_name}: {mine.type if mine else 'gone'}, was {field.type}")
            continue
        for argument_name, argument in getattr(field, "args", {}).items():
            given = mine.args.get(argument_name)
            if (
                given is None
                or str(given.type) != str(argument.type)
                or _default(given) != _default(argument)
            ):
                drifted.append(f"{name}.{field_name}({argument_name})")
    return drifted


def test_seeds_are_one_of() -> None:
    seed = OURS.type_map["SeedInput"]
    assert isinstance(seed, GraphQLInputObjectType)
    assert seed.is_one_of


@pytest.mark.parametrize(
    "name",
    [
        "products",
        "batches",
        "units",
        "enterprises",
        "warehouses",
        "vehicles",
        "permits",
        "holdings",
        "events",
    ],
)
def test_entities_come_as_relay_connections(name: str) -> None:
    assert OURS.query_type is not None
    field = OURS.query_type.fields[name]
    assert {argument: str(given.type) for argument, given in field.args.items() if argument != "filter"} == {
        "first": "Int",
        "after": "String",
        "last": "Int",
        "before": "String",
    }
    assert "filter" in field.args
    connection = OURS.type_map[str(field.type)]
    assert isinstance(connection, GraphQLObjectType)
    assert {"edges", "nodes", "pageInfo"} <= set(connection.fields)
