"""Which positions a place, a consignment or the lack of either can mean (ledger.md 2, 3)."""

from collections.abc import Iterator
from itertools import islice

from cypher.records.events import TimeRange
from cypher.records.vocabulary import HoldingKind, PlaceKind
from loaders.ledger.items import ItemState
from loaders.ledger.places import Place
from loaders.ledger.positions import Position
from loaders.ledger.stocks import Stocks

Found = list[Position]
_STOPS = 64
"""Stops of a container that are looked at, the latest first."""


def tiers(stocks: Stocks, state: ItemState, place: Place, time: TimeRange) -> Iterator[Found]:
    """Stock at a place that was open then, the finest first: it, its site or bins, its party, nowhere."""
    for found in _tiers(stocks, state, place):
        then = [p for p in found if p.opened.earliest <= time.latest]
        if then:
            yield then


def _tiers(stocks: Stocks, state: ItemState, place: Place) -> Iterator[Found]:
    if place.key is None:
        held = [p for index in state.at.values() for p in index.values()]
        yield [p for p in held if not p.inside]
        yield [p for p in held if p.inside and p.ended is None]
        return
    exact = state.at.get(place.key, {})
    yield [*exact.values()]
    if place.kind is PlaceKind.CONTAINER:
        return
    yield from _wider(stocks, state, place)
    yield [*state.at.get(None, {}).values()]


def _wider(stocks: Stocks, state: ItemState, place: Place) -> Iterator[Found]:
    key, places = place.key or "", stocks.places
    if place.kind is PlaceKind.PARTY:
        yield [p for p in state.parties.get(key, {}).values() if p.place.key != key]
        return
    beside = state.sites.get(places.site(key), {}).values()
    yield [p for p in beside if p.place.key and p.place.key != key and places.related(p.place.key, key)]
    party = places.operator(key)
    if party is not None:
        yield [p for p in state.at.get(party, {}).values() if p.place.kind is PlaceKind.PARTY]


def inside_at(stocks: Stocks, state: ItemState, place: Place) -> Found:
    """Stock inside containers that are at a place, or on their way to it."""
    found = []
    for position in state.packed.values():
        outer = stocks.outermost(position)
        if outer is not None and outer is not position and stocks.places.matches(outer.place, place):
            found.append(position)
    return found


def under_way(stocks: Stocks, state: ItemState) -> Found:
    """Stock inside containers that are on their way: a reading of it may be anywhere."""
    outer = [(p, stocks.outermost(p)) for p in state.packed.values()]
    return [p for p, around in outer if around is not None and around.kind is HoldingKind.TRANSIT]


def standing_inside(stocks: Stocks, state: ItemState, place: Place) -> Found:
    """Stock inside containers that stand at a place."""
    found = inside_at(stocks, state, place)
    outer = [(p, stocks.outermost(p)) for p in found]
    return [p for p, around in outer if around is not None and around.kind is HoldingKind.STOCK]


def stopped_at(stocks: Stocks, state: ItemState, place: Place) -> Found:
    """Stock inside containers that stood at a place since it went in, and went on."""
    if place.key is None:
        return []
    return [p for p in state.packed.values() if _stopped(stocks, p, place)]


def _stopped(stocks: Stocks, position: Position, place: Place) -> bool:
    for stop in islice(reversed(stocks.state(position.place.key or "").all), _STOPS):
        if stop.ended is not None and stop.ended.latest < position.opened.earliest:
            return False
        if stop.kind is HoldingKind.STOCK and not stop.inside and stocks.places.matches(stop.place, place):
            return stop.ended is not None
    return False


def bound_for(stocks: Stocks, state: ItemState, place: Place) -> Found:
    """Consignments to a place or its party."""
    places = stocks.places
    if place.key is None:
        return [p for p in state.transit.values() if p.place.key is not None]
    if place.kind is PlaceKind.PARTY:
        runs = state.bound_parties.get(place.key, {})
        return [*runs.values()]
    found = dict(state.bound.get(places.site(place.key), {}))
    party = places.operator(place.key)
    if party is not None:
        found.update(state.bound.get(party, {}))
    return [*found.values()]


def bound_nowhere(stocks: Stocks, state: ItemState, place: Place) -> Found:
    """Consignments without a stated destination; to a party, where nobody says who runs the place."""
    found = [*state.bound.get(None, {}).values()]
    if place.key is not None and stocks.places.operator(place.key) is None:
        found += [p for p in state.transit.values() if p.place.kind is PlaceKind.PARTY and p.place != place]
    return found


def ended_at(stocks: Stocks, state: ItemState, place: Place) -> Position | None:
    """The latest stock at a place that came to an end."""
    exact = state.last_at.get(place.key)
    if exact is not None and exact.ended is not None:
        return exact
    if place.kind is PlaceKind.CONTAINER:
        return None
    near = [
        p for p in state.last_at.values() if p.ended is not None and stocks.places.matches(p.place, place)
    ]
    return near[-1] if near else None


def ended_elsewhere(state: ItemState) -> Found:
    """All that came to an end; goods that ended in transit are known from where they left."""
    found = [p for p in state.ended.values() if p.kind is not HoldingKind.TRANSIT]
    return found or [*state.ended.values()]


def about_then(state: ItemState, time: TimeRange) -> Iterator[Position]:
    """Positions that ended lately, but within the time in question."""
    for position in islice(reversed(state.ended.values()), 16):
        if position.ended is not None and position.ended.latest >= time.earliest:
            yield position
