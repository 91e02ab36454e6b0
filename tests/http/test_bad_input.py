"""Bad input by name, over a real graph: each has a clear answer, and never a 500."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from cypher.connection import Graph
from cypher.errors import Unavailable
from graph_api.app import Services, create_app, services_of
from graph_api.services.ids import encode_id
from graph_api.settings import ApiSettings
from tests.http.over_graph import TRACE, client_over
from tests.http.story import Story, lot
from tests.support.client import ask, client_of, post, refused
from tests.support.suites import CountingGraph

L = str(lot("L")["epcClass"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


async def loaded(graph: Graph, folder: Path) -> None:
    story = Story("厂", "仓", "店")
    story.born(lot("L", 10), at="厂", day=1, hour=6)
    story.moved(lot("L", 10), frm="厂", to="仓", day=1)
    await story.moved(lot("L", 10), frm="仓", to="店", day=2).load(graph, folder)


async def problem(client: httpx2.AsyncClient, **variables: Any) -> dict[str, Any]:
    """The problem that a trace answers with."""
    given = {"seeds": [{"code": L}], "direction": "FORWARD", **variables}
    answer: dict[str, Any] = (await ask(client, TRACE, given))["trace"]
    return answer


async def test_unknown_malformed_and_wrong_codes_are_told_apart(
    traced: httpx2.AsyncClient, graph: Graph, folder: Path
) -> None:
    await loaded(graph, folder)
    told = {}
    for name, code in {
        "unknown": "urn:epc:class:lgtin:6901234.056789.NEVER",
        "word": "no such thing",
        "check digit": "06901234567899",
        "control": "\x00\x01",
        "empty": "   ",
        "endless": "9" * 5000,
    }.items():
        told[name] = (await problem(traced, seeds=[{"code": code}]))["__typename"]
    assert told == {
        "unknown": "CodeNotFound",
        "word": "CodeNotFound",
        "check digit": "BadCode",
        "control": "BadCode",
        "empty": "BadCode",
        "endless": "BadCode",
    }


@pytest.mark.parametrize("given", ["!!!", "QmF0Y2g", "QmF0Y2g6", "", "..%2f", "QmF0Y2g6eA==\n", "批次"])
async def test_a_malformed_id_is_a_bad_argument(embedded_traced: httpx2.AsyncClient, given: str) -> None:
    answer = await problem(embedded_traced, seeds=[{"id": given}])
    assert answer["__typename"] == "BadArgument"


async def test_a_well_formed_id_of_nothing_is_not_found(embedded_traced: httpx2.AsyncClient) -> None:
    answer = await problem(embedded_traced, seeds=[{"id": encode_id("Batch", "urn:x:lot:1")}])
    assert answer["__typename"] == "CodeNotFound"


@pytest.mark.parametrize(
    ("name", "values"), [("maxNodes", [0, -1, -(2**31), 2**31 - 1]), ("maxDepth", [0, -1, 2**31 - 1])]
)
async def test_budgets_out_of_range_are_bad_arguments(
    embedded_graph: Graph, folder: Path, name: str, values: list[int]
) -> None:
    await loaded(embedded_graph, folder)
    async with client_over(embedded_graph, ApiSettings(max_query_cost=10**12)) as client:
        for value in values:
            answer = await problem(client, **{name: value})
            assert answer["__typename"] == "BadArgument", value
            assert answer["code"] == "BAD_ARGUMENT"


async def test_a_budget_beyond_thirty_two_bits_is_a_request_error(
    embedded_traced: httpx2.AsyncClient,
) -> None:
    variables = {"seeds": [{"code": L}], "direction": "FORWARD", "maxNodes": 2**31}
    response = await post(embedded_traced, TRACE, variables)
    assert response.status_code == 400


async def test_ten_thousand_seeds_are_refused(embedded_traced: httpx2.AsyncClient) -> None:
    answer = await problem(embedded_traced, seeds=[{"code": f"L{n}"} for n in range(10_000)])
    assert answer["__typename"] == "BadArgument"
    assert (await problem(embedded_traced, seeds=[]))["__typename"] == "BadArgument"


async def test_seeds_that_do_not_fit_a_request_are_413(embedded_traced: httpx2.AsyncClient) -> None:
    seeds = [{"code": f"urn:epc:class:lgtin:6901234.056789.{n:09}"} for n in range(10_000)]
    response = await post(embedded_traced, TRACE, {"seeds": seeds, "direction": "FORWARD"})
    assert response.status_code == 413


async def test_ranges_the_wrong_way_round(embedded_traced: httpx2.AsyncClient) -> None:
    early, late = "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"
    windows = f'events(filter: {{start: "{late}", end: "{early}"}}) {{ nodes {{ id }} }}'
    _, error = await refused(embedded_traced, f"{{ {windows} }}")
    assert error["extensions"]["code"] == "BAD_ARGUMENT"
    assert "wrong way round" in error["message"]
    _, both = await refused(embedded_traced, "{ batches(first: 1, last: 1) { nodes { id } } }")
    assert both["extensions"]["code"] == "BAD_ARGUMENT"


@pytest.mark.parametrize(
    "arguments", ["first: 0", "first: -1", "first: 101", "last: 0", 'after: "x"', 'before: "%"']
)
async def test_pages_out_of_range(embedded_traced: httpx2.AsyncClient, arguments: str) -> None:
    _, error = await refused(embedded_traced, f"{{ batches({arguments}) {{ nodes {{ id }} }} }}")
    assert error["extensions"]["code"] == "BAD_ARGUMENT"


@pytest.mark.parametrize("cursor", ["x", "", "eyJhIjoxfQ", "A" * 4000])
async def test_a_cursor_that_is_none_is_a_bad_argument(
    embedded_traced: httpx2.AsyncClient, embedded_graph: Graph, folder: Path, cursor: str
) -> None:
    await loaded(embedded_graph, folder)
    answer = await problem(embedded_traced, after=cursor)
    assert answer["__typename"] == "BadArgument"


async def test_questions_before_all_records_reach_nothing(
    embedded_traced: httpx2.AsyncClient, embedded_graph: Graph, folder: Path
) -> None:
    await loaded(embedded_graph, folder)
    for clock in ({"asOf": "1990-01-01T00:00:00Z"}, {"knownAt": "1990-01-01T00:00:00Z"}):
        answer = await problem(embedded_traced, **clock)
        assert answer["__typename"] == "NothingKnown"


async def test_fifty_equal_calls_are_one_walk_and_a_commit_makes_a_fresh_answer(
    graph: Graph, folder: Path
) -> None:
    await loaded(graph, folder)
    counting: Any = CountingGraph(graph)
    async with client_over(counting) as client:
        variables = {"seeds": [{"code": L}], "direction": "FORWARD", "asOf": "2026-04-01T00:00:00Z"}
        answers = await asyncio.gather(*(post(client, TRACE, variables) for _ in range(50)))
        bodies = {answer.content for answer in answers}
        walked = counting.reads["read/custody/edges_out"]
        assert len(bodies) == 1
        await post(client, TRACE, variables)
        assert counting.reads["read/custody/edges_out"] == walked
        before = answers[0].json()["data"]["trace"]
        story = Story("厂", "仓", "店", "客")
        await story.moved(lot("L", 5), frm="店", to="客", day=3).load(graph, folder)
        after = (await post(client, TRACE, variables)).json()["data"]["trace"]
    assert counting.reads["read/custody/edges_out"] > walked
    assert walked <= len(before["nodes"])
    assert len(after["nodes"]) > len(before["nodes"])
    assert after["knownAt"] > before["knownAt"]


class TimedGraph:
    """A graph that notes the time limit of each reading."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.limits: list[float] = []

    async def read(self, name: str, *, timeout: float, **options: object) -> list[Any]:  # noqa: ASYNC109
        self.limits.append(timeout)
        return await self._graph.read(name, timeout=timeout, **options)


