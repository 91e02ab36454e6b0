"""Per-request DataLoaders: related records asked for one by one are fetched a batch at a time."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeVar

from strawberry.dataloader import DataLoader

from cypher.records.entities import Entity, EntityRef
from cypher.records.views import EventView, HoldingView
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.services.errors import OutOfTime
from graph_api.services.ports import CustodyDetails, PartySource

T = TypeVar("T")
Seen = tuple[str, View]
"""A key, and the view it is looked at by."""
_Fetch = Callable[[Sequence[str], View, float], Awaitable[Mapping[str, T]]]

_MAX_BATCH = 500


class Loaders:
    """One set a request, so that nothing is remembered longer than the question it belongs to."""

    def __init__(self, parties: PartySource, details: CustodyDetails, deadline: Deadline) -> None:
        self._parties = parties
        self._deadline = deadline
        self.entity: DataLoader[EntityRef, Entity | None] = DataLoader(
            self._entities, max_batch_size=_MAX_BATCH
        )
        self.holding: DataLoader[Seen, HoldingView | None] = self._viewed(details.holdings)
        self.event: DataLoader[Seen, EventView | None] = self._viewed(details.events)

    async def _entities(self, refs: list[EntityRef]) -> list[Entity | None]:
        wanted = [EntityRef(ref.kind, ref.key) for ref in refs]
        found = await self._parties.entities(wanted, self._seconds())
        return [found.get(ref) for ref in wanted]

    def _viewed(self, fetch: _Fetch[T]) -> DataLoader[Seen, T | None]:
        async def load(wanted: list[Seen]) -> list[T | None]:
            by_view: dict[View, list[str]] = defaultdict(list)
            for key, view in wanted:
                by_view[view].append(key)
            found = {view: await fetch(keys, view, self._seconds()) for view, keys in by_view.items()}
            return [found[view].get(key) for key, view in wanted]

        return DataLoader(load, max_batch_size=_MAX_BATCH)

    def _seconds(self) -> float:
        """What is left of the request's time; OutOfTime instead of a query that could not end."""
        if self._deadline.passed:
            raise OutOfTime
        return self._deadline.remaining
