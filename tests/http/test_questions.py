"""Arguments reach the services as they were given, and answers come back whole."""

from dataclasses import replace
from itertools import pairwise

import pytest

from cypher.records.entities import EntityRef
from cypher.records.pages import EntityFilter, EventFilter, HoldingFilter
from cypher.records.parties import EntityKind
from cypher.records.walks import Direction
from graph_api.services.ids import encode_id
from graph_api.services.questions import (
    EntityQuestion,
    Identity,
    ImpactBy,
    ImpactQuestion,
    PageRequest,
    Seed,
    TraceQuestion,
)
from tests.http.scripted import BATCH, Script, graph, scripted_app
from tests.support.client import ask, client_of

PRODUCT = "https://id.gs1.org/01/06901234567892"


async def test_a_trace_with_defaults() -> None:
    async with client_of(scripted_app(script := Script())) as client:
        await ask(client, '{ trace(seeds: [{code: "x"}], direction: BACKWARD) { __typename } }')
    assert script.asked == [TraceQuestion((Seed(code="x"),), Direction.BACKWARD)]


async def test_null_means_the_default() -> None:
    document = """{
      trace(seeds: [{code: "x"}], direction: BACKWARD, asOf: null, knownAt: null, identity: null,
            maxDepth: null, maxNodes: null, after: null) { __typename }
      impact(seeds: [{code: "x"}], groupBy: null, maxNodes: null, identity: null) { __typename }
    }"""
    async with client_of(scripted_app(script := Script())) as client:
        await ask(client, document)
    assert script.asked == [
        TraceQuestion((Seed(code="x"),), Direction.BACKWARD),
        ImpactQuestion((Seed(code="x"),)),
    ]


async def test_every_argument_of_trace_and_impact() -> None:
    document = """query ($seeds: [SeedInput!]!) {
      trace(seeds: $seeds, direction: BOTH, asOf: "1970-01-01T08:00:01+08:00",
            knownAt: "1970-01-01T00:00:02Z", identity: ITEM, maxDepth: 0,
            maxNodes: -5, after: "c") { __typename }
      impact(seeds: $seeds, asOf: "1970-01-01T00:00:00Z", knownAt: "1970-01-01T00:00:02Z",
             identity: ITEM, groupBy: [STATUS, REGION], maxNodes: 0) { __typename }
    }"""
    holding = encode_id("Holding", "h1")
    async with client_of(scripted_app(script := Script())) as client:
        await ask(client, document, {"seeds": [{"id": holding}, {"code": "京A12345"}]})
    seeds = (Seed(id=holding), Seed(code="京A12345"))
    assert script.asked == [
        TraceQuestion(seeds, Direction.BOTH, 1_000_000, 2_000_000, Identity.ITEM, 0, -5, "c"),
        ImpactQuestion(seeds, 0, 2_000_000, Identity.ITEM, (ImpactBy.STATUS, ImpactBy.REGION), 0),
    ]


async def test_a_trace_answer_is_joined_by_its_ids() -> None:
    async def found(_: object) -> object:
        return graph(["h1", "h2"], [("h1", "h2")])

    document = """{ trace(seeds: [{code: "x"}], direction: FORWARD) { ... on TraceGraph {
      direction seeds asOf knownAt complete truncated
      nodes { id kind depth certainty orderCertain time
              holding { id status opened { earliest } item { id key name } } }
      edges { id source target kind earliest latest certainty gap
              quantity { value unit } event { id bizStep } }
    } } }"""
    async with client_of(scripted_app(Script(trace=found))) as client:  # type: ignore[arg-type]
        answer = (await ask(client, document))["trace"]
    first, second = (encode_id("Holding", key) for key in ("h1", "h2"))
    assert answer["seeds"] == [first]
    assert [node["id"] for node in answer["nodes"]] == [first, second]
    assert all(node["id"] == node["holding"]["id"] for node in answer["nodes"])
    assert [(edge["source"], edge["target"]) for edge in answer["edges"]] == [(first, second)]
    assert answer["edges"][0]["event"] == {"id": encode_id("Event", "e1"), "bizStep": "shipping"}
    assert answer["nodes"][0]["holding"]["item"] == {
        "id": encode_id("Batch", BATCH.key),
        "key": BATCH.key,
        "name": "鲜牛奶 A1",
    }
    assert (answer["asOf"], answer["knownAt"]) == (
        "1970-01-01T00:00:00.000010Z",
        "1970-01-01T00:00:00.000020Z",
    )


