"""One unit sold in two places counts once, both shops are reached, and the records contradict."""

import json
from pathlib import Path
from typing import Any

from cypher.connection import Graph
from tests.support.cases import gaps, loaded, places, sums

UNIT = "https://id.gs1.org/01/06901234000016/21/TWICE"


def sale(day: int, site: str, step: str = "retail_selling", action: str = "OBSERVE") -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "eventTime": f"2026-02-{day:02}T08:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": action,
        "bizStep": step,
        "epcList": [UNIT],
        "bizLocation": {"id": f"urn:suyuan:place:{site}"},
    }


async def test_a_unit_sold_twice_is_one_unit_and_a_conflict(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "events.jsonld"
    events = sale(1, "shop", "commissioning", "ADD"), sale(2, "shop"), sale(3, "other")
    body = {"type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": {"eventList": events}}
    path.write_text(json.dumps(body))
    async with loaded(graph, path) as case:
        reached, counted = await case.forward(UNIT), await case.impact(UNIT)
        assert gaps(reached) == {"OVERDRAWN"}
        assert not reached["complete"]
        assert {"urn:suyuan:place:shop", "urn:suyuan:place:other"} <= places(reached)
        assert sums(counted) == {"H87": {"sold": "1", "total": "1"}}
