"""The closed word lists of the graph, spelled as the API spells them."""

from enum import IntEnum, StrEnum

FOREVER = 2**63 - 1
"""`until` of everything that is current: the largest 64-bit integer (ledger.md 1)."""


class ItemKind(StrEnum):
    """What an identifier names: one serial, a lot, or only a class of product."""

    UNIT = "UNIT"
    LOT = "LOT"
    CLASS = "CLASS"


class EventType(StrEnum):
    """EPCIS 2.0 event types (ISO/IEC 19987:2024, 7.4)."""

    OBJECT = "ObjectEvent"
    AGGREGATION = "AggregationEvent"
    TRANSACTION = "TransactionEvent"
    TRANSFORMATION = "TransformationEvent"
    ASSOCIATION = "AssociationEvent"


class Action(StrEnum):
    """EPCIS 2.0 action values; a TransformationEvent has none."""

    ADD = "ADD"
    OBSERVE = "OBSERVE"
    DELETE = "DELETE"


class LineRole(StrEnum):
    """The list of an event that a recorded line stands in."""

    ITEM = "ITEM"
    PARENT = "PARENT"
    CHILD = "CHILD"
    INPUT = "INPUT"
    OUTPUT = "OUTPUT"


class PartyRole(StrEnum):
    """CBV 2.0 source and destination types (8.6)."""

    LOCATION = "location"
    POSSESSING_PARTY = "possessing_party"
    OWNING_PARTY = "owning_party"


class HoldingKind(StrEnum):
    """Why a position exists: ordinary stock, or one of the positions the ledger itself opens."""

    STOCK = "STOCK"
    TRANSIT = "TRANSIT"
    SOLD = "SOLD"
    LOST = "LOST"
    GATHERING = "GATHERING"


class PlaceKind(StrEnum):
    """What a place key names."""

    SITE = "SITE"
    VEHICLE = "VEHICLE"
    CONTAINER = "CONTAINER"
    PARTY = "PARTY"
    GEO = "GEO"
    UNKNOWN = "UNKNOWN"


class StockStatus(StrEnum):
    """Where the goods of a holding stand (在库、在途、已售、已用、已调剂、已销毁、已抽样、丢失、已转出)."""

    IN_STOCK = "IN_STOCK"
    IN_TRANSIT = "IN_TRANSIT"
    SOLD = "SOLD"
    USED = "USED"
    DISPENSED = "DISPENSED"
    DESTROYED = "DESTROYED"
    SAMPLED = "SAMPLED"
    LOST = "LOST"
    ENDED = "ENDED"


class EdgeKind(StrEnum):
    """Relationship types that a trace walks."""

    CUSTODY = "CUSTODY"
    INPUT = "INPUT"
    OUTPUT = "OUTPUT"


class Certainty(IntEnum):
    """How sure a link is; greater is surer, so the weakest link of a way is its `min` (ledger.md 5)."""

    DECLARED = 1
    INFERRED = 2
    POOLED = 3
    RECORDED = 4
    CONFIRMED = 5


class Effect(StrEnum):
    """How the ledger read a recorded line for one holding."""

    IN = "IN"
    OUT = "OUT"
    SEEN = "SEEN"


class SpanKind(StrEnum):
    """Relationships of a holding that last for a while."""

    INSIDE = "INSIDE"
    KEPT_BY = "KEPT_BY"
    OWNED_BY = "OWNED_BY"


class GapSeverity(StrEnum):
    """How serious a gap is (ledger.md 4)."""

    NOTE = "NOTE"
    WARNING = "WARNING"
    CONFLICT = "CONFLICT"


class GapKind(StrEnum):
    """What is missing, or what contradicts (ledger.md 4)."""

    UNKNOWN_ORIGIN = "UNKNOWN_ORIGIN"
    NO_LOT = "NO_LOT"
    DIVERTED = "DIVERTED"
    MAYBE_TWO = "MAYBE_TWO"
    MISSING_UNPACK = "MISSING_UNPACK"
    MISSING_PACK = "MISSING_PACK"
    MISSING_RECEIPT = "MISSING_RECEIPT"
    MISSING_DESPATCH = "MISSING_DESPATCH"
    MISSING_MOVEMENT = "MISSING_MOVEMENT"
    SEEN_AFTER_END = "SEEN_AFTER_END"
    OVERDRAWN = "OVERDRAWN"
    TIME_CONTRADICTION = "TIME_CONTRADICTION"
    BORN_TWICE = "BORN_TWICE"
    TWO_ORIGINS = "TWO_ORIGINS"
    SAME_ID = "SAME_ID"
    REFUSED_RECORD = "REFUSED_RECORD"
    """Never stored with the others: worked out of the quarantine when asked."""
    OVERDUE_RECEIPT = "OVERDUE_RECEIPT"
    """Never stored: worked out from the clock when asked."""


_NOTES = {GapKind.UNKNOWN_ORIGIN, GapKind.NO_LOT, GapKind.DIVERTED, GapKind.MAYBE_TWO}
_CONFLICTS = {
    GapKind.OVERDRAWN,
    GapKind.TIME_CONTRADICTION,
    GapKind.BORN_TWICE,
    GapKind.TWO_ORIGINS,
    GapKind.SAME_ID,
}

SEVERITY: dict[GapKind, GapSeverity] = {
    kind: GapSeverity.NOTE
    if kind in _NOTES
    else GapSeverity.CONFLICT
    if kind in _CONFLICTS
    else GapSeverity.WARNING
    for kind in GapKind
}
