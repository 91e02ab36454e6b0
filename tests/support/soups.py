"""Hypothesis strategies for event soups: no sense is needed, all that real data contains occurs.

Missing receipts and despatches, reused and nested containers, partial receipts, equal instants, one number
from two makers, returns, rework, pools, vague dates, bins, parties without a site, repetitions, errors.
"""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from cypher.records.events import EventRecord, TimeRange
from cypher.records.parties import Register
from cypher.records.vocabulary import Action, EventType, LineRole
from tests.support import events as say

SITES = ("A", "B", "C")
BINS = ("A1", "A2")
REGISTER = Register(operators={"A": "PA", "B": "PB", "C": "PB"}, parents={"A1": "A", "A2": "A"})
CONTAINERS = ("S1", "S2", "S3")
UNITS = ("U1", "U2")
LOTS = ("L1", "L2", "L3")
QUANTITIES = (None, 1, 2, 5, 10)

places = st.sampled_from((*SITES, *SITES, *BINS, None))
documents = st.sampled_from(((), (), ("D1",), ("D2",)))
times = st.one_of(
    st.integers(0, 8),
    st.integers(0, 8).map(say.day),
    st.just(say.between(0, 30)),
    st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda t: say.between(t[0], t[0] + t[1])),
)
lots = st.builds(say.lot, st.sampled_from(LOTS), st.sampled_from(QUANTITIES))
units = st.sampled_from(UNITS).map(say.unit)
classes = st.sampled_from(QUANTITIES).map(lambda quantity: say.product("K1", quantity))
containers = st.sampled_from(CONTAINERS).map(say.unit)
goods = st.one_of(lots, lots, units, classes)
anything = st.one_of(goods, goods, containers)
STEPS = (
    "shipping", "departing", "receiving", "arriving", "accepting", "receiving", "shipping", "void_shipping",
    "retail_selling", "inspecting", "storing", "picking", "transporting", None,
)  # fmt: skip
DISPOSITIONS = (None, None, None, "in_transit", "retail_sold", "destroyed", "stolen", "returned")


def _said(draw: st.DrawFn, *, moves: bool) -> dict[str, Any]:
    """Times, places, parties and documents of an event."""
    said: dict[str, Any] = {"at": draw(times), "docs": draw(documents)}
    for word in ("read", "biz"):
        said[word] = draw(places)
    if moves:
        said["frm"], said["to"] = draw(places), draw(places)
        said["frm_party"], said["to_party"] = draw(parties), draw(parties)
    return {key: value for key, value in said.items() if value is not None}


parties = st.sampled_from((None, None, None, "PA", "PB", "PX"))


@st.composite
def object_events(draw: st.DrawFn) -> EventRecord:
    """ObjectEvents of every action and step."""
    action = draw(
        st.sampled_from((Action.OBSERVE, Action.OBSERVE, Action.OBSERVE, Action.ADD, Action.DELETE))
    )
    said = _said(draw, moves=action is Action.OBSERVE)
    if action is Action.OBSERVE:
        said["step"], said["disposition"] = draw(st.sampled_from(STEPS)), draw(st.sampled_from(DISPOSITIONS))
    listed = draw(st.lists(anything, min_size=1, max_size=3, unique_by=lambda g: g.item))
    return say.event(EventType.OBJECT, action, [(LineRole.ITEM, each) for each in listed], _worded(said))


@st.composite
def packings(draw: st.DrawFn) -> EventRecord:
    """Packing, unpacking and parents that move; a container may be named inside itself."""
    action = draw(st.sampled_from((Action.ADD, Action.ADD, Action.DELETE, Action.OBSERVE)))
    said = _said(draw, moves=action is Action.OBSERVE)
    if action is Action.OBSERVE:
        said["step"] = draw(st.sampled_from(("departing", "arriving", "shipping", "receiving", "inspecting")))
    parent = draw(st.sampled_from(CONTAINERS))
    children = draw(st.lists(anything, min_size=0, max_size=2, unique_by=lambda g: g.item))
    listed = [(LineRole.PARENT, say.unit(parent)), *((LineRole.CHILD, child) for child in children)]
    kind = draw(st.sampled_from((EventType.AGGREGATION, EventType.AGGREGATION, EventType.ASSOCIATION)))
    return say.event(kind, action, listed, _worded(said))


@st.composite
def transformations(draw: st.DrawFn) -> EventRecord:
    """Inputs become outputs; one list may be missing where an id joins two events."""
    said = _said(draw, moves=False)
    number = draw(st.sampled_from((None, None, "T1")))
    if number:
        said["transformation"] = number
    inputs = draw(st.lists(anything, min_size=0 if number else 1, max_size=2, unique_by=lambda g: g.item))
    outputs = draw(st.lists(goods, min_size=0 if number else 1, max_size=2, unique_by=lambda g: g.item))
    return say.event(
        EventType.TRANSFORMATION,
        None,
        [(LineRole.INPUT, each) for each in inputs] + [(LineRole.OUTPUT, each) for each in outputs],
        _worded(said),
    )


def _worded(said: dict[str, Any]) -> say.What:
    return say.What(**{key: value for key, value in said.items() if value is not None})  # type: ignore[typeddict-item, no-any-return]


recorded = st.one_of(object_events(), object_events(), object_events(), packings(), transformations())


@st.composite
def soups(draw: st.DrawFn, *, most: int = 10) -> list[EventRecord]:
    """Up to `most` events, some said twice, some under one id, some declared in error."""
    told = draw(st.lists(recorded, min_size=1, max_size=most))
    events = []
    for number, event in enumerate(told):
        events.append(replace(event, event_id=f"e{number}", key=f"{event.content_hash[:12]}:e{number}"))
    again = draw(st.lists(st.sampled_from(events), max_size=2))
    return events + [draw(st.sampled_from((e, _copy(e), say.voided(e), _same_id(e)))) for e in again]


def _copy(event: EventRecord) -> EventRecord:
    """The same content under another id."""
    return replace(event, event_id=f"{event.event_id}c", key=f"{event.content_hash[:12]}:{event.event_id}c")


def _same_id(event: EventRecord) -> EventRecord:
    """Other content under the same id."""
    time = TimeRange(event.time.earliest, event.time.latest + say.DAY)
    content = f"{event.content_hash[:-1]}x"
    return replace(event, time=time, content_hash=content, key=f"{content[:12]}x:{event.event_id}")
