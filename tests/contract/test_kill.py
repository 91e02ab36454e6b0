"""kill -9 of the loader and of the engine during commits: what was acknowledged is there, nothing twice."""

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest
import pytest_asyncio

from cypher.connection import Graph
from tests.support.depth import examples
from tests.support.engines import graph_for_tests, wipe
from tests.support.graph_dump import Dump, count, dump_everything, rows
from tests.support.victims import Victim, embedded_victim, neo4j_victim

_ROOT = Path(__file__).parents[2]
_SAMPLE = _ROOT / "samples" / "vaccine.jsonld"
_BATCH = 20
_KILLS = examples(2, 10)
_RECORDS = (
    "MATCH (n) WHERE n:Event OR n:MasterData OR n:Quarantine RETURN n.recordTime AS at, count(n) AS records"
)
_LAST = "MATCH (c:Counter {name: 'recordTime'}) RETURN c.last AS n"


@pytest_asyncio.fixture(scope="module", params=["embedded", "neo4j"])
async def victim(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Victim]:
    made = embedded_victim if request.param == "embedded" else neo4j_victim
    async with made(tmp_path_factory.mktemp("victim") / "home") as victim:
        yield victim


@pytest_asyncio.fixture(scope="module")
async def undisturbed(victim: Victim) -> AsyncIterator[tuple[Dump, dict[int, int]]]:
    """The graph of a load that nobody disturbs, and its records by record time."""
    async with graph_for_tests(victim.settings) as graph:
        await wipe(graph)
        acknowledged = await _finish(await _loader(victim))
        yield await dump_everything(graph), await _records(graph)
    assert acknowledged == list(range(1, len(acknowledged) + 1))


@pytest.mark.parametrize("seed", range(_KILLS))
async def test_killed_loader(victim: Victim, undisturbed: tuple[Dump, dict[int, int]], seed: int) -> None:
    expected, records = undisturbed
    rng = Random(seed)
    async with graph_for_tests(victim.settings) as graph:
        await wipe(graph)
        loader = await _loader(victim)
        acknowledged = await _some(loader, rng.randrange(1, len(records) - 1))
        await asyncio.sleep(rng.random() * 0.1)
        loader.kill()
        acknowledged += await _rest(loader)
        assert await loader.wait() != 0
        await _settled(graph)
        await _whole(graph, acknowledged, records)
        await _finish(await _loader(victim))
        assert not (await dump_everything(graph)).difference(expected)


@pytest.mark.parametrize("seed", range(_KILLS))
async def test_killed_engine(victim: Victim, undisturbed: tuple[Dump, dict[int, int]], seed: int) -> None:
    expected, records = undisturbed
    rng = Random(~seed)
    async with graph_for_tests(victim.settings) as graph:
        await wipe(graph)
    loader = await _loader(victim)
    acknowledged = await _some(loader, rng.randrange(1, len(records) - 1))
    await asyncio.sleep(rng.random() * 0.1)
    await victim.kill()
    acknowledged += await _rest(loader)
    await loader.wait()
    async with graph_for_tests(victim.settings) as graph:
        await _whole(graph, acknowledged, records)
        await _finish(await _loader(victim))
        assert not (await dump_everything(graph)).difference(expected)


async def _whole(graph: Graph, acknowledged: list[int], records: dict[int, int]) -> None:
    """What was acknowledged is there; what was not is there whole or not at all."""
    last = await count(graph, _LAST)
    assert max(acknowledged) <= last
    assert await _records(graph) == {at: number for at, number in records.items() if at <= last}


async def _records(graph: Graph) -> dict[int, int]:
    return Counter({row["at"]: row["records"] for row in await rows(graph, _RECORDS)})


async def _settled(graph: Graph) -> None:
    """Waits until the server has ended what its departed client left open."""
    before, after = -1, await count(graph, _LAST)
    while before != after:
        await asyncio.sleep(0.5)
        before, after = after, await count(graph, _LAST)


async def _loader(victim: Victim) -> asyncio.subprocess.Process:
    settings = victim.settings
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.loader_process", settings.neo4j_uri or "", settings.neo4j_user,
        settings.neo4j_database, str(_BATCH), str(_SAMPLE), cwd=_ROOT, stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "SUYUAN_TEST_SECRET": settings.neo4j_password.get_secret_value()},
    )  # fmt: skip


async def _some(loader: asyncio.subprocess.Process, number: int) -> list[int]:
    """The first acknowledgements."""
    assert loader.stdout is not None
    return [int((await loader.stdout.readline()).split()[1]) for _ in range(number)]


async def _rest(loader: asyncio.subprocess.Process) -> list[int]:
    """Acknowledgements that were out before the end."""
    assert loader.stdout is not None
    return [int(line.split()[1]) for line in (await loader.stdout.read()).splitlines() if line.strip()]


async def _finish(loader: asyncio.subprocess.Process) -> list[int]:
    """All acknowledgements of a load that goes through."""
    acknowledged = await _rest(loader)
    assert await loader.wait() == 0
    return acknowledged
