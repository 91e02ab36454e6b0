"""Every entity of a real chain by connection, by id, by its neighbours and by its codes, on both engines."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import pytest_asyncio

from cypher.connection import Graph
from loaders.pipeline import load
from loaders.sources import file_source
from tests.http.over_graph import client_over
from tests.support.client import ask
from tests.support.engines import no_notifications, wipe

MILK = Path(__file__).parents[2] / "samples" / "milk.jsonld"
KINDS = {
    "products": "Product",
    "batches": "Batch",
    "units": "Unit",
    "enterprises": "Enterprise",
    "warehouses": "Warehouse",
    "vehicles": "Vehicle",
    "permits": "Permit",
    "holdings": "Holding",
    "events": "Event",
}
PAGE = """query ($first: Int, $after: String, $last: Int, $before: String) {{
  {field}(first: $first, after: $after, last: $last, before: $before) {{
    nodes {{ id __typename }} edges {{ cursor node {{ id }} }}
    pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""


async def page(client: httpx2.AsyncClient, field: str, **options: object) -> dict[str, Any]:
    found: dict[str, Any] = (await ask(client, PAGE.format(field=field), options))[field]
    assert [edge["node"]["id"] for edge in found["edges"]] == [node["id"] for node in found["nodes"]]
    return found


async def walk_forward(client: httpx2.AsyncClient, field: str, size: int) -> list[str]:
    ids: list[str] = []
    after = None
    while True:
        found = await page(client, field, first=size, after=after)
        ids += [node["id"] for node in found["nodes"]]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            return ids


async def walk_backward(client: httpx2.AsyncClient, field: str, size: int) -> list[str]:
    ids: list[str] = []
    before = None
    while True:
        found = await page(client, field, last=size, before=before)
        ids = [node["id"] for node in found["nodes"]] + ids
        before = found["pageInfo"]["startCursor"]
        if not found["pageInfo"]["hasPreviousPage"]:
            return ids


@pytest.fixture(scope="module")
def prepared() -> set[Graph]:
    """The engines that hold the chain already: nothing here writes, so that one load serves all tests."""
    return set()


@pytest_asyncio.fixture
async def milk(engine_graph: Graph, prepared: set[Graph]) -> AsyncIterator[httpx2.AsyncClient]:
    if engine_graph not in prepared:
        await wipe(engine_graph)
        report = await load(engine_graph, [file_source(MILK)])
        assert not report.refused
        assert not report.quarantined
        prepared.add(engine_graph)
    with no_notifications():
        async with client_over(engine_graph) as client:
            yield client


async def test_pages_forward_and_backward_are_the_same_list_and_ids_lead_back(
    milk: httpx2.AsyncClient,
) -> None:
    seen: dict[str, int] = {}
    for field, kind in KINDS.items():
        forward = await walk_forward(milk, field, 40)
        assert forward == await walk_backward(milk, field, 40)
        assert len(forward) == len(set(forward))
        seen[field] = len(forward)
        for identifier in forward[:2]:
            field_of = kind.lower()
            one = (
                f'{{ node(id: "{identifier}") {{ id __typename }} {field_of}(id: "{identifier}") {{ id }} }}'
            )
            answer = await ask(milk, one)
            assert answer["node"] == {"id": identifier, "__typename": kind}
            assert answer[field_of] == {"id": identifier}
    assert all(seen[field] for field in ("products", "batches", "enterprises", "warehouses", "vehicles"))
    assert seen["events"] >= 100
    assert seen["holdings"] > 40


async def test_what_belongs_together_is_found_from_both_sides(milk: httpx2.AsyncClient) -> None:
    document = """{
      batches(first: 100) { nodes { id lot product { id name } codes { scheme value }
        holdings(first: 100) { nodes { id item { id } status at { id } } }
        events(first: 1) { nodes { bizStep } } } }
      warehouses(first: 100) { nodes { id name siteKind operator { id name region { id name level } }
        region { key } partOf { id } attributes { name value } } }
      products(first: 100) { nodes { id batches(first: 100) { nodes { id } } } }
      enterprises(first: 50) {
        nodes { id warehouses(first: 50) { nodes { id } } vehicles(first: 5) { nodes { id } } } }
    }"""
    answer = await ask(milk, document)
    batches = {batch["id"]: batch for batch in answer["batches"]["nodes"]}
    assert any(batch["holdings"]["nodes"] for batch in batches.values())
    for batch in batches.values():
        assert {held["item"]["id"] for held in batch["holdings"]["nodes"]} <= {batch["id"]}
        assert any(code["scheme"] == "LOT" for code in batch["codes"])
    of_products = {
        (product["id"], batch["id"])
        for product in answer["products"]["nodes"]
        for batch in product["batches"]["nodes"]
    }
    assert of_products == {(b["product"]["id"], b["id"]) for b in batches.values() if b["product"]}
    run = {
        (enterprise["id"], site["id"])
        for enterprise in answer["enterprises"]["nodes"]
        for site in enterprise["warehouses"]["nodes"]
    }
    driven = {
        (enterprise["id"], vehicle["id"])
        for enterprise in answer["enterprises"]["nodes"]
        for vehicle in enterprise["vehicles"]["nodes"]
    }
    operated = {(s["operator"]["id"], s["id"]) for s in answer["warehouses"]["nodes"] if s["operator"]}
    assert run == operated
    assert operated
    assert driven
    assert any(site["region"] for site in answer["warehouses"]["nodes"])


async def test_an_entity_lists_the_events_that_name_it(milk: httpx2.AsyncClient) -> None:
    named: dict[str, set[str]] = {}
    for identifier in await walk_forward(milk, "events", 100):
        document = "query ($id: ID!) { event(id: $id) { involves { entity { id } } lines { item { id } } } }"
        event = (await ask(milk, document, {"id": identifier}))["event"]
        for entity in [each["entity"] for each in event["involves"]] + [
            each["item"] for each in event["lines"]
        ]:
            named.setdefault(entity["id"], set()).add(identifier)
    listed = "query ($id: ID!) {{ {kind}(id: $id) {{ events(first: 100) {{ nodes {{ id }} }} }} }}"
    for field in ("enterprises", "warehouses", "vehicles", "permits", "batches"):
        kind = KINDS[field].lower()
        ids = await walk_forward(milk, field, 40)
        for identifier in ids[:10]:
            found = (await ask(milk, listed.format(kind=kind), {"id": identifier}))[kind]["events"]["nodes"]
            assert {event["id"] for event in found} == named.get(identifier, set())
        assert any(identifier in named for identifier in ids[:10]), field


async def test_filters_give_what_fits_and_nothing_else(milk: httpx2.AsyncClient) -> None:
    everything = await ask(
        milk,
        """{ batches(first: 100) { nodes { id product { id } } }
             events(first: 100) { nodes { id time { earliest } bizStep lines { item { id } } } } }""",
    )
    product = everything["batches"]["nodes"][0]["product"]["id"]
    expected = {b["id"] for b in everything["batches"]["nodes"] if b["product"]["id"] == product}
    narrowed = f'{{ batches(first: 100, filter: {{product: "{product}"}}) {{ nodes {{ id }} }} }}'
    assert {b["id"] for b in (await ask(milk, narrowed))["batches"]["nodes"]} == expected
    shipped = '{ events(first: 100, filter: {bizStep: "shipping"}) { nodes { bizStep } } }'
    assert {e["bizStep"] for e in (await ask(milk, shipped))["events"]["nodes"]} == {"shipping"}
    batch = everything["batches"]["nodes"][0]["id"]
    of_batch = (
        f'{{ events(first: 100, filter: {{item: "{batch}"}}) {{ nodes {{ lines {{ item {{ id }} }} }} }} }}'
    )
    found = (await ask(milk, of_batch))["events"]["nodes"]
    assert found
    assert all(batch in {line["item"]["id"] for line in event["lines"]} for event in found)


async def test_every_code_of_an_entity_finds_it(milk: httpx2.AsyncClient) -> None:
    coded = "nodes { id codes { scheme value } }"
    document = f"{{ warehouses(first: 20) {{ {coded} }} vehicles {{ {coded} }} }}"
    answer = await ask(milk, document)
    lookup = """query ($code: String!, $scheme: String) { lookup(code: $code, scheme: $scheme) {
      __typename ... on LookupMatches { matches { entity { id } } } } }"""
    checked = 0
    for entity in answer["warehouses"]["nodes"] + answer["vehicles"]["nodes"]:
        for code in entity["codes"]:
            found = (await ask(milk, lookup, {"code": code["value"], "scheme": code["scheme"]}))["lookup"]
            assert found["__typename"] == "LookupMatches", code
            assert entity["id"] in {match["entity"]["id"] for match in found["matches"]}, code
            checked += 1
    assert checked > 10
