"""Compares a whole graph with what its events say: what was lost, cut or changed is found."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import islice
from typing import TypeVar

from cypher.checks.stored import (
    StoredEvent,
    event_keys,
    events_as_stored,
    sources,
    trace_point_keys,
    uncoded,
    undescribed,
)
from cypher.checks.ties import untied
from cypher.connection import Graph, WriteTx
from cypher.errors import Damaged, Overtaken
from cypher.records.custody import Derived
from loaders.replay import EventMemory, Replay, replay

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Is told what is checked, how much of it is done, and how much there is."""

_SECONDS = 600.0
"""How long one reading may take."""
_AT_ONCE = 500
"""Events or trace points that one reading takes."""


class FindingKind(StrEnum):
    """What a check found."""

    EVENT_UNREADABLE = "EVENT_UNREADABLE"
    EVENT_LINKS_LOST = "EVENT_LINKS_LOST"
    CHAIN_BROKEN = "CHAIN_BROKEN"
    GRAPH_DIFFERS = "GRAPH_DIFFERS"
    LINKS_LOST = "LINKS_LOST"
    CODES_LOST = "CODES_LOST"
    MASTER_DATA_LOST = "MASTER_DATA_LOST"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree; `about` is the key, or the source, that it is about."""

    kind: FindingKind
    about: str
    message: str


@dataclass(slots=True)
class Verification:
    """What was checked, and what does not agree; sound where `findings` is empty."""

    events: int = 0
    trace_points: int = 0
    findings: list[Finding] = field(default_factory=list)

    def found(self, kind: FindingKind, about: str, message: str) -> None:
        """Notes that something does not agree."""
        self.findings.append(Finding(kind, about, message))


async def verify(graph: Graph, progress: Progress = lambda _what, _done, _all: None) -> Verification:
    """Checks a graph that nobody writes to meanwhile; it only reads.

    Events: each can be read, and the chain of each source holds from its first event to its newest. Derived
    rows: the same as the events give, worked out anew. Trace points: every link that was tied to them.
    Entities: their codes.
    """
    told = Verification()
    keys = await event_keys(graph)
    told.events = len(keys)
    await _chains(graph, keys, told, progress)
    await _derived(graph, keys, told, progress)
    await _links(graph, told, progress)
    await _entities(graph, told)
    return told


async def _chains(graph: Graph, keys: Sequence[str], told: Verification, progress: Progress) -> None:
    """Each event names the hash of the one before it from its source: none can be gone or changed unseen."""
    next_of: dict[str, dict[str | None, str]] = {}
    for done, part in _parts(keys):
        for event in await events_as_stored(graph, part):
            next_of.setdefault(event.source, {})[event.previous] = event.chain
            _one_event(event, told)
        progress("events", done, len(keys))
    for source, head in (await sources(graph)).items():
        _follow(source, head, next_of.pop(source, {}), told)
    for source in next_of:
        told.found(FindingKind.CHAIN_BROKEN, source, f"the head of the chain of source {source!r} is gone")


def _one_event(event: StoredEvent, told: Verification) -> None:
    if event.lines is None:
        told.found(FindingKind.EVENT_UNREADABLE, event.key, f"event {event.key} cannot be read any more")
    elif event.mentions != event.lines:
        told.found(
            FindingKind.EVENT_LINKS_LOST,
            event.key,
            f"event {event.key} names {event.lines} items and is linked with {event.mentions}",
        )


def _follow(source: str, head: str | None, next_of: dict[str | None, str], told: Verification) -> None:
    """Walks the chain from its first event; what is not on it hangs on an event that is not as it was."""
    at: str | None = None
    links = len(next_of)
    while at in next_of:
        at = next_of.pop(at)
    if next_of or at != head:
        told.found(
            FindingKind.CHAIN_BROKEN,
            source,
            f"source {source!r}: the chain of its events breaks after {links - len(next_of)} of {links}: "
            "one is gone or was changed",
        )


async def _derived(graph: Graph, keys: Sequence[str], told: Verification, progress: Progress) -> None:
    """Works out part after part from its events; a part that was seen whole is not worked out again."""
    memory, seen = EventMemory(), set[str]()
    waiting = iter(keys)
    while part := list(islice((key for key in waiting if key not in seen), _AT_ONCE)):
        worked = await _worked_out(graph, part, memory)
        seen |= worked.whole
        for name, lost, extra in _differences(worked.difference.opened, worked.difference.closed):
            about = f"{part[0]} and those linked with it"
            told.found(
                FindingKind.GRAPH_DIFFERS,
                part[0],
                f"events {about}: {lost} {name} missing from the graph, {extra} that the events do not give",
            )
        if changed := len(worked.difference.restated):
            told.found(FindingKind.GRAPH_DIFFERS, part[0], f"{changed} holdings in another state")
        progress("what the events give", min(len(seen), len(keys)), len(keys))


async def _worked_out(graph: Graph, keys: Sequence[str], memory: EventMemory) -> Replay:
    async def work(tx: WriteTx) -> Replay:
        events = await memory.fetch(tx, keys)
        return await replay(tx, events, memory)

    try:
        return await graph.write(work)
    except Overtaken as lost:
        raise Damaged(graph.address, f"{lost.query} finds links to records that are not there") from None


def _differences(opened: Derived, closed: Derived) -> Iterator[tuple[str, int, int]]:
    """Kinds of rows that differ: how many are missing, how many should not be there."""
    for kind in fields(Derived):
        missing, extra = len(getattr(opened, kind.name)), len(getattr(closed, kind.name))
        if missing or extra:
            yield kind.name.replace("_", " "), missing, extra


async def _links(graph: Graph, told: Verification, progress: Progress) -> None:
    keys = await trace_point_keys(graph)
    told.trace_points = len(keys)
    for done, part in _parts(keys):
        for key in await untied(graph, part, _SECONDS):
            told.found(
                FindingKind.LINKS_LOST, key, f"trace point {key} has fewer links than were written to it"
            )
        progress("links", done, len(keys))


async def _entities(graph: Graph, told: Verification) -> None:
    for key in await uncoded(graph):
        told.found(FindingKind.CODES_LOST, key, f"{key}: a code of it leads there no more")
    for key in await undescribed(graph):
        told.found(FindingKind.MASTER_DATA_LOST, key, f"{key}: what described it cannot be read any more")


def _parts(keys: Sequence[str]) -> Iterable[tuple[int, Sequence[str]]]:
    """The keys part by part, with how many are done after each."""
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        yield start + len(part), part
