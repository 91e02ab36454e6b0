"""Steps of one movement, ends of numbers and statuses, as the case files tell them: on both engines."""

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