async def test_related_records_are_fetched_once_however_many_nodes_name_them() -> None:
    keys = [f"h{number:04}" for number in range(1201)]

    async def found(_: object) -> object:
        return graph(keys, list(pairwise(keys)))

    document = """{ trace(seeds: [{code: "x"}], direction: FORWARD, maxNodes: 2000) { ... on TraceGraph {
      nodes { holding { item { ... on Batch { lot } } product { codes { value } } } } } } }"""
    script = Script(trace=found)  # type: ignore[arg-type]
    async with client_of(scripted_app(script)) as client:
        await ask(client, document)
    assert [sorted(batch) for batch in script.batches] == [sorted([BATCH.key, PRODUCT])]


async def test_a_batch_holds_at_most_five_hundred_keys() -> None:
    keys = [f"h{number:04}" for number in range(1201)]

    async def found(_: object) -> object:
        answer = graph(keys, list(pairwise(keys)))
        return replace(answer, edges=tuple(e._replace(event=f"e{e.key}") for e in answer.edges))

    document = """{ trace(seeds: [{code: "x"}], direction: FORWARD, maxNodes: 2000) {
      ... on TraceGraph { edges { event { bizStep } } } } }"""
    script = Script(trace=found)  # type: ignore[arg-type]
    async with client_of(scripted_app(script)) as client:
        await ask(client, document)
    assert sorted(map(len, script.batches)) == [200, 500, 500]


@pytest.mark.parametrize(
    ("document", "asked"),
    [
        ("products", EntityQuestion("Product")),  # type: ignore[arg-type]
        ('batches(first: 3, after: "c")', EntityQuestion("Batch", PageRequest(first=3, after="c"))),  # type: ignore[arg-type]
        (
            f'units(last: 2, before: "c", filter: {{text: "0", product: "{encode_id("Product", "p")}"}})',
            EntityQuestion("Unit", PageRequest(last=2, before="c"), EntityFilter("0", "p")),  # type: ignore[arg-type]
        ),
        (
            f'warehouses(filter: {{operator: "{encode_id("Enterprise", "e")}"}})',
            EntityQuestion("Warehouse", PageRequest(), EntityFilter(operator="e")),  # type: ignore[arg-type]
        ),
        (
            f'holdings(filter: {{item: "{encode_id("Batch", "b")}"}})',
            (PageRequest(), HoldingFilter(item="b")),
        ),
        (
            f'events(filter: {{involved: "{encode_id("Permit", "p")}", start: "1970-01-01T00:00:01Z"}})',
            (PageRequest(), EventFilter(start=1_000_000, involved=EntityRef(EntityKind.PERMIT, "p"))),
        ),
    ],
)
async def test_connections_ask_for_the_page_and_filter_given(document: str, asked: object) -> None:
    async with client_of(scripted_app(script := Script())) as client:
        await ask(
            client, f"{{ {document} {{ edges {{ cursor node {{ id }} }} pageInfo {{ hasNextPage }} }} }}"
        )
    assert script.asked == [asked]


async def test_an_entity_knows_what_belongs_to_it() -> None:
    batch = encode_id("Batch", BATCH.key)
    document = f"""{{ batch(id: "{batch}") {{ lot holdings(first: 1) {{ nodes {{ status }} }} }}
      node(id: "{batch}") {{ __typename ... on Batch {{ name }} }} }}"""
    async with client_of(scripted_app(script := Script())) as client:
        answer = await ask(client, document)
    assert answer["batch"] == {"lot": "A1", "holdings": {"nodes": [{"status": "IN_STOCK"}]}}
    assert answer["node"] == {"__typename": "Batch", "name": "鲜牛奶 A1"}
    assert (PageRequest(first=1), HoldingFilter(item=BATCH.key)) in script.asked


async def test_an_id_that_names_nothing_is_null() -> None:
    async with client_of(scripted_app(Script())) as client:
        assert await ask(client, f'{{ batch(id: "{encode_id("Batch", "gone")}") {{ id }} }}') == {
            "batch": None
        }


async def test_health_readiness_and_the_schema_as_text() -> None:
    script = Script()
    async with client_of(scripted_app(script)) as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        assert (await client.get("/readyz")).status_code == 200
        schema = await client.get("/schema.graphql")
        script.unreachable = True
        down = await client.get("/readyz")
        alive = await client.get("/healthz")
    assert "type TraceGraph" in schema.text
    assert down.status_code == 503
    assert "secret-host" not in down.text
    assert alive.status_code == 200
