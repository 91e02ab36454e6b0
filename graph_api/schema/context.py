"""What every resolver gets: the questions, the catalogue, the loaders of this request, and its deadline."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import strawberry

from cypher.records.entities import Entity, EntityRef
from cypher.records.marks import Bearer
from cypher.records.pages import EventFilter, HoldingFilter, RefusalFilter
from cypher.records.quarantine import QuarantineView
from cypher.records.views import EventView, HoldingView
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.rules.marks import Mark
from graph_api.schema.batching import Loaders
from graph_api.services.answers import Found, Page
from graph_api.services.ports import Questions
from graph_api.services.questions import EntityQuestion, PageRequest


class Catalogue(Protocol):
    """What can be looked at without a walk; the entity service offers it."""

    def present(self) -> View:
        """All that is known, up to now."""

    async def node(self, node_id: str, deadline: Deadline, view: View | None = None) -> Found | None:
        """What a global id names; raises BadArgument where it is none of ours."""

    async def entities(self, wanted: Iterable[EntityRef], deadline: Deadline) -> Mapping[EntityRef, Entity]:
        """Those that there are; the keys of the answer bear no names."""

    async def holdings(
        self, keys: Sequence[str], deadline: Deadline, view: View | None = None
    ) -> Mapping[str, HoldingView]:
        """Those known at the view."""

    async def events(
        self, keys: Sequence[str], deadline: Deadline, view: View | None = None
    ) -> Mapping[str, EventView]:
        """Those recorded by the view's `known_at`."""

    async def marks(
        self, bearers: Sequence[Bearer], deadline: Deadline, view: View | None = None
    ) -> Mapping[Bearer, tuple[Mark, ...]]:
        """What stands against these goods at the view."""

    async def entity_page(self, question: EntityQuestion, deadline: Deadline) -> Page[Entity]:
        """A page of the entities of one kind."""

    async def holding_page(
        self, request: PageRequest, where: HoldingFilter, deadline: Deadline, view: View | None = None
    ) -> Page[HoldingView]:
        """A page of holdings as of the view."""

    async def event_page(
        self, request: PageRequest, where: EventFilter, deadline: Deadline, view: View | None = None
    ) -> Page[EventView]:
        """A page of events recorded by the view's `known_at`."""

    async def quarantine_page(
        self, request: PageRequest, where: RefusalFilter, deadline: Deadline
    ) -> Page[QuarantineView]:
        """A page of refused records, as known at the time that the filter says."""


@dataclass(frozen=True, slots=True)
class Context:
    """One a request; the services behind it live as long as the process.

    `now` is how things are looked at where a question names no time: once settled, for the whole request.
    """

    questions: Questions
    catalogue: Catalogue
    loaders: Loaders
    deadline: Deadline
    now: View


Info = strawberry.Info[Context, None]
