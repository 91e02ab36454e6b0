"""What an answer must tell of a history, by brute force from the derived rows in memory.

It imports nothing of the services, the readers or the walk.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cypher.records.custody import Derived, GapRecord, HoldingRecord, SpanRecord
from cypher.records.events import EventRecord, TimeRange
from cypher.records.vocabulary import SEVERITY, GapSeverity, HoldingKind, ItemKind, PlaceKind, SpanKind
from tests.support import walk_reference

EVER = float("inf")


@dataclass(frozen=True)
class Told:
    """What must be told, and of gaps the most that may be: those of any position of a carrier as well."""

    seeds: set[str]
    points: Mapping[str, walk_reference.Point]
    edges: set[str]
    gaps: set[str]
    most_gaps: set[str]
    carried: set[tuple[str, str]]
    most_carried: set[tuple[str, str]]


class World:
    """One history at a view: its rows as they were derived, and what had happened by a time."""

    def __init__(self, derived: Derived, events: Iterable[EventRecord], as_of: int) -> None:
        self._derived = derived
        self._as_of = as_of
        self._event_times = {event.key: event.time.earliest for event in events}
        self.holdings = {each.key: each for each in derived.holdings if each.opened.earliest <= as_of}
        self._inside = [
            span
            for span in derived.spans
            if span.kind is SpanKind.INSIDE and span.start.earliest <= as_of and span.holding in self.holdings
        ]
        self._aboard = {
            (each.place, each.key)
            for each in derived.holdings
            if each.place and each.place_kind is PlaceKind.VEHICLE and each.kind is HoldingKind.STOCK
        }
        self._item_of = {each.key: each.item for each in derived.holdings}

    def told(self, seeds: Iterable[str], *, forward: bool) -> Told:
        """The whole answer from these holdings."""
        started = self.with_contents(set(seeds))
        case = walk_reference.Case(
            [edge for edge in self._derived.edges if edge.time.earliest <= self._as_of], sorted(started)
        )
        points = walk_reference.reach(case, forward=forward)
        gaps = {gap.key for gap in self._gaps() if self._concerns(gap, points)}
        most_carried = self._carriers_of(points)
        carriers = {container for container, _ in most_carried}
        of_carriers = {
            gap.key for gap in self._gaps() if gap.holding and self._item_of.get(gap.holding) in carriers
        }
        return Told(
            seeds=started,
            points=points,
            edges=walk_reference.edges_between(case, points, forward=forward),
            gaps=gaps,
            most_gaps=gaps | of_carriers | self._event_gaps_of(carriers),
            carried=self._carried(points),
            most_carried=most_carried,
        )

    def is_serious(self, keys: Iterable[str]) -> bool:
        """Whether one of these gaps is more than a note."""
        kinds = {gap.key: gap.kind for gap in self._derived.gaps}
        return any(SEVERITY[kinds[key]] is not GapSeverity.NOTE for key in keys)

    def _gaps(self) -> list[GapRecord]:
        return [gap for gap in self._derived.gaps if gap.at.earliest <= self._as_of]

    def _concerns(self, gap: GapRecord, points: Mapping[str, object]) -> bool:
        if gap.holding is not None:
            return gap.holding in points
        if gap.event is None:
            return any(self._item_of.get(point) == gap.item for point in points)
        return any(
            line.event == gap.event
            and line.holding in points
            and gap.item in {None, self._item_of[line.holding]}
            and self._event_times[line.event] <= self._as_of
            for line in self._derived.lines
        )

    def _event_gaps_of(self, items: set[str]) -> set[str]:
        named = {line.event for line in self._derived.lines if self._item_of[line.holding] in items}
        of_events = {gap.key for gap in self._derived.gaps if gap.holding is None and gap.event in named}
        return of_events | {gap.key for gap in self._gaps() if not gap.holding and gap.item in items}

    def with_contents(self, seeds: set[str]) -> set[str]:
        """The seeds, and what lay in the units among them while they were there, and in that."""
        found = set(seeds)
        while True:
            units = [self.holdings[k] for k in found if self.holdings[k].item_kind is ItemKind.UNIT]
            fresh = {span.holding for span in self._inside if any(self._held(unit, span) for unit in units)}
            if fresh <= found:
                return found
            found |= fresh

    def _held(self, unit: HoldingRecord, span: SpanRecord) -> bool:
        if self._item_of[span.target] != unit.item:
            return False
        return _overlap((unit.opened, unit.ended), (span.start, span.end))

    def _carried(self, points: Mapping[str, object]) -> set[tuple[str, str]]:
        """(container or vehicle, reached holding) where the one directly held the other."""
        inside = {(self._item_of[span.target], span.holding) for span in self._inside}
        return {(carrier, held) for carrier, held in inside | self._aboard if held in points}

    def _carriers_of(self, points: Iterable[str]) -> set[tuple[str, str]]:
        """(container, reached holding), whatever the time: through containers in containers."""
        around: dict[str, set[str]] = {}
        for span in self._inside:
            around.setdefault(span.holding, set()).add(self._item_of[span.target])
        for vehicle, held in self._aboard:
            around.setdefault(held, set()).add(vehicle)
        positions: dict[str, set[str]] = {}
        for key, item in self._item_of.items():
            positions.setdefault(item, set()).add(key)
        found: set[tuple[str, str]] = set()
        for point in points:
            fresh = around.get(point, set())
            while fresh:
                found |= {(item, point) for item in fresh}
                wider = {
                    outer for item in fresh for at in positions.get(item, ()) for outer in around.get(at, ())
                }
                fresh = {item for item in wider if (item, point) not in found}
        return found


def _overlap(one: tuple[TimeRange, TimeRange | None], other: tuple[TimeRange, TimeRange | None]) -> bool:
    """Whether two stays, each from a beginning to an end if it has one, may have been at one time."""
    (start, end), (begin, stop) = one, other
    last = EVER if end is None else end.latest
    until = EVER if stop is None else stop.latest
    return start.earliest <= until and begin.earliest <= last
