"""GraphQL over HTTP: the whole status table, for both media types."""

from collections.abc import AsyncIterator

import httpx2
import orjson
import pytest
import pytest_asyncio

from graph_api.settings import ApiSettings
from tests.http.scripted import Script, scripted_app
from tests.support.client import GRAPHQL_RESPONSE, client_of

JSON = "application/json"
TYPENAME = {"query": "{ __typename }"}


@pytest_asyncio.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(scripted_app(Script())) as client:
        yield client


async def send(
    client: httpx2.AsyncClient, body: object, accept: str = GRAPHQL_RESPONSE, content_type: str = JSON
) -> httpx2.Response:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    headers = {"accept": accept, "content-type": content_type}
    return await client.post("/graphql", content=content, headers=headers)


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (GRAPHQL_RESPONSE, GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE}, {JSON};q=0.9", GRAPHQL_RESPONSE),
        (f"{JSON}, {GRAPHQL_RESPONSE};q=0.9", JSON),
        (f"{JSON};q=0, {GRAPHQL_RESPONSE}", GRAPHQL_RESPONSE),
        (f"{JSON};q=0, */*", GRAPHQL_RESPONSE),
        (JSON, JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html, */*;q=0.1", JSON),
        ("APPLICATION/GRAPHQL-RESPONSE+JSON", GRAPHQL_RESPONSE),
    ],
)
async def test_the_media_type_is_what_the_client_prefers(
    client: httpx2.AsyncClient, accept: str, answered: str
) -> None:
    response = await send(client, TYPENAME, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{answered}; charset=utf-8"
    assert response.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize("accept", ["text/html", "application/xml;q=1", f"{JSON};q=0", f"{JSON};q=nonsense"])
async def test_nothing_acceptable_is_406(client: httpx2.AsyncClient, accept: str) -> None:
    response = await send(client, TYPENAME, accept)
    assert response.status_code == 406
    assert response.json()["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"])
async def test_other_methods_are_405_with_allow(client: httpx2.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql", params={"query": "{__typename}"})
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/graphql", "", "multipart/form-data", f"{JSON}; charset=latin-1"],
)
async def test_a_body_of_another_type_is_415(client: httpx2.AsyncClient, content_type: str) -> None:
    response = await send(client, TYPENAME, content_type=content_type)
    assert response.status_code == 415


@pytest.mark.parametrize(
    "content_type", [f"{JSON}; charset=utf-8", f'{JSON};charset="UTF-8"', "Application/JSON"]
)
async def test_json_in_utf_8_is_taken(client: httpx2.AsyncClient, content_type: str) -> None:
    assert (await send(client, TYPENAME, content_type=content_type)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"1",
        b'"x"',
        b"true",
        b"{",
        b'{"query": "{ __typename }"',
        b'\xff\xfe{"query": "x"}',
        b'{"query": "\xff"}',
        b'\xef\xbb\xbf{"query": "{ __typename }"}',
        b'{"query": "{ __typename }"} x',
        b'[{"query": "{ __typename }"}]',
        b"[" * 2000 + b"]" * 2000,
        b"{}",
        b'{"query": null}',
        b'{"query": 1}',
        b'{"query": ""}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "variables": "x"}',
        b'{"query": "{ __typename }", "operationName": 7}',
        b'{"query": "{ __typename }", "extensions": 1}',
    ],
)
@pytest.mark.parametrize("accept", [GRAPHQL_RESPONSE, JSON])
async def test_a_malformed_body_is_400_in_both_media_types(
    client: httpx2.AsyncClient, body: bytes, accept: str
) -> None:
    response = await send(client, body, accept)
    assert response.status_code == 400
    assert response.headers["content-type"].startswith(accept)
    answer = response.json()
    assert "data" not in answer
    assert answer["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize(
    "request_error",
    [
        {"query": "{"},
        {"query": "{ noSuchField }"},
        {"query": "query A { __typename } query B { __typename }"},
        {"query": "query A { __typename }", "operationName": "B"},
        {"query": "query A { __typename } query A { __typename }", "operationName": "A"},
        {"query": "fragment F on Query { __typename }"},
        {"query": "query ($x: DateTime!) { trace(seeds: [], direction: BOTH, asOf: $x) { __typename } }"},
        {"query": "mutation { __typename }"},
        {"query": "subscription { __typename }"},
    ],
)
async def test_a_request_error_is_400_without_data(
    client: httpx2.AsyncClient, request_error: dict[str, str]
) -> None:
    response = await send(client, request_error)
    assert response.status_code == 400
    assert "data" not in response.json()
    assert response.json()["errors"]


@pytest.mark.parametrize(
    "document", ["{", "{ noSuchField }", "query A { __typename } query B { __typename }"]
)
async def test_the_older_media_type_tells_request_errors_in_the_body(
    client: httpx2.AsyncClient, document: str
) -> None:
    response = await send(client, {"query": document}, JSON)
    assert response.status_code == 200
    assert response.json()["errors"]
    assert response.json().get("data") is None


async def test_two_operations_run_the_one_that_is_named(client: httpx2.AsyncClient) -> None:
    body = {"query": "query A { a: __typename } query B { b: __typename }", "operationName": "B"}
    assert (await send(client, body)).json()["data"] == {"b": "Query"}


async def test_a_query_of_one_megabyte_is_413(client: httpx2.AsyncClient) -> None:
    response = await send(client, {"query": "{ __typename }" + " " * 2**20})
    assert response.status_code == 413
    assert response.json()["errors"][0]["extensions"]["code"] == "REQUEST_TOO_LARGE"


async def test_a_body_without_declared_length_is_bounded_too() -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 1000

    async with client_of(scripted_app(Script(), ApiSettings(max_body_bytes=10_000))) as client:
        headers = {"content-type": JSON, "accept": GRAPHQL_RESPONSE}
        response = await client.post("/graphql", content=parts(), headers=headers)
    assert response.status_code == 413


async def test_no_page_no_slash_no_batch(client: httpx2.AsyncClient) -> None:
    page = await client.get("/graphql", headers={"accept": "text/html"})
    assert page.status_code == 405
    assert (await client.post("/graphql/", json=TYPENAME)).status_code in {307, 404}


async def test_every_response_has_id_and_security_headers(client: httpx2.AsyncClient) -> None:
    response = await client.post("/graphql", json=TYPENAME, headers={"x-request-id": "case-7.a"})
    assert response.headers["x-request-id"] == "case-7.a"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"
    spoofed = await client.post("/graphql", json=TYPENAME, headers={"x-request-id": "a b\tc" * 30})
    assert len(spoofed.headers["x-request-id"]) == 32
