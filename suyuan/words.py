"""Times, quantities, holdings and edges in words for people; pure."""

from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.views import HoldingView, TransformationView
from cypher.records.vocabulary import HoldingKind, ItemKind
from graph_api.services.answers import TraceEdge

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNITS = {"KGM": "kg", "GRM": "g", "TNE": "t", "LTR": "L", "MLT": "mL", "MTR": "m", "H87": "pcs", None: "pcs"}
_UNKNOWN = "?"


def moment(micros: int, zone: tzinfo | None) -> str:
    """A time to the minute, in the given zone (None: the machine's own)."""
    try:
        return (_EPOCH + timedelta(microseconds=micros)).astimezone(zone).strftime("%Y-%m-%d %H:%M")
    except OverflowError:
        return "before all records" if micros < 0 else "now"


def offset(micros: int, zone: tzinfo | None) -> str:
    """The offset in which times around this one are shown."""
    try:
        shown = (_EPOCH + timedelta(microseconds=micros)).astimezone(zone)
    except OverflowError:
        return "UTC"
    return f"UTC{shown.isoformat()[-6:]}"


def span(time: TimeRange, zone: tzinfo | None) -> str:
    """A range in its shortest true form: an instant, a day, or both ends."""
    first = moment(time.earliest, zone)
    if time.earliest == time.latest:
        return first
    last = moment(time.latest, zone)
    whole_day = first.endswith("00:00") and last == first[:-5] + "23:59"
    return first[:-6] if whole_day else f"{first} … {last}"


def amount(value: Decimal | None, unit: str | None) -> str:
    """A quantity with its unit; `?` where it is not known."""
    if value is None:
        return _UNKNOWN
    return f"{format(value.normalize(), 'f')} {_UNITS.get(unit, unit)}"


def short(key: str) -> str:
    """The telling end of a key: what follows the resolver or the URN's namespace."""
    for start in ("https://id.gs1.org/", "urn:suyuan:"):
        if key.startswith(start):
            return key.removeprefix(start)
    return key


def called(entity: EntityRef | None, key: str | None = None) -> str:
    """An entity's name, else its key, else that it is not known."""
    if entity is not None and entity.name:
        return entity.name
    known = entity.key if entity is not None else key
    return short(known) if known else "place unknown"


def item(holding: HoldingView) -> str:
    """The goods: the product's name where there is one, and the lot or serial."""
    number = short(holding.item).rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    name = (holding.entity and holding.entity.name) or (holding.product and holding.product.name)
    if holding.item_kind is ItemKind.CLASS:
        return name or short(holding.item)
    return f"{name} {number}" if name else short(holding.item)


def where(holding: HoldingView) -> str:
    """The place in words; for goods under way, lost or sold, that."""
    if holding.kind is HoldingKind.TRANSIT:
        target = (
            called(holding.bound_for, holding.place)
            if holding.bound_for or holding.place
            else "a receiver not stated"
        )
        return f"on the way to {target}"
    if holding.container is not None:
        return f"inside {short(holding.place or '')}"
    place = called(holding.at or holding.aboard, holding.place)
    prefix = {
        HoldingKind.LOST: "lost at ",
        HoldingKind.SOLD: "sold by ",
        HoldingKind.GATHERING: "gathered at ",
    }
    return prefix.get(holding.kind, "") + place


def stay(holding: HoldingView, zone: tzinfo | None) -> str:
    """From when to when it was there; one time where both read the same."""
    start = span(holding.opened, zone)
    end = span(holding.ended, zone) if holding.ended else ""
    return f"{start} – {end}" if end and end != start else start


def stock(holding: HoldingView) -> str:
    """What came in and what is left; nothing for a single serial, whose status tells it."""
    if holding.item_kind is ItemKind.UNIT:
        return ""
    return f"{amount(holding.received, holding.unit)} in, {amount(holding.balance, holding.unit)} left"


def process(transformation: TransformationView) -> str:
    """A transformation by where it was done, and its run where one is stated."""
    run = f" ({short(transformation.transformation_id)})" if transformation.transformation_id else ""
    return f"made into other goods at {called(transformation.place)}{run}"


def steps(edges: tuple[TraceEdge, ...], zone: tzinfo | None) -> str:
    """What the edges to a line say: when, how much, how sure."""
    told = []
    for edge in edges:
        quantity = f" {amount(edge.quantity, edge.unit)}" if edge.quantity is not None else ""
        told.append(f"{span(TimeRange(edge.earliest, edge.latest), zone)}{quantity} {edge.certainty.name}")
    return "; ".join(told)
