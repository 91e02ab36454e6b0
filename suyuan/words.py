"""Times, stays, processes and edges in words for people; pure."""

from datetime import UTC, datetime, timedelta, tzinfo

from cypher.records.events import TimeRange
from cypher.records.views import HoldingView, TransformationView
from cypher.records.vocabulary import ItemKind
from graph_api.rules.naming import Names, amount, called, short
from graph_api.services.answers import TraceEdge

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TOLD_STEPS = 5


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


def process(transformation: TransformationView, names: Names) -> str:
    """A transformation by where it was done, and its run where one is stated."""
    run = f" ({short(transformation.transformation_id)})" if transformation.transformation_id else ""
    return f"made into other goods at {called(transformation.place, names=names)}{run}"


def steps(edges: tuple[TraceEdge, ...], zone: tzinfo | None) -> str:
    """What the edges to a line say: when, how much, how sure."""
    told = []
    for edge in edges[:_TOLD_STEPS]:
        quantity = f" {amount(edge.quantity, edge.unit)}" if edge.quantity is not None else ""
        told.append(f"{span(TimeRange(edge.earliest, edge.latest), zone)}{quantity} {edge.certainty.name}")
    more = len(edges) - len(told)
    return "; ".join([*told, f"and {more} more"] if more else told)
