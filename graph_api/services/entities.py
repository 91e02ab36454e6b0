"""Entities, holdings, events and refused records by id, in batches by key, and as keyset connections."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from cypher.records.entities import Entity, EntityRef
from cypher.records.marks import Bearer
from cypher.records.pages import EntityFilter, EventFilter, HoldingFilter, KeyRange, RefusalFilter
from cypher.records.parties import EntityKind
from cypher.records.quarantine import QuarantineView
from cypher.records.views import EventView, HoldingView, TransformationView
from cypher.records.walks import View
from graph_api.rules import paging
from graph_api.rules.budget import Deadline
from graph_api.rules.marks import WORDS, Mark, marks
from graph_api.rules.paging import BadPage
from graph_api.services.answers import Found, Page
from graph_api.services.carriers import Carriers
from graph_api.services.errors import BadArgument
from graph_api.services.ids import decode_id
from graph_api.services.ports import Clock, Readers
from graph_api.services.questions import EntityQuestion, PageRequest
from graph_api.services.whereabouts import as_carried
from graph_api.settings import ApiSettings

T = TypeVar("T")

_FILTERS = {
    EntityKind.BATCH: ("product",),
    EntityKind.UNIT: ("product",),
    EntityKind.WAREHOUSE: ("operator", "region"),
    EntityKind.ENTERPRISE: ("region",),
    EntityKind.VEHICLE: ("operator",),
}
_KINDS = {kind.value: kind for kind in EntityKind}


class EntityService:
    """Single nodes and lists of them; a view that is not given is the present one.

    What takes too long raises `cypher.errors.TimedOut`, from the reading it happened in.
    """

    def __init__(self, readers: Readers, clock: Clock, settings: ApiSettings) -> None:
        self._readers = readers
        self._clock = clock
        self._settings = settings

    def present(self) -> View:
        """All that is known, up to now."""
        return View(as_of=self._clock())

    async def node(self, node_id: str, deadline: Deadline, view: View | None = None) -> Found | None:
        """What a global id names; None where there is nothing (any more, or yet)."""
        label, key = decode_id(node_id)
        view = view or self.present()
        if label in _KINDS:
            ref = EntityRef(_KINDS[label], key)
            return (await self.entities([ref], deadline)).get(ref)
        if label == "Holding":
            return (await self.holdings([key], deadline, view)).get(key)
        if label == "Transformation":
            return (await self.transformations([key], deadline, view)).get(key)
        if label == "Event":
            return (await self.events([key], deadline, view)).get(key)
        if label == "QuarantineEntry":
            return (await self._readers.quarantine.entries([key], view, deadline.remaining)).get(key)
        return None

    async def entities(self, wanted: Iterable[EntityRef], deadline: Deadline) -> Mapping[EntityRef, Entity]:
        """Those that there are, in one query; the keys of the answer bear no names."""
        return await self._readers.parties.entities(wanted, deadline.remaining)

    async def holdings(
        self, keys: Sequence[str], deadline: Deadline, view: View | None = None
    ) -> Mapping[str, HoldingView]:
        """Those known at the view, in two queries, and some more where any lies in a container."""
        view, details = view or self.present(), self._readers.details
        found = await details.holdings(keys, view, deadline.remaining)
        carriers = await Carriers(details, view, deadline).collect(found.values())
        return as_carried(found, carriers) if carriers else found

    async def transformations(
        self, keys: Sequence[str], deadline: Deadline, view: View | None = None
    ) -> Mapping[str, TransformationView]:
        """Those known at the view, in one query."""
        view = view or self.present()
        return await self._readers.details.transformations(keys, view, deadline.remaining)

    async def events(
        self, keys: Sequence[str], deadline: Deadline, view: View | None = None
    ) -> Mapping[str, EventView]:
        """Those recorded by the view's `known_at`, in one query."""
        return await self._readers.details.events(keys, view or self.present(), deadline.remaining)

    async def marks(
        self, bearers: Sequence[Bearer], deadline: Deadline, view: View | None = None
    ) -> Mapping[Bearer, tuple[Mark, ...]]:
        """What stands against these goods at the view, in one query."""
        view, items = view or self.present(), [bearer.item for bearer in bearers]
        told = await self._readers.details.conditions(items, sorted(WORDS), view, deadline.remaining)
        return {bearer: marks(bearer, told.get(bearer.item.key, ())) for bearer in bearers}

    async def entity_page(self, question: EntityQuestion, deadline: Deadline) -> Page[Entity]:
        """A page of one kind, by key; BadArgument for a filter that the kind does not have."""
        kind, where = question.kind, question.filter
        _check_filter(kind, where)
        span = self._span(question.page)
        keys = await self._readers.pages.entity_keys(kind, where, span, deadline.remaining)
        found = await self.entities([EntityRef(kind, key) for key in keys], deadline)
        return _page(span, keys, {ref.key: entity for ref, entity in found.items()})

    async def holding_page(
        self, request: PageRequest, where: HoldingFilter, deadline: Deadline, view: View | None = None
    ) -> Page[HoldingView]:
        """A page of holdings by key, as of the view."""
        span, view = self._span(request), view or self.present()
        keys = await self._readers.pages.holding_keys(where, span, view, deadline.remaining)
        return _page(span, keys, await self.holdings(keys, deadline, view))

    async def event_page(
        self, request: PageRequest, where: EventFilter, deadline: Deadline, view: View | None = None
    ) -> Page[EventView]:
        """A page of events by key, those recorded by the view's `known_at`."""
        if where.start >= where.end:
            raise BadArgument("filter", "start is not before end: the range is the wrong way round")
        span, view = self._span(request), view or self.present()
        keys = await self._readers.pages.event_keys(where, span, view, deadline.remaining)
        return _page(span, keys, await self.events(keys, deadline, view))

    async def quarantine_page(
        self, request: PageRequest, where: RefusalFilter, deadline: Deadline
    ) -> Page[QuarantineView]:
        """A page of refused records by key, as known at the time that the filter says."""
        view = self.present()
        if where.known_at is not None:
            view = View(view.as_of, where.known_at)
        span = self._span(request)
        keys = await self._readers.pages.refusal_keys(where, span, view, deadline.remaining)
        return _page(span, keys, await self._readers.quarantine.entries(keys, view, deadline.remaining))

    def _span(self, request: PageRequest) -> KeyRange:
        try:
            return paging.key_range(
                (request.first, request.after),
                (request.last, request.before),
                self._settings.page_size,
                self._settings.max_page_size,
            )
        except BadPage as bad:
            raise BadArgument(bad.argument, bad.reason) from None


def _check_filter(kind: EntityKind, where: EntityFilter) -> None:
    for name in ("product", "operator", "region"):
        if getattr(where, name) is not None and name not in _FILTERS.get(kind, ()):
            raise BadArgument("filter", f"a {kind.value} has no {name} to filter by")


def _page(span: KeyRange, keys: Sequence[str], found: Mapping[str, T]) -> Page[T]:
    """The rows asked for, in order; the row too many only tells that there are more on that side."""
    more = len(keys) >= span.limit
    shown = list(keys)[: span.limit - 1]
    if span.reverse:
        shown.reverse()
    items = [key for key in shown if key in found]
    return Page(
        items=tuple(found[key] for key in items),
        cursors=tuple(paging.encode_cursor(key) for key in items),
        has_next=span.before is not None if span.reverse else more,
        has_previous=more if span.reverse else bool(span.after),
    )
