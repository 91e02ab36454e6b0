"""Requests that never become an operation: refused by HTTP status, in the body shape of a GraphQL error."""

from collections.abc import Mapping

import orjson
from starlette.responses import Response

from graph_api.http.negotiation import JSON


class HttpProblem(Exception):
    """A request refused before it is executed; `code` is a word of docs/errors.md."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})


def problem_response(problem: HttpProblem, media_type: str = JSON, **extensions: str) -> Response:
    """`{"errors": [...]}` without a `data` entry, since nothing was executed."""
    error = {"message": problem.message, "extensions": {"code": problem.code, **extensions}}
    return Response(
        orjson.dumps({"errors": [error]}),
        status_code=problem.status,
        headers=problem.headers,
        media_type=f"{media_type}; charset=utf-8",
    )
