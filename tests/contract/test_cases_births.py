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


@pytest.mark.parametrize(
    ("name", "prefix", "made"),
    [
        ("rework_feeds_itself", "4880901", ("A", "X")),
        ("rework_two_steps_same_day", "4880908", ("A", "C", "X")),
    ],
)
async def test_what_is_reworked_draws_what_came_before_never_itself(
    graph: Graph, name: str, prefix: str, made: tuple[str, ...]
) -> None:
    """The receipt is missing: the goods that were sent there are linked, and the answer says so."""
    async with loaded(graph, name) as case:
        reached = await case.forward(lot(prefix, 1, "Z"))
        assert set(made) <= lots(reached)
        assert "MISSING_RECEIPT" in gaps(reached)
        assert not reached["complete"]
        back = await case.backward(lot(prefix, 2 + len(made) - 1, "X"))
        assert {"Z", "A"} <= lots(back)
        assert not back["complete"]


async def test_what_is_wanting_is_not_filled_from_the_own_output(graph: Graph) -> None:
    async with loaded(graph, "rework_short_stock") as case:
        back = await case.backward(lot("4880903", 3, "X"))
        assert {"Z", "A"} <= lots(back)
        missing = [gap["amount"]["value"] for gap in back["gaps"] if gap["amount"]]
        assert missing == ["6"]
        assert not back["complete"]


async def test_complete_rework_away_from_home_is_one_origin(graph: Graph) -> None:
    async with loaded(graph, "rework_away_complete") as case:
        back = await case.backward(lot("4880909", 3, "Y"))
        assert {"Z", "A"} <= lots(back)
        assert (gaps(back), back["complete"]) == (set(), True)
