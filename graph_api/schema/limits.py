"""The limits pass: after parsing and before validation, one look at what a document asks for."""

from collections.abc import Iterator
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from graph_api.schema.cost import CostModel
from graph_api.schema.shape import Limits, Shape, check_counts, refuse


class DocumentGuard:
    """Limits and cost model of one schema; one a process."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._model: CostModel | None = None

    def check(
        self, schema: GraphQLSchema, document: DocumentNode, name: str | None, variables: dict[str, Any]
    ) -> int:
        """The cost of the operation to run; GraphQLError with a code where the document asks too much."""
        check_counts(document, self.limits)
        Shape(document, self.limits).check()
        if self._model is None:
            self._model = CostModel(schema)
        cost = self._model.requested(document, operation_to_run(document, name), variables)
        if cost > self.limits.cost:
            raise refuse("QUERY_TOO_COSTLY", "a cost of", self.limits.cost, cost)
        return cost


def operation_to_run(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The only operation, or the one named: never a guess among several."""
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    named = [each for each in operations if name is None or (each.name and each.name.value == name)]
    if len(named) == 1:
        return named[0]
    if not operations:
        message = "The document holds no operation."
    elif name is None:
        message = "The document holds several operations: operationName must say which to run."
    else:
        message = "The document holds no single operation of the name in operationName."
    raise GraphQLError(message, extensions={"code": "BAD_REQUEST"})


class LimitsExtension(SchemaExtension):
    """Puts the guard between parsing and validation and reports the cost as `extensions.cost`.

    The error is raised from the parsing step: an error left for the validation step would be overwritten
    by the validation cache.
    """

    def __init__(self, guard: DocumentGuard) -> None:
        self._guard = guard
        self._cost: int | None = None

    def on_operation(self) -> Iterator[None]:
        """The parser itself stops at the token limit."""
        self.execution_context.parse_options["max_tokens"] = self._guard.limits.tokens
        yield

    def on_parse(self) -> Iterator[None]:
        """After the parser has run."""
        yield
        context = self.execution_context
        if context.graphql_document is None:
            return
        self._cost = self._guard.check(
            context.schema._schema,  # noqa: SLF001 - Strawberry gives no other way to the core schema
            context.graphql_document,
            # not context.operation_name, which falls back to the first operation of the document
            context._provided_operation_name,  # noqa: SLF001
            context.variables or {},
        )

    def get_results(self) -> dict[str, Any]:
        """What the request may cost at most, and the most that is allowed."""
        if self._cost is None:
            return {}
        return {"cost": {"requestedQueryCost": self._cost, "maximumQueryCost": self._guard.limits.cost}}
