"""Documents that ask too much: refused before anything is executed, with a code, in few steps."""

from typing import Any

import pytest
from graphql import get_introspection_query

from graph_api.settings import ApiSettings
from tests.http.scripted import Script, scripted_app
from tests.support.client import client_of, post, refused

SETTINGS = ApiSettings(
    max_query_tokens=600,
    max_query_depth=8,
    max_query_aliases=4,
    max_query_root_fields=3,
    max_query_directives=5,
    max_query_repeats=3,
    max_query_fields=30,
    max_query_cost=2000,
)
SEEDS = 'seeds: [{code: "x"}], direction: FORWARD'


def trace(arguments: str = "", inside: str = "__typename") -> str:
    return f"trace({SEEDS}{arguments}) {{ {inside} }}"


def deep(levels: int) -> str:
    return "{ warehouse(id: 1) " + "{ partOf " * levels + "{ id }" + " }" * levels + " }"


DOUBLING = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(22))
REFUSED = {
    "deep": (deep(8), "QUERY_TOO_DEEP"),
    "tokens": ("{ " + "__typename " * 700 + "}", "QUERY_TOO_LARGE"),
    "digits": ("{ " + trace(f", maxNodes: {'9' * 5000}") + " }", "QUERY_TOO_LARGE"),
    "digits in a list": ("{ " + trace(f", maxNodes: [1, -{'9' * 5000}]") + " }", "QUERY_TOO_LARGE"),
    "aliases": ("{ warehouse(id: 1) { a: key b: key c: key d: key e: key } }", "QUERY_TOO_MANY_ALIASES"),
    "roots": ("{ __typename a: __typename b: __typename c: __typename }", "QUERY_TOO_MANY_ROOT_FIELDS"),
    "directives": ("{ __typename" + " @skip(if: false)" * 6 + " }", "QUERY_TOO_MANY_DIRECTIVES"),
    "repeats": ("{" + " products { pageInfo { endCursor } }" * 4 + " }", "QUERY_REPEATS_FIELD"),
    "width": ("{ products {" + "".join(f" f{n}" for n in range(31)) + " } }", "QUERY_TOO_WIDE"),
    "nodes": ("{ " + trace(", maxNodes: 100000") + " }", "QUERY_TOO_COSTLY"),
    "pages": (
        "{ products(first: 100) { nodes { batches(first: 100) { nodes { id } } } } }",
        "QUERY_TOO_COSTLY",
    ),
    "cycle": ("{ warehouse(id: 1) { ...F } } fragment F on Warehouse { partOf { ...F } }", "QUERY_TOO_DEEP"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_a_document_over_a_limit_is_refused_before_it_runs(name: str) -> None:
    document, code = REFUSED[name]
    script = Script()
    async with client_of(scripted_app(script, SETTINGS)) as client:
        status, error = await refused(client, document)
    assert (status, error["extensions"]["code"]) == (400, code)
    assert script.asked == []


async def test_a_refused_document_stays_refused_when_its_parse_is_cached() -> None:
    document, code = REFUSED["nodes"]
    async with client_of(scripted_app(script := Script(), SETTINGS)) as client:
        for _ in range(3):
            assert (await refused(client, document))[1]["extensions"]["code"] == code
    assert script.asked == []


async def test_the_same_document_is_judged_by_its_variables_each_time() -> None:
    document = f"query ($n: Int) {{ trace({SEEDS}, maxNodes: $n) {{ __typename }} }}"
    async with client_of(scripted_app(script := Script(), SETTINGS)) as client:
        for number, status in ((100, 200), (10**6, 400), (100, 200)):
            assert (await post(client, document, {"n": number})).status_code == status
    assert len(script.asked) == 2


@pytest.mark.parametrize(
    "document",
    [
        "{ ...F0 } " + DOUBLING + " fragment F22 on Query { __typename }",
        "{ ...F0 } "
        + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(60))
        + " fragment F60 on Query { __typename }",
    ],
)
async def test_fragments_that_explode_when_expanded_are_answered(document: str) -> None:
    async with client_of(scripted_app(Script(), SETTINGS)) as client:
        response = await post(client, document)
    assert response.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(
    ("document", "word"),
    [
        ("{ ...Nope }", "Unknown fragment"),
        ("{ ...F } fragment F on Query { ...F }", "Cannot spread fragment"),
        ("{ ...F } fragment F on Query { ...G } fragment G on Query { ...F }", "Cannot spread fragment"),
    ],
)
async def test_unknown_and_circular_fragments_are_validation_errors(document: str, word: str) -> None:
    async with client_of(scripted_app(Script(), SETTINGS)) as client:
        status, error = await refused(client, document)
    assert status == 400
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert word in error["message"]


async def test_the_cost_is_told_to_the_caller() -> None:
    async with client_of(scripted_app(Script(), SETTINGS)) as client:
        answer: dict[str, Any] = (await post(client, "{ " + trace(", maxNodes: 200") + " }")).json()
        dear = (await post(client, REFUSED["nodes"][0])).json()
    assert answer["extensions"]["cost"] == {"requestedQueryCost": 15, "maximumQueryCost": 2000}
    assert dear["errors"][0]["extensions"] == {"code": "QUERY_TOO_COSTLY", "limit": 2000, "actual": 5005}


async def test_the_usual_introspection_query_passes_the_default_limits() -> None:
    async with client_of(scripted_app(Script())) as client:
        response = await post(client, get_introspection_query(descriptions=True))
    assert response.status_code == 200, response.text
    assert response.json()["data"]["__schema"]["queryType"]["name"] == "Query"


async def test_introspection_can_be_switched_off() -> None:
    async with client_of(scripted_app(Script(), ApiSettings(introspection=False))) as client:
        status, error = await refused(client, "{ __schema { queryType { name } } }")
        assert (await post(client, "{ __typename }")).status_code == 200
    assert status == 400
    assert "introspection" in error["message"].lower()


@pytest.mark.parametrize("suggestions", [False, True])
async def test_suggestions_follow_the_setting(suggestions: bool) -> None:
    async with client_of(scripted_app(Script(), ApiSettings(field_suggestions=suggestions))) as client:
        messages = [
            (await refused(client, document))[1]["message"]
            for document in ("{ produkts { nodes { id } } }", "{ products(furst: 1) { nodes { id } } }")
        ]
    assert all(("Did you mean" in message) is suggestions for message in messages)
