"""Births and rework, as the case files tell them: through GraphQL on both engines."""

from cypher.connection import Graph
from tests.support.cases import loaded, lots


def lot(prefix: str, reference: str, name: str) -> str:
    return f"urn:epc:class:lgtin:{prefix}.{reference}.{name}"


async def test_a_second_birth_comes_after_the_first_was_used_up(graph: Graph) -> None:
    async with loaded(graph, "add_after_output_spent") as case:
        answer = await case.forward(lot("4880906", "000002", "A"))
        assert {"B", "C"} <= lots(answer)
