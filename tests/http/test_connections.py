"""Connections that neither ask nor read: let go, so that they keep nobody out."""

import asyncio

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from suyuan import http_connection
from suyuan.http_connection import BoundedConnection
from tests.http.test_deadlines import connected, served

LARGE = 64 * 2**20


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_connection, "_PATIENCE", 0.2)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with as many bytes as the path says, after some time."""
    request = Request(scope, receive)
    await asyncio.sleep(0.5)
    await Response(b"x" * int(request.url.path[1:]))(scope, receive, send)


async def ended(reader: asyncio.StreamReader) -> bytes:
    """What comes until the server closes the connection."""
    try:
        return await asyncio.wait_for(reader.read(), 30)
    except ConnectionResetError:
        return b""


HEAD = b"GET /3 HTTP/1.1\r\nhost: suyuan.test\r\n"


@pytest.mark.parametrize("sent", [b"", b"GET", HEAD, HEAD + b"x-slow: "])
async def test_a_head_that_does_not_come_ends_the_connection(sent: bytes) -> None:
    async with served(app, http=BoundedConnection) as url, connected(url) as (reader, writer):
        writer.write(sent)
        assert await ended(reader) == b""


async def test_a_second_head_that_does_not_come_ends_it_too() -> None:
    async with served(app, http=BoundedConnection) as url, connected(url) as (reader, writer):
        writer.write(HEAD + b"\r\n")
        assert (await reader.readuntil(b"xxx")).startswith(b"HTTP/1.1 200 ")
        writer.write(HEAD)
        assert await ended(reader) == b""


async def test_a_request_under_way_is_waited_for_and_the_next_is_answered() -> None:
    """The answer takes longer than the server waits for a head."""
    async with (
        served(app, http=BoundedConnection) as url,
        httpx2.AsyncClient(base_url=url, timeout=60) as client,
    ):
        assert [(await client.get("/3")).text for _ in range(3)] == ["xxx"] * 3


async def test_a_client_that_takes_nothing_of_its_answer_is_let_go() -> None:
    lost = asyncio.Event()

    class Noted(BoundedConnection):
        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            lost.set()

    async with served(app, http=Noted) as url, connected(url) as (_, writer):
        writer.write(f"GET /{LARGE} HTTP/1.1\r\nhost: suyuan.test\r\n\r\n".encode())
        await asyncio.wait_for(lost.wait(), 30)


async def test_a_client_that_takes_its_answer_slowly_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_connection, "_PATIENCE", 3600)
    served_by: list[BoundedConnection] = []

    class Kept(BoundedConnection):
        def on_response_complete(self) -> None:
            super().on_response_complete()
            served_by.append(self)

    async with served(app, http=Kept, timeout_keep_alive=3600) as url, connected(url) as (reader, writer):
        writer.write(f"GET /{LARGE} HTTP/1.1\r\nhost: suyuan.test\r\n\r\n".encode())
        for _ in range(2):
            await reader.readexactly(LARGE // 3)
            served_by[0]._look()
            assert not served_by[0].transport.is_closing()
        served_by[0]._look()
        assert served_by[0].transport.is_closing()
