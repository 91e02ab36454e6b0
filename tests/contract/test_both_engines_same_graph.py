"""Any order, any batching, any duplication, either engine: one graph, key for key (ledger.md 7, 1–3)."""

from random import Random

import pytest

from cypher.connection import Graph
from cypher.readers.custody import CustodyReader
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from loaders.ledger.derive import derive
from loaders.validate_context import Record
from tests.support.depth import examples
from tests.support.engines import wipe
from tests.support.events import appear, product, receive, ship
from tests.support.graph_dump import Dump, dump_current, dump_everything, rows
from tests.support.loading import cut, load_batches, shuffled, statements, stored_derived
from tests.support.simulation_records import Mix, Recording
from tests.support.simulator import simulate

_MIXES = list(Mix)
_HISTORIES = range(examples(10, 40))


def _recording(seed: int) -> Recording:
    return simulate(seed, _MIXES[seed % len(_MIXES)]).recording


def _records(seed: int) -> list[Record]:
    """The records of a simulated history, register included."""
    recording = _recording(seed)
    return [*statements(recording.register), *recording.events]


@pytest.mark.parametrize("seed", _HISTORIES)
async def test_both_engines_hold_the_same_graph(embedded_graph: Graph, neo4j_graph: Graph, seed: int) -> None:
    """The same batches in the same order: the same graph with its whole history."""
    records = _records(seed)
    batches = cut(records, Random(seed))
    dumps: list[Dump] = []
    for graph in (embedded_graph, neo4j_graph):
        await load_batches(graph, batches)
        dumps.append(await dump_everything(graph))
    assert not dumps[0].difference(dumps[1])


@pytest.mark.parametrize("seed", _HISTORIES)
async def test_order_batching_and_duplication_do_not_matter(graph: Graph, seed: int) -> None:
    records = _records(seed)
    await load_batches(graph, [records])
    at_once = await dump_current(graph)
    rng = Random(seed)
    for most in (3, 25):
        await wipe(graph)
        await load_batches(graph, cut(shuffled(records, rng), rng, most))
        assert not (await dump_current(graph)).difference(at_once)


@pytest.mark.parametrize("seed", _HISTORIES)
async def test_incremental_equals_replay_after_every_batch(graph: Graph, seed: int) -> None:
    recording = _recording(seed)
    rng = Random(~seed)
    await load_batches(graph, [statements(recording.register)])
    so_far: list[EventRecord] = []
    for batch in cut(shuffled(recording.events, rng), rng, 12):
        await load_batches(graph, [batch])
        so_far += batch
        assert await stored_derived(graph, so_far) == derive(so_far, recording.register)
    points = await rows(graph, "MATCH (n:TracePoint) RETURN n.key AS key")
    assert points
    assert await CustodyReader(graph).damaged([row["key"] for row in points], 10) == []


async def test_a_gap_that_no_event_stands_for_is_closed_and_opened_like_any(graph: Graph) -> None:
    """`NO_LOT` concerns a position only: it must be found again when its item is replayed."""
    events = [
        appear(product("K", 5), at=1, biz="A"),
        ship(product("K", 5), at=2, frm="A", to="B"),
        receive(product("K", 5), at=3, biz="B"),
        appear(product("K", 5), at=0, biz="A"),
    ]
    for known in range(1, len(events) + 1):
        await load_batches(graph, [events[known - 1 : known]])
        assert await stored_derived(graph, events[:known]) == derive(events[:known], Register())
    in_pieces = await dump_current(graph)
    await wipe(graph)
    await load_batches(graph, [events])
    assert not in_pieces.difference(await dump_current(graph))
