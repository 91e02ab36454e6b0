"""Connections: their arguments, and how a page is asked for and given."""

from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeVar

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.extensions.field_extension import AsyncExtensionResolver, FieldExtension
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from cypher.records.entities import EntityRef
from cypher.records.pages import EntityFilter, EventFilter, HoldingFilter, RefusalFilter
from cypher.records.parties import EntityKind
from cypher.records.quarantine import QuarantineView
from cypher.records.views import EventView, HoldingView
from cypher.records.walks import View
from graph_api.schema.context import Info
from graph_api.schema.cost_directives import ListSize
from graph_api.schema.resolvers.details import FieldOf
from graph_api.schema.types.node import Entity
from graph_api.schema.types.paging import Connection
from graph_api.services.questions import EntityQuestion, PageRequest

_ARGUMENTS: dict[str, tuple[type, str]] = {
    "first": (int, "How many from the start, or after `after`."),
    "after": (str, "A cursor: those behind it."),
    "last": (int, "How many from the end, or before `before`."),
    "before": (str, "A cursor: those ahead of it."),
}
_ASSUMED_PAGE = 50
T = TypeVar("T")


class Filter(Protocol):
    """An input type that narrows a connection."""

    def to_filter(self) -> object:
        """The same in the services' words."""


class Paged(FieldExtension):
    """Gives a field the Relay arguments and, where there is one, a filter; its resolver gets
    `page`, and `where` with the filter in the services' words (None where none was given)."""

    def __init__(self, filter_type: type[Filter] | None = None) -> None:
        self._filter_type = filter_type

    def apply(self, field: StrawberryField) -> None:
        """Replaces the arguments read off the resolver by those of a connection."""
        field.arguments = [_argument(name, kind, text) for name, (kind, text) in _ARGUMENTS.items()]
        if self._filter_type is not None:
            field.arguments.append(_argument("filter", self._filter_type, "Only those that fit."))

    async def resolve_async(
        self,
        next_: AsyncExtensionResolver,
        source: object,
        info: strawberry.Info,
        **arguments: Any,  # noqa: ANN401 - Strawberry's signature
    ) -> object:
        """Turns the arguments into a page request and a filter."""
        given: Filter | None = arguments.pop("filter", None)
        where = given.to_filter() if given else None
        page = PageRequest(**{name: arguments.pop(name, None) for name in _ARGUMENTS})
        return await next_(source, info, page=page, where=where, **arguments)


def _argument(name: str, kind: type, description: str) -> StrawberryArgument:
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(kind | None),
        description=description,
        default=strawberry.UNSET,
    )


def paged(
    resolver: Callable[..., Awaitable[Any]], description: str, filter_type: type[Filter] | None = None
) -> FieldOf:
    """A connection field."""
    return strawberry.field(
        resolver=resolver,
        description=description,
        extensions=[Paged(filter_type)],
        directives=[
            ListSize(
                assumed_size=_ASSUMED_PAGE,
                slicing_arguments=["first", "last"],
                sized_fields=["edges", "nodes"],
            )
        ],
    )


def entities(
    kind: EntityKind, of: Callable[[EntityRef], EntityFilter] | None = None
) -> Callable[..., Awaitable[Any]]:
    """A resolver for a connection of entities of a kind: all of them, or those of the parent."""

    async def resolve(
        root: strawberry.Parent[Any], info: Info, page: PageRequest, where: EntityFilter | None
    ) -> Connection[Entity]:
        narrowed = of(root.ref) if of else where or EntityFilter()
        question = EntityQuestion(kind, page, narrowed)
        found = await info.context.catalogue.entity_page(question, info.context.deadline)
        return Connection.from_page(found, Entity.from_record)

    return resolve


def holdings(
    make: Callable[[HoldingView, View], T], of: Callable[[EntityRef], HoldingFilter] | None = None
) -> Callable[..., Awaitable[Connection[T]]]:
    """A resolver for a connection of holdings: all of them, or those of the parent."""

    async def resolve(
        root: strawberry.Parent[Any], info: Info, page: PageRequest, where: HoldingFilter | None
    ) -> Connection[T]:
        narrowed = of(root.ref) if of else where or HoldingFilter()
        context = info.context
        found = await context.catalogue.holding_page(page, narrowed, context.deadline, context.now)
        return Connection.from_page(found, lambda view: make(view, context.now))

    return resolve


def events(
    make: Callable[[EventView], T], of: Callable[[EntityRef], EventFilter] | None = None
) -> Callable[..., Awaitable[Connection[T]]]:
    """A resolver for a connection of events: all of them, or those that name the parent."""

    async def resolve(
        root: strawberry.Parent[Any], info: Info, page: PageRequest, where: EventFilter | None
    ) -> Connection[T]:
        narrowed = of(root.ref) if of else where or EventFilter()
        context = info.context
        found = await context.catalogue.event_page(page, narrowed, context.deadline, context.now)
        return Connection.from_page(found, make)

    return resolve


def refusals(make: Callable[[QuarantineView], T]) -> Callable[..., Awaitable[Connection[T]]]:
    """A resolver for the connection of refused records."""

    async def resolve(info: Info, page: PageRequest, where: RefusalFilter | None) -> Connection[T]:
        context = info.context
        found = await context.catalogue.quarantine_page(page, where or RefusalFilter(), context.deadline)
        return Connection.from_page(found, make)

    return resolve
