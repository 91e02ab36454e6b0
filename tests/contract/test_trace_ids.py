"""Ids in a trace name what they are, on every page, in the API's answer and in the command line's."""

from dataclasses import replace

from cypher.connection import Graph
from cypher.records.custody import EdgeRecord
from cypher.records.vocabulary import EdgeKind
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.ids import encode_id
from graph_api.services.questions import Seed, TraceQuestion
from suyuan.answer_json import trace_json
from tests.http.over_graph import client_over
from tests.support.chains import derived, edge
from tests.support.client import ask
from tests.support.derived_rows import write_derived
from tests.support.suites import suite_of

USED, MADE = EdgeKind.INPUT, EdgeKind.OUTPUT
MIXING, BAKING = encode_id("Transformation", "mixing"), encode_id("Transformation", "baking")
PAGE = """query ($seeds: [SeedInput!]!, $after: String) {
  trace(seeds: $seeds, direction: FORWARD, maxNodes: 1, after: $after) {
    ... on TraceGraph { seeds frontier endCursor edges { source target } } } }"""
DOUGH, REST, LOAF = (encode_id("Holding", key) for key in ("dough", "rest", "loaf"))


def link(source: str, kind: EdgeKind, target: str, at: int) -> EdgeRecord:
    return replace(edge(source, target, at), kind=kind)


async def test_a_walk_through_transformations_names_them_on_every_page(graph: Graph) -> None:
    """Seeds and a frontier that an earlier page has shown, and links from one page to another."""
    edges = [link("flour", USED, "mixing", 1), link("mixing", MADE, "dough", 2)]
    edges += [link("mixing", MADE, "rest", 2), link("dough", USED, "baking", 3)]
    edges += [link("baking", MADE, "loaf", 4)]
    await write_derived(graph, derived(edges))
    questions, after, pages = suite_of(graph).questions, None, 0
    ends, frontiers = set(), set()
    async with client_over(graph) as client:
        while after or not pages:
            shown = (await ask(client, PAGE, {"seeds": [{"id": MIXING}], "after": after}))["trace"]
            asked = TraceQuestion((Seed(id=MIXING),), Direction.FORWARD, max_nodes=1, after=after)
            told = trace_json(await questions.trace(asked, Deadline(30)))
            assert shown["seeds"] == told["seeds"] == [MIXING]
            assert shown["frontier"] == told["frontier"]
            links = [{(each["source"], each["target"]) for each in page["edges"]} for page in (shown, told)]
            assert links[0] == links[1]
            ends |= {end for ends_ in links[0] for end in ends_}
            frontiers |= set(shown["frontier"])
            after, pages = shown["endCursor"], pages + 1
    assert pages == 5
    assert ends == {MIXING, BAKING, DOUGH, REST, LOAF}
    assert {MIXING, BAKING} <= frontiers <= ends


async def test_an_impact_names_its_seeds(graph: Graph) -> None:
    await write_derived(graph, derived([link("mixing", MADE, "dough", 2)]))
    document = "query ($seeds: [SeedInput!]!) { impact(seeds: $seeds) { ... on Impact { seeds } } }"
    async with client_over(graph) as client:
        answer = await ask(client, document, {"seeds": [{"id": MIXING}, {"id": DOUGH}]})
    assert answer["impact"]["seeds"] == [DOUGH, MIXING]
