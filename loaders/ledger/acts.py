"""Acts: what one event does to one family of items; containment and rings of transformations join items."""

from collections.abc import Iterable
from dataclasses import dataclass

from cypher.identifiers.gs1_keys import RESOLVER
from cypher.records.events import EventRecord
from cypher.records.vocabulary import EventType, ItemKind, LineRole
from loaders.ledger.places import Places
from loaders.ledger.reading import Reading, Said, said
from loaders.ledger.recorder import Cause
from loaders.ledger.rings import rings

_ASSET = f"{RESOLVER}8004/"
_OF_DEVICES = frozenset(
    {
        Reading.APPEAR,
        Reading.OBSERVE,
        Reading.PACK,
        Reading.UNPACK,
        Reading.DEPART,
        Reading.ARRIVE,
        Reading.HAND_OVER,
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """The lines of an event about one family; inputs and outputs are acts of their own."""

    said: Said
    causes: tuple[Cause, ...]
    bears: bool = False
    """whether these are outputs"""

    @property
    def event(self) -> EventRecord:
        return self.said.event

    @property
    def reading(self) -> Reading:
        return self.said.reading


def made_of(acts: Iterable[Act]) -> dict[Act, tuple[Act, ...]]:
    """Outputs, each with the inputs of its event: it is not there before those are drawn."""
    inputs: dict[str, Act] = {}
    outputs = []
    for act in acts:
        if act.bears:
            outputs.append(act)
        elif act.reading is Reading.TRANSFORM:
            inputs[act.event.key] = act
    return {act: (inputs[act.event.key],) for act in outputs if act.event.key in inputs}


def reworks(act: Act) -> bool:
    """Whether these outputs are units that went into the same transformation."""
    used = {line.item for line in act.event.lines if line.role is LineRole.INPUT} if act.bears else set()
    return any(cause.item in used and cause.line.kind is ItemKind.UNIT for cause in act.causes)


def joined(event: EventRecord) -> list[tuple[str, str]]:
    """(container, content) pairs that an event names."""
    if event.type not in (EventType.AGGREGATION, EventType.ASSOCIATION):
        return []
    parents = [line.item for line in event.lines if line.role is LineRole.PARENT]
    children = [line.item for line in event.lines if line.role is LineRole.CHILD]
    return [(parent, child) for parent in parents for child in children]


def devices(acts: Iterable[Act]) -> set[str]:
    """Assets (GS1 General Specifications: GIAI) that nothing was put into and that go into nothing: sensors.

    They are no goods: how they come and go, no record needs to tell.
    """
    assets: set[str] = set()
    goods: set[str] = set()
    for act in acts:
        for cause in act.causes:
            if cause.item.startswith(_ASSET):
                named = cause.line.role in (LineRole.ITEM, LineRole.CHILD) and act.reading in _OF_DEVICES
                (assets if named else goods).add(cause.item)
    return assets - goods


class Families:
    """Union of the items that containment or a ring joins, each family named by its smallest item."""

    def __init__(self, events: Iterable[EventRecord]) -> None:
        self._above: dict[str, str] = {}
        told = [*events]
        for event in told:
            for parent, child in joined(event):
                self._join(parent, child)
        for ring in rings(told):
            first, *others = sorted(ring)
            for other in others:
                self._join(first, other)

    def of(self, item: str) -> str:
        above = self._above
        top = item
        while (higher := above.get(top, top)) != top:
            top = higher
        while (higher := above.get(item, item)) != top:
            above[item] = top
            item = higher
        return top

    def _join(self, one: str, other: str) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        if low != high:
            self._above[high] = low


def acts(events: Iterable[EventRecord], families: Families, places: Places) -> dict[str, list[Act]]:
    """Family -> what is done to it, in no order."""
    found: dict[str, list[Act]] = {}
    for event in events:
        told = said(event, places)
        parts: dict[tuple[str, bool], list[Cause]] = {}
        for line in event.lines:
            part = (families.of(line.item), line.role is LineRole.OUTPUT)
            parts.setdefault(part, []).append(Cause(event, line))
        for (family, bears), causes in parts.items():
            found.setdefault(family, []).append(Act(told, tuple(causes), bears))
    return found
