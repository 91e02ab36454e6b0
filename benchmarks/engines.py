"""Both engines for the benchmark, with more memory than the tests need, each in a folder of its own."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cypher.connection import Graph
from cypher.engine.embedded import open_engine
from tests.support.engines import graph_for_tests, neo4j_graph_in

ENGINES = ("embedded", "neo4j")
_HEAP_MB = 3072


@asynccontextmanager
async def open_graph(engine: str, folder: Path) -> AsyncIterator[Graph]:
    """An empty graph of that engine with the schema applied."""
    if engine == "neo4j":
        async with neo4j_graph_in(folder / "home") as graph:
            yield graph
        return
    async with (
        await open_engine(folder, heap_mb=_HEAP_MB) as running,
        graph_for_tests(running.settings) as graph,
    ):
        yield graph


def scales() -> tuple[int, ...]:
    """Sizes of the benchmark's graphs in edges; SUYUAN_BENCH_EDGES names others, divided by commas."""
    named = os.environ.get("SUYUAN_BENCH_EDGES", "10000,100000,1000000")
    return tuple(int(part) for part in named.split(","))
