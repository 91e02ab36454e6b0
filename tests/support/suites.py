"""The services over a graph, as `graph_api/app.py` joins them; and a graph that counts its round trips."""

from collections import Counter
from typing import cast

from cypher.connection import Graph, Row
from cypher.readers.clock import ClockReader
from cypher.readers.codes import CodeReader
from cypher.readers.custody import CustodyReader, EdgeReader
from cypher.readers.pages import PageReader
from cypher.readers.parties import PartyReader
from cypher.readers.quarantine import QuarantineReader
from cypher.readers.seeds import SeedReader
from graph_api.services.ports import Clock, Readers
from graph_api.services.suite import Suite, build_suite, now
from graph_api.settings import ApiSettings


class CountingGraph:
    """A graph that counts its readings by name."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.reads: Counter[str] = Counter()

    async def read(self, name: str, **options: object) -> list[Row]:
        self.reads[name] += 1
        return await self._graph.read(name, **options)  # type: ignore[arg-type]


def readers_of(graph: Graph | CountingGraph) -> Readers:
    """All readers over one graph."""
    graph = cast("Graph", graph)
    return Readers(
        edges=EdgeReader(graph),
        details=CustodyReader(graph),
        seeds=SeedReader(graph),
        codes=CodeReader(graph),
        parties=PartyReader(graph),
        pages=PageReader(graph),
        clock=ClockReader(graph),
        quarantine=QuarantineReader(graph),
    )


def suite_of(graph: Graph | CountingGraph, settings: ApiSettings | None = None, clock: Clock = now) -> Suite:
    """All services over one graph."""
    return build_suite(readers_of(graph), settings or ApiSettings(), clock)
