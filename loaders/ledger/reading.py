"""What an event says: which reading of ledger.md 3 it is, and the places it speaks of."""

from dataclasses import dataclass
from enum import StrEnum

from cypher.records.events import EventRecord, PartyRef
from cypher.records.vocabulary import Action, EventType, LineRole, PartyRole, PlaceKind, StockStatus
from loaders.ledger.places import NOWHERE, Place, Places


class Reading(StrEnum):
    """The readings of the table in ledger.md 3; an event that voids another is no reading."""

    TRANSFORM = "TRANSFORM"
    PACK = "PACK"
    UNPACK = "UNPACK"
    VANISH = "VANISH"
    DEPART = "DEPART"
    ARRIVE = "ARRIVE"
    CALL_OFF = "CALL_OFF"
    SELL_OUT = "SELL_OUT"
    LOSE = "LOSE"
    HAND_OVER = "HAND_OVER"
    APPEAR = "APPEAR"
    OBSERVE = "OBSERVE"


# CBV 2.0 (GS1, ratified 2022), 7.1 business steps and 7.2 dispositions; `consigning` is of CBV 1.2.
DEPARTING = frozenset({"shipping", "consigning", "departing"})
ARRIVING = frozenset({"arriving", "receiving", "accepting"})
DEPARTURE = ("picking", "packing", "staging_outbound", "loading", "shipping", "consigning", "departing")
ARRIVAL = ("arriving", "unloading", "receiving", "inspecting", "accepting", "storing")
"""The steps of one departure, and of one arrival, as goods pass through them."""
_BY_STEP = {
    **dict.fromkeys(DEPARTING, Reading.DEPART),
    **dict.fromkeys(ARRIVING, Reading.ARRIVE),
    "void_shipping": Reading.CALL_OFF,
    "retail_selling": Reading.SELL_OUT,
}
_BY_DISPOSITION = {"retail_sold": Reading.SELL_OUT, "stolen": Reading.LOSE}
_SHELVING = frozenset({"storing", "stocking"})
_ENDING = frozenset({"destroyed", "dispensed"})
_NO_STEP = frozenset({None, ""})
_ENDS = (
    ("dispensing", "", _NO_STEP, StockStatus.DISPENSED),
    ("destroying", "destroyed", _NO_STEP | {"decommissioning"}, StockStatus.DESTROYED),
    ("sampling", "", _NO_STEP, StockStatus.SAMPLED),
    ("decommissioning", "inactive", _NO_STEP, StockStatus.ENDED),
)
"""Step, or disposition beside one of some steps -> how goods ended; the first that fits.

What is blasted or let off is `destroyed` by a step of its own: used, as samples are samples. ENDED is the
end of a number, its goods stand there without one.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """An event with its reading; `origin` is where its goods were before, `place` where it happened."""

    event: EventRecord
    reading: Reading
    place: Place
    origin: Place
    destination: Place
    source_stated: bool = False
    by_owner: bool = False
    """whether the origin is only an owner: it counts as not stated where no site of the owner has any"""


def read(event: EventRecord) -> Reading:
    """The first reading that fits (ledger.md 3)."""
    if event.type is EventType.TRANSFORMATION:
        return Reading.TRANSFORM
    if _joins(event) and event.action is not Action.OBSERVE:
        return Reading.PACK if event.action is Action.ADD else Reading.UNPACK
    if _sold(event):
        return Reading.SELL_OUT
    if _vanishes(event):
        return Reading.VANISH
    return _moved(event) or _stayed(event)


def _sold(event: EventRecord) -> bool:
    """Sold is sold whatever the action; but goods that come back into stock, or leave for a shop, are not."""
    if event.biz_step == "retail_selling":
        return True
    return event.disposition == "retail_sold" and event.biz_step not in _BY_STEP


def _moved(event: EventRecord) -> Reading | None:
    moved = _BY_STEP.get(event.biz_step or "") or _BY_DISPOSITION.get(event.disposition or "")
    if moved is None and event.disposition == "unknown" and event.loss:
        return Reading.LOSE
    return moved


def _stayed(event: EventRecord) -> Reading:
    if _handed_over(event):
        return Reading.HAND_OVER
    born = event.type is EventType.OBJECT and event.action is Action.ADD
    return Reading.APPEAR if born else Reading.OBSERVE


def _joins(event: EventRecord) -> bool:
    """Whether it is about a container and what is inside it."""
    joining = event.type in (EventType.AGGREGATION, EventType.ASSOCIATION)
    return joining and any(line.role is LineRole.PARENT for line in event.lines)


def _vanishes(event: EventRecord) -> bool:
    if event.type is EventType.OBJECT and event.action is Action.DELETE:
        return event.biz_step not in DEPARTING
    return event.disposition in _ENDING or event.biz_step == "decommissioning"


def _handed_over(event: EventRecord) -> bool:
    """Source and destination differ in location or keeper; one not stated is where it happened."""
    before, after = _stated(event.sources), _stated(event.destinations)
    if not (before and after):
        return (before or after) and event.action is not Action.ADD
    for role in (PartyRole.LOCATION, PartyRole.POSSESSING_PARTY):
        left, came = party(event.sources, role), party(event.destinations, role)
        if left is not None and came is not None and left != came:
            return True
    return not _roles(event.sources) & _roles(event.destinations) - {PartyRole.OWNING_PARTY}


def _roles(listed: tuple[PartyRef, ...]) -> set[PartyRole | None]:
    return {entry.role for entry in listed}


def _stated(listed: tuple[PartyRef, ...]) -> bool:
    return bool(_roles(listed) & {PartyRole.LOCATION, PartyRole.POSSESSING_PARTY})


def passing(event: EventRecord) -> bool:
    """Whether goods were seen on their way past a read point, under a document: they stayed nowhere."""
    return event.biz_step == "transporting" and event.biz_location is None and bool(event.documents)


def shelves(event: EventRecord) -> bool:
    """Whether goods were put on a shelf or into a store by themselves: they are in no container then."""
    return event.biz_step in _SHELVING


def party(listed: tuple[PartyRef, ...], role: PartyRole) -> str | None:
    """The first entry of a source or destination list in this role."""
    return next((entry.key for entry in listed if entry.role is role), None)


def ended_as(event: EventRecord) -> StockStatus:
    """How goods that vanish ended; consumption is a DELETE that says none of it (domain.md 3.3)."""
    if event.disposition == "dispensed":
        return StockStatus.DISPENSED
    for step, disposition, beside, status in _ENDS:
        if event.biz_step == step or (event.disposition == disposition and event.biz_step in beside):
            return status
    return StockStatus.USED


def ends_number(told: Said) -> bool:
    """Whether only a number came to an end: what it held stands there without it."""
    return told.reading is Reading.VANISH and ended_as(told.event) is StockStatus.ENDED


def said(event: EventRecord, places: Places) -> Said:
    """The event read, with the places it speaks of (ledger.md 2)."""
    reading = read(event)
    place = _place(event, reading, places)
    destination = _side(event.destinations, places)
    source = _side(event.sources, places)
    origin = place
    if reading is Reading.DEPART:
        at = places.named(event.read_point or event.biz_location)
        located = source.kind is not PlaceKind.PARTY and source.key is not None
        origin = source if located or at.key is None else at
    elif reading in (Reading.HAND_OVER, Reading.ARRIVE):
        stated = reading is Reading.ARRIVE or _stated(event.sources)
        origin = source if stated else place
    if reading is Reading.HAND_OVER and _stays(event, (origin, destination, place), places):
        reading = Reading.OBSERVE
    by_owner = not _stated(event.sources) and origin is source and source.key is not None
    return Said(event, reading, place, origin, destination, source.key is not None, by_owner)


def _stays(event: EventRecord, where: tuple[Place, Place, Place], places: Places) -> bool:
    """Whether what looks like a handing over leaves the goods where they are."""
    origin, destination, place = where
    to = destination if destination.key is not None else place
    if _stated(event.sources) and _stated(event.destinations):
        return origin == to
    return places.matches(origin, to)


def _place(event: EventRecord, reading: Reading, places: Places) -> Place:
    named = places.named(event.biz_location or event.read_point)
    if named.key is None and reading is Reading.ARRIVE:
        return _side(event.destinations, places)
    return named


def _side(listed: tuple[PartyRef, ...], places: Places) -> Place:
    """A location, else a party whose site is not known: the keeper, else the owner."""
    location = party(listed, PartyRole.LOCATION)
    if location is not None:
        return places.named(location)
    keeper = party(listed, PartyRole.POSSESSING_PARTY) or party(listed, PartyRole.OWNING_PARTY)
    return NOWHERE if keeper is None else Place(keeper, PlaceKind.PARTY)
