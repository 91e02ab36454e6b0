"""What the services need from outside, fulfilled by `cypher/readers`; and what they offer.

Every reading takes the `seconds` it may last and raises `cypher.errors.TimedOut` when they are over.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cypher.records.codes import NamedEntity
from cypher.records.entities import Entity
from cypher.records.parties import EntityKind
from cypher.records.views import (
    ChangeView,
    EventView,
    GapView,
    HoldingView,
    SpanView,
    TransformationView,
)
from cypher.records.walks import Direction, EdgeColumns, EdgePage, ItemColumns, View
from graph_api.rules.budget import Deadline
from graph_api.rules.paging import KeyRange
from graph_api.services.answers import Impact, LookupMatches, TraceGraph
from graph_api.services.questions import (
    EntityFilter,
    EventFilter,
    HoldingFilter,
    ImpactQuestion,
    TraceQuestion,
)

Clock = Callable[[], int]
"""Microseconds since 1970 UTC."""


class EdgeSource(Protocol):
    """Supplies the walk: whole frontiers in one round trip."""

    async def edges(
        self, direction: Direction, keys: Sequence[str], view: View, page: EdgePage, seconds: float
    ) -> EdgeColumns:
        """Edges that leave (FORWARD) or enter (BACKWARD) the keys, ordered and cut as `page` says."""

    async def siblings(self, keys: Sequence[str], view: View, seconds: float) -> ItemColumns:
        """All holdings of the items of these holdings."""


class CustodyDetails(Protocol):
    """What an answer tells of its trace points; a constant number of queries a call."""

    async def holdings(
        self, keys: Sequence[str], view: View, seconds: float
    ) -> Mapping[str, HoldingView]: ...

    async def transformations(
        self, keys: Sequence[str], view: View, seconds: float
    ) -> Mapping[str, TransformationView]: ...

    async def gaps(
        self, keys: Sequence[str], events: Sequence[str], view: View, seconds: float
    ) -> Sequence[GapView]:
        """Gaps that concern these trace points, and those of these events that concern no holding."""

    async def spans(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[SpanView]:
        """Who kept and owned these holdings, and what containers they lay in."""

    async def positions(self, items: Sequence[str], view: View, seconds: float) -> Sequence[HoldingView]:
        """All holdings of these items (containers), by key."""

    async def later_changes(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[ChangeView]:
        """What came into and went out of these holdings after the view's `as_of`."""

    async def events(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, EventView]: ...


class SeedSource(Protocol):
    """Which holdings (or transformations) a seed stands for; at most `limit` keys, sorted."""

    async def holdings_of(
        self, kind: EntityKind, key: str, view: View, limit: int, seconds: float
    ) -> Sequence[str]: ...

    async def contents_of(
        self, holdings: Sequence[str], view: View, limit: int, seconds: float
    ) -> Sequence[str]:
        """What lay inside the items of these holdings, one level deep."""

    async def existing(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[str]:
        """Those of these trace points that are known at the view."""


class CodeSource(Protocol):
    """Codes and the entities they name."""

    async def named(self, codes: Sequence[tuple[str, str]], seconds: float) -> Sequence[NamedEntity]:
        """Entities whose Code node or own key is one of these (scheme, value)."""

    async def entities(self, keys: Sequence[str], seconds: float) -> Mapping[str, Entity]: ...


class Connections(Protocol):
    """Keyset pages: up to `limit` rows in key order (descending where the range is reversed)."""

    async def entity_page(
        self, kind: EntityKind, span: KeyRange, where: EntityFilter, seconds: float
    ) -> Sequence[Entity]: ...

    async def holding_page(
        self, span: KeyRange, where: HoldingFilter, view: View, seconds: float
    ) -> Sequence[HoldingView]: ...

    async def event_page(
        self, span: KeyRange, where: EventFilter, view: View, seconds: float
    ) -> Sequence[EventView]: ...


class RecordClock(Protocol):
    """The record time of the newest commit; 0 while nothing is recorded."""

    async def newest(self, seconds: float) -> int: ...


@dataclass(frozen=True, slots=True)
class Readers:
    """Everything the services read from, joined in `graph_api/app.py`."""

    edges: EdgeSource
    details: CustodyDetails
    seeds: SeedSource
    codes: CodeSource
    connections: Connections
    clock: RecordClock


class Questions(Protocol):
    """The questions that walk or look up; the service and the cache before it both offer them."""

    async def trace(self, question: TraceQuestion, deadline: Deadline) -> TraceGraph:
        """Raises CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""

    async def impact(self, question: ImpactQuestion, deadline: Deadline) -> Impact:
        """Raises CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""

    async def lookup(self, code: str, scheme: str | None, deadline: Deadline) -> LookupMatches:
        """Raises CodeNotFound, BadCode or OutOfTime."""
