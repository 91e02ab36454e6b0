"""The one way to the graph: the only importer of the driver, and of its errors the last to see any.

Every statement is a query of the catalogue, in a managed transaction, against a named database, with a
time limit. There is no auto-commit: on the embedded engine an auto-commit statement is not atomic.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import neo4j
from neo4j import AsyncGraphDatabase, AsyncManagedTransaction, exceptions, unit_of_work

from cypher.catalog import Catalog, CypherQuery, Mode, load_catalog
from cypher.errors import (
    Conflict,
    Damaged,
    ForbiddenDatabase,
    GraphError,
    NotOurs,
    NotPrepared,
    Overtaken,
    QueryFailed,
    QueryMisused,
    RetriesExhausted,
    TimedOut,
    Unavailable,
    UnknownDatabase,
    WrongCredentials,
)
from cypher.settings import EngineSettings, GraphSettings

# What the driver logs of its retries shows where logging is set up, and does not spill onto the terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

T = TypeVar("T")
Row = Mapping[str, Any]

READ_RETRIES, WRITE_RETRIES = 5.0, 60.0
"""Seconds for which a managed transaction is tried again after a passing trouble."""
_PAUSES = (0.05, 0.2, 0.8)
"""Seconds before a reading is tried again that found a link to a record which was not there."""

_POOL: dict[str, Any] = {
    "connection_timeout": 5.0,
    "connection_acquisition_timeout": 10.0,
    "connection_write_timeout": 10.0,
    "max_connection_pool_size": 50,
    "max_connection_lifetime": 600.0,
    "liveness_check_timeout": 30.0,
    "initial_retry_delay": 0.1,
    "fetch_size": 1000,
    "telemetry_disabled": True,
    "notifications_min_severity": "WARNING",
    "notifications_disabled_classifications": ["UNRECOGNIZED"],
}
_ARCADEDB = "arcadedb"
# No name leaves the choice to the server, `system` holds no data; and on ArcadeDB these and `neo4j` mean
# its default database, whichever that is.
_FORBIDDEN = {"neo4j": {"", "system"}, _ARCADEDB: {"", "system", "neo4j"}}


class WriteTx:
    """A writing transaction under way: any query of the catalogue, its reads included."""

    def __init__(self, catalog: Catalog, transaction: AsyncManagedTransaction) -> None:
        self._catalog = catalog
        self._transaction = transaction
        self.query = "a write"

    async def run(self, name: str, **params: object) -> list[Row]:
        """The rows of a query; it sees what this transaction has written so far."""
        query = self._catalog.get(name)
        if query.mode is Mode.SCHEMA:
            raise QueryMisused(f"{name} changes the schema: it cannot share a transaction with data")
        self.query = name
        return await _rows(self._transaction, query, params)


class Graph:
    """One graph: made by `connect`, one per process and event loop."""

    def __init__(self, driver: neo4j.AsyncDriver, settings: GraphSettings) -> None:
        self.settings = settings
        self.catalog = load_catalog()
        self.address = settings.neo4j_uri or ""
        self.database = settings.neo4j_database
        self._driver = driver
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self._prepared = False

    async def read(
        self,
        name: str,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 - the server is told too
        **params: object,
    ) -> list[Row]:
        """The rows of a read query, within `timeout` seconds, retries and waiting included.

        The limit reaches Neo4j with the transaction; the embedded engine ignores that and is bounded
        by its own command timeout, while the caller is released at the limit all the same.
        """
        query = self.catalog.get(name)
        if query.mode is not Mode.READ:
            raise QueryMisused(f"{name} does not only read")
        limit = self.settings.query_timeout if timeout is None else timeout
        if limit <= 0:
            raise TimedOut(name)
        work = unit_of_work(metadata=_metadata(name), timeout=limit)(_reading(query, params))
        with self._our_errors(lambda: name):
            async with asyncio.timeout(limit):
                return await self._read(name, work)

    async def _read(
        self, name: str, work: Callable[[AsyncManagedTransaction], Awaitable[list[Row]]]
    ) -> list[Row]:
        """Reads again where a record that another names is not there: a writer may have come between.

        Nothing is ever deleted, so what is still not there was lost.
        """
        for pause in (*_PAUSES, None):
            try:
                async with self._session(neo4j.READ_ACCESS, READ_RETRIES) as session:
                    return await session.execute_read(work)
            except exceptions.Neo4jError as error:
                if not _not_there(error):
                    raise
            if pause is not None:
                await asyncio.sleep(pause)
        raise Damaged(self.address, f"{name} finds links to records that are not there")

    async def write(self, work: Callable[[WriteTx], Awaitable[T]]) -> T:
        """What `work` returns, its transaction committed.

        After a passing trouble `work` is run again, also where only the answer to the commit was lost:
        it must be idempotent.
        """
        if not self._prepared:
            raise NotPrepared(self.address, self.database)
        return await self._write(work)

    async def claim(self, work: Callable[[WriteTx], Awaitable[T]]) -> T:
        """`write` for the one piece of work that marks a database, found empty at connecting, as ours."""
        result = await self._write(work)
        self._prepared = True
        return result

    async def define(self, name: str) -> None:
        """Runs the statements of a schema file, each in a transaction of its own."""
        query = self.catalog.get(name)
        if query.mode is not Mode.SCHEMA:
            raise QueryMisused(f"{name} is no schema file")
        for text in query.statements:
            work = unit_of_work(metadata=_metadata(name))(_defining(text))
            with self._our_errors(lambda: name):
                async with self._session(neo4j.WRITE_ACCESS, WRITE_RETRIES) as session:
                    await session.execute_write(work)

    @property
    def prepared(self) -> bool:
        """Whether the database bore Suyuan's marker when it was connected, or was marked since."""
        return self._prepared

    async def close(self) -> None:
        """Closes every connection; the graph cannot be used afterwards."""
        await self._driver.close()

    async def verify(self) -> None:
        """Raises unless the graph answers and its database is ours or empty."""
        dialect = await self._dialect()
        if self.database in _FORBIDDEN[dialect]:
            raise ForbiddenDatabase(self.database, self.address)
        self.catalog = load_catalog(dialect)
        (found,) = await self.read("read/housekeeping/marker")
        self._prepared = found["marked"]
        if not found["whole"]:
            raise Damaged(self.address, "the marker or the counter that every graph of Suyuan has is gone")
        if not self._prepared and await self.read("read/housekeeping/any_node"):
            if isinstance(self.settings, EngineSettings):
                raise Damaged(self.address, "it holds data, but no marker that can be read")
            raise NotOurs(self.address, self.database)

    async def _dialect(self) -> str:
        """Which overlay of the catalogue the server at the other end needs."""
        with self._our_errors(lambda: "connecting"):
            agent = (await self._driver.get_server_info()).agent
        return _ARCADEDB if "ArcadeDB" in agent else "neo4j"

    async def _write(self, work: Callable[[WriteTx], Awaitable[T]]) -> T:
        """Runs idempotent work until it is known to be committed; a commit may go unanswered in a crash."""
        deadline = asyncio.get_running_loop().time() + WRITE_RETRIES
        while True:
            try:
                return await self._attempt(work)
            except exceptions.IncompleteCommit:
                if asyncio.get_running_loop().time() > deadline:
                    raise Unavailable(self.address) from None

    async def _attempt(self, work: Callable[[WriteTx], Awaitable[T]]) -> T:
        current: list[WriteTx] = []

        @unit_of_work(metadata=_metadata(getattr(work, "__qualname__", "write")))
        async def working(transaction: AsyncManagedTransaction) -> T:
            current[:] = [WriteTx(self.catalog, transaction)]
            return await work(current[0])

        with self._our_errors(lambda: current[0].query if current else "a write"):
            async with self._session(neo4j.WRITE_ACCESS, WRITE_RETRIES) as session:
                return await session.execute_write(working)

    @asynccontextmanager
    async def _session(self, access: str, retries: float) -> AsyncIterator[neo4j.AsyncSession]:
        async with self._driver.session(
            database=self.database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
            max_transaction_retry_time=retries,
        ) as session:
            yield session

    @contextmanager
    def _our_errors(self, query: Callable[[], str]) -> Iterator[None]:
        try:
            yield
        except exceptions.IncompleteCommit:
            raise
        except TimeoutError:
            raise TimedOut(query()) from None
        except exceptions.Neo4jError as error:
            raise self._from_server(error, query()) from None
        except exceptions.DriverError as error:
            raise self._from_driver(error, query()) from None

    def _from_server(self, error: exceptions.Neo4jError, query: str) -> GraphError:
        code = error.code or "no code"
        if "TransactionTimedOut" in code or "TransactionTerminated" in code:
            return TimedOut(query)
        constraint = isinstance(error, exceptions.ConstraintError)
        if constraint or _not_there(error):
            return Conflict(query) if constraint else Overtaken(query)
        if isinstance(error, exceptions.AuthError) or code.endswith("AuthenticationRateLimit"):
            return WrongCredentials(self.address, self.settings.neo4j_user)
        if code.endswith("DatabaseNotFound"):
            return UnknownDatabase(self.address, self.database)
        if error.is_retryable():
            return RetriesExhausted(query, code)
        return QueryFailed(query, code)

    def _from_driver(self, error: exceptions.DriverError, query: str) -> GraphError:
        if isinstance(error, exceptions.ServiceUnavailable | exceptions.SessionExpired):
            return Unavailable(self.address)
        if isinstance(error, exceptions.ConnectionPoolError):
            return RetriesExhausted(query, "every connection is busy")
        return QueryFailed(query, type(error).__name__)


