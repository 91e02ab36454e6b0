"""Around every request, as plain ASGI: its id, one access-log line, security headers, and the last catch."""

import asyncio
import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_api.http.problems import HttpProblem, problem_response
from graph_api.schema.failures import trace_of

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_SECURITY = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
}
_CLOSE = {"connection": "close", "retry-after": "5"}
_log = structlog.get_logger("graph_api.access")


class RequestLog:
    """Gives each request an id, taken from `X-Request-Id` where that is well formed, and logs it once.

    Neither query string nor body is logged: they may name persons and codes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes everything but HTTP through untouched."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(Headers(scope=scope).get("x-request-id"))
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await _Exchange(scope, send, request_id).run(self._app, receive)


class _Exchange:
    """One request and its response."""

    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self._scope = scope
        self._send = send
        self._request_id = request_id
        self._status = 0

    async def run(self, app: ASGIApp, receive: Receive) -> None:
        started = time.perf_counter()
        try:
            await app(self._scope, receive, self.send)
        except asyncio.CancelledError:  # only a server that stops cancels a request, and nobody else is told
            await self._refuse(
                HttpProblem(503, "SERVICE_STOPPING", "The service is stopping: ask again.", _CLOSE), receive
            )
        except Exception as error:  # the HTTP edge: what nobody foresaw becomes an error id, no stack trace
            await self._fail(error, receive)
        finally:
            _log.info(
                "request",
                method=self._scope["method"],
                path=self._scope["path"],
                status=self._status or None,
                milliseconds=round((time.perf_counter() - started) * 1000, 1),
            )

    async def send(self, message: Message) -> None:
        """Adds the request id and the security headers to the head of the response."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["x-request-id"] = self._request_id
            for name, value in _SECURITY.items():
                headers.setdefault(name, value)
        await self._send(message)

    async def _fail(self, error: Exception, receive: Receive) -> None:
        error_id = uuid4().hex
        _log.error("request failed", error_id=error_id, traceback=trace_of(error))
        await self._refuse(
            HttpProblem(500, "INTERNAL", "Something went wrong on our side."), receive, errorId=error_id
        )

    async def _refuse(self, problem: HttpProblem, receive: Receive, **extensions: str) -> None:
        """Answers with a problem, unless an answer has begun."""
        if not self._status:
            await problem_response(problem, **extensions)(self._scope, receive, self.send)


def _request_id(given: str | None) -> str:
    return given if given and _REQUEST_ID.fullmatch(given) else uuid4().hex
