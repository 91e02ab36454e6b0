"""When an answer may say that it is complete: every gap that bears on what was reached comes with it."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from cypher.connection import Graph
from tests.http.over_graph import forward, trace
from tests.http.story import Story, lot, pallet, unit

SAME_ID = "urn:uuid:6f8a2c9e-0b3d-4a52-9d55-0c1f3a6b7e01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def kinds(answer: dict[str, Any]) -> list[str]:
    return sorted(gap["kind"] for gap in answer["gaps"])


def reasons(answer: dict[str, Any]) -> dict[str, int]:
    """Why an answer is not complete, and how often."""
    told = answer["completeness"]
    assert answer["complete"] is told["complete"] is (not told["reasons"])
    return {each["kind"]: each["count"] for each in told["reasons"]}


async def test_a_conflict_of_an_event_that_moved_nothing_is_told(
    traced: httpx2.AsyncClient, graph: Graph, folder: Path
) -> None:
    """Two births under one event id: a birth makes no edge, its conflict is still one of this lot."""
    story = Story("厂", "店")
    for name in ("L", "M"):
        story.tell(
            "ObjectEvent",
            "commissioning",
            "2026-03-01T06:00:00+08:00",
            "厂",
            action="ADD",
            eventID=SAME_ID,
            quantityList=[lot(name, 10)],
        )
    await story.moved(lot("L", 10), frm="厂", to="店", day=2).load(graph, folder)
    answer = await forward(traced, str(lot("L")["epcClass"]))
    assert kinds(answer) == ["SAME_ID"]
    assert not answer["complete"]


async def test_a_unit_born_twice_is_told(traced: httpx2.AsyncClient, graph: Graph, folder: Path) -> None:
    story = Story("厂", "店")
    story.born(unit(1), unit(2), at="厂", day=1, hour=6).born(unit(1), at="厂", day=1, hour=7)
    await story.moved(unit(1), unit(2), frm="厂", to="店", day=2).load(graph, folder)
    answer = await forward(traced, unit(1))
    assert kinds(answer) == ["BORN_TWICE"]
    assert not answer["complete"]
    assert reasons(answer) == {"BORN_TWICE": 1}
    assert (await forward(traced, unit(2)))["completeness"] == {"complete": True, "reasons": []}


async def test_the_last_page_knows_of_what_earlier_pages_told(
    traced: httpx2.AsyncClient, graph: Graph, folder: Path
) -> None:
    story = Story("厂", "仓", "店")
    story.born(unit(1), at="厂", day=1, hour=6).born(unit(1), at="厂", day=1, hour=7)
    story.moved(unit(1), frm="厂", to="仓", day=2)
    await story.moved(unit(1), frm="仓", to="店", day=3).load(graph, folder)
    seed = (await forward(traced, unit(1), maxDepth=1))["seeds"][0]
    pages = [await forward_from(traced, seed, None)]
    while pages[-1]["endCursor"]:
        pages.append(await forward_from(traced, seed, pages[-1]["endCursor"]))
    assert len(pages) > 1
    assert not pages[-1]["truncated"]
    assert not pages[-1]["complete"]
    assert reasons(pages[0]) == {"BORN_TWICE": 1, "TRUNCATED": 1}
    assert reasons(pages[-1]) == {"EARLIER_PAGE": 1}
    assert "BORN_TWICE" in pages[-1]["completeness"]["reasons"][0]["message"]


async def test_a_movement_missing_of_the_pallet_is_missing_of_what_lay_on_it_then(
    traced: httpx2.AsyncClient, graph: Graph, folder: Path
) -> None:
    """Out with one unit, unrecorded; back empty, unrecorded; and out with another as it should be."""
    story = Story("厂", "店")
    story.born(unit(1), unit(2), at="厂", day=1)
    story.packed(pallet(1), unit(1), at="厂", day=1).packed(
        pallet(1), unit(1), at="店", day=3, action="DELETE"
    )
    story.packed(pallet(1), unit(2), at="厂", day=5).moved(pallet(1), frm="厂", to="店", day=6)
    await story.packed(pallet(1), unit(2), at="店", day=7, action="DELETE").load(graph, folder)
    first, second = await forward(traced, unit(1)), await forward(traced, unit(2))
    assert [(gap["kind"], gap["at"]) for gap in first["gaps"]] == [
        ("MISSING_MOVEMENT", "2026-03-03T02:00:00.000000Z")
    ]
    assert not first["complete"]
    assert second["gaps"] == []
    assert second["complete"]


async def forward_from(client: httpx2.AsyncClient, seed: str, after: str | None) -> dict[str, Any]:
    return await trace(client, [{"id": seed}], "FORWARD", maxNodes=2, after=after)
