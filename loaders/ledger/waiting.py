"""Acts that wait to be met, found by what can change that, so that none is looked at in vain."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from cypher.records.vocabulary import HoldingKind, LineRole, PlaceKind
from loaders.ledger.acts import Act
from loaders.ledger.matching import documents
from loaders.ledger.places import Places
from loaders.ledger.positions import Position
from loaders.ledger.reading import Reading
from loaders.ledger.recorder import Cause

Tag = tuple[str, str, str | None]
"""An item, and what changed: stock at a site or with a party, consignments to a place or with a document."""


def tags_of(position: Position, places: Places) -> Iterator[Tag]:
    """What more of a position can be to waiting acts."""
    item, place = position.item, position.place
    yield item, "any", None
    if position.kind is HoldingKind.STOCK:
        yield item, "at", places.site(place.key)
        yield item, "with", place.key if place.kind is PlaceKind.PARTY else places.operator(place.key)
    elif position.kind is HoldingKind.TRANSIT:
        yield item, "to", places.site(place.key)
        if place.kind is PlaceKind.PARTY:
            yield item, "to", None
    for document in position.documents:
        yield item, "slip", document


_WITH_CONTAINERS = frozenset({Reading.OBSERVE, Reading.ARRIVE, Reading.DEPART})


class Waiting:
    """The waiting acts of one family."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._acts: dict[int, Act] = {}
        self._due: dict[int, dict[int, Act]] = defaultdict(dict)
        self._about: dict[str, dict[int, Act]] = defaultdict(dict)
        self._by_tag: dict[Tag, dict[int, Act]] = defaultdict(dict)

    def __contains__(self, act: Act) -> bool:
        return id(act) in self._acts

    def add(self, act: Act) -> None:
        self._acts[id(act)] = act
        for index, key in self._places_of(act):
            index[key][id(act)] = act

    def remove(self, act: Act) -> None:
        if self._acts.pop(id(act), None) is not None:
            for index, key in self._places_of(act):
                index[key].pop(id(act), None)

    def due(self, moment: int) -> list[Act]:
        """Acts that can wait no longer."""
        return [*self._due[moment].values()]

    def about(self, items: Iterable[str]) -> Iterator[Act]:
        """Acts about any of these items."""
        for item in items:
            yield from self._about[item].values()

    def seeing(self) -> Iterator[Act]:
        """Acts that can be met by a container's moving: of contents seen, arriving or leaving."""
        return (act for act in self._acts.values() if act.reading in _WITH_CONTAINERS)

    def woken(self, tags: Iterable[Tag]) -> Iterator[Act]:
        """Acts that these changes may have met."""
        for tag in tags:
            yield from self._by_tag[tag].values()

    def _places_of(self, act: Act) -> Iterator[tuple[dict[object, dict[int, Act]], object]]:
        yield self._due, act.event.time.latest  # type: ignore[misc]
        for cause in act.causes:
            yield self._about, cause.item  # type: ignore[misc]
            for tag in self._tags(act, cause):
                yield self._by_tag, tag  # type: ignore[misc]

    def _tags(self, act: Act, cause: Cause) -> Iterator[Tag]:
        """What can meet this line."""
        told, item = act.said, cause.item
        arriving = told.reading is Reading.ARRIVE
        place = told.place if arriving else told.origin
        vague = place.key is None or told.by_owner or cause.line.role in (LineRole.PARENT, LineRole.CHILD)
        if vague or told.reading is Reading.CALL_OFF or told.event.disposition == "returned":
            yield item, "any", None
            return
        for document in documents(told):
            yield item, "slip", document
        site, party = self._places.site(place.key), self._places.operator(place.key)
        if arriving:
            for to in {site, party, None}:
                yield item, "to", to
            return
        for at in {site, party, None}:
            yield item, "at", at
        if place.kind is PlaceKind.PARTY:
            yield item, "with", place.key
