"""Whole requests: the application over a real graph, and questions in few words."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx2

from cypher.connection import Graph
from graph_api.app import Services, create_app, services_of
from graph_api.settings import ApiSettings
from tests.support.client import ask, client_of

PATIENT = ApiSettings(request_timeout=600)
"""What a question finds does not hang on how busy the machine is."""

TRACE = """
query ($seeds: [SeedInput!]!, $direction: TraceDirection!, $asOf: DateTime, $knownAt: DateTime,
       $maxNodes: Int, $maxDepth: Int, $after: String) {
  trace(seeds: $seeds, direction: $direction, asOf: $asOf, knownAt: $knownAt, maxNodes: $maxNodes,
        maxDepth: $maxDepth, after: $after) {
    __typename
    ... on Problem { message code }
    ... on TraceGraph {
      seeds complete completeness { complete reasons { kind count message } }
      truncated truncatedBy endCursor frontier asOf knownAt
      nodes {
        id kind depth time certainty orderCertain
        holding { id kind status item { key ... on Batch { lot } ... on Unit { serial } }
                  at { name } boundFor { name } balance { value unit } container { item { key } } }
        transformation { id place { name } events { bizStep } }
      }
      edges { id source target kind earliest latest certainty gap
              quantity { value unit } event { id bizStep } }
      carriers { kind entity { key } carried start end positions { at { name } } }
      gaps { kind severity message amount { value unit } at holding { id } event { id } }
    }
  }
}"""


@asynccontextmanager
async def client_over(graph: Graph, settings: ApiSettings | None = None) -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the application over a graph that stays open."""
    limits = settings or PATIENT

    @asynccontextmanager
    async def opened() -> AsyncIterator[Services]:
        yield services_of(graph, limits)

    async with client_of(create_app(limits, opened)) as client:
        yield client


async def trace(
    client: httpx2.AsyncClient, seeds: Sequence[dict[str, str]], direction: str, **options: object
) -> dict[str, Any]:
    """The whole answer of a trace, which must be a graph."""
    answer: dict[str, Any] = (await ask(client, TRACE, {"seeds": seeds, "direction": direction, **options}))[
        "trace"
    ]
    assert answer["__typename"] == "TraceGraph", answer
    return answer


async def forward(client: httpx2.AsyncClient, seed: str, **options: object) -> dict[str, Any]:
    return await trace(client, [{"code": seed}], "FORWARD", **options)


async def backward(client: httpx2.AsyncClient, seed: str, **options: object) -> dict[str, Any]:
    return await trace(client, [{"code": seed}], "BACKWARD", **options)


def places(answer: dict[str, Any]) -> set[str]:
    """Names of the places where something was reached, or is bound for."""
    held = [node["holding"] for node in answer["nodes"] if node["holding"]]
    named = [holding[role]["name"] for holding in held for role in ("at", "boundFor") if holding[role]]
    return set(named)


def lots(answer: dict[str, Any]) -> set[str]:
    """Lot numbers reached."""
    held = [node["holding"] for node in answer["nodes"] if node["holding"]]
    return {holding["item"]["lot"] for holding in held if holding["item"].get("lot")}


async def holding_at(client: httpx2.AsyncClient, gln: str) -> str:
    """Id of the one holding at a place."""
    document = """query ($code: String!) { lookup(code: $code) { ... on LookupMatches { matches { entity {
      ... on Warehouse { name holdings { nodes { id kind at { name } } } } } } } } }"""
    matches = (await ask(client, document, {"code": gln}))["lookup"]["matches"]
    (entity,) = (match["entity"] for match in matches)
    (holding,) = (
        held for held in entity["holdings"]["nodes"] if held["at"] and held["at"]["name"] == entity["name"]
    )
    identifier: str = holding["id"]
    return identifier
