"""What a caller learns of an error: all of an expected one, only an id of an unexpected one; logged once."""

import re
import traceback
from collections import Counter
from collections.abc import Sequence
from uuid import uuid4

import strawberry
import structlog
from graphql import GraphQLError, GraphQLSyntaxError

from cypher.errors import Damaged, RetriesExhausted, TimedOut, Unavailable
from graph_api.schema.types.problem import AmbiguousCode, BadArgument, BadCode, CodeNotFound, NothingKnown
from graph_api.services import errors
from graph_api.services.errors import OutOfTime, ServiceError

_SUGGESTION = re.compile(r"\s*Did you mean .*$", re.DOTALL)
_TOO_MANY_TOKENS = "Syntax Error: Document contains more than"
_log = structlog.get_logger("graph_api.schema")


def present(raised: Sequence[GraphQLError], *, suggestions: bool) -> list[GraphQLError]:
    """The errors as the caller sees them, each with a code. What was not foreseen is masked under one error
    id, which is logged with its first cause; the rest makes one line of counts, however many they are."""
    causes = [_cause(error) for error in raised]
    unexpected = [cause for cause in causes if not _is_expected(cause)]
    error_id = uuid4().hex
    if unexpected:
        _log.error(
            "unexpected error", error_id=error_id, count=len(unexpected), traceback=trace_of(unexpected[0])
        )
    shown = [_shown(error, cause, error_id, suggestions) for error, cause in zip(raised, causes, strict=True)]
    if len(unexpected) < len(raised):
        codes = Counter(str((error.extensions or {}).get("code")) for error in shown)
        _log.info("request refused", codes=dict(codes))
    return shown


def trace_of(error: BaseException) -> str:
    """Its traceback as text: the log's own rendering of exceptions may add local variables, and secrets."""
    return "".join(traceback.format_exception(error))


def timed_out() -> GraphQLError:
    """The error of a request that ran into its deadline."""
    return GraphQLError(str(OutOfTime()), extensions={"code": OutOfTime.code, "retryable": True})


def _cause(error: Exception) -> Exception:
    """The exception an error began with; itself where it began as a GraphQL error."""
    while isinstance(error, GraphQLError) and error.original_error is not None:
        error = error.original_error
    return error


def _is_expected(cause: Exception) -> bool:
    return isinstance(cause, GraphQLError | ServiceError | TimedOut | TimeoutError)


def _shown(error: GraphQLError, cause: Exception, error_id: str, suggestions: bool) -> GraphQLError:
    if isinstance(cause, OutOfTime | TimedOut | TimeoutError):
        return _as(error, str(OutOfTime()), code=OutOfTime.code, retryable=True)
    if isinstance(cause, ServiceError):
        return _as(error, str(cause), code=cause.code)
    if isinstance(cause, Unavailable | RetriesExhausted):
        message = "The graph does not answer at present."
        return _as(error, message, code="UPSTREAM_UNAVAILABLE", retryable=True, errorId=error_id)
    if isinstance(cause, Damaged):
        message = "The graph is damaged: what was recorded is not all there, so nothing is answered from it."
        return _as(error, message, code="GRAPH_DAMAGED", errorId=error_id)
    if not isinstance(cause, GraphQLError):
        return _as(error, "Something went wrong on our side.", code="INTERNAL", errorId=error_id)
    extensions = {"code": _code(error), **(cause.extensions or {}), **(error.extensions or {})}
    message = error.message if suggestions else _SUGGESTION.sub("", error.message)
    return _as(error, message, **extensions)


def _as(error: GraphQLError, message: str, **extensions: object) -> GraphQLError:
    """The same place in document and answer, another message, and no cause to leak."""
    return GraphQLError(
        message,
        nodes=error.nodes,
        path=error.path,
        source=error.source,
        positions=error.positions,
        extensions=extensions,
    )


def _code(error: GraphQLError) -> str:
    if error.message.startswith(_TOO_MANY_TOKENS):
        return "QUERY_TOO_LARGE"
    return "GRAPHQL_PARSE_FAILED" if isinstance(error, GraphQLSyntaxError) else "GRAPHQL_VALIDATION_FAILED"


class _CodeNotFoundHandler(strawberry.ExceptionHandler[errors.CodeNotFound, CodeNotFound]):
    def handle(self, exception: errors.CodeNotFound, *, field: object, info: object) -> CodeNotFound:
        return CodeNotFound.from_error(exception)


class _AmbiguousCodeHandler(strawberry.ExceptionHandler[errors.AmbiguousCode, AmbiguousCode]):
    def handle(self, exception: errors.AmbiguousCode, *, field: object, info: object) -> AmbiguousCode:
        return AmbiguousCode.from_error(exception)


class _NothingKnownHandler(strawberry.ExceptionHandler[errors.NothingKnown, NothingKnown]):
    def handle(self, exception: errors.NothingKnown, *, field: object, info: object) -> NothingKnown:
        return NothingKnown.from_error(exception)


class _BadCodeHandler(strawberry.ExceptionHandler[errors.BadCode, BadCode]):
    def handle(self, exception: errors.BadCode, *, field: object, info: object) -> BadCode:
        return BadCode.from_error(exception)


class _BadArgumentHandler(strawberry.ExceptionHandler[errors.BadArgument, BadArgument]):
    def handle(self, exception: errors.BadArgument, *, field: object, info: object) -> BadArgument:
        return BadArgument.from_error(exception)


HANDLERS = (
    _CodeNotFoundHandler(),
    _AmbiguousCodeHandler(),
    _NothingKnownHandler(),
    _BadCodeHandler(),
    _BadArgumentHandler(),
)
"""Expected failures become members of the union that a field answers with, where that has them."""
