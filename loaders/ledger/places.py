"""Which place is part of which, and who runs it (ledger.md 2)."""

from typing import NamedTuple

from cypher.identifiers.parts import parent_place
from cypher.records.parties import Register
from cypher.records.vocabulary import PlaceKind

VEHICLE = "urn:suyuan:vehicle:"


class Place(NamedTuple):
    """A place as stated: its key (None where unknown) and what the key names."""

    key: str | None
    kind: PlaceKind


NOWHERE = Place(None, PlaceKind.UNKNOWN)


class Places:
    """Bins, sites and their operators, from the register and from the keys themselves."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._lines: dict[str, tuple[str, ...]] = {}

    def named(self, key: str | None) -> Place:
        """The place that a read point or location names."""
        if key is None:
            return NOWHERE
        if key.startswith(VEHICLE):
            return Place(key, PlaceKind.VEHICLE)
        return Place(key, PlaceKind.GEO if key.startswith("geo:") else PlaceKind.SITE)

    def line(self, key: str) -> tuple[str, ...]:
        """The place itself, then the places that it is part of, the widest last."""
        known = self._lines.get(key)
        if known is None:
            above = [key]
            while (parent := self._parent(above[-1])) is not None and parent not in above:
                above.append(parent)
            known = self._lines[key] = tuple(above)
        return known

    def _parent(self, key: str) -> str | None:
        return self._register.parents.get(key) or parent_place(key)

    def site(self, key: str | None) -> str | None:
        """The widest place that this one is part of."""
        return None if key is None else self.line(key)[-1]

    def operator(self, key: str | None) -> str | None:
        """Who runs the place: as declared of it, else of the nearest place that it is part of."""
        if key is None:
            return None
        return next((run for at in self.line(key) if (run := self._register.operators.get(at))), None)

    def related(self, one: str, other: str) -> bool:
        """Whether one is the other, or part of it."""
        return one in self.line(other) or other in self.line(one)

    def matches(self, one: Place, other: Place) -> bool:
        """Whether both can mean the same place: a site its bins, a party the sites it runs, nowhere any."""
        if one.key is None or other.key is None or self.related(one.key, other.key):
            return True
        if one.kind is PlaceKind.PARTY:
            return self.operator(other.key) == one.key
        return other.kind is PlaceKind.PARTY and self.operator(one.key) == other.key
