"""How much of the goods stands where, and what became of the rest: through GraphQL on both engines."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from cypher.connection import Graph
from loaders.pipeline import load
from loaders.sources import file_source
from tests.http.story import Story, lot, moment
from tests.support.client import ask
from tests.support.command import SAMPLES

IMPACT = """
query ($seeds: [SeedInput!]!, $by: [ImpactGroup!], $asOf: DateTime) {
  impact(seeds: $seeds, groupBy: $by, asOf: $asOf) {
    ... on Problem { message }
    ... on Impact {
      complete unknownQuantity quantities { ...amounts }
      groups {
        holdings unknownQuantity
        keys { status entity { key ... on Warehouse { name } ... on Product { name } } }
        quantities { ...amounts }
      }
    }
  }
}
fragment amounts on QuantitySum {
  unit inStock inTransit sold used dispensed destroyed sampled lost total
}"""
Sums = dict[str, dict[str, str]]


def sums(quantities: list[dict[str, str]]) -> Sums:
    """By unit, the amounts that are not zero."""
    return {
        each["unit"]: {name: n for name, n in each.items() if name != "unit" and n != "0"}
        for each in quantities
    }


async def impact(
    client: httpx2.AsyncClient, code: str, by: list[str], **options: str
) -> tuple[dict[str, Any], dict[str, Sums]]:
    """The whole answer, and the sums of its groups by the name, or status, that they have in common."""
    asked = {"seeds": [{"code": code}], "by": by, **options}
    answer: dict[str, Any] = (await ask(client, IMPACT, asked))["impact"]
    groups = {}
    for group in answer["groups"]:
        names = [key["status"] or (key["entity"] or {}).get("name") for key in group["keys"]]
        groups["/".join(name or "?" for name in names)] = sums(group["quantities"])
    return answer, groups


async def test_of_a_lot_every_kilogram_is_told_once(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    """Of a hundred, some is used, destroyed, sampled, sold or sent back; thirty become other goods."""
    story = Story("厂", "店", "饭馆")
    story.born(lot("L", 100), at="厂", day=1)
    story.moved(lot("L", 40), frm="厂", to="店", day=2)
    story.moved(lot("L", 10), frm="厂", to="饭馆", day=2)
    story.sold(lot("L", 15), at="店", day=3)
    gone = {"action": "DELETE", "quantityList": [lot("L", 5)]}
    story.tell("ObjectEvent", "destroying", moment(4), "店", disposition="destroyed", **gone)
    story.tell("ObjectEvent", "sampling", moment(5), "店", action="DELETE", quantityList=[lot("L", 1)])
    story.tell("ObjectEvent", "consume", moment(5), "饭馆", action="DELETE", quantityList=[lot("L", 7)])
    story.sent(lot("L", 4), frm="店", to="厂", day=6)
    story.made([lot("L", 30)], [lot("W", 25)], at="厂", day=6)
    await story.load(graph, tmp_path)
    code = str(lot("L")["epcClass"])

    answer, groups = await impact(traced, code, ["BATCH", "WAREHOUSE"])
    assert not answer["complete"], "four are on their way back since"
    assert answer["unknownQuantity"] == 0
    by_site = {name.partition("/")[2]: found for name, found in groups.items()}
    assert by_site["店"] == {
        "KGM": {"inStock": "15", "sold": "15", "destroyed": "5", "sampled": "1", "total": "36"}
    }
    assert by_site["饭馆"] == {"KGM": {"inStock": "3", "used": "7", "total": "10"}}
    _, by_batch = await impact(traced, code, ["STATUS"])
    assert by_batch == {
        "IN_STOCK": {"KGM": {"inStock": "63", "total": "63"}},
        "IN_TRANSIT": {"KGM": {"inTransit": "4", "total": "4"}},
        "SOLD": {"KGM": {"sold": "15", "total": "15"}},
        "USED": {"KGM": {"used": "37", "total": "37"}},
        "DESTROYED": {"KGM": {"destroyed": "5", "total": "5"}},
        "SAMPLED": {"KGM": {"sampled": "1", "total": "1"}},
        "ENDED": {},
    }
    assert sums(answer["quantities"])["KGM"]["total"] == "125"

    early, _ = await impact(traced, code, ["STATUS"], asOf=moment(3, 20))
    assert sums(early["quantities"]) == {"KGM": {"inStock": "85", "sold": "15", "total": "100"}}


async def test_what_is_shared_is_known_together_and_what_nobody_stated_is_not(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    """Two consignments, one receipt of less: how much is on its way is known, not of which it is the rest."""
    story = Story("厂", "店", "库")
    story.born(lot("L", 100), at="厂", day=1)
    story.sent(lot("L", 30), frm="厂", to="店", day=2, hour=8)
    story.sent(lot("L", 30), frm="厂", to="店", day=2, hour=9)
    story.received(lot("L", 50), frm="厂", at="店", day=3)
    story.born(lot("M"), at="厂", day=1)
    story.moved(lot("M"), frm="厂", to="库", day=2)
    await story.load(graph, tmp_path)
    _, groups = await impact(traced, str(lot("L")["epcClass"]), ["STATUS"])
    assert groups == {
        "IN_STOCK": {"KGM": {"inStock": "90", "total": "90"}},
        "IN_TRANSIT": {"KGM": {"inTransit": "10", "total": "10"}},
    }
    unstated, _ = await impact(traced, str(lot("M")["epcClass"]), ["WAREHOUSE"])
    assert unstated["unknownQuantity"] >= 2
    assert unstated["quantities"] == []


MILK = {
    "学生饮用奶（巴氏杀菌乳）200毫升": {
        "H87": {"inStock": "26085", "sold": "195", "used": "2460", "destroyed": "60", "total": "28800"}
    },
    "风味酸牛乳 100克": {"H87": {"inStock": "9180", "sold": "420", "total": "9600"}},
}


DETONATORS = {
    "工业数码电子雷管": {
        "H87": {"inStock": "66", "used": "133", "destroyed": "1", "sampled": "2", "lost": "1", "total": "203"}
    },
    "雷管壳": {"H87": {"inStock": "797", "used": "203", "total": "1000"}},
}
VACCINE = {
    "冻干人用示例疫苗 0.5毫升/支": {
        "H87": {
            "inTransit": "4",
            "used": "40",
            "dispensed": "24",
            "destroyed": "12",
            "sampled": "2",
            "total": "82",
        }
    }
}
"""42 doses were filled; 40 of them were used to make the 40 that bear a code."""


@pytest.mark.parametrize(
    ("sample", "code", "expected"),
    [
        ("milk", "urn:epc:class:lgtin:69387023.02001.NY12", MILK),
        ("detonators", "GK250528", DETONATORS),
        ("vaccine", "https://id.gs1.org/01/06938721050018/10/202503001", VACCINE),
    ],
)
async def test_the_samples_come_to_what_their_stories_tell(
    traced: httpx2.AsyncClient, graph: Graph, sample: str, code: str, expected: dict[str, Sums]
) -> None:
    await load(graph, [file_source(SAMPLES / f"{sample}.jsonld")])
    _, groups = await impact(traced, code, ["PRODUCT"])
    assert {name: groups[name] for name in expected} == expected
