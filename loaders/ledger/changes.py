"""Goods that appear, are seen, become other goods or come to an end (ledger.md 3)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cypher.records.custody import TransformationRecord
from cypher.records.events import TimeRange
from cypher.records.vocabulary import (
    Certainty,
    EdgeKind,
    Effect,
    GapKind,
    HoldingKind,
    ItemKind,
    LineRole,
    StockStatus,
)
from loaders.ledger.finding import (
    Found,
    about_then,
    bound_for,
    bound_nowhere,
    ended_at,
    inside_at,
    tiers,
    under_way,
)
from loaders.ledger.goods import Goods
from loaders.ledger.items import ItemState, Observation, Output
from loaders.ledger.keys import transformation_key
from loaders.ledger.matching import documents
from loaders.ledger.places import Place, Places
from loaders.ledger.positions import Part, Position
from loaders.ledger.reading import Said, ended_as, passing, shelves
from loaders.ledger.recorder import Cause, Terms
from loaders.ledger.stocks import Draw, overlap
from loaders.ledger.wants import Drawn, Portion, how_sure

_SEEN_AT_MOST = 16


def transformation_of(told: Said, places: Places) -> TransformationRecord:
    """One an event, or one a `transformationID` and site."""
    event, site = told.event, places.site(told.place.key)
    key = transformation_key(event.content_hash, event.transformation_id, site)
    at = told.place.key if event.transformation_id is None else site
    return TransformationRecord(key, event.transformation_id, at)


@dataclass(frozen=True, slots=True)
class Changes:
    """The readings that begin, end or only confirm positions."""

    goods: Goods

    # ── appearing ────────────────────────────────────────────────────────────────────────────────────

    def appear(self, told: Said, cause: Cause) -> None:
        """ObjectEvent ADD: a birth, unless it repeats an output or the birth of a unit."""
        stocks = self.goods.stocks
        state = stocks.state(cause.item)
        place = self.goods.want(cause, told.place).place
        if self._commissioned(cause, place):
            return
        known = _received(state)
        if cause.line.kind is ItemKind.UNIT and (state.births or known):
            if state.births:
                self.goods.recorder.gap(GapKind.BORN_TWICE, cause, None)
            self.goods.seen(known or [*state.ended.values()][-1:], cause, place)
            return
        self._born(told, cause, place)

    def repeats(self, cause: Cause, place: Place) -> list[Output]:
        """Outputs that an ADD can repeat: of the same item and place, with its quantity or none.

        Something of the output must be left by then; what ended within the same time may have been there. A
        site and its bins are one place here, but outputs at the very place come last.
        """
        stocks = self.goods.stocks
        state, site = stocks.state(cause.item), stocks.places.site(place.key)
        near = [p for p in state.born.outputs.get(site, []) if stocks.places.matches(p.position.place, place)]
        like = [each for each in near if cause.amount is None or each.quantity in (None, cause.amount)]
        left = [each for each in like if _left(each.position, state, cause.time)]
        return sorted(left, key=lambda each: each.position.place == place)

    def _commissioned(self, cause: Cause, place: Place) -> bool:
        """An ADD that repeats an output; not where acts of the same time need more than there is."""
        found = self.repeats(cause, place)
        if not found:
            return False
        if self.goods.stocks.needed(cause):
            self.goods.stocks.reborn.add((cause.event.key, cause.item))
            return False
        *others, last = found
        site = self.goods.stocks.places.site(place.key)
        self.goods.stocks.state(cause.item).born.outputs[site].remove(last)
        exact = last.position.place == place
        same = [each for each in others if (each.position.place == place) is exact]
        meant = [each for each in same if overlap(each.time, cause.time)] + [last]
        self.goods.seen([each.position for each in meant], cause)
        return True

    def _born(self, told: Said, cause: Cause, place: Place) -> Position:
        stocks = self.goods.stocks
        state = stocks.state(cause.item)
        here = self.goods.supply.land(replace(self.goods.want(cause, place)))
        stocks.receive(here, cause.amount, cause)
        self.goods.recorder.line(cause, here.key, Effect.IN, cause.amount)
        self.goods.keep(here, cause)
        site = stocks.places.site(place.key) or ""
        state.born.count += 1
        if not stocks.lineage.descends(told.event, cause.item):
            origins = state.born.origins
            origins[site] = min(origins.get(site, cause.time), cause.time, key=_moments)
        return here

    def put_out(self, told: Said, cause: Cause) -> None:
        """An output of a transformation; a unit that is there already is not born again."""
        stocks, recorder = self.goods.stocks, self.goods.recorder
        state = stocks.state(cause.item)
        place = self.goods.want(cause, told.place).place
        made = transformation_of(told, stocks.places)
        known = _received(state) if cause.line.kind is ItemKind.UNIT else []
        if cause.line.kind is ItemKind.UNIT and state.births and not _reworked(told, cause):
            recorder.gap(GapKind.BORN_TWICE, cause, None)
        if known:
            here = known[0]
            self.goods.seen(known, cause, place)
        else:
            here = self._born(told, cause, place)
            site = stocks.places.site(place.key)
            state.born.outputs.setdefault(site, []).append(Output(cause.amount, cause.time, here))
        sure = Certainty.CONFIRMED if cause.line.kind is ItemKind.UNIT else Certainty.RECORDED
        recorder.edge(
            EdgeKind.OUTPUT, (made.key, here.key), cause, Terms(cause.amount, sure, unit=cause.unit)
        )

    # ── being used up ────────────────────────────────────────────────────────────────────────────────

    def put_in(self, told: Said, cause: Cause) -> None:
        """An input of a transformation, with all that is inside it."""
        made = transformation_of(told, self.goods.stocks.places)
        portions = self.goods.supply.draw(self.goods.want(cause, told.place, StockStatus.USED))
        for portion in portions:
            terms = Terms(portion.quantity, portion.certainty, portion.gap, unit=cause.unit)
            self.goods.recorder.edge(EdgeKind.INPUT, (portion.position.key, made.key), cause, terms)
        for inner, portion in self._contents(cause, StockStatus.USED):
            terms = Terms(portion.quantity, portion.certainty, unit=inner.unit)
            self.goods.recorder.edge(EdgeKind.INPUT, (portion.position.key, made.key), inner, terms)

    def vanish(self, told: Said, cause: Cause) -> None:
        """Draws the quantity stated, all if none, and all that is inside it."""
        status = ended_as(told.event)
        want = self.goods.want(cause, told.place, status)
        self.goods.supply.draw(replace(want, all_of_it=cause.amount is None))
        self._contents(cause, status)

    def _contents(self, cause: Cause, status: StockStatus) -> list[tuple[Cause, Portion]]:
        """Ends all that is inside the line's item, however deep."""
        stocks = self.goods.stocks
        waiting, gone = [cause.item], []
        while waiting:
            container = waiting.pop()
            for position in [*stocks.state(container).inside.values()]:
                part = stocks.drain([position], Draw(cause, status)).parts[0]
                inner = cause.content(position.item, position.item_kind, (part.quantity, position.unit))
                self.goods.recorder.drawn(inner, part, status)
                gone.append((inner, Portion(position, part.quantity, how_sure(part))))
                waiting.append(position.item)
            gone += self._left_inside(container, cause, status)
        return gone

    def _left_inside(
        self, container: str, cause: Cause, status: StockStatus
    ) -> Iterator[tuple[Cause, Portion]]:
        """What only a guess took out of a container may have been inside of it to the end."""
        emptied = self.goods.stocks.emptied[container]
        while emptied:
            _, position = emptied.popitem()
            if position.ended is not None:
                inner = cause.content(position.item, position.item_kind, (None, None))
                self.goods.recorder.drawn(inner, Part(position, None, pooled=False), status)
                yield inner, Portion(position, None, Certainty.DECLARED)

    # ── being seen ───────────────────────────────────────────────────────────────────────────────────

    def observe(self, told: Said, cause: Cause) -> None:
        """Only seen where it can be; else an implied movement (section 4)."""
        place = self.goods.want(cause, told.place).place
        found = self.there(place, cause)
        if not found and (left := self.goods.supply.left_over(cause, place)) is not None:
            found = [left]
        found = found or self.lately(told, cause)
        state = self.goods.stocks.state(cause.item)
        if found := found[:_SEEN_AT_MOST]:
            self.goods.seen(found, cause, place)
            state.observed.append(Observation(cause, place, {position.key for position in found}))
            return
        last = ended_at(self.goods.stocks, state, place)
        if last is not None and not state.open:
            self.goods.seen([last], cause, place)
            self.goods.recorder.gap(GapKind.SEEN_AFTER_END, cause, last.key)
            return
        self.settle(told, cause)

    def there(self, place: Place, cause: Cause) -> Found:
        """Consignments with the document, stock at the place and inside containers there, or else under way.

        What passes by under a document is no stock of the place. Of a lot that lies there by itself and in
        a container nothing tells which is seen; nor, where it is not known that any is left there, whether
        a reading is of what is under way.
        """
        stocks = self.goods.stocks
        state = stocks.state(cause.item)
        slips = {document.value for document in cause.event.documents}
        named = [p for s in sorted(slips) for p in state.slips.get(s, {}).values() if p.ended is None]
        if passing(cause.event):
            return named
        here = next(tiers(stocks, state, place, cause.time), [])
        here = here + [p for p in inside_at(stocks, state, place) if p not in here]
        known = any(p.own is not None for p in here) or cause.event.biz_location is not None
        stands = (here and known) or shelves(cause.event)
        return named + here + ([] if stands else under_way(stocks, state))

    def lately(self, told: Said, cause: Cause) -> Found:
        """What was there or on its way within the time in question; then all that it can have been."""
        stocks = self.goods.stocks
        state = stocks.state(cause.item)
        sold = state.away.get((HoldingKind.SOLD, told.place.key))
        ended = [*about_then(state, cause.time)]
        was_there = [p for p in ended if _stood_at(p, told.place, stocks.places)]
        past = passing(cause.event)
        if (sold is not None or was_there) and not past:
            return [sold] if sold is not None else was_there
        moving = [p for p in state.transit.values() if p.opened.earliest <= cause.time.latest]
        moving += [p for p in ended if p.kind is HoldingKind.TRANSIT]
        named = [p for p in moving if p.documents & documents(told)]
        moving = [p for p in moving if not (past and p.documents)]
        if named or not moving:
            return named
        bound = bound_for(stocks, state, told.place) + bound_nowhere(stocks, state, told.place)
        coming = [p for p in moving if p in bound] if state.births < 2 else []
        latest = cause.time.latest
        return coming or moving + [
            p for p in state.open.values() if p.kind is HoldingKind.STOCK and p.opened.earliest <= latest
        ]

    def settle(self, told: Said, cause: Cause) -> None:
        """Brings goods to the place where they were seen; they may be on their way, by their document."""
        want = self.goods.want(cause, told.place)
        drawn = Drawn([], replace(want, arriving=True))
        here = self.goods.supply.bring(drawn)
        if here is not None:
            self.goods.keep(here, cause)
            for slip in documents(told):
                self.goods.stocks.state(cause.item).slips.setdefault(slip, {})[here.key] = here


def _stood_at(position: Position, place: Place, places: Places) -> bool:
    stock = position.kind is HoldingKind.STOCK and not position.inside
    return stock and place.key is not None and places.matches(position.place, place)


def _received(state: ItemState) -> Found:
    """Open positions that something came into."""
    return [position for position in state.open.values() if position.receipts > 0]


def _left(position: Position, state: ItemState, time: TimeRange) -> bool:
    """Whether something of what came to a position can be there at a time; a unit is left wherever it is."""
    if position.item_kind is ItemKind.UNIT and state.open:
        return True
    return position.ended is None or position.doubtful or position.ended.latest >= time.earliest


def _reworked(told: Said, cause: Cause) -> bool:
    """Whether a unit went in before it came out."""
    return any(n.item == cause.item and n.role is LineRole.INPUT for n in told.event.lines)


def _moments(time: TimeRange) -> tuple[int, int]:
    return time.earliest, time.latest
