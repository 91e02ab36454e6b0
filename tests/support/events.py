"""Terse builders of event records for tests: `ship(lot("L", 10), at=1, frm="A", to="B")`.

Places, parties and items are plain words; a time is a number of days since 2026-01-01 (an instant), or
a `TimeRange` from `day(…)` or `between(…)`. Every event gets an id of its own unless one is named.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from cypher.records.events import DocumentRef, ErrorDeclaration, EventLine, EventRecord, PartyRef, TimeRange
from cypher.records.vocabulary import Action, EventType, ItemKind, LineRole, PartyRole

EPOCH = 1_767_225_600_000_000
DAY = 86_400_000_000


@dataclass(frozen=True)
class Goods:
    """What a line says: an item of a kind, and a quantity if stated."""

    item: str
    kind: ItemKind
    quantity: Decimal | None = None
    unit: str | None = None


class What(TypedDict, total=False):
    """What every builder takes besides goods; `frm`/`to` are locations, the other four parties."""

    at: float | TimeRange
    id: str
    step: str
    disposition: str
    read: str
    biz: str
    frm: str
    to: str
    frm_party: str
    to_party: str
    frm_owner: str
    to_owner: str
    docs: tuple[str, ...]
    transformation: str
    loss: bool
    set: tuple[str, ...]
    unset: tuple[str, ...]


def lot(item: str, quantity: float | str | None = None, unit: str | None = "KGM") -> Goods:
    return Goods(item, ItemKind.LOT, *_stated(quantity, unit))


def unit(item: str) -> Goods:
    return Goods(item, ItemKind.UNIT)


def product(item: str, quantity: float | str | None = None, uom: str | None = "KGM") -> Goods:
    """A product class without a lot."""
    return Goods(item, ItemKind.CLASS, *_stated(quantity, uom))


def instant(days: float) -> TimeRange:
    moment = EPOCH + round(days * DAY)
    return TimeRange(moment, moment)


def day(number: int) -> TimeRange:
    """A date without a time of day."""
    return TimeRange(EPOCH + number * DAY, EPOCH + (number + 1) * DAY - 1)


def between(first: float, last: float) -> TimeRange:
    return TimeRange(EPOCH + round(first * DAY), EPOCH + round(last * DAY))


def observe(*goods: Goods, **what: Unpack[What]) -> EventRecord:
    return _object(Action.OBSERVE, goods, what)


def appear(*goods: Goods, **what: Unpack[What]) -> EventRecord:
    """ObjectEvent ADD."""
    return _object(Action.ADD, goods, {"step": "commissioning", **what})


def vanish(*goods: Goods, **what: Unpack[What]) -> EventRecord:
    """ObjectEvent DELETE."""
    return _object(Action.DELETE, goods, what)


def ship(*goods: Goods, **what: Unpack[What]) -> EventRecord:
    return _object(Action.OBSERVE, goods, {"step": "shipping", "disposition": "in_transit", **what})


def receive(*goods: Goods, **what: Unpack[What]) -> EventRecord:
    """A receipt; give its place as `biz`."""
    return _object(Action.OBSERVE, goods, {"step": "receiving", **what})


def sell(*goods: Goods, **what: Unpack[What]) -> EventRecord:
    return _object(Action.OBSERVE, goods, {"step": "retail_selling", "disposition": "retail_sold", **what})


def pack(parent: str, *children: Goods, **what: Unpack[What]) -> EventRecord:
    return _aggregate(Action.ADD, parent, children, {"step": "packing", **what})


def unpack(parent: str, *children: Goods, **what: Unpack[What]) -> EventRecord:
    return _aggregate(Action.DELETE, parent, children, {"step": "unpacking", **what})


def aggregated(parent: str, *children: Goods, **what: Unpack[What]) -> EventRecord:
    """AggregationEvent OBSERVE; name its step."""
    return _aggregate(Action.OBSERVE, parent, children, what)


def transform(inputs: Iterable[Goods], outputs: Iterable[Goods], **what: Unpack[What]) -> EventRecord:
    listed = [(LineRole.INPUT, goods) for goods in inputs] + [(LineRole.OUTPUT, goods) for goods in outputs]
    return event(EventType.TRANSFORMATION, None, listed, what)


def transact(action: Action, *goods: Goods, **what: Unpack[What]) -> EventRecord:
    return event(EventType.TRANSACTION, action, [(LineRole.ITEM, each) for each in goods], what)


def voided(record: EventRecord, *, at: float = 999, corrective: tuple[str, ...] = ()) -> EventRecord:
    """The error declaration that voids an event: the same content and id, declared in error."""
    moment = instant(at).earliest
    declared = ErrorDeclaration(moment, None, corrective)
    return replace(record, error=declared, key=_digest("error", record.key, moment, corrective))


def event(
    kind: EventType, action: Action | None, listed: Iterable[tuple[LineRole, Goods]], what: What
) -> EventRecord:
    lines = tuple(
        EventLine(number, role, goods.item, goods.kind, goods.quantity, goods.unit)
        for number, (role, goods) in enumerate(listed)
    )
    content = {key: value for key, value in sorted(what.items()) if key != "id"}
    digest = _digest(kind, action, lines, content)
    event_id = what.get("id", f"urn:uuid:{digest[:16]}")
    said = {key: value for key, value in _fields(what).items() if value is not None}
    time = _time(what.get("at", 0.0))
    return EventRecord(
        _digest(event_id, digest), event_id, digest, kind, action, time, "", lines=lines, **said
    )


def _object(action: Action, goods: tuple[Goods, ...], what: What) -> EventRecord:
    return event(EventType.OBJECT, action, [(LineRole.ITEM, each) for each in goods], what)


def _aggregate(action: Action, parent: str, children: tuple[Goods, ...], what: What) -> EventRecord:
    listed = [(LineRole.PARENT, unit(parent)), *((LineRole.CHILD, child) for child in children)]
    return event(EventType.AGGREGATION, action, listed, what)


def _fields(what: What) -> dict[str, Any]:
    return {
        "biz_step": what.get("step"),
        "disposition": what.get("disposition"),
        "dispositions_set": what.get("set"),
        "dispositions_unset": what.get("unset"),
        "read_point": what.get("read"),
        "biz_location": what.get("biz"),
        "sources": _parties(what.get("frm"), what.get("frm_party"), what.get("frm_owner")),
        "destinations": _parties(what.get("to"), what.get("to_party"), what.get("to_owner")),
        "documents": tuple(DocumentRef("desadv", value) for value in what.get("docs", ())),
        "transformation_id": what.get("transformation"),
        "loss": what.get("loss"),
    }


def _parties(location: str | None, possessor: str | None, owner: str | None) -> tuple[PartyRef, ...]:
    named = zip(PartyRole, (location, possessor, owner), strict=True)
    return tuple(PartyRef(role, key) for role, key in named if key is not None)


def _stated(quantity: float | str | None, unit: str | None) -> tuple[Decimal | None, str | None]:
    return (None, None) if quantity is None else (Decimal(str(quantity)), unit)


def _time(given: float | TimeRange) -> TimeRange:
    return given if isinstance(given, TimeRange) else instant(given)


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
