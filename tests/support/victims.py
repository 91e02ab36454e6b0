"""Engines that a test may kill: each in a folder of its own, and up again on the same address."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import neo4j
import pytest

from cypher.engine.embedded import EngineHandle, open_engine
from cypher.settings import GraphSettings
from tests.support.engines import MISSING
from tests.support.neo4j import server
from tests.support.neo4j.fetch import Missing, java, libraries, version


class Victim(Protocol):
    """A running engine that can be killed."""

    settings: GraphSettings

    async def kill(self) -> None:
        """Ends the server by SIGKILL and waits until one answers at its address again."""


@dataclass
class EmbeddedVictim:
    """The embedded engine, whose owner starts it again by itself."""

    handle: EngineHandle
    settings: GraphSettings

    async def kill(self) -> None:
        pid = self.handle.whereabouts.pid
        os.kill(pid, signal.SIGKILL)
        async with asyncio.timeout(240):
            while self.handle.whereabouts.pid == pid:  # noqa: ASYNC110 - the owner tells nobody
                await asyncio.sleep(0.05)
        await answering(self.settings)


@dataclass
class Neo4jVictim:
    """A Neo4j server of this test, started again as an operator would."""

    home: Path
    jars: Path
    process: asyncio.subprocess.Process
    settings: GraphSettings

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()
        self.process = await _start(self.home, self.jars)
        await answering(self.settings)


@asynccontextmanager
async def embedded_victim(folder: Path) -> AsyncIterator[Victim]:
    async with await open_engine(folder) as handle:
        yield EmbeddedVictim(handle, handle.settings)


@asynccontextmanager
async def neo4j_victim(home: Path) -> AsyncIterator[Victim]:
    try:
        jars = await asyncio.to_thread(libraries, version())
        java()
    except Missing as missing:
        MISSING.append(str(missing))
        (pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip)(f"no Neo4j: {missing}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text(server._CONF.format(port=port))
    process = await _start(home, jars)
    victim: Neo4jVictim | None = None
    try:
        victim = Neo4jVictim(home, jars, process, await server._with_password(process, home, port))
        yield victim
    finally:
        last = victim.process if victim else process
        with contextlib.suppress(ProcessLookupError):
            last.kill()
        await last.wait()


async def answering(settings: GraphSettings) -> None:
    """Waits until the server answers a query."""
    auth = (settings.neo4j_user, settings.neo4j_password.get_secret_value())
    async with asyncio.timeout(240):
        while True:
            try:
                async with neo4j.AsyncGraphDatabase.driver(settings.neo4j_uri or "", auth=auth) as driver:
                    await driver.execute_query("RETURN 1", database_=settings.neo4j_database)
            except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError, OSError):
                await asyncio.sleep(0.3)
            else:
                return


async def _start(home: Path, jars: Path) -> asyncio.subprocess.Process:
    with (home / "server.log").open("ab") as log:
        return await asyncio.create_subprocess_exec(*server._command(home, jars), stdout=log, stderr=log)
