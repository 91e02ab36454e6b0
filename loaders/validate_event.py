"""One recorded event: from its draft to an EventRecord, or the reason why not."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import orjson

from cypher.identifiers.canonical import canonical
from cypher.records.events import (
    ErrorDeclaration,
    EventLine,
    EventRecord,
    TimeRange,
)
from cypher.records.vocabulary import Action, EventType, LineRole
from loaders.content_hash import HashTerms, content_hash
from loaders.drafts import Draft
from loaders.errors import RecordError
from loaders.identifiers import check_identifier, shown
from loaders.oddities import note_members, note_what_is_kept, sensor_elements
from loaders.single_members import unwrapped
from loaders.times import DAY, BadTimeError, NoOffsetError, offset_micros, parse_time, utc_milliseconds
from loaders.validate_context import Notes, ValidationContext
from loaders.validate_lines import read_lines
from loaders.validate_partners import Json, read_documents, read_parties, read_place, read_word, read_words
from loaders.vocabulary import cbv

_FALSE = (None, False, 0, "", "0", "false", "False", "no")
_NESTING = (EventType.AGGREGATION, EventType.ASSOCIATION)


@dataclass(frozen=True, slots=True)
class _When:
    """An event's time: its range, the text as recorded, the text that the hash sees."""

    range: TimeRange
    text: str
    hashed: str


def to_event(draft: Draft, context: ValidationContext, notes: Notes) -> EventRecord:
    """The record of an event draft; raises RecordError where it cannot be taken."""
    recorded = lifted(draft.content, notes)
    event = unwrapped(recorded)
    kind = read_type(event)
    when = read_time(event, context, notes)
    action = read_action(event, kind, notes)
    lines = read_lines(event, kind, notes)
    check_lines(event, kind, action, lines)
    event_id = read_event_id(event)
    error = read_error(event, context, notes)
    note_members(event, kind, notes)
    note_what_is_kept(event, notes)
    digest = content_hash(event, kind.value, _terms(draft), when.hashed)
    persistent = _object(event.get("persistentDisposition"))
    return EventRecord(
        key=event_key(event_id, digest, error),
        event_id=event_id,
        content_hash=digest,
        type=kind,
        action=action,
        time=when.range,
        time_text=when.text,
        biz_step=read_word(event.get("bizStep"), "bizStep", cbv.BIZ_STEP, notes),
        disposition=read_word(event.get("disposition"), "disposition", cbv.DISPOSITION, notes),
        dispositions_set=read_words(persistent.get("set"), "set", notes),
        dispositions_unset=read_words(persistent.get("unset"), "unset", notes),
        read_point=read_place(event, "readPoint", notes),
        biz_location=read_place(event, "bizLocation", notes),
        sources=read_parties(event, "sourceList", "source", notes),
        destinations=read_parties(event, "destinationList", "destination", notes),
        documents=read_documents(event, notes),
        transformation_id=read_transformation_id(event, kind),
        lines=lines,
        error=error,
        loss=tells_of_loss(event),
        refused_lines=len(notes.refused),
        body=json_text(recorded),
        source=context.source,
        position=draft.position,
    )


def _terms(draft: Draft) -> HashTerms:
    return HashTerms(draft.document.namespaces, draft.document.ignored)


def _object(value: object) -> Json:
    """An object as it is, anything else as an empty one."""
    return value if isinstance(value, Mapping) else {}


def event_key(event_id: str | None, digest: str, error: ErrorDeclaration | None) -> str:
    """Hash of event id and content hash; of the error declaration too, which the content hash leaves out.

    Without it the declaration, which repeats id and content of what it voids, would pass for a duplicate.
    """
    parts = [event_id or "", digest]
    if error is not None:
        parts += [str(error.time), error.reason or "", *error.corrective_ids]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def read_type(event: Json) -> EventType:
    """The event type, also where it is spelled `isA`, with a prefix, or as a web address."""
    value = event.get("type", event.get("isA", event.get("@type")))
    if value is None:
        raise RecordError("NO_EVENT_TYPE", "the event has no type; add `type`, such as ObjectEvent")
    name = value.rpartition(":")[2].rpartition("/")[2] if isinstance(value, str) else ""
    try:
        return EventType(name)
    except ValueError:
        known, several = ", ".join(EventType), isinstance(value, list) and len(value) > 1
        what = "names several things: this is another vocabulary's event" if several else "is unknown"
        raise RecordError(
            "UNKNOWN_EVENT_TYPE",
            f"the type {shown(value)} {what}; write it as an EPCIS 2.0 event: {known}",
        ) from None


def read_time(event: Json, context: ValidationContext, notes: Notes) -> _When:
    """The event time as a range, widened by the source's clock tolerance."""
    value = event.get("eventTime")
    if value is None or value == "":
        raise RecordError("NO_EVENT_TIME", "the event has no eventTime; add it, with its offset")
    text = _time_text(value, "eventTime")
    day_offset = _zone_offset(event.get("eventTimeZoneOffset"), notes)
    found = _parsed(text, "eventTime", context, day_offset)
    if found.earliest > context.now + DAY:
        notes.warn("FUTURE_EVENT", f"eventTime {text} lies more than a day ahead")
    hashed = utc_milliseconds(found.earliest) if found.earliest == found.latest else text
    return _When(
        TimeRange(found.earliest - context.tolerance, found.latest + context.tolerance), text, hashed
    )


def _time_text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise _no_time(value, name)
    return value.strip()


def _no_time(value: object, name: str) -> RecordError:
    return RecordError("BAD_TIME", f"{name} {shown(value)} is no time; write it as 2026-03-01T08:30:00+08:00")


