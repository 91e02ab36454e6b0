"""Derives anew what new events touch: their scope is closed, replayed, and compared with the graph."""

from collections.abc import Iterable
from dataclasses import dataclass

from cypher.connection import WriteTx
from cypher.records.difference import Difference
from cypher.records.events import EventRecord
from cypher.writers.history import current, linked_events, stored_events
from cypher.writers.register import register_of
from cypher.writers.truth import entities_of
from loaders.ledger.derive import derive
from loaders.ledger.difference import difference
from loaders.ledger.scope import Links, linked

_REMEMBERED = 50_000

Scope = dict[str, EventRecord]
"""Events by key."""


class EventMemory:
    """Stored events already read: they never change, so none is read twice; bounded."""

    def __init__(self, limit: int = _REMEMBERED) -> None:
        self._limit = limit
        self._events: dict[str, EventRecord] = {}

    async def fetch(self, tx: WriteTx, keys: Iterable[str]) -> list[EventRecord]:
        """The events of these keys, which are stored."""
        wanted = list(keys)
        found = [self._events[key] for key in wanted if key in self._events]
        read = await stored_events(tx, [key for key in wanted if key not in self._events])
        for event in read:
            self._events[event.key] = event
        for _ in range(len(self._events) - self._limit):
            del self._events[next(iter(self._events))]
        return found + read


@dataclass(frozen=True, slots=True)
class Replay:
    """What a replay came to, over how many events; `whole` are those of which every item was replayed."""

    difference: Difference
    events: int
    whole: frozenset[str]


async def replay(tx: WriteTx, touched: Iterable[EventRecord], memory: EventMemory) -> Replay:
    """The step from the stored graph to the one that the events make, where these stored ones tell.

    `touched` are events that are new, or that a changed register may read otherwise.
    """
    scope = await _with_namesakes(tx, {event.key: event for event in touched}, memory)
    items = await _close(tx, scope, memory)
    entities = {entity for event in scope.values() for entity in entities_of(event)}
    before = await current(tx, items, scope.keys())
    after = derive(scope.values(), await register_of(tx, entities), items)
    whole = frozenset(
        event.key for event in scope.values() if all(line.item in items for line in event.lines)
    )
    return Replay(difference(before, after), len(scope), whole)


async def _with_namesakes(tx: WriteTx, scope: Scope, memory: EventMemory) -> Scope:
    """With the stored events of the same ids or contents: whether those count may be another thing now."""
    links = linked(scope.values())
    keys = await linked_events(tx, (), links.event_ids, links.content_hashes, ())
    found = await memory.fetch(tx, keys - scope.keys())
    return scope | {event.key: event for event in found}


async def _close(tx: WriteTx, scope: Scope, memory: EventMemory) -> frozenset[str]:
    """Adds to the scope all stored events that belong to its replay; the items that are replayed."""
    items = linked(scope.values()).items
    asked = Links(frozenset(), frozenset(), frozenset(), frozenset(), frozenset())
    while True:
        links = linked(scope.values(), items)
        if links == asked:
            return items
        keys = await linked_events(
            tx,
            (links.items | links.ahead) - asked.items - asked.ahead,
            links.event_ids - asked.event_ids,
            links.content_hashes - asked.content_hashes,
            links.transformation_ids - asked.transformation_ids,
        )
        scope.update((event.key, event) for event in await memory.fetch(tx, keys - scope.keys()))
        items, asked = links.items, links
