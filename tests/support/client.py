"""Asks an application over real HTTP shapes, in process."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from starlette.applications import Starlette

GRAPHQL_RESPONSE = "application/graphql-response+json"


@asynccontextmanager
async def client_of(app: Starlette) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the application while its lifespan runs."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://suyuan.test", timeout=120) as client,
    ):
        yield client


async def post(
    client: httpx2.AsyncClient,
    document: str,
    variables: Mapping[str, object] | None = None,
    *,
    accept: str = GRAPHQL_RESPONSE,
) -> httpx2.Response:
    """The response to one operation."""
    body = {"query": document, "variables": dict(variables or {})}
    return await client.post("/graphql", json=body, headers={"accept": accept})


async def ask(
    client: httpx2.AsyncClient, document: str, variables: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """The data of an operation that must succeed without errors."""
    response = await post(client, document, variables)
    answer = response.json()
    assert response.status_code == 200, answer
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data


async def refused(
    client: httpx2.AsyncClient, document: str, variables: Mapping[str, object] | None = None
) -> tuple[int, dict[str, Any]]:
    """Status and first error of an operation that must not succeed."""
    response = await post(client, document, variables)
    error: dict[str, Any] = response.json()["errors"][0]
    return response.status_code, error
