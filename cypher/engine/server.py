"""One server process of the embedded engine: its command line, its start, and its clean stop."""

import asyncio
import contextlib
import os
import socket
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cypher.engine import launch
from cypher.engine.folder import EngineFolder, Whereabouts
from cypher.errors import EngineNotStarted, LockedFolder

DATABASE, USER = "suyuan", "root"
_START_PATIENCE, _STOP_PATIENCE, _POLL = 120.0, 30.0, 0.05
_LOG_CAP = 8 * 1024 * 1024
# The server goes on running without Bolt where a port is taken; this line is how it says so.
_FAILED = b'Exception in thread "main"'


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """Bounds of a server: largest heap in MiB, seconds after which it ends any single query."""

    heap_mb: int = 1024
    command_timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server process and where it listens."""

    process: asyncio.subprocess.Process
    whereabouts: Whereabouts

    async def stop(self) -> None:
        """Ends the process cleanly, so that its databases are closed; by force only if it will not go."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        try:
            async with asyncio.timeout(_STOP_PATIENCE):
                await self.process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()


async def start_server(folder: EngineFolder, limits: EngineLimits, ports: tuple[int, int]) -> Server:
    """A server that answers on `ports` (Bolt, HTTP); EngineNotStarted where it does not come up."""
    folder.password()
    _rotate(folder.log)
    handle = os.open(folder.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    printed = os.fstat(handle).st_size
    command = [sys.executable, "-I", launch.__file__, str(folder.server_lock), str(os.getpid())]
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            *server_command(folder, limits, ports),
            cwd=folder.path,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=handle,
            stderr=handle,
            start_new_session=True,  # an interrupt typed at the terminal is the owner's to act on
        )
    finally:
        os.close(handle)
    server = Server(process, Whereabouts(pid=process.pid, bolt_port=ports[0], http_port=ports[1]))
    try:
        await _until_ready(folder, server, printed)
    except BaseException:
        await server.stop()
        raise
    return server


def server_command(folder: EngineFolder, limits: EngineLimits, ports: tuple[int, int]) -> list[str]:
    """The command line; the password reaches the server in a file, never here."""
    package = package_folder()
    properties = {
        "server.rootPath": folder.root,
        "server.rootPasswordPath": folder.password_file,
        "server.logsDirectory": folder.root / "log",
        "server.mode": "production",
        "server.defaultDatabases": f"{DATABASE}[]",
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": ports[1],
        "bolt.host": "127.0.0.1",
        "bolt.port": ports[0],
        "txWalFlush": 2,
        "command.timeout": round(limits.command_timeout * 1000),
    }
    return [
        str(package / "jre" / "bin" / "java"),
        f"-Xmx{limits.heap_mb}m",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        f"-XX:ErrorFile={folder.path}/crash-%p.log",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF8",
        "-Dpolyglot.engine.WarnInterpreterOnly=false",
        "--enable-native-access=ALL-UNNAMED",
        "--add-modules=jdk.incubator.vector",
        "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
        "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        *(f"-Darcadedb.{name}={value}" for name, value in properties.items()),
        "-cp",
        str(package / "jars" / "*"),
        "com.arcadedb.server.ArcadeDBServer",
    ]


def package_folder() -> Path:
    """The installed package that holds the server and its own Java runtime; it is never imported."""
    spec = find_spec("arcadedb_embedded")
    if spec is None or spec.origin is None:
        raise EngineNotStarted(
            "the embedded engine is not installed for this platform: set SUYUAN_NEO4J_URI to a Neo4j server"
        )
    return Path(spec.origin).parent


def free_ports(wanted: Whereabouts | None) -> tuple[int, int]:
    """Two free ports on loopback: those of the last run where they still are, so that clients find back."""
    if wanted and _is_free(wanted.bolt_port) and _is_free(wanted.http_port):
        return wanted.bolt_port, wanted.http_port
    with socket.socket() as bolt, socket.socket() as http:
        bolt.bind(("127.0.0.1", 0))
        http.bind(("127.0.0.1", 0))
        return bolt.getsockname()[1], http.getsockname()[1]


async def answers(whereabouts: Whereabouts) -> bool:
    """Whether the server there says that it is ready."""
    try:
        async with asyncio.timeout(2.0):
            reader, writer = await asyncio.open_connection("127.0.0.1", whereabouts.http_port)
            try:
                writer.write(b"GET /api/v1/ready HTTP/1.0\r\n\r\n")
                return b" 204 " in await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False


async def _until_ready(folder: EngineFolder, server: Server, printed: int) -> None:
    deadline = asyncio.get_running_loop().time() + _START_PATIENCE
    while not await answers(server.whereabouts):
        if server.process.returncode == launch.FOLDER_IN_USE:
            raise LockedFolder(
                f"another server runs on {folder.path}: stop it, or set SUYUAN_DATA_DIR elsewhere"
            )
        late = asyncio.get_running_loop().time() > deadline
        if server.process.returncode is not None or late or _FAILED in folder.log.read_bytes()[printed:]:
            raise EngineNotStarted(f"the embedded engine did not start: see {folder.log}")
        await asyncio.sleep(_POLL)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _rotate(log: Path) -> None:
    """Keeps one former log, so that a long life fills no disk."""
    if log.exists() and log.stat().st_size > _LOG_CAP:
        log.replace(log.with_suffix(".log.1"))
