"""Per-request DataLoaders: related records asked for one by one are fetched a batch at a time."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from strawberry.dataloader import DataLoader

from cypher.records.entities import Entity, EntityRef
from cypher.records.marks import Bearer
from cypher.records.views import EventView, HoldingView
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.rules.marks import Mark

K = TypeVar("K")
T = TypeVar("T")
Seen = tuple[K, View]
"""A key, and the view it is looked at by."""
_Fetch = Callable[[Sequence[K], Deadline, View], Awaitable[Mapping[K, T]]]

_MAX_BATCH = 500


class Batches(Protocol):
    """Records by their keys, a batch at a time; the entity service offers it."""

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


class Loaders:
    """One set a request, so that nothing is remembered longer than the question it belongs to."""

    def __init__(self, batches: Batches, deadline: Deadline) -> None:
        self._batches = batches
        self._deadline = deadline
        self.entity: DataLoader[EntityRef, Entity | None] = DataLoader(
            self._entities, max_batch_size=_MAX_BATCH
        )
        self.holding: DataLoader[Seen[str], HoldingView | None] = self._viewed(batches.holdings)
        self.event: DataLoader[Seen[str], EventView | None] = self._viewed(batches.events)
        self.marks: DataLoader[Seen[Bearer], tuple[Mark, ...] | None] = self._viewed(batches.marks)

    async def _entities(self, refs: list[EntityRef]) -> list[Entity | None]:
        wanted = [EntityRef(ref.kind, ref.key) for ref in refs]
        found = await self._batches.entities(wanted, self._deadline)
        return [found.get(ref) for ref in wanted]

    def _viewed(self, fetch: _Fetch[K, T]) -> DataLoader[Seen[K], T | None]:
        async def load(wanted: list[Seen[K]]) -> list[T | None]:
            by_view: dict[View, list[K]] = defaultdict(list)
            for key, view in wanted:
                by_view[view].append(key)
            found = {view: await fetch(keys, self._deadline, view) for view, keys in by_view.items()}
            return [found[view].get(key) for key, view in wanted]

        return DataLoader(load, max_batch_size=_MAX_BATCH)
