"""What an event holds that nothing reads, or that is not as the standard has it: told, kept in its body."""

from collections.abc import Iterator, Mapping
from typing import Any

from cypher.records.vocabulary import EventType
from loaders.drafts import JsonValue
from loaders.identifiers import shown
from loaders.validate_context import Notes
from loaders.validate_lines import goods_lists

_NUMBERS = ("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue")
_MEMBERS = frozenset(
    {
        *("type", "isA", "@type", "@context", "eventID", "eventTime", "eventTimeZoneOffset", "recordTime"),
        *("action", "bizStep", "disposition", "persistentDisposition", "readPoint", "bizLocation"),
        *("bizTransactionList", "sourceList", "destinationList", "sensorElementList", "ilmd"),
        *("transformationID", "certificationInfo", "errorDeclaration", "baseExtension"),
    }
)
"""Members of an event in EPCIS 2.0 beside its lists of goods; extensions have a prefix."""
_ALL_GOODS = frozenset(name for kind in EventType for name in goods_lists(kind))
_FOREIGN = {kind: _ALL_GOODS - goods_lists(kind) for kind in EventType}
_KNOWN = _MEMBERS | _ALL_GOODS
_LISTED = 5
Json = Mapping[str, Any]


def note_members(event: Json, kind: EventType, notes: Notes) -> None:
    """Tells of goods in a list that this type of event does not have, and of members that no event has."""
    foreign = [name for name in event if name in _FOREIGN[kind] and event[name]]
    if foreign:
        notes.warn(
            "LIST_IGNORED",
            f"{_names(foreign)}: a list that a {kind} does not have; the goods in it are not followed",
        )
    unknown = [name for name in event if name not in _KNOWN and ":" not in name]
    if unknown:
        notes.warn(
            "UNKNOWN_MEMBER",
            f"{_names(unknown)}: EPCIS 2.0 has no such member, and an extension needs a prefix; "
            "kept as recorded",
        )


def note_what_is_kept(event: Json, notes: Notes) -> None:
    """Tells of certificates and sensor values that are not as the standard has them."""
    certificates = event.get("certificationInfo", [])
    for entry in certificates if isinstance(certificates, list) else [certificates]:
        if not isinstance(entry, str):
            notes.warn("BAD_CERTIFICATION", "certificationInfo is no web address; kept as recorded")
    kept = sensor_elements(event)
    listed = event.get("sensorElementList")
    if listed is not None and len(kept) < (len(listed) if isinstance(listed, list) else 1):
        notes.warn(
            "BAD_SENSOR_DATA", f"sensorElementList {shown(listed)} is no list of objects; kept as recorded"
        )
    if any(not isinstance(each.get("sensorReport", []), list | Mapping) for each in kept):
        notes.warn("BAD_SENSOR_DATA", "a sensorReport is no list of objects; kept as recorded")
    if any(isinstance(report.get(name), str) for report in _reports(event) for name in _NUMBERS):
        notes.warn("SENSOR_VALUE_AS_TEXT", "a number of a sensor report is text; kept as recorded")


def sensor_elements(event: Json) -> list[Json]:
    """The elements of sensor data that are what the standard has them to be."""
    return [*_objects(event.get("sensorElementList"))]


def _reports(event: Json) -> Iterator[Json]:
    for element in sensor_elements(event):
        yield from _objects(element.get("sensorReport"))


def _objects(value: JsonValue) -> Iterator[Json]:
    """The objects of a list, or the one that stands without a list."""
    yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Mapping))


def _names(names: list[str]) -> str:
    """The first names for a sentence."""
    return ", ".join(shown(name) for name in names[:_LISTED]) + (" …" if len(names) > _LISTED else "")
