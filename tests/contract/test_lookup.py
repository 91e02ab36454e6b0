"""Look-ups on each engine: one entity, several, none, malformed are four different answers."""

import pytest

from cypher.connection import Graph
from cypher.records.describing import EntityCode, EntityLink, LinkKind
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.answers import LookupMatches
from graph_api.services.errors import AmbiguousCode, BadCode, CodeNotFound, NothingKnown
from graph_api.services.questions import Seed, TraceQuestion
from tests.support.chains import derived, line
from tests.support.derived_rows import write_derived
from tests.support.registers import write_register
from tests.support.suites import suite_of

GTIN = "https://id.gs1.org/01/09506000134352"
LOT = f"{GTIN}/10/ABC123"
ONE = EntityRef(EntityKind.ENTERPRISE, "urn:x:one")
TWIN = EntityRef(EntityKind.ENTERPRISE, "urn:x:twin")
DEPOT = EntityRef(EntityKind.WAREHOUSE, "urn:x:depot")


async def look_up(graph: Graph, code: str, scheme: str | None = None) -> LookupMatches:
    return await suite_of(graph).questions.lookup(code, scheme, Deadline(30))


def found(answer: LookupMatches) -> list[tuple[str, str]]:
    return [(match.entity.kind.value, match.entity.key) for match in answer.matches]


@pytest.mark.parametrize(
    "code",
    [
        LOT,
        "urn:epc:class:lgtin:9506000.013435.ABC123",
        "(01)09506000134352(10)ABC123",
        "010950600013435210ABC123",
        "https://example.com/01/09506000134352/10/ABC123?x=1",
        "ABC123",
    ],
)
async def test_any_spelling_finds_the_lot(graph: Graph, code: str) -> None:
    await write_derived(graph, derived(line("a", "b"), {"a": LOT, "b": LOT}))
    answer = await look_up(graph, code)
    assert found(answer)[0] == ("Batch", LOT)
    best = answer.matches[0]
    assert best.entity.lot == "ABC123"
    assert best.entity.product == EntityRef(EntityKind.PRODUCT, GTIN)
    assert best.reason
    assert best.check_digit_valid is (None if code == "ABC123" else True)


async def test_one_code_may_name_several_things_best_first(graph: Graph) -> None:
    await write_register(
        graph, {ONE: {}, DEPOT: {}}, codes=[EntityCode("LOCAL", "17", ONE), EntityCode("LOCAL", "17", DEPOT)]
    )
    answer = await look_up(graph, "17", "local")
    assert found(answer) == [("Enterprise", ONE.key), ("Warehouse", DEPOT.key)]
    assert {(match.scheme, match.canonical) for match in answer.matches} == {("LOCAL", "17")}


async def test_what_a_register_declares_one_is_answered_as_one(graph: Graph) -> None:
    codes = [EntityCode("LOCAL", "18", ONE), EntityCode("LOCAL", "18", TWIN)]
    await write_register(graph, {ONE: {}, TWIN: {}}, [EntityLink(LinkKind.SAME_AS, TWIN, ONE)], codes)
    answer = await look_up(graph, "18", "LOCAL")
    assert len(answer.matches) == 1
    assert {answer.matches[0].entity.key, answer.matches[0].entity.same_as[0].key} == {ONE.key, TWIN.key}


async def test_the_scheme_narrows_a_look_up(graph: Graph) -> None:
    codes = [EntityCode("LOCAL", "19", ONE), EntityCode("OTHER", "19", DEPOT)]
    await write_register(graph, {ONE: {}, DEPOT: {}}, codes=codes)
    assert found(await look_up(graph, "19", "other")) == [("Warehouse", DEPOT.key)]


async def test_a_code_that_names_nothing_is_not_found(graph: Graph) -> None:
    with pytest.raises(CodeNotFound):
        await look_up(graph, "(01)09506000134352(10)NEVER-SEEN")
    with pytest.raises(CodeNotFound):
        await look_up(graph, "never seen")


@pytest.mark.parametrize("code", ["", "   ", "\x00\x01", "x" * 10_000])
async def test_what_is_no_code_is_bad(embedded_graph: Graph, code: str) -> None:
    with pytest.raises(BadCode):
        await look_up(embedded_graph, code)
    question = TraceQuestion((Seed(code=code),), Direction.FORWARD)
    with pytest.raises(BadCode):
        await suite_of(embedded_graph).questions.trace(question, Deadline(30))


async def test_a_code_of_several_entities_cannot_start_a_trace(embedded_graph: Graph) -> None:
    codes = [EntityCode("PLATE", "闽A12345", ONE), EntityCode("PLATE", "闽A12345", DEPOT)]
    await write_register(embedded_graph, {ONE: {}, DEPOT: {}}, codes=codes)
    question = TraceQuestion((Seed(code="闽A12345"),), Direction.FORWARD)
    with pytest.raises(AmbiguousCode) as several:
        await suite_of(embedded_graph).questions.trace(question, Deadline(30))
    assert len(several.value.choices) == 2


async def test_a_site_spelled_as_such_is_not_mixed_up_with_the_party_of_its_number(
    embedded_graph: Graph,
) -> None:
    site = EntityRef(EntityKind.WAREHOUSE, "https://id.gs1.org/414/0614141000012")
    party = EntityRef(EntityKind.ENTERPRISE, "https://id.gs1.org/417/0614141000012")
    await write_register(embedded_graph, {site: {}, party: {}})
    questions = suite_of(embedded_graph).questions
    spelled = TraceQuestion((Seed(code="urn:epc:id:sgln:0614141.00001.0"),), Direction.FORWARD)
    with pytest.raises(NothingKnown):  # it is the site that was meant, and nothing ever lay there
        await questions.trace(spelled, Deadline(30))
    assert found(await look_up(embedded_graph, "0614141000012")) == [
        ("Enterprise", party.key),
        ("Warehouse", site.key),
    ]
    bare = TraceQuestion((Seed(code="0614141000012"),), Direction.FORWARD)
    with pytest.raises(AmbiguousCode):
        await questions.trace(bare, Deadline(30))
