"""Both engines for the tests: started once a session, their databases emptied before each test."""

import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import neo4j
import pytest

from cypher.catalog import Catalog, CypherQuery
from cypher.connection import Graph, connect
from cypher.constraints import apply_schema
from cypher.engine.embedded import open_engine
from cypher.settings import GraphSettings
from tests.support.neo4j.fetch import Missing
from tests.support.neo4j.server import running_neo4j

MISSING: list[str] = []
"""What this machine lacks for the Neo4j half; the terminal summary says it loudly."""

_GIVEN = "SUYUAN_TEST_NEO4J_"
_MARK = "MERGE (s:Suyuan {name: 'suyuan'}) SET s.test = true"
_MARKED = "MATCH (s:Suyuan {name: 'suyuan'}) WHERE s.test RETURN count(s) AS found"
_WIPE = (
    "MATCH (n) WHERE NOT n:Suyuan AND NOT n:Counter DETACH DELETE n",
    "MATCH (c:Counter) SET c.last = 0",
)


@asynccontextmanager
async def embedded_graph_in(folder: Path) -> AsyncIterator[Graph]:
    """A graph of the embedded engine with its data in `folder`."""
    async with await open_engine(folder) as engine, graph_for_tests(engine.settings) as graph:
        yield graph


@asynccontextmanager
async def neo4j_graph_in(folder: Path) -> AsyncIterator[Graph]:
    """A graph of Neo4j: the server that SUYUAN_TEST_NEO4J_URI names, else one from Maven artifacts."""
    if os.environ.get(f"{_GIVEN}URI"):
        async with graph_for_tests(_given()) as graph:
            yield graph
        return
    try:
        async with running_neo4j(folder) as settings, graph_for_tests(settings) as graph:
            yield graph
    except Missing as missing:
        MISSING.append(str(missing))
        (pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip)(f"no Neo4j: {missing}")


@asynccontextmanager
async def graph_for_tests(settings: GraphSettings) -> AsyncIterator[Graph]:
    """A connected graph with the schema, in a database that tests may empty: empty now, or marked by them."""
    await _mark(settings)
    graph = await connect(settings)
    try:
        await apply_schema(graph)
        yield graph
    finally:
        await graph.close()


async def _mark(settings: GraphSettings) -> None:
    auth = (settings.neo4j_user, settings.neo4j_password.get_secret_value())
    async with (
        neo4j.AsyncGraphDatabase.driver(settings.neo4j_uri or "", auth=auth) as driver,
        driver.session(database=settings.neo4j_database) as session,
    ):
        marked = await session.execute_read(_count, _MARKED)
        nodes = await session.execute_read(_count, "MATCH (n) RETURN count(n) AS found")
        if nodes and not marked:
            pytest.fail(
                f"the database at {settings.neo4j_uri} holds data that no test made: it is left alone"
            )
        await session.execute_write(_count, _MARK)


async def wipe(graph: Graph) -> None:
    """Empties the database but for the marker and the counter, which starts again at 0."""
    async with graph._driver.session(database=graph.database) as session:
        for text in _WIPE:
            await session.execute_write(_count, text)


async def ask(graph: Graph, text: str, **params: object) -> list[dict[str, object]]:
    """The rows of a query that only a test has, in a writing transaction."""

    async def work(transaction: neo4j.AsyncManagedTransaction) -> list[dict[str, object]]:
        return [dict(record) async for record in await transaction.run(text, params)]

    async with graph._driver.session(database=graph.database) as session:
        return await session.execute_write(work)


@contextmanager
def extra_queries(graph: Graph, *queries: CypherQuery) -> Iterator[None]:
    """Lets the graph run queries that are in no file, and that no rule of the catalogue has checked."""
    catalog = graph.catalog
    known = {name: catalog.get(name) for name in catalog.names()}
    graph.catalog = Catalog(known | {query.name: query for query in queries})
    try:
        yield
    finally:
        graph.catalog = catalog


@contextmanager
def no_notifications() -> Iterator[None]:
    """Fails where the server warned of a query: a deprecation, a cartesian product."""
    seen: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: seen.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("neo4j.notifications")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
    assert not seen, seen


def _given() -> GraphSettings:
    names = ("URI", "USER", "PASSWORD", "DATABASE")
    given = {
        f"neo4j_{name.lower()}": os.environ[_GIVEN + name] for name in names if _GIVEN + name in os.environ
    }
    return GraphSettings.model_validate(given)


async def _count(transaction: neo4j.AsyncManagedTransaction, text: str) -> int:
    rows = [record async for record in await transaction.run(text)]
    return int(rows[0]["found"]) if rows else 0
