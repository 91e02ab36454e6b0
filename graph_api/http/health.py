"""Whether the process lives, whether the graph answers, and the schema as text."""

from collections.abc import Awaitable, Callable

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route


def health_routes(ready: Callable[[], Awaitable[bool]], sdl: str) -> list[Route]:
    """`/healthz` says the process is up, `/readyz` that it can answer; the latter is 503 while it cannot."""

    async def healthz(_: Request) -> Response:
        return _status("ok", 200)

    async def readyz(_: Request) -> Response:
        return _status("ready", 200) if await ready() else _status("graph does not answer", 503)

    async def schema(_: Request) -> Response:
        return PlainTextResponse(sdl)

    return [
        Route("/healthz", healthz, methods=["GET"]),
        Route("/readyz", readyz, methods=["GET"]),
        Route("/schema.graphql", schema, methods=["GET"]),
    ]


def _status(text: str, status: int) -> Response:
    return Response(orjson.dumps({"status": text}), status_code=status, media_type="application/json")
