"""Clients of the application over a real graph."""

from collections.abc import AsyncIterator

import httpx2
import pytest_asyncio

from cypher.connection import Graph
from tests.http.over_graph import client_over


@pytest_asyncio.fixture
async def traced(graph: Graph) -> AsyncIterator[httpx2.AsyncClient]:
    """A client over an empty graph, on each engine in turn."""
    async with client_over(graph) as client:
        yield client


@pytest_asyncio.fixture
async def embedded_traced(embedded_graph: Graph) -> AsyncIterator[httpx2.AsyncClient]:
    """A client over an empty graph on the embedded engine."""
    async with client_over(embedded_graph) as client:
        yield client
