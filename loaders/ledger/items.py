"""The positions of one item, indexed as the readings look for them."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from cypher.records.events import TimeRange
from cypher.records.vocabulary import HoldingKind, PlaceKind
from loaders.ledger.places import Place, Places
from loaders.ledger.positions import Group, Position
from loaders.ledger.recorder import Cause
from loaders.ledger.told import Told

Index = dict[str | None, dict[str, Position]]
_REMEMBERED = 16
"""Observations that goods which come later, but in their time, are compared with."""


class Output(NamedTuple):
    """What a transformation bore, and the position that it opened or added to."""

    quantity: Decimal | None
    time: TimeRange
    position: Position


class Observation(NamedTuple):
    """A line that only saw goods at a place, and the positions on which it was seen so far."""

    cause: Cause
    place: Place
    on: set[str]


@dataclass(slots=True)
class Births:
    """How often an item was born so far, and where."""

    count: int = 0
    origins: dict[str, TimeRange] = field(default_factory=dict)
    """when it was first born at each site, but out of itself"""
    outputs: dict[str | None, list[Output]] = field(default_factory=dict)
    """by site, those that no commissioning has repeated yet"""


class ItemState:
    """Everything known of one item; dictionaries by key keep the order of opening."""

    def __init__(self, item: str) -> None:
        self.item = item
        self.keys: set[str] = set()
        self.all: list[Position] = []
        self.ended: dict[str, Position] = {}
        self.open: dict[str, Position] = {}
        self.at: Index = {}
        """stock by exact place"""
        self.sites: Index = {}
        """stock by site (a container is its own site)"""
        self.parties: Index = {}
        """stock by who runs the site, or is the place"""
        self.transit: dict[str, Position] = {}
        self.bound: Index = {}
        """consignments by the site, or party, that they are bound for"""
        self.bound_parties: Index = {}
        """consignments by who runs what they are bound for"""
        self.slips: Index = {}
        """consignments by document, also those that came to an end"""
        self.departures: dict[str, Position] = {}
        """consignments by the event that opened them"""
        self.last_at: dict[str | None, Position] = {}
        self.away: dict[tuple[HoldingKind, str | None], Position] = {}
        self.arrived: set[tuple[str, str | None]] = set()
        """(document, site) of receipts"""
        self.told = Told()
        self.born = Births()
        self.observed: deque[Observation] = deque(maxlen=_REMEMBERED)
        self.packed: dict[str, Position] = {}
        """stock inside containers"""
        self.gathering: Position | None = None
        self.gathered: Group | None = None
        self.fresh: dict[str, Position] = {}
        """open positions that do not flow through the gathering position yet"""
        self.carries = False
        """whether it was ever a parent"""
        self.inside: dict[str, Position] = {}
        """what is inside it, as a container"""

    @property
    def births(self) -> int:
        """How often it was born so far."""
        return self.born.count

    def insert(self, position: Position, places: Places) -> None:
        """A position opens, or opens again."""
        if position.key not in self.keys:
            self.keys.add(position.key)
            self.all.append(position)
        if position.kind is HoldingKind.GATHERING:
            return
        self.ended.pop(position.key, None)
        self.open[position.key] = position
        self.fresh[position.key] = position
        for index, at in self._indexes(position, places):
            index.setdefault(at, {})[position.key] = position
        if position.kind is HoldingKind.TRANSIT:
            self.transit[position.key] = position
        elif position.kind in (HoldingKind.SOLD, HoldingKind.LOST):
            self.away[position.kind, position.place.key] = position

    def close(self, position: Position, places: Places) -> None:
        """A position ends."""
        self.open.pop(position.key, None)
        self.fresh.pop(position.key, None)
        self.packed.pop(position.key, None)
        self.transit.pop(position.key, None)
        for index, at in self._indexes(position, places):
            index.get(at, {}).pop(position.key, None)
        if position.kind is HoldingKind.STOCK:
            self.last_at.pop(position.place.key, None)
            self.last_at[position.place.key] = position
        elif self.away.get((position.kind, position.place.key)) is position:
            del self.away[position.kind, position.place.key]
        self.ended.pop(position.key, None)
        self.ended[position.key] = position

    def _indexes(self, position: Position, places: Places) -> Iterable[tuple[Index, str | None]]:
        place = position.place
        if position.kind is HoldingKind.STOCK:
            yield self.at, place.key
            yield self.sites, places.site(place.key)
            if (party := _party(place, places)) is not None:
                yield self.parties, party
        elif position.kind is HoldingKind.TRANSIT:
            yield self.bound, places.site(place.key)
            if (party := _party(place, places)) is not None:
                yield self.bound_parties, party


def _party(place: Place, places: Places) -> str | None:
    """Who is the place, or runs it."""
    return place.key if place.kind is PlaceKind.PARTY else places.operator(place.key)
