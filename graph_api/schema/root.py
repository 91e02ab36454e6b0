"""Joins fields, scalars, limits and failure handlers into the schema that is served and published."""

from decimal import Decimal
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import DisableIntrospection, ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionResult
from strawberry.types.execution import ExecutionContext

from graph_api.schema.failures import HANDLERS, present
from graph_api.schema.limits import DocumentGuard, LimitsExtension
from graph_api.schema.query import Query
from graph_api.schema.scalars import DATE_TIME, DECIMAL, Instant
from graph_api.schema.shape import Limits
from graph_api.schema.types.entities import Region
from graph_api.settings import ApiSettings


class TraceSchema(strawberry.Schema):
    """A schema whose answers show of an error only what a caller may see."""

    suggestions: bool = True

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Errors are logged where they are presented: once, with the id that the caller is given."""

    async def execute(self, *args: Any, **kwargs: Any) -> ExecutionResult:  # noqa: ANN401 - passed on as they are
        """As Strawberry executes, with every error presented, whatever step it came from."""
        result = await super().execute(*args, **kwargs)
        if result.errors:
            result.errors = present(result.errors, suggestions=self.suggestions)
        return result


def build_schema(settings: ApiSettings) -> TraceSchema:
    """The schema with the limits of these settings; its SDL does not depend on them."""
    guard = DocumentGuard(_limits(settings))
    extensions: list[Any] = [ParserCache, ValidationCache, lambda: LimitsExtension(guard)]
    if not settings.introspection:
        extensions.append(DisableIntrospection)
    schema = TraceSchema(
        query=Query,
        types=[Region],
        extensions=extensions,
        exception_handlers=HANDLERS,
        config=StrawberryConfig(scalar_map={Instant: DATE_TIME, Decimal: DECIMAL}),
    )
    schema.suggestions = settings.field_suggestions
    return schema


def _limits(settings: ApiSettings) -> Limits:
    return Limits(
        tokens=settings.max_query_tokens,
        depth=settings.max_query_depth,
        aliases=settings.max_query_aliases,
        root_fields=settings.max_query_root_fields,
        directives=settings.max_query_directives,
        repeats=settings.max_query_repeats,
        fields=settings.max_query_fields,
        cost=settings.max_query_cost,
    )
