"""Containers and vehicles that held reached goods: read level by level from where the goods lay."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
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


class Carriers:
    """Collects carriers; contents never leak to one another, so a carrier only lists what was reached."""

    def __init__(self, details: CustodyDetails, view: View, deadline: Deadline) -> None:
        self._details = details
        self._view = view
        self._deadline = deadline
        self._held: dict[EntityRef, _Held] = {}

    async def collect(self, reached: Iterable[HoldingView]) -> tuple[Carrier, ...]:
        """Every carrier of these holdings, containers first, each kind by key."""
        fresh: set[EntityRef] = set()
        for holding in reached:
            fresh |= self._take(holding, -FOREVER, FOREVER, {holding.key})
        for _ in range(_NESTED):
            if not fresh:
                break
            fresh = await self._climb(fresh)
        listed = [self._carrier(entity, held) for entity, held in self._held.items() if held.carried]
        return tuple(sorted(listed, key=lambda each: (each.kind.value, each.entity.key)))

    async def _climb(self, carriers: set[EntityRef]) -> set[EntityRef]:
        """One level up: where these carriers were while they held reached goods."""
        windows: list[Window] = [
            (carrier.key, self._held[carrier].start, min(self._held[carrier].end, self._view.as_of))
            for carrier in sorted(carriers, key=lambda each: each.key)
        ]
        by_key = {carrier.key: carrier for carrier in carriers}
        fresh: set[EntityRef] = set()
        for position in await self._details.positions(windows, self._view, self._deadline.remaining):
            carrier = by_key[position.item]
            held = self._held[carrier]
            held.positions[position.key] = position
            around = self._take(position, held.start, held.end, held.carried)
            held.inside |= {span.target for span in position.spans if span.kind is SpanKind.INSIDE}
            fresh |= around - {carrier}
        return fresh

    def _take(self, holding: HoldingView, start: int, end: int, carried: set[str]) -> set[EntityRef]:
        """Notes what held this holding between two times; those carriers that are new, or held more."""
        fresh = set()
        for carrier, since, until in lay_in(holding):
            first, last = max(start, since.earliest), min(end, FOREVER if until is None else until.latest)
            held = self._held.setdefault(carrier, _Held())
            if first <= last and held.hold(first, last, carried):
                fresh.add(carrier)
        return fresh

    def _carrier(self, entity: EntityRef, held: _Held) -> Carrier:
        return Carrier(
            kind=CarrierKind.VEHICLE if entity.kind is EntityKind.VEHICLE else CarrierKind.CONTAINER,
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


def lay_in(holding: HoldingView) -> Iterator[tuple[EntityRef, TimeRange, TimeRange | None]]:
    """What a holding lay in, or was made aboard of, from when to when (None: it still does)."""
    inside = [span for span in holding.spans if span.kind is SpanKind.INSIDE]
    for span in inside:
        yield span.target, span.start, span.end
    if holding.aboard is not None and all(span.target != holding.aboard for span in inside):
        yield holding.aboard, holding.opened, holding.ended
