"""The query service as an ASGI application: routes, middleware, and a lifespan that owns every resource."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from cypher.connection import Graph, connect
from cypher.errors import GraphError
from cypher.readers.clock import ClockReader
from cypher.readers.codes import CodeReader
from cypher.readers.custody import CustodyReader, EdgeReader
from cypher.readers.pages import PageReader
from cypher.readers.parties import PartyReader
from cypher.readers.quarantine import QuarantineReader
from cypher.readers.seeds import SeedReader
from cypher.settings import GraphSettings
from graph_api.http.graphql_endpoint import GraphQLEndpoint
from graph_api.http.health import health_routes
from graph_api.http.middleware import RequestLog
from graph_api.rules.budget import Deadline
from graph_api.schema.batching import Loaders
from graph_api.schema.context import Catalogue, Context
from graph_api.schema.root import build_schema
from graph_api.services.ports import Clock, Questions, Readers, RecordClock
from graph_api.services.suite import build_suite, now
from graph_api.settings import ApiSettings

OpenServices = Callable[[], AbstractAsyncContextManager["Services"]]
"""Opens what the application answers from, and closes it in the end."""

_PING_SECONDS = 2.0
_log = structlog.get_logger("graph_api.app")


@dataclass(frozen=True, slots=True)
class Services:
    """What lives as long as the process: the questions behind their cache, entities, and the record clock."""

    questions: Questions
    catalogue: Catalogue
    clock: RecordClock


def over_graph(graph: GraphSettings, settings: ApiSettings) -> OpenServices:
    """Services over the graph at this address; it is left when they are closed."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Services]:
        connection = await connect(graph)
        try:
            yield services_of(connection, settings)
        finally:
            await connection.close()

    return opened


def services_of(graph: Graph, settings: ApiSettings, clock: Clock = now) -> Services:
    """Services over a graph that is open already, and stays so."""
    readers = Readers(
        edges=EdgeReader(graph),
        details=CustodyReader(graph),
        seeds=SeedReader(graph),
        codes=CodeReader(graph),
        parties=PartyReader(graph),
        pages=PageReader(graph),
        clock=ClockReader(graph),
        quarantine=QuarantineReader(graph),
    )
    suite = build_suite(readers, settings, clock)
    return Services(suite.questions, suite.entities, readers.clock)


class Runtime:
    """The services while they are open; requests find them here."""

    def __init__(self, settings: ApiSettings, open_services: OpenServices) -> None:
        self._settings = settings
        self._open = open_services
        self._services: Services | None = None

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Opens the services before the first request and closes them after the last."""
        async with self._open() as services:
            self._services = services
            try:
                yield
            finally:
                self._services = None

    def new_context(self) -> Context:
        """A context for one request, its deadline running from now."""
        if self._services is None:
            raise RuntimeError("the application has not been started: run its lifespan")
        deadline = Deadline(self._settings.request_timeout)
        catalogue = self._services.catalogue
        return Context(
            questions=self._services.questions,
            catalogue=catalogue,
            loaders=Loaders(catalogue, deadline),
            deadline=deadline,
            now=catalogue.present(),
        )

    async def ready(self) -> bool:
        """Whether the graph answers a trivial question in time."""
        if self._services is None:
            return False
        try:
            await self._services.clock.newest(_PING_SECONDS)
        except GraphError as error:
            _log.warning("not ready", code=error.code)
            return False
        return True


def create_app(settings: ApiSettings, open_services: OpenServices) -> Starlette:
    """The application over services that `open_services` opens; `over_graph` gives those of a real graph."""
    runtime = Runtime(settings, open_services)
    schema = build_schema(settings)
    endpoint = GraphQLEndpoint(
        schema, runtime.new_context, max_body=settings.max_body_bytes, timeout=settings.request_timeout
    )
    return Starlette(
        routes=[Route("/graphql", endpoint), *health_routes(runtime.ready, schema.as_str())],
        middleware=[Middleware(RequestLog)],
        lifespan=runtime.lifespan,
    )