async def connect(settings: GraphSettings) -> Graph:
    """The graph that the settings name, verified to answer and to be ours or empty."""
    if settings.neo4j_uri is None:
        raise Unavailable("no address")
    auth = (settings.neo4j_user, settings.neo4j_password.get_secret_value())
    driver = AsyncGraphDatabase.driver(settings.neo4j_uri, auth=auth, **_POOL)
    graph = Graph(driver, settings)
    try:
        await graph.verify()
    except BaseException:
        await graph.close()
        raise
    return graph


def _reading(
    query: CypherQuery, params: dict[str, object]
) -> Callable[[AsyncManagedTransaction], Awaitable[list[Row]]]:
    async def reading(transaction: AsyncManagedTransaction) -> list[Row]:
        return await _rows(transaction, query, params)

    return reading


def _defining(text: str) -> Callable[[AsyncManagedTransaction], Awaitable[None]]:
    async def defining(transaction: AsyncManagedTransaction) -> None:
        await (await transaction.run(text)).consume()

    return defining


async def _rows(
    transaction: AsyncManagedTransaction, query: CypherQuery, params: dict[str, object]
) -> list[Row]:
    if params.keys() != set(query.params):
        raise QueryMisused(f"{query.name} takes {sorted(query.params)}, got {sorted(params)}")
    result = await transaction.run(query.text, params)
    names = result.keys()
    rows: list[Row] = [dict(zip(names, record, strict=True)) async for record in result]
    await result.consume()
    return rows


def _not_there(error: exceptions.Neo4jError) -> bool:
    """Whether a link led to a record that is not there; only the embedded engine says so."""
    return (error.code or "").endswith("EntityNotFound")


def _metadata(query: str) -> dict[str, str]:
    return {"app": "suyuan", "query": query}
