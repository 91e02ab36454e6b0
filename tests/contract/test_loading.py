"""Loading on both engines: nothing twice, nothing in part, nothing forgotten."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest

from cypher.connection import Graph, WriteTx
from cypher.errors import GraphError
from cypher.records.events import EventRecord
from cypher.records.parties import EntityKind, MasterRecord
from cypher.records.quarantine import QuarantineRecord
from cypher.records.vocabulary import FOREVER
from cypher.writers.truth import chain_hash
from loaders.batches import Batch, commit
from loaders.pipeline import LoadProgress, load
from loaders.replay import EventMemory
from loaders.settings import IntakeSettings
from loaders.sources import file_source
from tests.support import events as say
from tests.support.engines import wipe
from tests.support.graph_dump import count, derived_at, dump_current, dump_everything, rows
from tests.support.loading import load_batches, stored_derived

T = TypeVar("T")

_SAMPLE = Path(__file__).parents[2] / "samples" / "vaccine.jsonld"
_LAST = "MATCH (c:Counter {name: 'recordTime'}) RETURN c.last AS n"

BORN = say.appear(say.lot("L1", 10), at=1, biz="A")
SENT = say.ship(say.lot("L1", 10), at=2, frm="A", to="B", read="A")
CAME = say.receive(say.lot("L1", 10), at=3, biz="B", frm="A", to="B")


async def test_loading_twice_changes_nothing(graph: Graph) -> None:
    settings = IntakeSettings(batch_size=60)
    told: list[LoadProgress] = []
    first = await load(graph, [file_source(_SAMPLE)], settings=settings, progress=told.append)
    before, last = await dump_everything(graph), await count(graph, _LAST)
    again = await load(graph, [file_source(_SAMPLE)], settings=settings)
    assert first.events > 100
    assert [each.record_time for each in told] == sorted(each.record_time or 0 for each in told)
    assert told[-1].record_time == last
    assert (again.events, again.master_data, again.known) == (0, 0, first.events + first.master_data)
    assert not (await dump_everything(graph)).difference(before)
    assert await count(graph, _LAST) == last


async def test_record_time_is_the_clock_or_one_more_than_the_last(graph: Graph) -> None:
    memory = EventMemory()
    times = [
        (await commit(graph, Batch([event]), clock, memory)).record_time
        for event, clock in ((BORN, 100), (SENT, 50), (CAME, 200))
    ]
    assert times == [100, 101, 200]


async def test_a_batch_is_committed_whole_or_not_at_all(graph: Graph) -> None:
    await load_batches(graph, [[BORN]])
    before, last = await dump_everything(graph), await count(graph, _LAST)
    refusal = QuarantineRecord("q", "s", "eventList[1]", "NO_TIME", "no time", "{}")
    broken = replace(CAME, key="broken", source=None)  # type: ignore[arg-type]
    with pytest.raises((GraphError, AttributeError, TypeError)):
        await commit(graph, Batch([SENT, broken], (), [refusal]), 0, EventMemory())
    assert not (await dump_everything(graph)).difference(before)
    assert await count(graph, _LAST) == last


async def test_a_transaction_that_fails_at_its_end_leaves_nothing(graph: Graph) -> None:
    memory = EventMemory()

    async def work(tx: WriteTx) -> None:
        inner = _Within(tx)
        await commit(inner, Batch([BORN, SENT]), 0, memory)  # type: ignore[arg-type]
        raise RuntimeError("pulled the plug")

    before = await dump_everything(graph)
    with pytest.raises(RuntimeError, match="plug"):
        await graph.write(work)
    assert not (await dump_everything(graph)).difference(before)


class _Within:
    """Runs the work of a commit inside a transaction that is open already."""

    def __init__(self, tx: WriteTx) -> None:
        self._tx = tx

    async def write(self, work: Callable[[WriteTx], Awaitable[T]]) -> T:
        return await work(self._tx)


async def test_quarantine_is_committed_with_its_batch(graph: Graph) -> None:
    refusal = QuarantineRecord("q1", "file", "eventList[3]", "NO_TIME", "the event has no time", '{"a": 1}')
    (done,) = await load_batches(graph, [[BORN, refusal, refusal]])
    (kept,) = await rows(graph, "MATCH (q:Quarantine) RETURN properties(q) AS q")
    assert kept["q"] == {
        "key": "q1", "source": "file", "position": "eventList[3]", "code": "NO_TIME",
        "reason": "the event has no time", "content": '{"a": 1}', "recordTime": done.record_time,
        "whole": True, "fingerprint": "", "earliest": -FOREVER, "latest": FOREVER, "goods": False,
        "kind": "EVENT", "document": "{}", "state": "OPEN", "until": FOREVER,
    }  # fmt: skip
    (again,) = await load_batches(graph, [[refusal]])
    assert again.record_time is None


async def test_two_writers_at_once_lose_nothing(graph: Graph) -> None:
    lots = [
        [
            say.appear(say.lot(f"L{number}", 5), at=number, biz="A"),
            say.ship(say.lot(f"L{number}", 5), at=20, frm="A", to="B"),
        ]
        for number in range(8)
    ]
    shared = [BORN, SENT]

    async def one(batches: list[list[EventRecord]]) -> list[int]:
        done = await load_batches(graph, batches)
        return [each.record_time for each in done if each.record_time is not None]

    times = await asyncio.gather(one([*lots[:4], shared]), one([shared, *lots[4:]]))
    given = [*times[0], *times[1]]
    assert len(given) == len(set(given)) == 9
    assert await count(graph, "MATCH (e:Event) RETURN count(e) AS n") == 18
    assert max(given) == await count(graph, _LAST)
    written = await dump_current(graph)
    events = [event for batch in (*lots, shared) for event in batch]
    await wipe(graph)
    await load_batches(graph, [events])
    assert not (await dump_current(graph)).difference(written)


async def test_what_was_known_stays_readable(graph: Graph) -> None:
    """Void, late and repeated events close and open rows again; every earlier state can be read back."""
    wrong = say.receive(say.lot("L1", 4), at=3, biz="B", frm="A", to="B", id="wrong")
    steps = [
        [CAME], [BORN], [SENT], [wrong], [say.voided(wrong)], [say.voided(SENT)],
        [say.ship(say.lot("L1", 10), at=2, frm="A", to="B", read="A", id="corrected")],
    ]  # fmt: skip
    states = []
    for number, step in enumerate(steps, start=1):
        await load_batches(graph, [step])
        states.append(await derived_at(graph, number))
    for number, state in enumerate(states, start=1):
        assert await derived_at(graph, number) == state, f"as known at {number}"
    assert not await derived_at(graph, 0)
    assert len({frozenset(state.items()) for state in states}) > 3


async def test_a_changed_register_is_read_into_old_events(graph: Graph) -> None:
    """That B belongs to PB is learned after the events: the despatch to PB was meant for B all along."""
    sent = say.ship(say.lot("L1", 10), at=2, frm="A", read="A", to_party="PB")
    operated = MasterRecord("m1", EntityKind.WAREHOUSE, "B", (("operator", "PB"),), asserted=0)
    await load_batches(graph, [[BORN, sent, CAME], [operated]])
    late = await dump_current(graph)
    await wipe(graph)
    await load_batches(graph, [[operated], [CAME, sent, BORN]])
    assert not (await dump_current(graph)).difference(late)


async def test_master_data_folds_by_date_and_not_by_arrival(graph: Graph) -> None:
    said = [
        MasterRecord(key, EntityKind.WAREHOUSE, "A", attributes, asserted)
        for key, attributes, asserted in (
            ("m1", (("name", "old"), ("operator", "P1"), ("region", "110101")), 1),
            ("m2", (("name", "new"), ("operator", "P2")), 2),
            ("m3", (("siteKind", "farm"), ("name", "oldest")), 0),
            ("m4", (("child", "A1"),), 0),
        )
    ]
    dumps = []
    for order in (said, said[::-1]):
        await wipe(graph)
        await load_batches(graph, [[each] for each in order])
        dumps.append(await dump_current(graph))
    assert not dumps[0].difference(dumps[1])
    (site,) = await rows(
        graph,
        "MATCH (w:Warehouse {key: 'A'})-[:OPERATED_BY]->(e) MATCH (w)<-[:PART_OF]-(bin) "
        "MATCH (w)-[:IN_REGION]->(r)-[:PART_OF]->()-[:PART_OF]->(top) "
        "RETURN w.name AS name, w.siteKind AS kind, e.key AS operator, r.level AS level, "
        "top.key AS province, bin.key AS bin",
    )
    assert site == {
        "name": "new", "kind": "farm", "operator": "P2", "level": "COUNTY",
        "province": "urn:suyuan:region:110000", "bin": "A1",
    }  # fmt: skip


async def test_a_code_once_stated_stays_findable(graph: Graph) -> None:
    said = [
        MasterRecord(f"m{number}", EntityKind.ENTERPRISE, "P", (("uscc", code),), asserted=number)
        for number, code in enumerate(("91110108MA01A00001", "91110108MA01A00002"))
    ]
    await load_batches(graph, [[each] for each in said])
    found = await rows(
        graph,
        "MATCH (c:Code {scheme: 'USCC'})-[:NAMES]->(e:Enterprise {key: 'P'}) RETURN c.value AS v ORDER BY v",
    )
    assert [row["v"] for row in found] == ["91110108MA01A00001", "91110108MA01A00002"]


async def test_the_chain_of_a_source_shows_tampering(graph: Graph) -> None:
    await load_batches(graph, [[BORN, SENT], [CAME]])
    events = await rows(
        graph,
        "MATCH (e:Event) RETURN e.key AS key, e.previous AS previous, e.record AS record, e.body AS body",
    )
    follows = {event["previous"]: event for event in events}
    head, seen = None, 0
    while head in follows:
        event = follows[head]
        head, seen = chain_hash(head, event["record"], event["body"]), seen + 1
    assert seen == 3
    assert await rows(graph, "MATCH (s:Source) RETURN s.head AS head") == [{"head": head}]


async def test_exact_quantities_survive(graph: Graph) -> None:
    """The largest quantity that is taken, with the finest decimals, less the smallest."""
    born = say.appear(say.lot("L9", "999999999999999.999999999999999999"), at=1, biz="A")
    sent = say.ship(say.lot("L9", "0.000000000000000001"), at=2, frm="A", to="B", read="A")
    await load_batches(graph, [[born], [sent]])
    stored = await stored_derived(graph, [born, sent])
    balances = {Decimal("999999999999999.999999999999999998"), Decimal("0.000000000000000001")}
    assert {holding.balance for holding in stored.holdings} == balances
