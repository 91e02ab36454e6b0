"""Contents that their container went on without: only what becomes of the container tells it (ledger.md 9).

A container that goes on with contents is ordinary and tells nothing. One went on without what no record
speaks of since if it is packed again where those were packed, after it stood elsewhere; if it is received
there while they were due elsewhere, and it stood nowhere in between; or if it is cleaned.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cypher.records.events import TimeRange
from cypher.records.vocabulary import Certainty, EdgeKind, Effect, GapKind, HoldingKind, LineRole
from loaders.ledger.goods import Goods
from loaders.ledger.places import NOWHERE, Place
from loaders.ledger.positions import Position
from loaders.ledger.reading import Reading, Said
from loaders.ledger.recorder import Cause, Terms
from loaders.ledger.stocks import Draw

_CLEANED = re.compile(r"(^|[^a-z])(cleaning|washing)([^a-z]|$)")
"""In a step of any vocabulary: CBV 2.0 has no word for it."""


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What tells that containers went on empty, until all is known of them."""

    goods: Goods
    told: list[tuple[Said, Cause]] = field(default_factory=list)

    def note(self, told: Said, cause: Cause) -> None:
        """Remembers what may tell that a container had been emptied."""
        packed = told.reading is Reading.PACK and cause.line.role is LineRole.PARENT
        if packed or told.reading is Reading.ARRIVE or _cleaned(told):
            self.told.append((told, cause))

    def settle(self, container: str) -> None:
        """Before all of a container is emptied, ended or used: no record of what had come out before."""
        waiting, seen = [container], set[str]()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                self._settle([(told, cause) for told, cause in self.told if cause.item == name])
                waiting += [p.item for p in self.goods.stocks.state(name).inside.values()]

    def finish(self) -> None:
        """Takes out what no record speaks of since."""
        self._settle(self.told)

    def _settle(self, noted: list[tuple[Said, Cause]]) -> None:
        for told, cause in noted:
            for position in [*self.goods.stocks.state(cause.item).inside.values()]:
                stops = self._stops(told, cause, position)
                if stops and _said_until(position) < told.event.time.earliest:
                    self._came_out(cause, position, stops)

    def _stops(self, told: Said, cause: Cause, position: Position) -> list[Position]:
        """Where they may have come out by what an event tells; nowhere, where it tells nothing."""
        home = next((p for p in self.goods.stocks.state(cause.item).all if p.key == position.host), None)
        if home is None or home.inside or position.fixed or position.receipts > 1:
            return []
        since = [*self._since(cause.item, position, told.event.time)]
        stood = [each for each in since if each.kind is HoldingKind.STOCK]
        away = [each for each in stood if not self._same_site(each.place, home.place)]
        if _cleaned(told):
            return away or stood
        if not self._same_site(told.place, home.place):
            return []
        if told.reading is Reading.PACK:
            return away
        due = [each for each in since if each.kind is HoldingKind.TRANSIT and each.place.key is not None]
        return [] if away else [each for each in due if not self._same_site(each.place, home.place)]

    def _since(self, container: str, position: Position, until: TimeRange) -> Iterator[Position]:
        """Where a container was, and was due, that it left after they were last spoken of."""
        said = _said_until(position)
        for each in self.goods.stocks.state(container).all:
            left = each.ended is None or each.ended.latest > said
            if left and not each.inside and each.opened.earliest <= until.latest:
                yield each

    def _same_site(self, one: Place, other: Place) -> bool:
        places = self.goods.stocks.places
        return places.matches(one, other) or places.site(one.key) == places.site(other.key)

    def _came_out(self, cause: Cause, position: Position, stops: list[Position]) -> None:
        """They came out where it stood, or was due; of several places nobody knows at which."""
        stocks, recorder = self.goods.stocks, self.goods.recorder
        place: Place = stops[0].place if len({each.place for each in stops}) == 1 else NOWHERE
        part = stocks.drain([position], Draw(cause)).parts[0]
        item = (position.item, position.item_kind)
        inner = cause.content(*item, (part.quantity, position.unit))
        recorder.drawn(inner, part)
        here = stocks.open(inner, item, place, HoldingKind.STOCK)
        since = TimeRange(stops[0].opened.earliest, cause.time.latest)
        terms = Terms(part.quantity, Certainty.DECLARED, GapKind.MISSING_UNPACK, since, position.unit)
        recorder.edge(EdgeKind.CUSTODY, (position.key, here.key), inner, terms)
        stocks.receive(here, part.quantity, inner)
        recorder.line(inner, here.key, Effect.IN, part.quantity)
        recorder.gap(GapKind.MISSING_UNPACK, inner, here.key, part.quantity)


def _cleaned(told: Said) -> bool:
    """Whether the event is of something that was cleaned."""
    return bool(_CLEANED.search((told.event.biz_step or "").lower()))


def _said_until(position: Position) -> int:
    """The latest moment at which anything speaks of these contents."""
    return position.opened.latest if position.spoken_until is None else position.spoken_until
