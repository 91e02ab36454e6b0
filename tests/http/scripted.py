"""Services that answer what a test tells them to: for what HTTP and GraphQL do around an answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette

from cypher.errors import Unavailable
from cypher.records.entities import Entity, EntityRef
from cypher.records.events import TimeRange
from cypher.records.marks import Bearer
from cypher.records.pages import EventFilter, HoldingFilter, RefusalFilter
from cypher.records.parties import EntityKind
from cypher.records.quarantine import QuarantineView
from cypher.records.views import EventView, HoldingView
from cypher.records.vocabulary import (
    Certainty,
    EdgeKind,
    HoldingKind,
    ItemKind,
    PlaceKind,
    StockStatus,
)
from cypher.records.walks import Direction, View
from graph_api.app import Services, create_app
from graph_api.rules.budget import Deadline
from graph_api.rules.marks import Mark
from graph_api.services.answers import (
    Found,
    Impact,
    ImpactGroup,
    LookupMatch,
    LookupMatches,
    Page,
    TraceEdge,
    TraceGraph,
    TraceNode,
    TraceNodeKind,
)
from graph_api.services.ids import decode_id
from graph_api.services.questions import (
    EntityQuestion,
    ImpactQuestion,
    PageRequest,
    TraceQuestion,
)
from graph_api.settings import ApiSettings

BATCH = Entity(EntityKind.BATCH, "https://id.gs1.org/01/06901234567892/10/A1", "鲜牛奶 A1", lot="A1")


def holding(key: str) -> HoldingView:
    return HoldingView(
        key=key,
        item=BATCH.key,
        item_kind=ItemKind.LOT,
        kind=HoldingKind.STOCK,
        place=None,
        place_kind=PlaceKind.UNKNOWN,
        status=StockStatus.IN_STOCK,
        opened=TimeRange(0, 0),
        entity=BATCH.ref,
        product=EntityRef(EntityKind.PRODUCT, "https://id.gs1.org/01/06901234567892"),
    )


def graph(keys: Sequence[str], edges: Sequence[tuple[str, str]] = ()) -> TraceGraph:
    """A plain trace answer over these holdings."""
    nodes = tuple(
        TraceNode(
            key, TraceNodeKind.HOLDING, depth, None, True, Certainty.RECORDED, Direction.FORWARD, holding(key)
        )
        for depth, key in enumerate(keys)
    )
    links = tuple(
        TraceEdge(f"{a}>{b}", a, b, EdgeKind.CUSTODY, 1, 2, None, None, Certainty.RECORDED, None, "e1")
        for a, b in edges
    )
    return TraceGraph(
        Direction.FORWARD, tuple(keys[:1]), nodes, links, (), (), (), False, None, (), None, 10, 20
    )


@dataclass
class Script:
    """What to do when asked; by default a small answer. Everything asked is kept."""

    trace: Callable[[TraceQuestion], Awaitable[TraceGraph]] | None = None
    impact: Callable[[ImpactQuestion], Awaitable[Impact]] | None = None
    lookup: Callable[[str], Awaitable[LookupMatches]] | None = None
    unreachable: bool = False
    asked: list[object] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    batches: list[list[str]] = field(default_factory=list)


class ScriptedQuestions:
    def __init__(self, script: Script) -> None:
        self._script = script

    async def trace(self, question: TraceQuestion, deadline: Deadline) -> TraceGraph:
        self._note(question, deadline)
        return await self._script.trace(question) if self._script.trace else graph(["h1"])

    async def impact(self, question: ImpactQuestion, deadline: Deadline) -> Impact:
        self._note(question, deadline)
        if self._script.impact:
            return await self._script.impact(question)
        whole = ImpactGroup((), 1, 1, 0, 0, ())
        return Impact(("h1",), whole, (), 0, (), (), (), False, None, 10, 20)

    async def lookup(self, code: str, scheme: str | None, deadline: Deadline) -> LookupMatches:
        self._note((code, scheme), deadline)
        if self._script.lookup:
            return await self._script.lookup(code)
        return LookupMatches((LookupMatch(BATCH, "GS1_DIGITAL_LINK", BATCH.key, True, "its own key"),))

    def _note(self, question: object, deadline: Deadline) -> None:
        self._script.asked.append(question)
        self._script.deadlines.append(deadline)


class ScriptedCatalogue:
    def __init__(self, script: Script) -> None:
        self._script = script

    def present(self) -> View:
        return View(as_of=10, known_at=20)

    async def node(self, node_id: str, deadline: Deadline, view: View | None = None) -> Found | None:
        self._script.asked.append(node_id)
        return BATCH if decode_id(node_id)[1] == BATCH.key else None

    async def entity_page(self, question: EntityQuestion, deadline: Deadline) -> Page[Entity]:
        self._script.asked.append(question)
        return Page((BATCH,), ("c1",), False, False)

    async def holding_page(
        self, request: PageRequest, where: HoldingFilter, deadline: Deadline, view: View | None = None
    ) -> Page[HoldingView]:
        self._script.asked.append((request, where))
        return Page((holding("h1"),), ("c1",), False, False)

    async def event_page(
        self, request: PageRequest, where: EventFilter, deadline: Deadline, view: View | None = None
    ) -> Page[EventView]:
        self._script.asked.append((request, where))
        return Page((), (), False, False)

    async def quarantine_page(
        self, request: PageRequest, where: RefusalFilter, deadline: Deadline
    ) -> Page[QuarantineView]:
        self._script.asked.append((request, where))
        return Page((), (), False, False)

    async def entities(self, wanted: Iterable[EntityRef], deadline: Deadline) -> Mapping[EntityRef, Entity]:
        refs = list(wanted)
        self._script.batches.append([ref.key for ref in refs])
        return {ref: Entity(ref.kind, ref.key, lot=f"lot of {ref.key}") for ref in refs}

    async def holdings(
        self, keys: Sequence[str], deadline: Deadline, view: View | None = None
    ) -> Mapping[str, HoldingView]:
        self._script.batches.append(list(keys))
        return {key: holding(key) for key in keys}

    async def events(
        self, keys: Sequence[str], deadline: Deadline, view: View | None = None
    ) -> Mapping[str, EventView]:
        self._script.batches.append(list(keys))
        return {key: _event(key) for key in keys}

    async def marks(
        self, bearers: Sequence[Bearer], deadline: Deadline, view: View | None = None
    ) -> Mapping[Bearer, tuple[Mark, ...]]:
        return dict.fromkeys(bearers, ())


class ScriptedClock:
    def __init__(self, script: Script) -> None:
        self._script = script

    async def newest(self, seconds: float) -> int:
        if self._script.unreachable:
            raise Unavailable("bolt://secret-host:7687")
        return 1


def _event(key: str) -> EventView:
    return EventView(
        key=key,
        event_id="urn:uuid:1",
        content_hash="00",
        type="ObjectEvent",
        action="OBSERVE",
        time=TimeRange(5, 5),
        time_text="1970-01-01T08:00:00+08:00",
        biz_step="shipping",
        disposition=None,
        transformation_id=None,
        source="test",
        position="event 0",
        record_time=7,
        error=False,
        body="{}",
    )


def scripted_app(script: Script, settings: ApiSettings | None = None) -> Starlette:
    """The application over scripted services."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[Services]:
        yield Services(ScriptedQuestions(script), ScriptedCatalogue(script), ScriptedClock(script))

    return create_app(settings or ApiSettings(), opened)


async def forever(_: object) -> Any:
    """Never answers; only cancelling it ends it."""
    await asyncio.Event().wait()
