"""`suyuan serve`: the graph, the data asked for, and the GraphQL service until it is told to stop."""

import socket
from typing import Annotated

import typer

from cypher.records.parties import EntityKind
from cypher.settings import GraphSettings
from graph_api.app import OpenServices, create_app, over_graph
from graph_api.rules.budget import Deadline
from graph_api.services.questions import EntityQuestion, PageRequest
from graph_api.settings import ApiSettings
from loaders.settings import IntakeSettings
from loaders.sources import Source
from suyuan.assembly import prepared, reachable
from suyuan.banner import banner
from suyuan.console import write_json
from suyuan.failures import told
from suyuan.http_server import HttpServer, listening
from suyuan.intake import opened, tell
from suyuan.logs import log_requests
from suyuan.options import AsJson
from suyuan.progress import load_shown
from suyuan.running import run

Host = Annotated[str, typer.Option(help="Address to listen on; only loopback unless you say otherwise.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")]
Load = Annotated[
    list[str] | None,
    typer.Option("--load", metavar="PATH", help="File or folder to load first; may be given several times."),
]


def serve(host: Host = "127.0.0.1", port: Port = 8000, load: Load = None, as_json: AsJson = False) -> None:
    """Answer GraphQL until stopped.

    Starts the embedded graph if no other is named, and loads what is asked for; what is there already is
    not loaded again. With --json, one object with the address is printed once questions are answered.

    Exit codes: 0 stopped as asked · 1 wrong use, settings or graph, or the port is in use ·
    3 a file to load could not be read.
    """
    log_requests()
    with told(as_json=as_json), listening(host, port) as listener, opened(load or []) as sources:
        run(_serve(GraphSettings(), listener, sources, as_json=as_json))


async def _serve(
    settings: GraphSettings, listener: socket.socket, sources: list[Source], *, as_json: bool
) -> None:
    limits, intake = ApiSettings(), IntakeSettings()
    async with reachable(settings, lasting=True) as graph:
        await _fill(graph, sources, intake)
        services = over_graph(graph, limits)
        example = await _example(services, limits)
        url = _url(listener)

        def started() -> None:
            banner(url, settings, example)
            if as_json:
                write_json({"endpoint": url, "graph": graph.neo4j_uri})

        await HttpServer(create_app(limits, services), started).serve(sockets=[listener])


async def _fill(graph_settings: GraphSettings, sources: list[Source], intake: IntakeSettings) -> None:
    """Loads before anything is served; the schema is applied even where there is nothing to load."""
    async with prepared(graph_settings) as graph:
        if sources:
            tell(await load_shown(graph, sources, intake), as_json=False)


async def _example(services: OpenServices, limits: ApiSettings) -> str | None:
    """The code of some batch to ask for; None where the graph holds none."""
    async with services() as opened_services:
        question = EntityQuestion(EntityKind.BATCH, PageRequest(first=1))
        page = await opened_services.catalogue.entity_page(question, Deadline(limits.request_timeout))
        return page.items[0].key if page.items else None


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/graphql"
