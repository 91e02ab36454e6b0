"""What the services need from outside, fulfilled by `cypher/readers`; and what they offer.

Every reading takes the `seconds` it may last and raises `cypher.errors.TimedOut` when they are over.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cypher.records.codes import NamedEntity
from cypher.records.entities import Entity, EntityRef
from cypher.records.marks import ConditionView
from cypher.records.pages import EntityFilter, EventFilter, HoldingFilter, KeyRange, RefusalFilter
from cypher.records.parties import EntityKind
from cypher.records.quarantine import QuarantineView, RefusedView, RefusedWindow
from cypher.records.views import (
    EventView,
    GapView,
    HoldingView,
    LineView,
    TransformationView,
)
from cypher.records.walks import Direction, EdgeColumns, EdgePage, ItemColumns, KnownPoint, Presence, View
from graph_api.rules.budget import Deadline
from graph_api.services.answers import Impact, LookupMatches, TraceGraph
from graph_api.services.questions import ImpactQuestion, TraceQuestion

Clock = Callable[[], int]
"""Microseconds since 1970 UTC."""

Window = tuple[str, int, int]
"""A container's item, and from when to when it is asked for."""


class EdgeSource(Protocol):
    """Supplies the walk: whole frontiers in one round trip."""

    async def edges(
        self, direction: Direction, keys: Sequence[str], view: View, page: EdgePage, seconds: float
    ) -> EdgeColumns:
        """Edges that leave (FORWARD) or enter (BACKWARD) the keys, as much of them as `page` says."""

    async def siblings(self, keys: Sequence[str], view: View, limit: int, seconds: float) -> ItemColumns:
        """Holdings of the items that these holdings are of, the first `limit` by key."""


class CustodyDetails(Protocol):
    """What an answer tells of its trace points; a constant number of queries a call."""

    async def holdings(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, HoldingView]:
        """Holdings by key, as of the view, with their spans."""

    async def transformations(
        self, keys: Sequence[str], view: View, seconds: float
    ) -> Mapping[str, TransformationView]:
        """Transformations by key, with the events that recorded them."""

    async def gaps(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[GapView]:
        """Gaps that concern these trace points, and those of events about them that concern no holding."""

    async def damaged(self, keys: Sequence[str], seconds: float) -> Sequence[str]:
        """Those of these trace points that are gone, or have fewer links than were written to them."""

    async def positions(self, windows: Sequence[Window], view: View, seconds: float) -> Sequence[HoldingView]:
        """All holdings of these items (containers) in these windows, by key."""

    async def lines(self, keys: Sequence[str], view: View, seconds: float) -> Sequence[LineView]:
        """What recorded lines brought into these holdings and took out of them, at any time."""

    async def events(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, EventView]:
        """Events by key, those recorded by the view's `known_at`."""

    async def conditions(
        self, items: Iterable[EntityRef], words: Iterable[str], view: View, seconds: float
    ) -> Mapping[str, Sequence[ConditionView]]:
        """By item the events that say one of these dispositions of it, its lot or its product."""


class SeedSource(Protocol):
    """Which holdings seeds stand for; at most `limit` keys, in order."""

    async def holdings_of(
        self, kind: EntityKind, keys: Sequence[str], view: View, limit: int, seconds: float
    ) -> Sequence[str]:
        """Holdings that entities of a kind stand for: of them, at them, aboard them, with them."""

    async def inside_items(
        self, items: Sequence[str], view: View, limit: int, seconds: float
    ) -> Sequence[str]:
        """What lay directly inside these containers at any time up to the view's."""

    async def inside_holdings(
        self, holdings: Sequence[str], view: View, limit: int, seconds: float
    ) -> Sequence[str]:
        """What lay directly inside the units that these holdings are of, while they were there."""

    async def existing(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, KnownPoint]:
        """Those of these trace points that there are."""

    async def presence(self, seeds: Iterable[str], view: View, seconds: float) -> Sequence[Presence]:
        """Those of these seeds ("Label:key") that ever had a position."""


class CodeSource(Protocol):
    """What codes name."""

    async def named(self, codes: Sequence[tuple[str, str]], seconds: float) -> Sequence[NamedEntity]:
        """Entities that one of these (scheme, value) codes names, in no particular order."""


class PartySource(Protocol):
    """Entities."""

    async def entities(self, wanted: Iterable[EntityRef], seconds: float) -> Mapping[EntityRef, Entity]:
        """Those of these entities that there are; the answer's keys bear no names."""


class PageSource(Protocol):
    """Keys of a page, in order, or from its end backward."""

    async def entity_keys(
        self, kind: EntityKind, where: EntityFilter, page: KeyRange, seconds: float
    ) -> Sequence[str]:
        """Entities of a kind."""

    async def holding_keys(
        self, where: HoldingFilter, page: KeyRange, view: View, seconds: float
    ) -> Sequence[str]:
        """Holdings known at the view and opened by then."""

    async def event_keys(
        self, where: EventFilter, page: KeyRange, view: View, seconds: float
    ) -> Sequence[str]:
        """Events recorded by the view's `known_at`."""

    async def refusal_keys(
        self, where: RefusalFilter, page: KeyRange, view: View, seconds: float
    ) -> Sequence[str]:
        """Refused records recorded by the view's `known_at`."""


class QuarantineSource(Protocol):
    """Refused records as known at the view; those that matter to an answer at most `limit`, by key."""

    async def naming(
        self, windows: Sequence[RefusedWindow], view: View, limit: int, seconds: float
    ) -> Sequence[RefusedView]:
        """Open ones that name something in its window."""

    async def of_seeds(
        self, wanted: Mapping[EntityKind, Sequence[str]], view: View, limit: int, seconds: float
    ) -> Sequence[RefusedView]:
        """Open ones that name one of these, or what it stands for, at any time."""

    async def entries(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, QuarantineView]:
        """Entries by key, those recorded by the view's `known_at`."""


class RecordClock(Protocol):
    """The record time of the newest commit; 0 while nothing is recorded."""

    async def newest(self, seconds: float) -> int:
        """One cheap query."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Everything the services read from, joined in `graph_api/app.py`."""

    edges: EdgeSource
    details: CustodyDetails
    seeds: SeedSource
    codes: CodeSource
    parties: PartySource
    pages: PageSource
    clock: RecordClock
    quarantine: QuarantineSource


class Questions(Protocol):
    """The questions that walk or look up."""

    async def trace(self, question: TraceQuestion, deadline: Deadline) -> TraceGraph:
        """Raises CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""

    async def impact(self, question: ImpactQuestion, deadline: Deadline) -> Impact:
        """Raises CodeNotFound, AmbiguousCode, BadCode, BadArgument or OutOfTime."""

    async def lookup(self, code: str, scheme: str | None, deadline: Deadline) -> LookupMatches:
        """Raises CodeNotFound, BadCode or OutOfTime."""
