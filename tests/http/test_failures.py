"""Expected failures are members of the union; all others are masked, and logged under an error id."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from structlog.testing import capture_logs

from cypher.errors import TimedOut, Unavailable
from graph_api.services.answers import LookupMatch
from graph_api.services.errors import (
    AmbiguousCode,
    BadArgument,
    BadCode,
    CodeNotFound,
    OutOfTime,
    ServiceError,
)
from tests.http.scripted import BATCH, Script, scripted_app
from tests.support.client import ask, client_of, post

TRACE = 'trace(seeds: [{code: "4711"}], direction: BACKWARD)'
IMPACT = 'impact(seeds: [{code: "4711"}])'
LOOKUP = 'lookup(code: "4711")'
PROBLEM = "{ __typename ... on Problem { message code } }"

FAILURES: dict[str, ServiceError] = {
    "CodeNotFound": CodeNotFound("4711"),
    "AmbiguousCode": AmbiguousCode("4711", [LookupMatch(BATCH, "GTIN", BATCH.key, None, "its lot")]),
    "BadCode": BadCode("4711", "too short"),
    "BadArgument": BadArgument("maxNodes", "must be from 1 to 20000"),
}


def raising(error: Exception) -> Callable[[object], Any]:
    async def fail(_: object) -> Any:
        raise error

    return fail


@pytest.mark.parametrize(
    ("field", "member"),
    [(field, member) for field in ("trace", "impact") for member in FAILURES]
    + [("lookup", "CodeNotFound"), ("lookup", "BadCode")],
)
async def test_each_expected_failure_is_a_member_of_the_union(field: str, member: str) -> None:
    error = FAILURES[member]
    script = Script(**{field: raising(error)})  # type: ignore[arg-type]
    question = {"trace": TRACE, "impact": IMPACT, "lookup": LOOKUP}[field]
    async with client_of(scripted_app(script)) as client:
        data = await ask(client, f"{{ {question} {PROBLEM} }}")
    assert data[field] == {"__typename": member, "message": str(error), "code": error.code}


async def test_the_members_carry_what_helps() -> None:
    details = (
        "... on CodeNotFound { asked } ... on AmbiguousCode { asked choices { scheme entity { id } } } "
        "... on BadCode { asked reason } ... on BadArgument { argument reason }"
    )
    answers = {}
    for member, error in FAILURES.items():
        async with client_of(scripted_app(Script(trace=raising(error)))) as client:
            answers[member] = (await ask(client, f"{{ {TRACE} {{ {details} }} }}"))["trace"]
    assert answers["CodeNotFound"] == {"asked": "4711"}
    assert answers["AmbiguousCode"]["choices"][0]["scheme"] == "GTIN"
    assert answers["BadCode"] == {"asked": "4711", "reason": "too short"}
    assert answers["BadArgument"] == {"argument": "maxNodes", "reason": "must be from 1 to 20000"}


async def test_expected_failures_are_no_log_noise() -> None:
    async with client_of(scripted_app(Script(trace=raising(FAILURES["BadCode"])))) as client:
        with capture_logs() as logs:
            await ask(client, f"{{ {TRACE} {PROBLEM} }}")
    assert [line["event"] for line in logs] == ["request"]


SECRET = "password=hunter2 at bolt://graph.internal:7687 MATCH (n) RETURN n"


@pytest.mark.parametrize(
    "error", [RuntimeError(SECRET), KeyError(SECRET), ExceptionGroup(SECRET, [ValueError()])]
)
async def test_anything_unexpected_is_masked_and_logged_with_its_id(error: Exception) -> None:
    async with client_of(scripted_app(Script(trace=raising(error)))) as client:
        with capture_logs() as logs:
            response = await post(client, f"{{ {TRACE} {{ __typename }} }}")
    body = response.text
    for leak in ("hunter2", "graph.internal", "MATCH", "Traceback", "RuntimeError", "KeyError", ".py"):
        assert leak not in body
    shown = response.json()["errors"][0]
    assert shown["message"] == "Something went wrong on our side."
    assert shown["path"] == ["trace"]
    assert shown["extensions"]["code"] == "INTERNAL"
    logged = [line for line in logs if line["log_level"] == "error"]
    assert [line["error_id"] for line in logged] == [shown["extensions"]["errorId"]]
    assert type(error).__name__ in logged[0]["traceback"]


async def test_a_graph_that_does_not_answer_is_told_without_its_address() -> None:
    script = Script(trace=raising(Unavailable("bolt://graph.internal:7687")))
    async with client_of(scripted_app(script)) as client:
        response = await post(client, f"{{ {TRACE} {{ __typename }} }}")
    error = response.json()["errors"][0]
    assert "graph.internal" not in response.text
    assert error["extensions"]["code"] == "UPSTREAM_UNAVAILABLE"
    assert error["extensions"]["retryable"] is True


@pytest.mark.parametrize("error", [OutOfTime(), TimedOut("read/custody/edges"), TimeoutError()])
async def test_running_out_of_time_has_its_own_code(error: Exception) -> None:
    async with client_of(scripted_app(Script(trace=raising(error)))) as client:
        response = await post(client, f"{{ {TRACE} {{ __typename }} }}")
    shown = response.json()["errors"][0]
    assert shown["extensions"] == {"code": "OPERATION_TIMEOUT", "retryable": True}
    assert "ask for less" in shown["message"]
    assert "read/custody" not in response.text


async def test_a_hundred_validation_errors_are_one_line_of_the_log() -> None:
    document = "{ products {" + "".join(f" nope{n}" for n in range(120)) + " } }"
    async with client_of(scripted_app(Script())) as client:
        with capture_logs() as logs:
            response = await post(client, document)
    assert len(response.json()["errors"]) >= 100
    assert [line["event"] for line in logs] == ["request refused", "request"]
    assert "nope" not in str(logs)


async def test_a_malformed_id_and_the_id_of_something_else_are_errors_with_a_code() -> None:
    async with client_of(scripted_app(Script())) as client:
        for field, given in (("batch", "!!!"), ("batch", "QmF0Y2g"), ("product", "QmF0Y2g6eA"), ("node", "")):
            document = f'{{ {field}(id: "{given}") {{ id }} }}'
            response = await post(client, document)
            error = response.json()["errors"][0]
            assert error["extensions"]["code"] == "BAD_ARGUMENT", given
            assert response.json()["data"] == {field: None}


async def test_one_failing_field_leaves_the_others() -> None:
    async with client_of(scripted_app(Script())) as client:
        response = await post(client, '{ bad: batch(id: "!!!") { id } products { nodes { key } } }')
    assert response.status_code == 200
    assert response.json()["data"]["bad"] is None
    assert response.json()["data"]["products"]["nodes"]


@pytest.mark.parametrize(
    ("literal", "word"),
    [
        ('"2026-03-01"', "must state time and offset"),
        ('"2026-03-01T08:00:00"', "must state time and offset"),
        ("1772323200", "must be a string"),
        ('"yesterday"', "not RFC 3339"),
    ],
)
async def test_a_time_without_offset_is_refused_in_literals_and_variables(literal: str, word: str) -> None:
    seeds = 'seeds: [{code: "x"}], direction: FORWARD'
    async with client_of(scripted_app(script := Script())) as client:
        inline = await post(client, f"{{ trace({seeds}, asOf: {literal}) {{ __typename }} }}")
        document = f"query ($t: DateTime) {{ trace({seeds}, asOf: $t) {{ __typename }} }}"
        variable = await post(client, document, {"t": orjson.loads(literal)})
    for response in (inline, variable):
        assert response.status_code == 400
        assert word in response.json()["errors"][0]["message"]
        assert response.json()["errors"][0]["extensions"]["code"] == "BAD_DATETIME"
    assert script.asked == []


@pytest.mark.parametrize("seed", ["{}", '{id: "a", code: "b"}', "{id: null}", "{code: null}"])
async def test_a_seed_is_exactly_one_of_id_and_code(seed: str) -> None:
    async with client_of(scripted_app(script := Script())) as client:
        response = await post(client, f"{{ trace(seeds: [{seed}], direction: BOTH) {{ __typename }} }}")
    assert response.status_code == 400
    assert script.asked == []
