"""Reading a request body: bounded, UTF-8, one JSON object of the shape GraphQL over HTTP lays down."""

from typing import TypeVar

import orjson
from starlette.requests import Request
from strawberry.http import GraphQLRequestData

from graph_api.http.problems import HttpProblem

_T = TypeVar("_T")


async def read_body(request: Request, limit: int) -> bytes:
    """The whole body, or 413 as soon as it is known to be larger than `limit` bytes."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > limit:
        raise _too_large(limit)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            raise _too_large(limit)
        parts.append(part)
    return b"".join(parts)


def parse_operation(body: bytes) -> GraphQLRequestData:
    """The operation that a body asks for; 400 for all that is not one JSON object of the right types."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise _bad("The body is not JSON in UTF-8.") from None
    if not isinstance(data, dict):
        raise _bad("The body must be one JSON object; lists of operations are not accepted.")
    query = data.get("query")
    if not isinstance(query, str) or not query.strip():
        raise _bad("The body must hold the document as a string in `query`.")
    return GraphQLRequestData(
        query=query,
        variables=_entry(data, "variables", dict),
        operation_name=_entry(data, "operationName", str),
        extensions=_entry(data, "extensions", dict),
    )


def _entry(data: dict[str, object], name: str, kind: type[_T]) -> _T | None:
    value = data.get(name)
    if value is None or isinstance(value, kind):
        return value
    expected = "a string" if kind is str else "an object"
    raise _bad(f"`{name}` must be {expected} or null.")


def _bad(message: str) -> HttpProblem:
    return HttpProblem(400, "BAD_REQUEST", message)


def _too_large(limit: int) -> HttpProblem:
    return HttpProblem(
        413, "REQUEST_TOO_LARGE", f"The request body is larger than {limit} bytes.", {"connection": "close"}
    )
