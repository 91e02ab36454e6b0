"""Starts and stops the real Neo4j of a test session: loopback, authentication on, a generated password."""

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import neo4j
from neo4j import AsyncGraphDatabase
from pydantic import SecretStr

from cypher.engine import launch
from cypher.settings import GraphSettings
from tests.support.neo4j.fetch import java, libraries, version

_PATIENCE = 240.0
_LAUNCHER = Path(__file__).with_name("Launcher.java")
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
_CONF = """server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.memory.pagecache.size=256m
db.tx_log.rotation.retention_policy=1 files
"""


@asynccontextmanager
async def running_neo4j(home: Path) -> AsyncIterator[GraphSettings]:
    """A server with its data in `home`; Missing where Java or Maven is."""
    jars = await asyncio.to_thread(libraries, version())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (home / "conf").mkdir(parents=True)
    (home / "conf" / "neo4j.conf").write_text(_CONF.format(port=port))
    with (home / "server.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(*_command(home, jars), stdout=log, stderr=log)
    try:
        yield await _with_password(process, home, port)
    finally:
        if process.returncode is None:
            process.kill()  # its data is thrown away, a clean stop would take ten seconds
        await process.wait()


def _command(home: Path, jars: Path) -> list[str]:
    """Tied to this process by the engine's own launcher, so that no run of tests leaves a server behind."""
    return [
        sys.executable, "-I", launch.__file__, str(home / "server.lock"), str(os.getpid()),
        java(), *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in _OPENED),
        "--enable-native-access=ALL-UNNAMED", "-Dlog4j2.disable.jmx=true",
        "-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-cp", f"{jars}/*", str(_LAUNCHER), str(home),
    ]  # fmt: skip


async def _with_password(process: asyncio.subprocess.Process, home: Path, port: int) -> GraphSettings:
    """Waits for the first login, which must change the well-known password."""
    uri, password = f"bolt://127.0.0.1:{port}", secrets.token_urlsafe(16)
    deadline = asyncio.get_running_loop().time() + _PATIENCE
    while True:
        try:
            async with AsyncGraphDatabase.driver(
                uri, auth=("neo4j", "neo4j"), telemetry_disabled=True
            ) as driver:
                await driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password",
                    password=password, database_="system",
                )  # fmt: skip
            return GraphSettings(neo4j_uri=uri, neo4j_user="neo4j", neo4j_password=SecretStr(password))
        except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.TransientError):
            if process.returncode is not None or asyncio.get_running_loop().time() > deadline:
                raise RuntimeError(
                    f"Neo4j did not start:\n{(home / 'server.log').read_text()[-3000:]}"
                ) from None
            await asyncio.sleep(0.3)