async def test_the_deadline_of_a_request_is_the_time_limit_of_every_query(
    embedded_graph: Graph, folder: Path
) -> None:
    await loaded(embedded_graph, folder)
    timed: Any = TimedGraph(embedded_graph)
    async with client_over(timed, ApiSettings(request_timeout=9)) as client:
        await ask(client, TRACE, {"seeds": [{"code": L}], "direction": "FORWARD"})
        await ask(client, "{ batches { nodes { lot product { name } holdings { nodes { id } } } } }")
    assert len(timed.limits) > 8
    assert all(0 < limit <= 9 for limit in timed.limits)


async def test_a_graph_that_goes_away_is_not_ready_and_tells_no_address() -> None:

    class Gone:
        async def read(self, name: str, **options: object) -> list[object]:
            raise Unavailable("bolt://10.1.2.3:7687")

    @asynccontextmanager
    async def opened() -> AsyncIterator[Services]:
        gone: Any = Gone()
        yield services_of(gone, ApiSettings())

    async with client_of(create_app(ApiSettings(), opened)) as client:
        ready = await client.get("/readyz")
        response = await post(client, TRACE, {"seeds": [{"code": L}], "direction": "FORWARD"})
    assert ready.status_code == 503
    assert response.json()["errors"][0]["extensions"]["code"] == "UPSTREAM_UNAVAILABLE"
    assert "10.1.2.3" not in response.text + ready.text
