"""Births and rework, as the case files tell them: through GraphQL on both engines."""

import pytest

from cypher.connection import Graph
from tests.support.cases import Answer, gaps, loaded, lots


def lot(prefix: str, reference: int, name: str) -> str:
    return f"urn:epc:class:lgtin:{prefix}.{reference:06}.{name}"


def sentence(answer: Answer, kind: str) -> str:
    """The message of the one gap of this kind."""
    (message,) = (gap["message"] for gap in answer["gaps"] if gap["kind"] == kind)
    return str(message)


@pytest.mark.parametrize(
    ("name", "prefix"), [("two_origins_one_sided", "4880904"), ("s16_two_origins", "4880015")]
)
async def test_two_origins_show_wherever_the_lot_does(graph: Graph, name: str, prefix: str) -> None:
    """Whichever position an answer reaches, it is told, once, with both places; other lots are clear."""
    async with loaded(graph, name) as case:
        first, second = lot(prefix, 2, "X"), lot(prefix, 3, "Y")
        for answer in (
            await case.backward(first),
            await case.backward(second),
            await case.forward(lot(prefix, 1, "A")),
        ):
            assert not answer["complete"]
            told = sentence(answer, "TWO_ORIGINS")
            assert all(f"414/{prefix}{site}" in told for site in ("00001", "00002"))
        assert not (await case.impact(lot(prefix, 1, "A")))["complete"]
        clear = await case.forward(first)
        assert clear["complete"]
        assert not gaps(clear)


async def test_a_second_birth_comes_after_the_first_was_used_up(graph: Graph) -> None:
    async with loaded(graph, "add_after_output_spent") as case:
        answer = await case.forward(lot("4880906", 2, "A"))
        assert {"B", "C"} <= lots(answer)
