"""`verify` finds what was lost, cut or changed since it was written, and nothing in a whole graph."""

from random import Random

import pytest

from cypher.connection import Graph
from cypher.records.vocabulary import FOREVER
from loaders.validate_context import Record
from loaders.verify import FindingKind, verify
from tests.support.engines import ask
from tests.support.graph_dump import rows
from tests.support.loading import cut, load_batches, shuffled, statements
from tests.support.simulation_records import Mix
from tests.support.simulator import simulate

CURRENT = f"WITH r WHERE r.until = {FOREVER} WITH r LIMIT 1"


async def load(graph: Graph, seed: int, most: int = 12) -> None:
    """A simulated history in batches, so that rows are closed and opened again."""
    rng = Random(seed)
    recording = simulate(seed, Mix.MISSING_20).recording
    records: list[Record] = [*statements(recording.register), *recording.events]
    await load_batches(graph, cut(shuffled(records, rng), rng, most))


async def kinds(graph: Graph) -> set[FindingKind]:
    return {finding.kind for finding in (await verify(graph)).findings}


@pytest.mark.parametrize("seed", range(4))
async def test_a_graph_that_is_whole_agrees(graph: Graph, seed: int) -> None:
    await load(graph, seed)
    seen: list[tuple[str, int, int]] = []
    told = await verify(graph, lambda *progress: seen.append(progress))
    assert told.findings == []
    counts = await rows(
        graph, "MATCH (e:Event) WITH count(e) AS e MATCH (n:TracePoint) RETURN e, count(n) AS n"
    )
    assert (told.events, told.trace_points) == (counts[0]["e"], counts[0]["n"])
    assert {what for what, _, _ in seen} == {"events", "what the events give", "links"}
    assert all(done <= total for _, done, total in seen)


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        ("MATCH ()-[r:CUSTODY]->() WITH r LIMIT 1 DELETE r", FindingKind.LINKS_LOST),
        (f"MATCH ()-[r:CUSTODY]->() {CURRENT} DELETE r", FindingKind.GRAPH_DIFFERS),
        (
            f"MATCH ()-[r:CUSTODY]->() {CURRENT} SET r.earliest = r.earliest - 1",
            FindingKind.GRAPH_DIFFERS,
        ),
        (f"MATCH (r:Holding) {CURRENT} SET r.status = 'LOST'", FindingKind.GRAPH_DIFFERS),
        ("MATCH (g:Gap) WITH g LIMIT 1 DETACH DELETE g", FindingKind.LINKS_LOST),
        ("MATCH (e:Event) WITH e ORDER BY e.key LIMIT 1 DETACH DELETE e", FindingKind.CHAIN_BROKEN),
        ("MATCH (e:Event) WITH e ORDER BY e.key LIMIT 1 SET e.body = '{}'", FindingKind.CHAIN_BROKEN),
        ("MATCH (e:Event) WITH e ORDER BY e.key LIMIT 1 SET e.record = null", FindingKind.EVENT_UNREADABLE),
        ("MATCH (s:Source) DELETE s", FindingKind.CHAIN_BROKEN),
        ("MATCH ()-[m:MENTIONS]->() WITH m LIMIT 1 DELETE m", FindingKind.EVENT_LINKS_LOST),
        ("MATCH (c:Code) WITH c LIMIT 1 DETACH DELETE c", FindingKind.CODES_LOST),
        ("MATCH (m:MasterData) DETACH DELETE m", FindingKind.MASTER_DATA_LOST),
    ],
)
async def test_each_damage_is_found(graph: Graph, damage: str, kind: FindingKind) -> None:
    await load(graph, 3, most=40)
    assert await kinds(graph) == set()
    await ask(graph, damage)
    assert kind in await kinds(graph)
