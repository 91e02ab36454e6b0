"""Containers and vehicles that held reached goods: read level by level from where the goods lay."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from cypher.records.views import HoldingView
from cypher.records.vocabulary import FOREVER, SpanKind
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.services.answers import Carrier, CarrierKind
from graph_api.services.ports import CustodyDetails, Window

_NESTED = 8
"""Containers in containers, at most so deep: each level is one reading."""


@dataclass(slots=True)
class _Held:
    """What one carrier held, and when."""

    start: int = FOREVER
    end: int = -FOREVER
    carried: set[str] = field(default_factory=set)
    positions: dict[str, HoldingView] = field(default_factory=dict)
    inside: set[EntityRef] = field(default_factory=set)
    stays: set[tuple[int, int]] = field(default_factory=set)

    def hold(self, start: int, end: int, carried: Iterable[str]) -> bool:
        """Widens the time and the contents; whether anything is new."""
        before = (self.start, self.end, len(self.carried))
        self.start, self.end = min(self.start, start), max(self.end, end)
        self.carried.update(carried)
        self.stays.add((start, end))
        return before != (self.start, self.end, len(self.carried))

    def join(self, other: "_Held") -> None:
        """What another account of the same carrier says as well."""
        self.hold(other.start, other.end, other.carried)
        self.stays |= other.stays
        self.positions |= other.positions
        self.inside |= other.inside


class Carriers:
    """Collects carriers; contents never leak to one another, so a carrier only lists what was reached."""

    def __init__(self, details: CustodyDetails, view: View, deadline: Deadline) -> None:
        self._details = details
        self._view = view
        self._deadline = deadline
        self._containers: dict[EntityRef, _Held] = {}
        self._vehicles: dict[EntityRef, _Held] = {}

    async def collect(self, reached: Iterable[HoldingView]) -> tuple[Carrier, ...]:
        """Every carrier of these holdings, containers first, each kind by key."""
        fresh: set[EntityRef] = set()
        for holding in reached:
            fresh |= self._take(holding, -FOREVER, FOREVER, {holding.key})
        for _ in range(_NESTED):
            if not fresh:
                break
            fresh = await self._climb(fresh)
        self._join_vehicles()
        return (
            *self._listed(CarrierKind.CONTAINER, self._containers),
            *self._listed(CarrierKind.VEHICLE, self._vehicles),
        )

    def _join_vehicles(self) -> None:
        """A vehicle that goods were loaded into as a container is one carrier, a vehicle."""
        for entity in [each for each in self._containers if each.kind is EntityKind.VEHICLE]:
            self._vehicles.setdefault(entity, _Held()).join(self._containers.pop(entity))

    async def _climb(self, containers: set[EntityRef]) -> set[EntityRef]:
        """One level up: where these containers were while they held reached goods."""
        windows: list[Window] = [
            (
                container.key,
                self._containers[container].start,
                min(self._containers[container].end, self._view.as_of),
            )
            for container in sorted(containers, key=lambda each: each.key)
        ]
        by_key = {container.key: container for container in containers}
        fresh: set[EntityRef] = set()
        for position in await self._details.positions(windows, self._view, self._deadline.remaining):
            container = by_key[position.item]
            held = self._containers[container]
            held.positions[position.key] = position
            around = self._take(position, held.start, held.end, held.carried)
            held.inside |= {span.target for span in position.spans if span.kind is SpanKind.INSIDE}
            fresh |= around - {container}
        return fresh

    def _take(self, holding: HoldingView, start: int, end: int, carried: set[str]) -> set[EntityRef]:
        """Notes what held this holding between two times; those containers that are new, or held more."""
        if holding.aboard is not None:
            until = FOREVER if holding.ended is None else holding.ended.latest
            window = max(start, holding.opened.earliest), min(end, until)
            self._vehicles.setdefault(holding.aboard, _Held()).hold(*window, carried)
        fresh = set()
        for span in holding.spans:
            if span.kind is SpanKind.INSIDE:
                until = FOREVER if span.end is None else span.end.latest
                first, last = max(start, span.start.earliest), min(end, until)
                held = self._containers.setdefault(span.target, _Held())
                if first <= last and held.hold(first, last, carried):
                    fresh.add(span.target)
        return fresh

    def _listed(self, kind: CarrierKind, found: dict[EntityRef, _Held]) -> Iterable[Carrier]:
        for entity in sorted(found, key=lambda each: each.key):
            held = found[entity]
            if held.carried:
                yield Carrier(
                    kind=kind,
                    entity=entity,
                    carried=tuple(sorted(held.carried)),
                    start=None if held.start == -FOREVER else held.start,
                    end=None if held.end == FOREVER else held.end,
                    positions=tuple(
                        sorted(held.positions.values(), key=lambda each: (each.opened.earliest, each.key))
                    ),
                    inside=tuple(sorted(held.inside, key=lambda each: each.key)),
                    stays=tuple(sorted(held.stays)),
                )
