"""Which events count: the voided leave, and what is said twice counts once (ledger.md 3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cypher.records.custody import GapRecord
from cypher.records.events import EventRecord
from cypher.records.vocabulary import GapKind


@dataclass(frozen=True, slots=True)
class Truth:
    """Events that count, by key; (event, the one it repeats); events that share an id with other contents."""

    events: list[EventRecord]
    repeats: frozenset[tuple[str, str]]
    same_id: list[EventRecord]


def in_force(told: Iterable[EventRecord]) -> Truth:
    """Of equal contents the event with the smallest key counts."""
    by_key = {event.key: event for event in told}
    void = {event.event_id for event in by_key.values() if event.error is not None} - {None}
    held = [e for e in by_key.values() if e.error is None and e.event_id not in void]
    held = _without_replaced(held)
    held.sort(key=lambda event: event.key)
    first: dict[str, EventRecord] = {}
    repeats = set()
    contents: dict[str, set[str]] = defaultdict(set)
    for event in held:
        kept = first.setdefault(event.content_hash, event)
        if kept is not event:
            repeats.add((event.key, kept.key))
        if event.event_id is not None:
            contents[event.event_id].add(event.content_hash)
    same_id = [e for e in held if e.event_id is not None and len(contents[e.event_id]) > 1]
    return Truth([*first.values()], frozenset(repeats), same_id)


def _without_replaced(held: list[EventRecord]) -> list[EventRecord]:
    """Without what was taken in part and sent again whole: of one event id, and of some of its goods."""
    whole: dict[str | None, set[str]] = defaultdict(set)
    for event in held:
        if not event.refused_lines:
            whole[event.event_id] |= {line.item for line in event.lines}
    return [
        event
        for event in held
        if not event.refused_lines
        or event.event_id is None
        or whole[event.event_id].isdisjoint(line.item for line in event.lines)
    ]


def same_id_gap(event: EventRecord) -> GapRecord:
    """The gap of an event whose id another content bears too."""
    return GapRecord("", GapKind.SAME_ID, None, None, event.key, event.time)
