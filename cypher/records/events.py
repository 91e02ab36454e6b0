"""Recorded events: the truth that the ledger reads, never changed by it."""

from dataclasses import dataclass
from decimal import Decimal

from cypher.records.vocabulary import Action, EventType, ItemKind, LineRole, PartyRole


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Microseconds since 1970 UTC, inclusive at both ends; equal ends are an instant."""

    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """One recorded line: `number` counts from 0 over all lists of the event.

    The lists stand in the order parent, children or items or inputs, outputs, and each is sorted: the
    event hash does not see the order in a list, so copies of one event number their lines alike.

    `quantity` is None where none was stated; `unit` is a UN/ECE Rec 20 code, None for pieces.
    `flags` names what was odd about the identifier (`CHECK_DIGIT`), taken as recorded all the same.
    """

    number: int
    role: LineRole
    item: str
    kind: ItemKind
    quantity: Decimal | None = None
    unit: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyRef:
    """An entry of a source or destination list; `role` None where its type is not a CBV word."""

    role: PartyRole | None
    key: str


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A business transaction: CBV type word (or URI, or None) and the document's identifier."""

    type: str | None
    value: str


@dataclass(frozen=True, slots=True)
class ErrorDeclaration:
    """EPCIS 2.0 `errorDeclaration` (7.4.1.2): voids every event with this event's `event_id`."""

    time: int
    reason: str | None
    corrective_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRecord:
    """A validated event with canonical keys.

    `key` hashes event id and content hash, and the error declaration, which the content hash leaves out;
    `content_hash` is the CBV event hash in hex.
    `biz_step`, `disposition` and the persistent dispositions are short CBV words where they are CBV
    words, else as recorded. `time_text` is the recorded spelling with its offset; `body` the recorded
    event as JSON text. `source` names who delivered it, `position` where in that source it stood.
    `refused_lines` counts lines that it was taken without: they lie in quarantine.
    """

    key: str
    event_id: str | None
    content_hash: str
    type: EventType
    action: Action | None
    time: TimeRange
    time_text: str
    biz_step: str | None = None
    disposition: str | None = None
    dispositions_set: tuple[str, ...] = ()
    dispositions_unset: tuple[str, ...] = ()
    read_point: str | None = None
    biz_location: str | None = None
    sources: tuple[PartyRef, ...] = ()
    destinations: tuple[PartyRef, ...] = ()
    documents: tuple[DocumentRef, ...] = ()
    transformation_id: str | None = None
    lines: tuple[EventLine, ...] = ()
    error: ErrorDeclaration | None = None
    loss: bool = False
    refused_lines: int = 0
    body: str = "{}"
    source: str = ""
    position: str = ""
