"""A request ends at its deadline, and its work ends with it; a client that leaves takes its work along."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2
import orjson
import pytest
import uvicorn
from starlette.types import ASGIApp, Message
from structlog.testing import capture_logs

from graph_api.http import graphql_endpoint
from graph_api.services.answers import TraceGraph
from graph_api.services.questions import TraceQuestion
from graph_api.settings import ApiSettings
from tests.http.scripted import Script, graph, scripted_app
from tests.support.client import client_of, post

TRACE = '{ trace(seeds: [{code: "x"}], direction: FORWARD) { __typename } }'


class Work:
    """A service call that ends only by being let go or cancelled."""

    def __init__(self) -> None:
        self.started = asyncio.Event()
        self.release = asyncio.Event()
        self.ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    async def __call__(self, question: TraceQuestion) -> TraceGraph:
        self.started.set()
        try:
            await self.release.wait()
        except asyncio.CancelledError:
            self.ended.set_result("cancelled")
            raise
        self.ended.set_result("finished")
        return graph(["h1"])


async def test_what_is_left_of_the_deadline_reaches_the_service() -> None:
    script = Script()
    async with client_of(scripted_app(script, ApiSettings(request_timeout=7.5))) as client:
        await post(client, TRACE)
    assert 0 < script.deadlines[0].remaining <= 7.5


@pytest.mark.parametrize(
    ("accept", "status"), [("application/graphql-response+json", 504), ("application/json", 200)]
)
async def test_a_service_that_overruns_is_stopped_with_a_clear_error(
    monkeypatch: pytest.MonkeyPatch, accept: str, status: int
) -> None:
    monkeypatch.setattr(graphql_endpoint, "_GRACE", 0.05)
    work = Work()
    async with client_of(scripted_app(Script(trace=work), ApiSettings(request_timeout=0.05))) as client:
        response = await post(client, TRACE, accept=accept)
    error = response.json()["errors"][0]
    assert response.status_code == status
    assert error["extensions"]["code"] == "OPERATION_TIMEOUT"
    assert await work.ended == "cancelled"


class _Announced(uvicorn.Server):
    """Says when it has started."""

    def __init__(self, config: uvicorn.Config, started: asyncio.Event) -> None:
        super().__init__(config)
        self._started = started

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are the test run's own."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._started.set()


@contextlib.asynccontextmanager
async def served(app: ASGIApp, **options: Any) -> AsyncIterator[str]:
    """The application on a real server on loopback."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        started = asyncio.Event()
        server = _Announced(
            uvicorn.Config(app, log_config=None, ws="none", timeout_graceful_shutdown=5, **options), started
        )
        running = asyncio.create_task(server.serve(sockets=[listener]))
        await started.wait()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await running


@contextlib.asynccontextmanager
async def connected(url: str) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """A bare connection, for what no client library would send."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":", 1)[1]))
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()


def request_bytes() -> bytes:
    body = orjson.dumps({"query": TRACE})
    head = (
        "POST /graphql HTTP/1.1\r\nhost: suyuan.test\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def test_a_client_that_leaves_stops_its_work() -> None:
    work = Work()
    patient = ApiSettings(request_timeout=3600)
    async with served(scripted_app(Script(trace=work), patient)) as url:
        async with connected(url) as (_, writer):
            writer.write(request_bytes())
            await work.started.wait()
        assert await asyncio.wait_for(work.ended, 30) == "cancelled"


async def test_a_request_that_the_server_stops_for_is_told_to_come_again() -> None:
    work = Work()
    app = scripted_app(Script(trace=work))
    incoming: asyncio.Queue[Message] = asyncio.Queue()
    body = orjson.dumps({"query": TRACE})
    incoming.put_nowait({"type": "http.request", "body": body, "more_body": False})
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/graphql", "headers": headers, "query_string": b""}
    async with client_of(app):
        request = asyncio.ensure_future(app(scope, incoming.get, send))
        await work.started.wait()
        request.cancel()
        await request
    assert await work.ended == "cancelled"
    assert sent[0]["status"] == 503
    assert (b"connection", b"close") in sent[0]["headers"]
    assert orjson.loads(sent[1]["body"])["errors"][0]["extensions"]["code"] == "SERVICE_STOPPING"


async def test_a_client_that_leaves_while_it_sends_is_no_fault_of_ours() -> None:
    with capture_logs() as logs:
        async with served(scripted_app(script := Script())) as url, connected(url) as (reader, writer):
            writer.write(request_bytes()[:-5])
            await writer.drain()
            writer.write_eof()
            assert await reader.read() == b""
    assert [line for line in logs if line["log_level"] == "error"] == []
    assert script.asked == []


async def test_a_body_that_does_not_come_in_time_is_408() -> None:
    impatient = scripted_app(Script(), ApiSettings(request_timeout=0.2))
    async with served(impatient) as url, connected(url) as (reader, writer):
        writer.write(request_bytes()[:-5])
        answer = await reader.read()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"REQUEST_TIMEOUT" in answer


async def test_a_client_that_stays_gets_its_answer() -> None:
    work = Work()
    async with served(scripted_app(Script(trace=work))) as url, httpx2.AsyncClient(base_url=url) as client:
        asked = asyncio.create_task(client.post("/graphql", json={"query": TRACE}))
        await work.started.wait()
        work.release.set()
        response = await asked
    assert response.json()["data"]["trace"] == {"__typename": "TraceGraph"}
    assert await work.ended == "finished"


async def test_one_connection_serves_request_after_request() -> None:
    async with served(scripted_app(Script())) as url, httpx2.AsyncClient(base_url=url) as client:
        for _ in range(3):
            assert (await client.post("/graphql", json={"query": TRACE})).status_code == 200
