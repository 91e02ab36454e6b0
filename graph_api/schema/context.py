"""What every resolver gets: the questions, the loaders of this request, and its deadline."""

from dataclasses import dataclass
from typing import Protocol

import strawberry

from cypher.records.entities import Entity
from cypher.records.views import EventView, HoldingView
from graph_api.rules.budget import Deadline
from graph_api.schema.batching import Loaders
from graph_api.services.answers import Found, Page
from graph_api.services.ports import Questions
from graph_api.services.questions import EntityQuestion, EventFilter, HoldingFilter, PageRequest


class Catalogue(Protocol):
    """What can be looked at without a walk."""

    async def find(self, global_id: str, deadline: Deadline) -> Found | None:
        """What a global id names, None for nothing; raises BadArgument where it is none of ours."""

    async def entities(self, question: EntityQuestion, deadline: Deadline) -> Page[Entity]: ...

    async def holdings(
        self, page: PageRequest, where: HoldingFilter, deadline: Deadline
    ) -> Page[HoldingView]: ...

    async def events(self, page: PageRequest, where: EventFilter, deadline: Deadline) -> Page[EventView]: ...


@dataclass(frozen=True, slots=True)
class Context:
    """One a request; the services behind it live as long as the process."""

    questions: Questions
    catalogue: Catalogue
    loaders: Loaders
    deadline: Deadline


Info = strawberry.Info[Context, None]
