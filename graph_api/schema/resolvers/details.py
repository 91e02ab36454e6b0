"""Fields that are loaded when they are asked for: an entity's record, a holding, an event, by their keys."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

import strawberry

from cypher.records.entities import Entity, EntityRef
from cypher.records.marks import Bearer
from cypher.records.views import EventView, HoldingView
from cypher.records.walks import View
from graph_api.rules.marks import Mark
from graph_api.schema.context import Info

T = TypeVar("T")
FieldOf: TypeAlias = Any
"""What `strawberry.field` gives: for a type checker, whatever its attribute is annotated with."""


class Named(Protocol):
    """An entity as it came with an answer: by name, or in full."""

    ref: EntityRef
    record: Entity | None


class Viewed(Protocol):
    """Part of an answer that was given at this view of both clocks."""

    seen_at: View


def detail(read: Callable[[Entity], T]) -> Callable[..., Any]:
    """A resolver that reads its value from the entity's record, at hand or loaded."""

    def resolve(root: strawberry.Parent[Named], info: Info) -> T | Awaitable[T]:
        return read(root.record) if root.record else _load(root.ref, read, info)

    return resolve


async def _load(ref: EntityRef, read: Callable[[Entity], T], info: Info) -> T:
    record = await info.context.loaders.entity.load(EntityRef(ref.kind, ref.key))
    return read(record or Entity(ref.kind, ref.key, ref.name))


def holding(
    key: Callable[[Any], str | None], make: Callable[[HoldingView, View], T]
) -> Callable[..., Awaitable[T | None]]:
    """A resolver for the holding whose key its parent bears; null where it bears none."""

    async def resolve(root: strawberry.Parent[Viewed], info: Info) -> T | None:
        asked = key(root)
        found = await info.context.loaders.holding.load((asked, root.seen_at)) if asked else None
        return make(found, root.seen_at) if found else None

    return resolve


def event(
    key: Callable[[Any], str | None], make: Callable[[EventView], T]
) -> Callable[..., Awaitable[T | None]]:
    """A resolver for the event whose key its parent bears; null where it bears none."""

    async def resolve(root: strawberry.Parent[Viewed], info: Info) -> T | None:
        asked = key(root)
        found = await info.context.loaders.event.load((asked, root.seen_at)) if asked else None
        return make(found) if found else None

    return resolve


def recorded_event(key: Callable[[Any], str], make: Callable[[EventView], T]) -> Callable[..., Awaitable[T]]:
    """The same where there always is one: an edge whose event is gone is a fault of ours."""

    async def resolve(root: strawberry.Parent[Viewed], info: Info) -> T:
        found = await info.context.loaders.event.load((key(root), root.seen_at))
        if found is None:
            raise LookupError(key(root))
        return make(found)

    return resolve


def events(
    keys: Callable[[Any], Sequence[str]], make: Callable[[EventView], T]
) -> Callable[..., Awaitable[list[T]]]:
    """A resolver for the events whose keys its parent bears."""

    async def resolve(root: strawberry.Parent[Viewed], info: Info) -> list[T]:
        wanted = [(key, root.seen_at) for key in keys(root)]
        found = await info.context.loaders.event.load_many(wanted)
        return [make(each) for each in found if each]

    return resolve


def marks(
    bearer: Callable[[Any], Bearer], make: Callable[[Mark, View], T]
) -> Callable[..., Awaitable[list[T]]]:
    """A resolver for the marks of its parent: at the view of its answer, an entity's at the present one."""

    async def resolve(root: strawberry.Parent[Any], info: Info) -> list[T]:
        view: View = getattr(root, "seen_at", info.context.now)
        found = await info.context.loaders.marks.load((bearer(root), view))
        return [make(mark, view) for mark in found or ()]

    return resolve
