"""Steps of one movement, ends of numbers and statuses, as the case files tell them: on both engines."""

import pytest

from cypher.connection import Graph
from tests.support.cases import gaps, held, loaded, sums


async def test_the_end_of_a_number_is_no_use(graph: Graph) -> None:
    """The goods stand where they were, without a number: neither used nor destroyed."""
    async with loaded(graph, "unit_decommissioned_is_used") as case:
        unit = "https://id.gs1.org/01/04500000000513/21/DU1"
        assert sums(await case.impact(unit)) == {"H87": {"ended": "1", "total": "1"}}
        answer = await case.forward(unit)
        assert [each["status"] for each in held(answer)] == ["ENDED"]
        assert not gaps(answer)


async def test_sold_is_sold_whatever_the_action(graph: Graph) -> None:
    async with loaded(graph, "sold_by_delete_or_observe_dates_in_ilmd") as case:
        answer = await case.impact("urn:epc:class:lgtin:0614141.107346.EXP1")
        assert sums(answer) == {"KGM": {"inStock": "50", "sold": "50", "total": "100"}}


def lot(reference: str, name: str, prefix: str = "4800000") -> str:
    return f"urn:epc:class:lgtin:{prefix}.{reference:0>6}.{name}"


@pytest.mark.parametrize(
    ("name", "code", "status"),
    [
        ("arriving_receiving_accepting_no_document", lot("1", "AA1"), "inStock"),
        ("accepting_under_invoice", lot("21", "AC1"), "inStock"),
        ("shipping_then_departing", lot("51", "AF1"), "inStock"),
    ],
)
async def test_the_steps_of_one_movement_are_one(graph: Graph, name: str, code: str, status: str) -> None:
    """All ten come to the receiver once, and nothing is missing."""
    async with loaded(graph, name) as case:
        impact, answer = await case.impact(code), await case.forward(code)
        assert sums(impact) == {"H87": {status: "10", "total": "10"}}
        assert impact["complete"]
        assert answer["complete"]
        assert not gaps(answer)
        open_now = [each for each in held(answer) if each["status"] != "ENDED"]
        assert [each["status"] for each in open_now] == ["IN_STOCK"]


async def test_a_component_is_where_its_machine_is(graph: Graph) -> None:
    """One status in every answer: trace, impact, the holding by id and the holdings of the unit."""
    component = "https://id.gs1.org/01/04960000000010/21/CMP1"
    async with loaded(graph, "component_in_sold_machine") as case:
        assert sums(await case.impact(component)) == {"H87": {"sold": "1", "total": "1"}}
        answer = await case.forward(component)
        inside = [each for each in held(answer) if each["container"]]
        assert [each["status"] for each in inside] == ["SOLD"]
        asked = "query ($id: ID!) { node(id: $id) { ... on Holding { status } } }"
        assert (await case.ask(asked, id=inside[0]["id"]))["node"] == {"status": "SOLD"}
        known = await case.ask(
            "query ($f: HoldingFilter) { holdings(filter: $f) { edges { node { id status } } } }", f=None
        )
        shown = {edge["node"]["id"]: edge["node"]["status"] for edge in known["holdings"]["edges"]}
        assert shown[inside[0]["id"]] == "SOLD"
