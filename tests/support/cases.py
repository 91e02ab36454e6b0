"""The case files beside the checkout, and small documents of one's own, asked through GraphQL.

    async with loaded(graph, "rework_feeds_itself") as case:
        answer = await case.forward("urn:epc:class:lgtin:4880901.000001.Z")
        assert "X" in lots(answer) and not answer["complete"]

The case files are never copied into the project; where they are absent, the test skips and says so.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from cypher.connection import Graph
from graph_api.settings import ApiSettings
from loaders.pipeline import load
from loaders.report import LoadReport
from loaders.sources import file_source
from tests.http.over_graph import client_over
from tests.support.client import ask
from tests.support.shared_data import shared

Answer = dict[str, Any]

_TRACE = """
query ($seeds: [SeedInput!]!, $direction: TraceDirection!, $asOf: DateTime, $knownAt: DateTime,
       $identity: TraceIdentity) {
  trace(seeds: $seeds, direction: $direction, asOf: $asOf, knownAt: $knownAt, identity: $identity) {
    __typename
    ... on Problem { message code }
    ... on TraceGraph {
      complete truncated frontier knownAt
      completeness { complete reasons { kind count message } }
      nodes {
        id kind depth certainty
        holding {
          id kind status item { key ... on Batch { lot } ... on Unit { serial } }
          at { key } boundFor { key } balance { value unit } container { item { key } }
        }
        transformation { id place { key } }
      }
      edges { source target kind certainty gap quantity { value unit } event { id bizStep } }
      carriers { kind entity { key } }
      gaps { kind severity message amount { value unit } at holding { id } event { id } }
    }
  }
}"""
_IMPACT = """
query ($seeds: [SeedInput!]!, $groupBy: [ImpactGroup!], $asOf: DateTime, $knownAt: DateTime) {
  impact(seeds: $seeds, groupBy: $groupBy, asOf: $asOf, knownAt: $knownAt) {
    __typename
    ... on Problem { message code }
    ... on Impact {
      complete unknownQuantity
      completeness { complete reasons { kind count message } }
      quantities { ...amounts }
      groups { holdings unknownQuantity keys { status entity { key } } quantities { ...amounts } }
    }
  }
}
fragment amounts on QuantitySum {
  unit inStock inTransit sold used dispensed destroyed sampled lost ended total
}"""


def case_file(name: str) -> Path:
    """The path of a case file; skips where the case files are absent."""
    return shared(".").resolve().parent / "cases" / f"{name}.jsonld"


@dataclass(frozen=True, slots=True)
class Case:
    """A loaded graph and a client of the application over it."""

    client: httpx2.AsyncClient
    report: LoadReport

    async def ask(self, document: str, **variables: object) -> Answer:
        """The data of any GraphQL operation, which must not fail."""
        return await ask(self.client, document, variables)

    async def forward(self, *codes: str, **options: object) -> Answer:
        """The `trace` member of the answer, whatever its type."""
        return await self._trace(codes, "FORWARD", options)

    async def backward(self, *codes: str, **options: object) -> Answer:
        """The `trace` member of the answer, whatever its type."""
        return await self._trace(codes, "BACKWARD", options)

    async def impact(self, *codes: str, **options: object) -> Answer:
        """The `impact` member of the answer; `groupBy` as in the schema."""
        asked = {"seeds": _seeds(codes), **options}
        answer: Answer = (await ask(self.client, _IMPACT, asked))["impact"]
        return answer

    async def _trace(self, codes: tuple[str, ...], direction: str, options: Mapping[str, object]) -> Answer:
        asked = {"seeds": _seeds(codes), "direction": direction, "identity": "HOLDING", **options}
        answer: Answer = (await ask(self.client, _TRACE, asked))["trace"]
        return answer


@asynccontextmanager
async def loaded(
    graph: Graph, *sources: str | Path, settings: ApiSettings | None = None
) -> AsyncIterator[Case]:
    """Loads case files by name, and files of one's own by path, in turn, and opens a client over them."""
    paths = [case_file(each) if isinstance(each, str) else each for each in sources]
    report = await load(graph, [file_source(path) for path in paths])
    async with client_over(graph, settings) as client:
        yield Case(client, report)


def _seeds(codes: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"code": code} for code in codes]


# ── reading answers ──────────────────────────────────────────────────────────────────────────────────


def lots(answer: Answer) -> set[str]:
    """Lot numbers that a trace reached."""
    return {each["item"]["lot"] for each in held(answer) if each["item"].get("lot")}


def items(answer: Answer) -> set[str]:
    """Keys of the items that a trace reached."""
    return {each["item"]["key"] for each in held(answer)}


def places(answer: Answer) -> set[str]:
    """Keys of the places where a trace found something, or to which it is bound."""
    return {each[role]["key"] for each in held(answer) for role in ("at", "boundFor") if each[role]}


def held(answer: Answer) -> list[Answer]:
    """The holdings of a trace."""
    return [node["holding"] for node in answer["nodes"] if node["holding"]]


def gaps(answer: Answer) -> set[str]:
    """The kinds of gaps that a trace names."""
    return {gap["kind"] for gap in answer["gaps"]}


def sums(answer: Answer) -> dict[str, dict[str, str]]:
    """What an impact adds up to: by unit, the amounts that are not zero."""
    return {
        each["unit"]: {name: n for name, n in each.items() if name != "unit" and n != "0"}
        for each in answer["quantities"]
    }
