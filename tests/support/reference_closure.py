"""The plain closure: which items can have gone into which, ignoring time, place and quantity."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from cypher.records.custody import Derived
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from cypher.records.vocabulary import Action, EventType, LineRole

Items = frozenset[str]


def in_force(events: Iterable[EventRecord]) -> list[EventRecord]:
    """Events without error declarations and what those void, each key once."""
    told = {event.key: event for event in events}
    void = {event.event_id for event in told.values() if event.error is not None}
    return [event for event in told.values() if event.error is None and (event.event_id or "") not in void]


def births(events: Iterable[EventRecord]) -> dict[str, int]:
    """How many lines give birth to each item: commissioning and outputs, each content once."""
    born: dict[str, int] = defaultdict(int)
    contents = {event.content_hash: event for event in in_force(events)}
    for event in contents.values():
        for line in event.lines:
            if line.role is LineRole.OUTPUT or (
                event.type is EventType.OBJECT and event.action is Action.ADD
            ):
                born[line.item] += 1
    return born


def own_outputs(events: Iterable[EventRecord]) -> dict[str, int]:
    """How many births of each item are outputs of what it went into itself: rework under its number."""
    own: dict[str, int] = defaultdict(int)
    contents = {event.content_hash: event for event in in_force(events)}.values()
    most = closure(contents, Register())
    used: dict[str, set[str]] = defaultdict(set)
    for event in contents:
        used[event.transformation_id or event.key] |= {
            line.item for line in event.lines if line.role is LineRole.INPUT
        }
    for event in contents:
        for line in event.lines:
            into = most[line.item] & used[event.transformation_id or event.key]
            own[line.item] += line.role is LineRole.OUTPUT and bool(into)
    return own


def closure(events: Iterable[EventRecord], register: Register) -> dict[str, Items]:
    """Item -> every item that it can have become part of, itself included, over recorded transformations.

    One transformation is one event, or all events of one `transformationID` at one site. A container that
    goes in takes along whatever was ever recorded inside it.
    """
    held = in_force(events)
    inside = _contents(held)
    feeds: dict[str, set[str]] = defaultdict(set)
    for inputs, outputs in _runs(held, register):
        for item in inputs:
            for part in _reached({item}, inside):
                feeds[part] |= outputs
    items = {line.item for event in held for line in event.lines}
    return {item: frozenset(_reached({item}, feeds)) for item in items}


def reached_items(derived: Derived) -> dict[str, Items]:
    """Item -> the items of all holdings that its holdings reach over the derived edges, ignoring time."""
    item_of = {holding.key: holding.item for holding in derived.holdings}
    out: dict[str, set[str]] = defaultdict(set)
    for edge in derived.edges:
        out[edge.source].add(edge.target)
    starts: dict[str, set[str]] = defaultdict(set)
    for key, item in item_of.items():
        starts[item].add(key)
    return {
        item: frozenset(item_of[point] for point in _reached(keys, out) if point in item_of)
        for item, keys in starts.items()
    }


def _contents(events: Iterable[EventRecord]) -> dict[str, set[str]]:
    inside: dict[str, set[str]] = defaultdict(set)
    for event in events:
        parents = [line.item for line in event.lines if line.role is LineRole.PARENT]
        children = {line.item for line in event.lines if line.role is LineRole.CHILD}
        for parent in parents:
            inside[parent] |= children
    return inside


def _runs(events: Iterable[EventRecord], register: Register) -> Iterable[tuple[set[str], set[str]]]:
    runs: dict[object, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for event in events:
        if event.type is not EventType.TRANSFORMATION:
            continue
        place = event.biz_location or event.read_point
        site = register.parents.get(place or "", place)
        inputs, outputs = runs[(event.transformation_id, site) if event.transformation_id else event.key]
        inputs |= {line.item for line in event.lines if line.role is LineRole.INPUT}
        outputs |= {line.item for line in event.lines if line.role is LineRole.OUTPUT}
    return runs.values()


def _reached(start: set[str], out: Mapping[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        point = waiting.pop()
        if point not in seen:
            seen.add(point)
            waiting += out.get(point, ())
    return seen
