"""Transformations of one time that feed each other in a ring (A to C, C to A): one family of items.

By itself each of the items would take what the other end of the ring gives out, though none of it is there
before the ring has begun. Worked out together, each output waits for the inputs that it is made of.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from cypher.records.events import EventRecord
from cypher.records.vocabulary import EventType, LineRole

Feeds = dict[str, dict[str, set[str]]]
"""Event key -> keys of events that may use what it makes, at one time with it -> by which items."""


def rings(events: Iterable[EventRecord]) -> Iterator[AbstractSet[str]]:
    """The items of each ring of two or more transformations."""
    feeds = _within_rings(_feeds(_Runs(events)))
    fed: dict[str, set[str]] = defaultdict(set)
    for maker, users in feeds.items():
        for user in users:
            fed[user].add(maker)
    left = set(feeds)
    while left:
        start = min(left)
        ring = _reached(start, feeds) & _reached(start, fed)
        left -= ring | {start}
        items = {item for maker in ring for user in feeds[maker].keys() & ring for item in feeds[maker][user]}
        if items:
            yield items


def ahead(events: Iterable[EventRecord], items: Iterable[str]) -> AbstractSet[str]:
    """Items whose events must be known too, to see the rings that these items are in."""
    runs = _Runs(events)
    feeds = _feeds(runs)
    starts = {user for users in feeds.values() for user, by in users.items() if not by.isdisjoint(items)}
    reached = {key for start in starts for key in _reached(start, feeds)} | starts
    return {item for key in reached for item in runs.made_by[key]}


class _Runs:
    """Transformation events by what goes in and what comes out."""

    def __init__(self, events: Iterable[EventRecord]) -> None:
        self.makers: dict[str, list[EventRecord]] = defaultdict(list)
        self.users: dict[str, list[EventRecord]] = defaultdict(list)
        self.made_by: dict[str, set[str]] = defaultdict(set)
        for event in events:
            if event.type is EventType.TRANSFORMATION:
                self._add(event)

    def _add(self, event: EventRecord) -> None:
        for item in {line.item for line in event.lines if line.role is LineRole.INPUT}:
            self.users[item].append(event)
        for item in {line.item for line in event.lines if line.role is LineRole.OUTPUT}:
            self.makers[item].append(event)
            self.made_by[event.key].add(item)


def _feeds(runs: _Runs) -> Feeds:
    found: Feeds = defaultdict(lambda: defaultdict(set))
    for item, makers in runs.makers.items():
        for maker, user in _at_once(makers, runs.users.get(item, [])):
            found[maker.key][user.key].add(item)
    return found


def _at_once(
    makers: list[EventRecord], users: list[EventRecord]
) -> Iterator[tuple[EventRecord, EventRecord]]:
    """Pairs of different events whose times overlap."""
    users = sorted(users, key=lambda event: event.time.earliest)
    starts = [user.time.earliest for user in users]
    longest = max((user.time.latest - user.time.earliest for user in users), default=0)
    for maker in makers:
        since = maker.time.earliest
        for at in range(bisect_right(starts, maker.time.latest) - 1, -1, -1):
            if starts[at] < since - longest:
                break
            if users[at].time.latest >= since and users[at].key != maker.key:
                yield maker, users[at]


def _within_rings(feeds: Feeds) -> Feeds:
    """Without what leads into no ring, or out of none: nearly all of it."""
    while True:
        fed = {user for users in feeds.values() for user in users}
        kept = {key for key, users in feeds.items() if key in fed and users}
        if len(kept) == len(feeds):
            return feeds
        feeds = {key: {u: by for u, by in feeds[key].items() if u in kept} for key in kept}


def _reached(start: str, out: Mapping[str, Iterable[str]]) -> set[str]:
    """All that comes after, itself only in a ring."""
    found: set[str] = set()
    pending = [*out.get(start, ())]
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending += out.get(key, ())
    return found
