"""Joins processes: the graph that the settings name, else the embedded engine, started or joined."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cypher.connection import Graph, connect
from cypher.constraints import apply_schema
from cypher.engine.embedded import open_engine
from cypher.settings import GraphSettings
from suyuan.console import say


@asynccontextmanager
async def reachable(settings: GraphSettings) -> AsyncIterator[GraphSettings]:
    """Settings that lead to a running graph; an engine started for it is stopped at the end of the block."""
    if settings.neo4j_uri is not None:
        yield settings
        return
    engine = await open_engine(
        settings.data_dir, heap_mb=settings.engine_heap_mb, command_timeout=settings.engine_command_timeout
    )
    async with engine:
        if engine.owned:
            say("[dim]·[/] ", f"embedded graph started in {settings.data_dir}")
        yield engine.settings


@asynccontextmanager
async def prepared(settings: GraphSettings) -> AsyncIterator[Graph]:
    """The graph at these settings, with its schema applied: what loading needs."""
    graph = await connect(settings)
    try:
        await apply_schema(graph)
        yield graph
    finally:
        await graph.close()
