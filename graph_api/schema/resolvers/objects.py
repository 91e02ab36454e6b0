"""Anything by its id: entities, holdings, events, and `node` for all of them."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import strawberry

from cypher.records.entities import Entity as EntityRecord
from cypher.records.quarantine import QuarantineView
from cypher.records.views import EventView, HoldingView, TransformationView
from cypher.records.walks import View
from graph_api.schema.context import Info
from graph_api.schema.types.custody import Event, Holding, Transformation
from graph_api.schema.types.node import Entity, Node, Refs
from graph_api.schema.types.quarantine import QuarantineEntry
from graph_api.services.answers import Found
from graph_api.services.errors import BadArgument
from graph_api.services.ids import decode_id

_Id = Annotated[strawberry.ID, strawberry.argument(name="id")]


async def node(info: Info, id_: _Id) -> Node | None:
    """Whatever the id names; null for nothing, an error where it is no id of ours."""
    context = info.context
    found = await context.catalogue.node(id_, context.deadline, context.now)
    return _made(found, context.now) if found else None


def by_id(label: str) -> Callable[..., Awaitable[Any]]:
    """A resolver for the things of one label; the id of anything else is an error."""

    async def resolve(info: Info, id_: _Id) -> Node | None:
        named, _ = decode_id(id_)
        if named != label:
            raise BadArgument("id", f"is the id of a {named}, not of a {label}")
        return await node(info, id_)

    return resolve


def _made(found: Found, seen_at: View) -> Node:
    match found:
        case EntityRecord():
            return Entity.from_record(found)
        case HoldingView():
            return Holding.from_record(found, seen_at, Refs())
        case TransformationView():
            return Transformation.from_record(found, seen_at, Refs())
        case EventView():
            return Event.from_record(found)
        case QuarantineView():
            return QuarantineEntry.from_record(found)
