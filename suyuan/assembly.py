"""Joins processes: the graph that the settings name, else the embedded engine, started or joined."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from cypher.connection import Graph, connect
from cypher.constraints import apply_schema
from cypher.engine.embedded import EngineHandle, open_engine
from cypher.engine.space import full_disk_told
from cypher.settings import GraphSettings
from suyuan.console import say

_POLL = 0.1
_USUAL = 15.0
"""Seconds that starting or joining an engine may take without a word."""


@asynccontextmanager
async def reachable(settings: GraphSettings, *, lasting: bool = False) -> AsyncIterator[GraphSettings]:
    """Settings that lead to a running graph; an engine started for it is stopped at the end of the block.

    `lasting` where the block may outlive the command that started an engine which is joined: it is told so.
    """
    if settings.neo4j_uri is not None:
        yield settings
        return
    with full_disk_told(settings.data_dir):
        async with _joined(settings, lasting=lasting) as found:
            yield found


@asynccontextmanager
async def _joined(settings: GraphSettings, *, lasting: bool) -> AsyncIterator[GraphSettings]:
    """Settings of the embedded engine, started or joined; with what there is to tell of that."""
    async with await _engine(settings, lasting=lasting) as engine:
        if engine.owned:
            say("[dim]·[/] ", f"embedded graph started in {settings.data_dir}")
        elif lasting:
            say(
                "[yellow]·[/] ",
                f"joined the graph in {settings.data_dir}: it stops with the command that started it",
            )
        yield engine.settings
        if not lasting:
            await _alone(engine)


async def _alone(engine: EngineHandle) -> None:
    """Waits for commands that joined the engine, before it is stopped; an interrupt ends the wait."""
    for number in count():
        if engine.alone():
            return
        if number == 0:
            say("[dim]·[/] ", "waiting for another command that works with this graph; Ctrl-C ends both")
        await asyncio.sleep(_POLL)


async def _engine(settings: GraphSettings, *, lasting: bool) -> EngineHandle:
    """The engine, started or joined; a wait that is not usual is explained."""
    folder = settings.data_dir
    waiting = asyncio.get_running_loop().call_later(
        _USUAL,
        say,
        "[yellow]·[/] ",
        f"still waiting: the engine in {folder} starts, or another process holds it",
    )
    try:
        return await open_engine(
            folder,
            heap_mb=settings.engine_heap_mb,
            command_timeout=settings.engine_command_timeout,
            lasting=lasting,
        )
    finally:
        waiting.cancel()


@asynccontextmanager
async def prepared(settings: GraphSettings) -> AsyncIterator[Graph]:
    """The graph at these settings, with its schema applied: what loading needs."""
    graph = await connect(settings)
    try:
        await apply_schema(graph)
        yield graph
    finally:
        await graph.close()
