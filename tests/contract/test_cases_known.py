"""What was not known then, and not known since: asked through GraphQL, on both engines."""

from pathlib import Path

import pytest

from cypher.connection import Graph
from tests.http.over_graph import client_over
from tests.http.story import Story, lot, unit
from tests.support.client import ask

_SEED = """
query ($seeds: [SeedInput!]!, $asOf: DateTime, $knownAt: DateTime) {
  trace(seeds: $seeds, direction: BOTH, asOf: $asOf, knownAt: $knownAt) { ...answer }
  impact(seeds: $seeds, asOf: $asOf, knownAt: $knownAt) { ...affected }
}
fragment answer on TraceResult {
  __typename ... on Problem { code message }
  ... on NothingKnown { firstKnownAt firstHappened }
  ... on TraceGraph { complete nodes { depth } completeness { reasons { kind count message } } }
}
fragment affected on ImpactResult {
  __typename ... on Problem { code message }
  ... on NothingKnown { firstKnownAt firstHappened }
  ... on Impact { complete completeness { reasons { kind count message } } }
}"""
_SECOND = 1_000_000
_RECORDED, _LATER = 1_772_000_000 * _SECOND, 1_773_000_000 * _SECOND
RECORDED, LATER = "2026-02-25T06:13:20.000000Z", "2026-03-08T20:00:00.000000Z"
BORN = "2026-03-01T00:00:00.000000Z"
BEFORE = "2026-02-01T00:00:00Z"
FAR = "2030-01-01T00:00:00Z"


async def _story(graph: Graph, folder: Path) -> None:
    """A lot and a unit of the first day, recorded early; another lot, recorded later."""
    story = Story("厂", "店")
    story.born(lot("L", 10), unit(1), at="厂", day=1)
    await story.moved(lot("L", 10), frm="厂", to="店", day=2).load(graph, folder, recorded=_RECORDED)
    await story.born(lot("M", 5), at="店", day=3).load(graph, folder, recorded=_LATER)


def _code(goods: object) -> str:
    return str(goods["epcClass"]) if isinstance(goods, dict) else str(goods)


@pytest.mark.parametrize("goods", [lot("L", 10), unit(1)], ids=["lot", "unit"])
async def test_before_anything_happened_or_was_recorded_is_an_answer_of_its_own(
    graph: Graph, tmp_path: Path, goods: object
) -> None:
    await _story(graph, tmp_path)
    async with client_over(graph) as client:
        for clock in ({"asOf": BEFORE}, {"knownAt": BEFORE, "asOf": FAR}):
            answer = await ask(client, _SEED, {"seeds": [{"code": _code(goods)}], **clock})
            for told in answer.values():
                assert told["__typename"] == "NothingKnown"
                assert told["code"] == "NOTHING_KNOWN_THEN"
                assert told["firstKnownAt"] == RECORDED
                assert told["firstHappened"] == BORN
        seeds = [{"code": _code(goods)}]
        for clock in ({"asOf": BORN}, {"knownAt": RECORDED, "asOf": FAR}):
            answer = await ask(client, _SEED, {"seeds": seeds, **clock})
            assert answer["trace"]["nodes"]
            assert answer["trace"]["complete"]


_PLACES = """{
  warehouses(first: 10) { edges { node { id name } } }
  holdings(first: 10) { edges { node { id item { key } } } }
  products(first: 10) { edges { node { id } } }
}"""


async def test_every_kind_of_seed_says_so(graph: Graph, tmp_path: Path) -> None:
    await _story(graph, tmp_path)
    async with client_over(graph) as client:
        known = await ask(client, _PLACES, {})
        for ids in known.values():
            assert ids["edges"]
            for edge in ids["edges"]:
                seeds = [{"id": edge["node"]["id"]}]
                told = (await ask(client, _SEED, {"seeds": seeds, "asOf": BEFORE}))["trace"]
                assert told["__typename"] == "NothingKnown"
                assert told["firstKnownAt"] in (RECORDED, LATER)
                assert told["firstHappened"] >= BORN
                after = await ask(client, _SEED, {"seeds": seeds, "asOf": told["firstHappened"]})
                assert after["trace"]["nodes"]


async def test_of_several_seeds_those_unknown_then_are_named(graph: Graph, tmp_path: Path) -> None:
    await _story(graph, tmp_path)
    seeds = [{"code": _code(lot(name, 1))} for name in "LM"]
    async with client_over(graph) as client:
        now = await ask(client, _SEED, {"seeds": seeds, "asOf": FAR})
        assert all(told["complete"] for told in now.values())
        for clock in ({"asOf": "2026-03-02T12:00:00+08:00"}, {"knownAt": RECORDED, "asOf": FAR}):
            for told in (await ask(client, _SEED, {"seeds": seeds, **clock})).values():
                (reason,) = [each for each in told["completeness"]["reasons"] if "SEED" in each["kind"]]
                assert not told["complete"]
                assert (reason["kind"], reason["count"]) == ("SEED_UNKNOWN_THEN", 1)
                assert seeds[1]["code"] in reason["message"]
                assert seeds[0]["code"] not in reason["message"]


async def test_what_no_event_ever_named_has_no_first_time(graph: Graph, tmp_path: Path) -> None:
    """A place of master data alone."""
    await Story("厂", "空").born(lot("L", 1), at="厂", day=1).load(graph, tmp_path)
    async with client_over(graph) as client:
        sites = (await ask(client, _PLACES, {}))["warehouses"]["edges"]
        (empty,) = [edge["node"]["id"] for edge in sites if edge["node"]["name"] == "空"]
        told = (await ask(client, _SEED, {"seeds": [{"id": empty}]}))["trace"]
        assert (told["__typename"], told["firstKnownAt"], told["firstHappened"]) == (
            "NothingKnown",
            None,
            None,
        )
