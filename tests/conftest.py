"""Both engines as fixtures, the two depths of random tests, and a loud word where an engine is missing."""

import os
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from cypher.connection import Graph
from tests.support.depth import DEEP, SOAK
from tests.support.engines import MISSING, embedded_graph_in, neo4j_graph_in, no_notifications, wipe

_KEPT = ("SUYUAN_TEST_", "SUYUAN_SHARED_", "SUYUAN_CACHE_")
# A graph is emptied between tests, not between examples: a test that needs it calls `wipe` itself.
_COMMON = settings(
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.register_profile("quick", _COMMON, max_examples=50)
# The same commit, the same verdict: what lands is judged on fixed examples; soaking looks for new ones.
settings.register_profile("deep", _COMMON, max_examples=500, derandomize=SOAK == 1)
settings.load_profile("deep" if DEEP else "quick")


def pytest_configure() -> None:
    """Settings of the person who runs the tests must not reach them."""
    for name in list(os.environ):
        if name.startswith("SUYUAN_") and not name.startswith(_KEPT):
            del os.environ[name]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says loudly which half did not run."""
    for message in dict.fromkeys(MISSING):
        terminalreporter.section("THE NEO4J HALF DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.write_line(message)


@pytest_asyncio.fixture(scope="session")
async def embedded_session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Graph]:
    async with embedded_graph_in(tmp_path_factory.mktemp("embedded")) as graph:
        yield graph


@pytest_asyncio.fixture(scope="session")
async def neo4j_session(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Graph]:
    async with neo4j_graph_in(tmp_path_factory.mktemp("neo4j") / "home") as graph:
        yield graph


@pytest.fixture(params=["embedded", "neo4j"])
def engine_graph(request: pytest.FixtureRequest) -> Graph:
    """The session's graph on each engine in turn, as the last test left it."""
    graph: Graph = request.getfixturevalue(f"{request.param}_session")
    return graph


@pytest_asyncio.fixture
async def graph(engine_graph: Graph) -> AsyncIterator[Graph]:
    """An empty graph with the schema applied, on each engine in turn."""
    await wipe(engine_graph)
    with no_notifications():
        yield engine_graph


@pytest_asyncio.fixture
async def embedded_graph(embedded_session: Graph) -> Graph:
    """An empty graph with the schema applied, on the embedded engine."""
    await wipe(embedded_session)
    return embedded_session


@pytest_asyncio.fixture
async def neo4j_graph(neo4j_session: Graph) -> Graph:
    """An empty graph with the schema applied, on Neo4j."""
    await wipe(neo4j_session)
    return neo4j_session
