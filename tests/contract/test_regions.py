"""Regions through GraphQL: one key, names, wider levels, filters by what lookup gives."""

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio

from cypher.connection import Graph
from tests.support.cases import Case, loaded
from tests.support.command import SAMPLES

FIND = """query ($code: String!) { lookup(code: $code) { ... on LookupMatches {
  matches { entity { id ... on Region { name level partOf { name } } } } } } }"""
IMPACT = """query ($by: [ImpactGroup!]!) { impact(seeds: [{code: "BP12"}], groupBy: $by) { ... on Impact {
  groups { holdings keys { by entity { ... on Region { name level key } } } } } } }"""
SITES = """query ($region: ID!) { warehouses(first: 100, filter: {region: $region}) {
  nodes { name region { key } } } }"""
NAMELESS = "urn:suyuan:region:110100"
"""A municipality has no name of its own at the level of a prefecture (GB/T 2260)."""


@pytest_asyncio.fixture(loop_scope="session")
async def case(graph: Graph) -> AsyncIterator[Case]:
    async with loaded(graph, SAMPLES / "milk.jsonld") as found:
        yield found


async def region(case: Case, code: str) -> dict[str, Any]:
    (match,) = (await case.ask(FIND, code=code))["lookup"]["matches"]
    entity: dict[str, Any] = match["entity"]
    return entity


async def test_a_code_finds_the_region_with_its_name(case: Case) -> None:
    found = await region(case, "150100")
    assert (found["name"], found["level"]) == ("呼和浩特市", "PREFECTURE")
    assert found["partOf"]["name"] == "内蒙古自治区"


async def test_impact_rolls_up_to_any_level_with_names(case: Case) -> None:
    sums = {}
    for level in ("COUNTY", "PREFECTURE", "PROVINCE"):
        groups = (await case.ask(IMPACT, by=[level]))["impact"]["groups"]
        known = [group for group in groups if group["keys"][0]["entity"]]
        assert {group["keys"][0]["entity"]["level"] for group in known} == {level}
        entities = [group["keys"][0]["entity"] for group in known]
        assert {each["key"] for each in entities if not each["name"]} <= {NAMELESS}
        sums[level] = sum(group["holdings"] for group in groups)
        if level == "PREFECTURE":
            assert "呼和浩特市" in [group["keys"][0]["entity"]["name"] for group in known]
    assert len(set(sums.values())) == 1, "every level counts the same holdings"


async def test_a_filter_takes_what_lookup_gives_and_all_that_lies_in_it(case: Case) -> None:
    wide = (await case.ask(SITES, region=(await region(case, "150000"))["id"]))["warehouses"]["nodes"]
    city = (await case.ask(SITES, region=(await region(case, "150100"))["id"]))["warehouses"]["nodes"]
    county = (await case.ask(SITES, region=(await region(case, "150123"))["id"]))["warehouses"]["nodes"]
    names = [{site["name"] for site in sites} for sites in (county, city, wide)]
    assert names[0] < names[1] <= names[2]
    assert {site["region"]["key"] for site in county} == {"urn:suyuan:region:150123"}
