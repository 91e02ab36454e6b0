"""The embedded engine's life: private, alone on its folder, joined by others, back after every death."""

import asyncio
import contextlib
import json
import os
import signal
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cypher.catalog import CypherQuery, Mode
from cypher.connection import Graph, WriteTx, connect
from cypher.constraints import apply_schema
from cypher.engine import embedded, server
from cypher.engine.embedded import EngineHandle, open_engine
from cypher.engine.folder import EngineFolder, FileLock, prepare_folder
from cypher.engine.server import EngineLimits, free_ports, start_server
from cypher.errors import EngineNotStarted, LockedFolder, TimedOut, UnsafeFolder
from tests.support.engines import extra_queries

ROOT = Path(__file__).parents[2]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
QUERIES = (
    CypherQuery("write/test/lot", Mode.WRITE, "CREATE (b:Batch {key: $key})", ("key",), (), ""),
    CypherQuery(
        "read/test/lots", Mode.READ, "MATCH (b:Batch) RETURN b.key AS key ORDER BY key", (), ("key",), ""
    ),
    CypherQuery(
        "read/test/slow", Mode.READ,
        "UNWIND range(1, 9999) AS a UNWIND range(1, 9999) AS b WITH a, b WHERE a < -b RETURN count(*) AS n",
        (), ("n",), "",
    ),
)  # fmt: skip
# Another command on the same folder: opens the engine, says what it found, stays until it is told to go.
OTHER = """
import asyncio, json, sys
from pathlib import Path
from cypher.engine.embedded import open_engine

async def main():
    async with await open_engine(Path(sys.argv[1])) as engine:
        print(json.dumps({"owned": engine.owned, "pid": engine.whereabouts.pid}), flush=True)
        await asyncio.to_thread(sys.stdin.read)

asyncio.run(main())
"""


@contextlib.asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[tuple[EngineHandle, Graph]]:
    async with await open_engine(folder) as engine:
        graph = await connect(engine.settings)
        try:
            await apply_schema(graph)
            with extra_queries(graph, *QUERIES):
                yield engine, graph
        finally:
            await graph.close()


