"""Answers kept in memory: keyed by question, view and record time, bounded, one flight per key.

A key holds the record time of the newest commit, so an entry is never stale; nothing expires by a timer
(the timers of aiocache 0.12 outlive `clear` and delete newer values). aiocache's memory back end has no
bound and its `cached` runs equal calls side by side, so bound and flights are ours.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from aiocache import SimpleMemoryCache

from graph_api.rules.budget import Deadline
from graph_api.services.errors import OutOfTime

T = TypeVar("T")


class BoundedMemory(SimpleMemoryCache):  # type: ignore[misc]
    """aiocache's memory with two bounds, entries and their weights in all; the least lately used go first."""

    def __init__(self, entries: int, weight: int) -> None:
        super().__init__(timeout=None)
        self._entries = entries
        self._most = weight
        self._weights: dict[str, int] = {}

    async def _get(self, key: str, encoding: str = "utf-8", _conn: object = None) -> object:
        if key in self._cache:
            self._cache[key] = self._cache.pop(key)
        return self._cache.get(key)

    async def keep(self, key: str, value: object, weight: int) -> None:
        """Keeps a value, unless it alone outweighs the bound."""
        if weight > self._most or self._entries < 1:
            return
        await self.set(key, value)
        self._weights[key] = weight
        while len(self._cache) > self._entries or sum(self._weights.values()) > self._most:
            oldest = next(iter(self._cache))
            await self.delete(oldest)
            self._weights.pop(oldest, None)


@dataclass(slots=True)
class _Flight:
    """One piece of work under way, and how many wait for it."""

    task: asyncio.Task[Any]
    waiting: int = 0


class AnswerCache:
    """Gives an answer kept under a key, or works it out once however many ask for it."""

    def __init__(self, memory: BoundedMemory) -> None:
        self._memory = memory
        self._flights: dict[str, _Flight] = {}

    async def get(
        self,
        key: str,
        work: Callable[[], Coroutine[Any, Any, T]],
        weigh: Callable[[T], int | None],
        deadline: Deadline,
    ) -> T:
        """`weigh` gives an answer's weight, None for one that must not be kept. A failure is not kept.

        A caller that is cancelled, or out of time, leaves the others waiting; the last one to leave
        stops the work. A flight that another's shorter deadline ended is begun again.
        """
        kept: T | None = await self._memory.get(key)
        while kept is None:
            others = self._flights.get(key)
            try:
                kept = await self._wait(key, others or self._begin(key, work, weigh), deadline)
            except OutOfTime:
                if others is None or deadline.passed:
                    raise
        return kept

    def _begin(
        self, key: str, work: Callable[[], Coroutine[Any, Any, T]], weigh: Callable[[T], int | None]
    ) -> _Flight:
        async def fly() -> T:
            answer = await work()
            weight = weigh(answer)
            if weight is not None:
                await self._memory.keep(key, answer, weight)
            return answer

        flight = self._flights[key] = _Flight(asyncio.create_task(fly()))
        flight.task.add_done_callback(lambda _: self._landed(key, flight))
        return flight

    async def _wait(self, key: str, flight: _Flight, deadline: Deadline) -> Any:  # noqa: ANN401
        flight.waiting += 1
        try:
            async with asyncio.timeout(deadline.remaining):
                return await asyncio.shield(flight.task)
        except TimeoutError:
            raise OutOfTime from None
        finally:
            flight.waiting -= 1
            if flight.waiting == 0 and not flight.task.done():
                flight.task.cancel()
                self._forget(key, flight)

    def _landed(self, key: str, flight: _Flight) -> None:
        self._forget(key, flight)
        if not flight.task.cancelled():
            flight.task.exception()

    def _forget(self, key: str, flight: _Flight) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]
