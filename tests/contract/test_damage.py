"""Links that were written and are gone are noticed at the trace points that they were tied to."""

import os
from pathlib import Path

import pytest

from cypher.connection import Graph
from cypher.readers.custody import CustodyReader
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.ids import encode_id
from graph_api.services.questions import ImpactQuestion, Seed, TraceQuestion
from suyuan.failures import ExitCode
from tests.support.command import SAMPLES, suyuan
from tests.support.engines import ask
from tests.support.events import appear, lot, pack, receive, ship, transform, unit
from tests.support.graph_dump import rows
from tests.support.loading import load_batches
from tests.support.suites import suite_of

KINDS = ("CUSTODY", "INPUT", "OUTPUT", "LINE", "INSIDE", "KEPT_BY", "OWNED_BY", "RECORDED_BY", "CONCERNS")
STORY = [
    appear(lot("L", 10), at=1, biz="A", to_owner="O"),
    pack("C", lot("L", 4), at=2, biz="A"),
    ship(lot("L", 3), at=3, frm="A", to="B", to_party="P"),
    receive(lot("L", 3), at=4, biz="B", to_party="P", to_owner="O"),
    transform([lot("L", 5)], [lot("M", 5)], at=5, biz="B"),
    appear(unit("U"), at=1, biz="A"),
]


async def damaged(graph: Graph) -> list[str]:
    points = [row["key"] for row in await rows(graph, "MATCH (n:TracePoint) RETURN n.key AS key")]
    return [*await CustodyReader(graph).damaged(points, 10)]


async def test_a_whole_graph_has_no_damage(graph: Graph) -> None:
    await load_batches(graph, [STORY])
    await load_batches(graph, [[ship(lot("M", 2), at=6, frm="B", to="A")]])
    assert await damaged(graph) == []
    found = await rows(graph, "MATCH (:TracePoint)-[r]-() RETURN DISTINCT type(r) AS kind")
    assert {row["kind"] for row in found} >= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_lost_link_shows_at_its_trace_points(graph: Graph, kind: str) -> None:
    await load_batches(graph, [STORY])
    ends = f"MATCH (a)-[r:{kind}]->(b) WITH a, b, r ORDER BY a.key, b.key LIMIT 1 "
    lost = await rows(
        graph, ends + "RETURN [x IN [a, b] WHERE 'TracePoint' IN labels(x) | x.key] AS keys, labels(a) AS l"
    )
    await ask(graph, ends + "DELETE r")
    assert await damaged(graph) == sorted(lost[0]["keys"])


@pytest.mark.parametrize("kind", KINDS)
async def test_no_answer_is_complete_over_a_lost_link(graph: Graph, kind: str) -> None:
    """A trace and an impact from every holding that lost the link: none may be called complete."""
    await load_batches(graph, [STORY])
    ends = (
        f"MATCH (a)-[r:{kind}]->(b) WHERE 'TracePoint' IN labels(a) OR 'TracePoint' IN labels(b) "
        "WITH a, b, r ORDER BY a.key, b.key LIMIT 1 "
    )
    points = "[x IN [a, b] WHERE 'TracePoint' IN labels(x) | [x.key, 'Holding' IN labels(x)]]"
    lost = await rows(graph, ends + f"RETURN {points} AS points")
    await ask(graph, ends + "DELETE r")
    questions = suite_of(graph).questions
    assert lost[0]["points"]
    for key, is_holding in lost[0]["points"]:
        seed = (Seed(id=encode_id("Holding" if is_holding else "Transformation", key)),)
        traced = await questions.trace(TraceQuestion(seed, Direction.BOTH), Deadline(30))
        reached = await questions.impact(ImpactQuestion(seed), Deadline(30))
        assert ["DAMAGED" in [why.kind for why in each.reasons] for each in (traced, reached)] == [True, True]


async def test_a_lost_trace_point_is_damage(graph: Graph) -> None:
    await load_batches(graph, [STORY])
    assert await CustodyReader(graph).damaged(["no such key"], 10) == ["no such key"]


def test_a_bucket_file_that_was_cut_is_found(tmp_path: Path) -> None:
    """The real files of the embedded engine: half of the bucket of custody links is gone."""
    folder = tmp_path / "data"
    assert suyuan(folder, "load", str(SAMPLES / "milk.jsonld")).code == ExitCode.DONE
    sound = suyuan(folder, "verify", "--json")
    assert (sound.code, sound.json["sound"], sound.json["findings"]) == (ExitCode.DONE, True, [])
    (bucket,) = folder.rglob("CUSTODY_0.*.bucket")
    os.truncate(bucket, bucket.stat().st_size // 2)
    found = suyuan(folder, "verify", "--json")
    assert found.code == ExitCode.DAMAGED
    assert {each["kind"] for each in found.json["findings"]} == {"GRAPH_DIFFERS", "LINKS_LOST"}
    traced = suyuan(folder, "trace", "GC12", "--json")
    assert traced.json["complete"] is False
    told = suyuan(folder, "verify")
    assert told.code == ExitCode.DAMAGED
    assert "fewer links than were written" in told.err


def test_a_marker_that_was_zeroed_is_damage_not_anothers_data(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert suyuan(folder, "load", str(SAMPLES / "milk.jsonld")).code == ExitCode.DONE
    (bucket,) = folder.rglob("Suyuan_0.*.bucket")
    bucket.write_bytes(bytes(bucket.stat().st_size))
    for command in (("load", str(SAMPLES / "milk.jsonld")), ("trace", "GC12"), ("verify",)):
        ran = suyuan(folder, *command)
        assert ran.code == ExitCode.DAMAGED
        assert "is damaged" in ran.err
