"""Serials belong to lots: by ilmd, by a link with 10 and 21, by master data; asked through GraphQL."""

import json
from pathlib import Path
from typing import Any

import pytest

from cypher.connection import Graph
from tests.support.cases import Case, items, loaded, places

LOT_OF = """query ($code: String!) { lookup(code: $code) { __typename ... on LookupMatches {
  matches { scheme entity { __typename ... on Entity { key } ... on Batch {
    lot expiryDate bestBeforeDate productionDate attributes { name value }
  } ... on Unit { batch { lot key } } } } } } }"""
GTIN = "https://id.gs1.org/01/06901234000016"
LOT = f"{GTIN}/10/L1"
ONE, TWO = f"{GTIN}/21/S1", f"{GTIN}/21/S2"


async def found(case: Case, code: str) -> list[dict[str, Any]]:
    answer = (await case.ask(LOT_OF, code=code))["lookup"]
    assert answer["__typename"] == "LookupMatches", answer
    return [match["entity"] for match in answer["matches"]]


def document(folder: Path, *events: dict[str, Any]) -> Path:
    path = folder / "events.jsonld"
    path.write_text(
        json.dumps(
            {
                "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
                "type": "EPCISDocument",
                "schemaVersion": "2.0",
                "creationDate": "2026-03-01T00:00:00Z",
                "epcisBody": {"eventList": events},
            }
        )
    )
    return path


def event(day: int, step: str, site: str, **said: object) -> dict[str, Any]:
    where = {"id": f"urn:suyuan:place:{site}"}
    return {
        "type": "ObjectEvent",
        "eventTime": f"2026-02-{day:02}T08:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": "OBSERVE",
        "bizStep": step,
        "readPoint": where,
        "bizLocation": where,
        **said,
    }


async def test_a_lot_in_ilmd_is_the_lot_of_its_serials(graph: Graph) -> None:
    async with loaded(graph, "lot_in_ilmd_of_serials") as case:
        lots = [each for each in await found(case, "DSLOT77") if each["__typename"] == "Batch"]
        assert "https://id.gs1.org/01/00377777000015/10/DSLOT77" in [each["key"] for each in lots]
        assert lots[0]["expiryDate"] == "2027-01-31"
        (unit,) = await found(case, "https://id.gs1.org/01/00377777000015/21/DS1")
        assert unit["batch"]["lot"] == "DSLOT77"
        reached = await case.forward("https://id.gs1.org/01/00377777000015/10/DSLOT77")
        serials = {f"https://id.gs1.org/01/00377777000015/21/DS{number}" for number in range(1, 5)}
        assert serials <= items(reached)


async def test_a_link_with_lot_and_serial_names_both(graph: Graph) -> None:
    async with loaded(graph, "lot_and_serial_in_one_link") as case:
        (unit,) = await found(case, "https://id.gs1.org/01/07350000000016/21/S1")
        assert unit["batch"]["lot"] == "PL9"
        reached = await case.forward("https://id.gs1.org/01/07350000000016/10/PL9")
        assert {f"https://id.gs1.org/01/07350000000016/21/S{number}" for number in (1, 2)} <= items(reached)
        assert len(places(reached)) == 2


@pytest.mark.parametrize("late", [False, True], ids=["in order", "the lot is told last"])
async def test_a_lot_as_a_seed_stands_for_its_serials_wherever_they_went(
    graph: Graph, tmp_path: Path, late: bool
) -> None:
    born = event(
        1, "commissioning", "plant", action="ADD", epcList=[ONE, TWO], ilmd={"cbvmda:lotNumber": "L1"}
    )
    sold = event(2, "retail_selling", "shop", epcList=[TWO])
    moved = event(3, "storing", "store", epcList=[f"{GTIN}/10/L1/21/S1"])
    told = [moved, sold, born] if late else [born, sold, moved]
    async with loaded(graph, document(tmp_path, *told)) as case:
        reached = await case.forward(LOT)
        assert {ONE, TWO} <= items(reached)
        sites = {"urn:suyuan:place:plant", "urn:suyuan:place:shop", "urn:suyuan:place:store"}
        assert sites <= places(reached)
        batch = next(each for each in await found(case, "L1") if each["__typename"] == "Batch")
        assert ("lotNumber", "L1") in [(each["name"], each["value"]) for each in batch["attributes"]]
        assert not [each for each in batch["attributes"] if each["name"] == "unit"]


async def test_dates_in_ilmd_are_fields_of_the_batch(graph: Graph, tmp_path: Path) -> None:
    ilmd = {
        "cbvmda:productionDate": "2026-02-01",
        "cbvmda:bestBeforeDate": "2026-08-01",
        "urn:epcglobal:cbv:mda#itemExpirationDate": "2026-09-01T00:00:00+08:00",
    }
    goods = [{"epcClass": LOT, "quantity": 5}]
    born = event(1, "commissioning", "plant", action="ADD", quantityList=goods, ilmd=ilmd)
    async with loaded(graph, document(tmp_path, born)) as case:
        (batch,) = await found(case, LOT)
        dates = batch["productionDate"], batch["bestBeforeDate"], batch["expiryDate"]
        assert dates == ("2026-02-01", "2026-08-01", "2026-09-01T00:00:00+08:00")