def _zone_offset(value: object, notes: Notes) -> str | None:
    """The offset of the place, None where none is stated that can be one."""
    if value is None:
        notes.warn("NO_ZONE_OFFSET", "eventTimeZoneOffset is missing; the offset of eventTime is used")
    elif not isinstance(value, str) or offset_micros(value) is None:
        message = f"eventTimeZoneOffset {shown(value)} is no offset such as +08:00; that of eventTime is used"
        notes.warn("BAD_ZONE_OFFSET", message)
    else:
        return value
    return None


def _parsed(text: str, name: str, context: ValidationContext, day_offset: str | None = None) -> TimeRange:
    try:
        return parse_time(text, context.zone, day_offset)
    except NoOffsetError:
        raise RecordError(
            "TIME_WITHOUT_OFFSET",
            f"{name} {shown(text)} has no offset; add one, such as +08:00, or state the zone of the source",
        ) from None
    except BadTimeError:
        raise _no_time(text, name) from None


def read_action(event: Json, kind: EventType, notes: Notes) -> Action | None:
    """The action; a TransformationEvent has none."""
    value = event.get("action")
    if kind is EventType.TRANSFORMATION:
        if value is not None:
            notes.warn("ACTION_IGNORED", "a TransformationEvent has no action; it was left aside")
        return None
    try:
        return Action(value.upper() if isinstance(value, str) else "")
    except ValueError:
        raise RecordError(
            "BAD_ACTION", f"the action {shown(value)} is none of ADD, OBSERVE, DELETE; correct it"
        ) from None


def check_lines(event: Json, kind: EventType, action: Action | None, lines: tuple[EventLine, ...]) -> None:
    """An event must name goods or bring sensor data; what nests needs a parent that is not its own child."""
    if not lines and not sensor_elements(event):
        raise RecordError("NO_ITEMS", "the event names no goods: it has neither identifiers nor quantities")
    if kind not in _NESTING:
        return
    parents = {line.item for line in lines if line.role is LineRole.PARENT}
    if not parents and action is not Action.OBSERVE:
        raise RecordError("NO_PARENT", f"the {kind} {action} names no parentID; add the container")
    for line in lines:
        if line.role is LineRole.CHILD and line.item in parents:
            raise RecordError("CONTAINER_IN_ITSELF", f"{line.item} is named as its own container; correct it")


def read_event_id(event: Json) -> str | None:
    """The event's id, if it has one."""
    value = event.get("eventID")
    return None if value is None or value == "" else check_identifier(value, "eventID")


def lifted(event: Json, notes: Notes) -> Json:
    """The event with the members of its `baseExtension`: left there, an error declaration voids nothing."""
    if isinstance(event.get("baseExtension"), Mapping):
        message = "baseExtension is of EPCIS 1.2; its members were read as the event's own"
        notes.warn("BASE_EXTENSION", message)
    return flat(event)


def flat(event: Json) -> Json:
    """The same without a word: EPCIS 1.2 (7.4.1) keeps id and error declaration in `baseExtension`."""
    inner = event.get("baseExtension")
    if not isinstance(inner, Mapping):
        return event
    return {**inner, **{name: value for name, value in event.items() if name != "baseExtension"}}


def read_error(event: Json, context: ValidationContext, notes: Notes) -> ErrorDeclaration | None:
    """The error declaration, which voids every event of this id."""
    value = event.get("errorDeclaration")
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise RecordError(
            "BAD_ERROR_DECLARATION", "errorDeclaration is no object: nothing would be withdrawn; correct it"
        )
    if read_event_id(event) is None:
        notes.warn(
            "DECLARATION_WITHOUT_ID",
            "errorDeclaration withdraws the events of its eventID, but there is none: this record alone is "
            "left out, what it was meant for still counts",
        )
    declared = value.get("declarationTime")
    if declared is None or declared == "":
        raise RecordError("BAD_ERROR_DECLARATION", "errorDeclaration has no declarationTime; add it")
    text = _time_text(declared, "declarationTime")
    time = _declared(text, context, notes)
    reason = read_word(value.get("reason"), "errorDeclaration.reason", cbv.ERROR_REASON, notes)
    return ErrorDeclaration(time, reason, _corrective(value.get("correctiveEventIDs")))


def _corrective(value: object) -> tuple[str, ...]:
    """The ids of the events that stand in, sorted; one alone, or within an object, as EPCIS 1.2 has it."""
    if isinstance(value, Mapping):
        value = value.get("correctiveEventID")
    entries = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(sorted({check_identifier(entry, "correctiveEventIDs") for entry in entries}))


def _declared(text: str, context: ValidationContext, notes: Notes) -> int:
    """When it was declared; the withdrawal counts even where nobody can tell the hour exactly."""
    try:
        return _parsed(text, "declarationTime", context).earliest
    except RecordError as error:
        if error.code != "TIME_WITHOUT_OFFSET":
            raise
    notes.warn("DECLARATION_WITHOUT_OFFSET", f"declarationTime {shown(text)} states no offset; read as UTC")
    return _parsed(f"{text}Z", "declarationTime", context).earliest


def read_transformation_id(event: Json, kind: EventType) -> str | None:
    """What joins the events of one long transformation."""
    value = event.get("transformationID")
    if kind is not EventType.TRANSFORMATION or value is None or value == "":
        return None
    text = check_identifier(value, "transformationID")
    return canonical(text) or text


def tells_of_loss(event: Json) -> bool:
    """True if an extension whose name ends in `loss` (ours: `suyuan:loss`) is set and not false."""
    return any(
        ":" in name and name.lower().endswith("loss") and value not in _FALSE for name, value in event.items()
    )


def json_text(content: Json) -> str:
    """A record as JSON text, its decimals digit for digit."""
    return orjson.dumps(content, default=_fragment).decode()


def _fragment(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value).encode())
    raise TypeError(type(value).__name__)
