"""Time and memory of the GraphQL layer alone: an answer that is already there, through HTTP in process."""

import time
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import httpx2
import orjson

from benchmarks.measure import median
from benchmarks.tracing import Starts
from cypher.connection import Graph
from cypher.records.walks import Direction
from graph_api.app import Services, create_app, services_of
from graph_api.rules.budget import Deadline
from graph_api.services.answers import Impact, LookupMatches, TraceGraph
from graph_api.services.ids import encode_id
from graph_api.services.questions import ImpactQuestion, Seed, TraceQuestion
from graph_api.settings import ApiSettings
from tests.support.client import client_of

_TURNS = 5
_QUESTION = """
query ($seeds: [SeedInput!]!, $maxNodes: Int) {
  trace(seeds: $seeds, direction: FORWARD, maxDepth: 200, maxNodes: $maxNodes) {
    ... on TraceGraph {
      complete truncated seeds
      nodes { id kind depth time certainty orderCertain holding { id kind status balance { value unit } } }
      edges { id source target kind earliest latest certainty gap quantity { value unit } }
    }
  }
}"""


@dataclass(frozen=True, slots=True)
class LayerCost:
    """Medians of one answer: its nodes and edges, seconds, peak memory and size in bytes."""

    nodes: int
    edges: int
    seconds: float
    plain: float
    peak: int
    size: int


@dataclass(frozen=True, slots=True)
class _Settled:
    """Questions whose answer is there already."""

    answer: TraceGraph

    async def trace(self, question: TraceQuestion, deadline: Deadline) -> TraceGraph:
        return self.answer

    async def impact(self, question: ImpactQuestion, deadline: Deadline) -> Impact:
        raise LookupError(question)

    async def lookup(self, code: str, scheme: str | None, deadline: Deadline) -> LookupMatches:
        raise LookupError(code)


async def layer_costs(graph: Graph, starts: Starts) -> list[LayerCost]:
    """One row a size of answer."""
    settings = ApiSettings(request_timeout=600.0, max_query_cost=10_000_000)
    services = services_of(graph, settings)
    rows = []
    for keys in starts.by_size.values():
        if keys:
            question = TraceQuestion(
                (Seed(id=encode_id("Holding", keys[0])),), Direction.FORWARD, max_depth=200, max_nodes=20_000
            )
            answer = await services.questions.trace(question, Deadline(600.0))
            rows.append(await _cost(settings, replace(services, questions=_Settled(answer)), answer))
    return rows


async def _cost(settings: ApiSettings, services: Services, answer: TraceGraph) -> LayerCost:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Services]:
        yield services

    async with client_of(create_app(settings, opened)) as client:
        body = await _ask(client, answer)
        seconds = []
        for _ in range(_TURNS):
            started = time.perf_counter()
            await _ask(client, answer)
            seconds.append(time.perf_counter() - started)
        tracemalloc.start()
        await _ask(client, answer)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    data, started = orjson.loads(body), time.perf_counter()
    orjson.dumps(data)
    plain = time.perf_counter() - started
    return LayerCost(len(answer.nodes), len(answer.edges), median(seconds), plain, peak, len(body))


async def _ask(client: httpx2.AsyncClient, answer: TraceGraph) -> bytes:
    variables = {"seeds": [{"id": answer.nodes[0].key}], "maxNodes": 20_000}
    response = await client.post("/graphql", json={"query": _QUESTION, "variables": variables})
    if response.status_code != httpx2.codes.OK or b'"errors"' in response.content[:200]:
        raise RuntimeError(response.text[:500])
    return response.content
