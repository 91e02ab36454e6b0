"""Relay connections over keyset pages."""

from collections.abc import Callable
from typing import Generic, TypeVar

import strawberry

from graph_api.schema.cost_directives import Cost
from graph_api.services.answers import Page

NodeT = TypeVar("NodeT")
RecordT = TypeVar("RecordT")

_FREE = [Cost(weight="0")]


@strawberry.type(description="Where a page stands in its connection.", directives=_FREE)
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="One member of a page with its cursor.", directives=_FREE)
class Edge(Generic[NodeT]):
    cursor: str
    node: NodeT


@strawberry.type(description="A page of a keyset connection: stable while data is added.")
class Connection(Generic[NodeT]):
    edges: list[Edge[NodeT]]
    nodes: list[NodeT]
    page_info: PageInfo

    @classmethod
    def from_page(cls, page: Page[RecordT], convert: Callable[[RecordT], NodeT]) -> "Connection[NodeT]":
        nodes = [convert(item) for item in page.items]
        cursors = page.cursors
        edges = [Edge(cursor=cursor, node=node) for cursor, node in zip(cursors, nodes, strict=True)]
        info = PageInfo(
            has_next_page=page.has_next,
            has_previous_page=page.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        )
        return cls(edges=edges, nodes=nodes, page_info=info)
