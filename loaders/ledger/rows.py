"""The records of worked-out positions: holdings, and the spans of containers, keepers and owners."""

from collections.abc import Iterator

from cypher.records.custody import GapRecord, HoldingRecord, SpanRecord
from cypher.records.events import TimeRange
from cypher.records.vocabulary import GapKind, HoldingKind, ItemKind, PlaceKind, SpanKind
from loaders.ledger.items import ItemState
from loaders.ledger.places import Places
from loaders.ledger.positions import Position


def holding_of(position: Position) -> HoldingRecord:
    """A position as it stands at the end; the balance of one drawn in a group is the group's."""
    counted = position.exact and position.group is None and position.kind is not HoldingKind.GATHERING
    balance = position.own if counted else None
    return HoldingRecord(
        position.key, position.item, position.item_kind, position.kind, position.place.key,
        position.place.kind, position.status, position.opened, position.ended, position.received, balance,
        position.unit,
    )  # fmt: skip


def no_lot(position: Position) -> GapRecord | None:
    """Stock that is only followed as a class of product (ledger.md 2)."""
    if position.item_kind is not ItemKind.CLASS or position.kind is HoldingKind.GATHERING:
        return None
    return GapRecord("", GapKind.NO_LOT, position.item, position.key, None, position.opened)


def two_origins(state: ItemState) -> GapRecord | None:
    """A lot number that came into being at several sites: one gap of the lot, from the second on."""
    if len(state.born.origins) < 2 or all(position.item_kind is not ItemKind.LOT for position in state.all):
        return None
    second = sorted(state.born.origins.values(), key=lambda time: (time.earliest, time.latest))[1]
    places = tuple(sorted(state.born.origins))
    return GapRecord("", GapKind.TWO_ORIGINS, state.item, None, None, second, places=places)


def spans_of(position: Position, places: Places) -> Iterator[SpanRecord]:
    """Where it was inside, who kept it and who owned it."""
    if position.inside and position.host is not None:
        yield SpanRecord(SpanKind.INSIDE, position.key, position.host, position.opened, position.ended)
    yield from _changes(SpanKind.KEPT_BY, position, _kept(position, places))
    yield from _changes(SpanKind.OWNED_BY, position, position.owners)


def _kept(position: Position, places: Places) -> list[tuple[TimeRange, str]]:
    """Who keeps it: whom the events name, before that who runs the place, or the party that it is with."""
    if position.kind is not HoldingKind.STOCK or position.inside:
        return position.keepers
    place = position.place
    runs = place.key if place.kind is PlaceKind.PARTY else places.operator(place.key)
    named_at_once = bool(position.keepers) and position.keepers[0][0] == position.opened
    if runs is None or named_at_once:
        return position.keepers
    return [(position.opened, runs), *position.keepers]


def _changes(kind: SpanKind, position: Position, named: list[tuple[TimeRange, str]]) -> Iterator[SpanRecord]:
    """One span from each change of party to the next."""
    changes: list[tuple[TimeRange, str]] = []
    for time, party in sorted(named, key=lambda each: (each[0].earliest, each[0].latest, each[1])):
        if not changes or changes[-1][1] != party:
            changes.append((time, party))
    ends = [*(time for time, _ in changes[1:]), position.ended]
    for (time, party), end in zip(changes, ends, strict=False):
        yield SpanRecord(kind, position.key, party, time, end)