@contextlib.asynccontextmanager
async def other_command(folder: Path) -> AsyncIterator[tuple[asyncio.subprocess.Process, bool, int]]:
    """Another process with the engine open: it, whether it owns the engine, the server's process id."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", OTHER, str(folder),
        cwd=ROOT, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    try:
        said = json.loads(await process.stdout.readline())
        yield process, said["owned"], said["pid"]
    finally:
        process.stdin.close()
        await process.communicate()


async def add(graph: Graph, key: str) -> None:
    async def work(tx: WriteTx) -> None:
        await tx.run("write/test/lot", key=key)

    await graph.write(work)


async def lots(graph: Graph) -> list[str]:
    return [row["key"] for row in await graph.read("read/test/lots")]


def engine_folder(data_dir: Path) -> EngineFolder:
    return EngineFolder(data_dir / "engine")


async def gone(pid: int) -> None:
    """Waits until no such process is left (one that ended and was not collected counts as left)."""
    with contextlib.suppress(ProcessLookupError):
        async with asyncio.timeout(300):
            while True:
                os.kill(pid, 0)
                await asyncio.sleep(0.05)


def listening(pid: int) -> set[str]:
    """Hexadecimal local addresses on which a process listens."""
    inodes = {str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir() if entry.is_symlink()}
    found = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes:
                found.add(fields[1].partition(":")[0])
    return found


def shown_to_all(pid: int) -> list[bytes]:
    return [Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ")]


@LINUX
async def test_it_is_private_to_its_user_and_its_machine(tmp_path: Path) -> None:
    async with opened(tmp_path / "data") as (engine, graph):
        await add(graph, "a")
        pid = engine.whereabouts.pid
        assert listening(pid) <= {"0100007F", "0000000000000000FFFF00000100007F"}
        password = engine.settings.neo4j_password.get_secret_value().encode()
        assert len(password) >= 32
        assert not any(password in shown for shown in shown_to_all(pid))
        open_to_others = [
            path for path in [tmp_path / "data", *(tmp_path / "data").rglob("*")]
            if stat.S_IMODE(path.stat().st_mode) & 0o077
        ]  # fmt: skip
        assert open_to_others == []
        for name in ("password", "engine.json"):
            assert stat.S_IMODE((tmp_path / "data" / "engine" / name).stat().st_mode) == 0o600


async def test_a_clean_stop_leaves_no_process_and_all_data(tmp_path: Path) -> None:
    async with opened(tmp_path) as (engine, graph):
        await add(graph, "a")
        first = engine.whereabouts
        assert engine.owned
    await gone(first.pid)
    assert engine_folder(tmp_path).find() is None
    assert not engine_folder(tmp_path).server_lives()
    await engine.close()
    async with opened(tmp_path) as (engine, graph):
        assert await lots(graph) == ["a"]


async def test_a_second_command_joins_and_only_the_starter_stops_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as (engine, graph):
        async with other_command(tmp_path) as (_, owned, pid):
            assert (owned, pid) == (False, engine.whereabouts.pid)
        async with await open_engine(tmp_path) as joined:
            assert not joined.owned
            assert joined.settings == engine.settings
        await add(graph, "a")
        assert await lots(graph) == ["a"]
        assert engine_folder(tmp_path).server_lives()


async def test_commands_started_at_once_share_one_engine(tmp_path: Path) -> None:
    engines = await asyncio.gather(*(open_engine(tmp_path) for _ in range(4)))
    assert sorted(engine.owned for engine in engines) == [False, False, False, True]
    assert len({engine.whereabouts for engine in engines}) == 1
    for engine in engines:
        await engine.close()


async def test_the_starter_is_alone_only_when_every_guest_has_left(tmp_path: Path) -> None:
    async with opened(tmp_path) as (engine, _):
        guest, service = await open_engine(tmp_path), await open_engine(tmp_path, lasting=True)
        assert not engine.alone()
        assert guest.alone(), "only the starter has to ask"
        await guest.close()
        assert engine.alone(), "a service is told that it is not waited for"
        assert engine.alone()
        await service.close()


async def test_there_is_never_a_second_server_on_a_folder(tmp_path: Path) -> None:
    async with opened(tmp_path) as (engine, _):
        with pytest.raises(LockedFolder, match="another server"):
            await start_server(engine_folder(tmp_path), EngineLimits(), free_ports(None))
        assert engine_folder(tmp_path).find() == engine.whereabouts


async def test_a_killed_engine_comes_back_with_all_that_was_acknowledged(tmp_path: Path) -> None:
    async with opened(tmp_path) as (engine, graph):
        for round_ in range(3):
            for number in range(5):
                await add(graph, f"{round_}-{number}")
            pid = engine.whereabouts.pid
            os.kill(pid, signal.SIGKILL)
            await add(graph, f"{round_}-x")
            assert engine.whereabouts.pid != pid
            assert engine.settings.neo4j_uri == f"bolt://127.0.0.1:{engine.whereabouts.bolt_port}"
        expected = sorted(f"{round_}-{name}" for round_ in range(3) for name in "01234x")
        assert await lots(graph) == expected
        assert engine_folder(tmp_path).find() == engine.whereabouts


async def test_a_joined_command_outlives_a_crash_of_the_engine(tmp_path: Path) -> None:
    async with other_command(tmp_path) as (_, owned, pid), opened(tmp_path) as (engine, graph):
        assert owned
        assert not engine.owned
        await add(graph, "a")
        os.kill(pid, signal.SIGKILL)
        await add(graph, "b")
        assert await lots(graph) == ["a", "b"]


async def test_an_engine_whose_starter_was_killed_does_not_block_the_next(tmp_path: Path) -> None:
    async with other_command(tmp_path) as (process, owned, pid):
        assert owned
        async with opened(tmp_path) as (_, graph):
            await add(graph, "a")
        process.kill()
        await process.wait()
        async with opened(tmp_path) as (engine, graph):
            assert engine.owned
            assert engine.whereabouts.pid != pid
            assert await lots(graph) == ["a"]
        await gone(pid)


@LINUX
async def test_the_engine_goes_when_its_starter_is_killed(tmp_path: Path) -> None:
    async with other_command(tmp_path) as (process, _, pid):
        process.kill()
        await process.wait()
        await gone(pid)
        assert not engine_folder(tmp_path).server_lives()


async def test_an_orphan_is_ended_before_a_new_engine_starts(tmp_path: Path) -> None:
    folder = prepare_folder(tmp_path)
    orphan = await start_server(folder, EngineLimits(), free_ports(None))
    folder.announce(orphan.whereabouts)
    async with opened(tmp_path) as (engine, _):
        assert engine.owned
        assert await orphan.process.wait() != 0
        assert engine.whereabouts.bolt_port == orphan.whereabouts.bolt_port


async def test_a_folder_whose_owner_does_not_answer_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "_JOIN_PATIENCE", 0.3)
    with prepare_folder(tmp_path).owner_lock() as lock:
        assert lock.acquire()
        with pytest.raises(LockedFolder, match="SUYUAN_DATA_DIR"):
            await open_engine(tmp_path)


async def test_a_busy_port_makes_it_try_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = free_ports(None)
    async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0) as busy:
        taken = busy.sockets[0].getsockname()[1]
        offers = iter([(taken, fresh[1]), fresh])
        monkeypatch.setattr(embedded, "free_ports", lambda _: next(offers))
        async with await open_engine(tmp_path) as engine:
            assert engine.whereabouts.bolt_port == fresh[0]


async def test_a_lost_password_costs_no_data(tmp_path: Path) -> None:
    async with opened(tmp_path) as (engine, graph):
        await add(graph, "a")
        former = engine.settings.neo4j_password
    (tmp_path / "engine" / "password").unlink()
    async with opened(tmp_path) as (engine, graph):
        assert engine.settings.neo4j_password != former
        assert await lots(graph) == ["a"]


async def test_the_engine_ends_a_query_at_its_own_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cypher.connection.asyncio.timeout", lambda _: contextlib.nullcontext())
    async with await open_engine(tmp_path, command_timeout=0.5) as engine:
        graph = await connect(engine.settings)
        with extra_queries(graph, *QUERIES), pytest.raises(TimedOut, match="read/test/slow"):
            await graph.read("read/test/slow")
        await graph.close()


async def test_an_engine_that_cannot_start_names_its_log(tmp_path: Path) -> None:
    with pytest.raises(EngineNotStarted, match=r"server\.log"):
        await open_engine(tmp_path, heap_mb=1)
    assert prepare_folder(tmp_path).owner_lock().acquire()


async def test_a_missing_package_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_spec", lambda _: None)
    with pytest.raises(EngineNotStarted, match="SUYUAN_NEO4J_URI"):
        await open_engine(tmp_path)


async def test_a_data_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UnsafeFolder, match="SUYUAN_DATA_DIR"):
            await open_engine(path)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_lock_is_had_once_and_again_after_release(tmp_path: Path) -> None:
    with FileLock(tmp_path / "lock") as first, FileLock(tmp_path / "lock") as second:
        assert first.acquire()
        assert not second.acquire()
        first.release()
        assert second.acquire()
