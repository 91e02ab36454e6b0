"""What a replay must include, so that a part of the events gives its part of the graph (ledger.md 6)."""

from collections.abc import Iterable
from dataclasses import dataclass

from cypher.records.events import EventRecord
from loaders.ledger.acts import joined
from loaders.ledger.rings import ahead, rings


@dataclass(frozen=True, slots=True)
class Links:
    """By what events hang together: stored events that share any of these belong to the replay."""

    items: frozenset[str]
    ahead: frozenset[str]
    """items that are not replayed, but may be in a ring with one that is"""
    event_ids: frozenset[str]
    content_hashes: frozenset[str]
    transformation_ids: frozenset[str]


def linked(events: Iterable[EventRecord], items: frozenset[str] | None = None) -> Links:
    """What these events name that others may name too.

    Without `items`: all of it, for events that are new. With the items of a replay so far: only those
    items that containment or a ring joins to them, since the other lines of a fetched event stay as they
    are; then `derive` must be given the closed set of items too. Repeat until nothing new is found.
    """
    told = [*events]
    named = frozenset(line.item for event in told for line in event.lines)
    joined_to = named if items is None else _joined_to(told, items)
    return Links(
        items=joined_to,
        ahead=frozenset(ahead(told, joined_to)) - joined_to,
        event_ids=frozenset(event.event_id for event in told if event.event_id is not None),
        content_hashes=frozenset(event.content_hash for event in told),
        transformation_ids=frozenset(e.transformation_id for e in told if e.transformation_id is not None),
    )


def _joined_to(events: list[EventRecord], items: frozenset[str]) -> frozenset[str]:
    """Items in a containment relation or a ring with any of these, and these."""
    found = set(items)
    for ring in rings(events):
        if not ring.isdisjoint(items):
            found |= ring
    for event in events:
        pairs = joined(event)
        if any(parent in items or child in items for parent, child in pairs):
            found.update(item for pair in pairs for item in pair)
    return frozenset(found)
