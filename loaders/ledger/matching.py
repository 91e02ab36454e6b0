"""Matching arrivals to consignments, and telling second reports of one movement (ledger.md 3)."""

from collections.abc import Iterator

from cypher.records.vocabulary import HoldingKind, ItemKind
from loaders.ledger.finding import Found, about_then, bound_for, bound_nowhere, tiers
from loaders.ledger.items import ItemState
from loaders.ledger.positions import Position
from loaders.ledger.reading import Said
from loaders.ledger.recorder import Cause
from loaders.ledger.stocks import Stocks


def documents(told: Said) -> frozenset[str]:
    """The identifiers of an event's documents."""
    return frozenset(document.value for document in told.event.documents)


def matches(stocks: Stocks, told: Said, cause: Cause, *, sure: bool = False) -> Iterator[Found]:
    """Consignments an arrival can mean: by document, by destination, without one; not yet the diverted.

    A second report, told by its document, means none. Consignments of another document come last, and
    not at all where the match must be `sure`.
    """
    state = stocks.state(cause.item)
    seen: set[str] = set()
    for number, found in enumerate(_matches(stocks, state, told, sure=sure)):
        if number == 1 and not seen and _reported(stocks, state, told):
            return
        fresh = [p for p in found if p.key not in seen and p.opened.earliest <= cause.time.latest]
        seen.update(p.key for p in fresh)
        if fresh:
            yield _unnamed_first(fresh)


def _matches(stocks: Stocks, state: ItemState, told: Said, *, sure: bool) -> Iterator[Found]:
    slips = documents(told)
    named = [p for slip in sorted(slips) for p in state.slips.get(slip, {}).values() if p.ended is None]
    by_slip = {p.key: p for p in named if p.kind is not HoldingKind.STOCK or p.place != told.place}
    yield [*by_slip.values()]
    bound = [p for p in bound_for(stocks, state, told.place) if _agrees(stocks, p, told)]
    free = [p for p in bound_nowhere(stocks, state, told.place) if _agrees(stocks, p, told)]
    back, coming = _away(stocks, state, told), [p for p in bound if not p.named]
    for found in ([coming, back] if back else []) + [bound, free]:
        yield [p for p in found if not (p.documents and slips)]
        yield [] if sure else found


def _away(stocks: Stocks, state: ItemState, told: Said) -> Found:
    """What is with consumers, or lost, for an arrival of returned goods: of this place, else of any."""
    if told.event.disposition != "returned":
        return []
    gone = [*state.away.values()]
    return [p for p in gone if stocks.places.matches(p.place, told.place)] or gone


def _reported(stocks: Stocks, state: ItemState, told: Said) -> bool:
    """Whether goods of one of its documents arrived at the place already."""
    site = stocks.places.site(told.place.key)
    return any((slip, site) in state.arrived for slip in documents(told))


def diverted(stocks: Stocks, told: Said, cause: Cause) -> Found:
    """Consignments on their way to another place; those of another document are not what arrived."""
    slips = documents(told)
    moving = stocks.state(cause.item).transit.values()
    then = [p for p in moving if p.opened.earliest <= cause.time.latest]
    return _unnamed_first([p for p in then if not (slips and p.documents) or slips & p.documents])


def _agrees(stocks: Stocks, position: Position, told: Said) -> bool:
    """Whether a consignment left where the arrival says that it came from, if it says so."""
    return not told.source_stated or stocks.places.matches(position.origin, told.origin)


def _unnamed_first(found: Found) -> Found:
    """Of consignments that may be empty by now, those that no receipt has named yet, if there are any."""
    live = [p for p in found if p.own is not None or not p.named]
    return live or found


def departed_before(stocks: Stocks, told: Said, cause: Cause) -> Position | None:
    """The consignment that a departure reports once more: by document, or as the unit is on its way."""
    state = stocks.state(cause.item)
    unit = cause.line.kind is ItemKind.UNIT
    again = unit and any(tiers(stocks, state, told.origin, cause.time))
    for slip in sorted(documents(told)):
        for position in state.slips.get(slip, {}).values():
            moving = position.kind is HoldingKind.TRANSIT and position.departed != told.event.content_hash
            if moving and (_lately(position, cause) or not again) and _same(stocks, position, told, cause):
                return position
    return _under_way(stocks, told, cause) if unit and not again else None


def _under_way(stocks: Stocks, told: Said, cause: Cause) -> Position | None:
    """The consignment of a unit that is on its way from there, or past there."""
    state = stocks.state(cause.item)
    ended = [p for p in about_then(state, cause.time) if p.kind is HoldingKind.TRANSIT]
    for position in [*state.transit.values(), *ended]:
        from_there = told.origin.key is None or stocks.places.matches(position.origin, told.origin)
        past = position.place.key is not None and not stocks.places.matches(position.place, told.origin)
        if from_there or (past and position.ended is None):
            return position
    return None


def _lately(position: Position, cause: Cause) -> bool:
    return position.ended is None or position.ended.latest >= cause.time.earliest


def _same(stocks: Stocks, position: Position, told: Said, cause: Cause) -> bool:
    """The same goods with the same document: from the same place, or while they are under way."""
    amounts = {position.received, cause.amount}
    if None not in amounts and len(amounts) > 1:
        return False
    if stocks.places.matches(position.origin, told.origin):
        return True
    state = stocks.state(cause.item)
    return position.ended is None and not any(tiers(stocks, state, told.origin, cause.time))


def arrived_before(stocks: Stocks, told: Said, cause: Cause) -> Found:
    """Stock that an arrival reports once more: by document, or as the unit is already there."""
    state = stocks.state(cause.item)
    here = next(tiers(stocks, state, told.place, cause.time), [])
    last = state.last_at.get(told.place.key)
    gone = [last] if last is not None and last.ended is not None else []
    if _reported(stocks, state, told):
        return here or gone
    if cause.line.kind is not ItemKind.UNIT:
        return []
    return here or [p for p in gone if _lately(p, cause) and p.opened.earliest <= cause.time.latest]
