"""The CBV 2.0 event hash (CBV 2.0 section 8.9.2): one fingerprint for every spelling of the same event.

Follows the published algorithm and its reference vectors; where both are silent, a comment says what holds.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cypher.identifiers.canonical import canonical
from loaders.numbers import NUMBER, canonical_number
from loaders.times import BadTimeError, NoOffsetError, parse_time, utc_milliseconds
from loaders.vocabulary import cbv

GS1_VOCABULARY = "https://gs1.org/voc/"
_WELL_KNOWN = {"gs1": GS1_VOCABULARY, "cbv": cbv.WEB, "cbvmda": "urn:epcglobal:cbv:mda:"}
RECORDER = "urn:suyuan:ext:recorder"
"""Extension that names who recorded an event: no part of its content (ledger.md 1)."""

_LISTS_FIRST = ("epcList", "parentID", "inputEPCList", "childEPCs")
_QUANTITY = ("epcClass", "quantity", "uom")
_METADATA = (
    *("time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData"),
    *("dataProcessingMethod", "bizRules"),
)
_REPORT = (
    *("type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time"),
    *("microorganism", "chemicalSubstance", "value", "component", "stringValue", "booleanValue"),
    *("hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"),
    *("uom", "coordinateReferenceSystem"),
)
_TIMES = frozenset({"time", "startTime", "endTime"})
_PARTNERS = {
    "bizTransactionList": ("bizTransaction", cbv.BIZ_TRANSACTION),
    "sourceList": ("source", cbv.SOURCE_DESTINATION),
    "destinationList": ("destination", cbv.SOURCE_DESTINATION),
}
_COMMENTS = frozenset({"rdfs:comment", "comment", "#text"})
_LEFT_OUT = frozenset(
    {"type", "isA", "@type", "@context", "eventID", "recordTime", "errorDeclaration", *_COMMENTS}
)
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HashTerms:
    """What a document says for all its events: namespace prefixes, and extension fields to leave out."""

    namespaces: Mapping[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()


def content_hash(event: Json, event_type: str, terms: HashTerms, event_time: str) -> str:
    """The event hash in hex; `event_time` is the time as the hash writes it."""
    return hashlib.sha256(pre_hash(event, event_type, terms, event_time).encode()).hexdigest()


def pre_hash(event: Json, event_type: str, terms: HashTerms, event_time: str) -> str:
    """The text that is hashed: the standard's fields in order, then partner lists and extensions sorted."""
    return "".join(
        (
            f"eventType={event_type}eventTime={event_time}",
            _plain(event, "eventTimeZoneOffset", terms),
            _plain(event, "certificationInfo", terms),
            *(_identifiers(event, name) for name in _LISTS_FIRST),
            *(_quantities(event, name, terms) for name in ("quantityList", "childQuantityList")),
            _quantities(event, "inputQuantityList", terms),
            _identifiers(event, "outputEPCList"),
            _quantities(event, "outputQuantityList", terms),
            _plain({"action": _action(event.get("action"))}, "action", terms),
            _identifiers(event, "transformationID"),
            _words(event, "bizStep", cbv.BIZ_STEP),
            _words(event, "disposition", cbv.DISPOSITION),
            _persistent(event),
            _place(event, "readPoint", terms),
            _place(event, "bizLocation", terms),
            _sensors(event, terms),
            _rest(event, terms),
        )
    )


def _plain(event: Json, name: str, terms: HashTerms) -> str:
    found: list[str] = []
    for value in _listed(event.get(name)):
        if isinstance(value, dict | list):
            found.extend(_generic(name, value, terms))
        elif text := _text(value):
            found.append(f"{name}={text}")
    return "".join(sorted(found))


def _action(value: object) -> object:
    """The action, which is taken in any case."""
    return value.upper() if isinstance(value, str) else value


def _identifiers(event: Json, name: str) -> str:
    """An identifier or a list of them; a list writes each as `epc` under its own name."""
    value = event.get(name)
    if not isinstance(value, list):
        return f"{name}={_identifier(value)}" if value else ""
    return name + "".join(sorted(f"epc={_identifier(item)}" for item in value)) if value else ""


def _quantities(event: Json, name: str, terms: HashTerms) -> str:
    elements = [
        "quantityElement" + _fields(item, _QUANTITY, terms)
        for item in _listed(event.get(name))
        if isinstance(item, dict)
    ]
    return name + "".join(sorted(elements)) if elements else ""


def _words(event: Json, name: str, words: cbv.Words) -> str:
    return "".join(
        sorted(f"{name}={words.full(item)}" for item in map(_text, _listed(event.get(name))) if item)
    )


def _persistent(event: Json) -> str:
    value = event.get("persistentDisposition")
    if not isinstance(value, dict):
        return ""
    text = _words(value, "set", cbv.DISPOSITION) + _words(value, "unset", cbv.DISPOSITION)
    return f"persistentDisposition{text}" if text else ""


def _place(event: Json, name: str, terms: HashTerms) -> str:
    value = event.get(name)
    if isinstance(value, dict):
        return name + _fields(value, ("id",), terms)
    return f"{name}id={_identifier(value)}" if value else ""


def _sensors(event: Json, terms: HashTerms) -> str:
    elements = [
        _sensor(item, terms) for item in _listed(event.get("sensorElementList")) if isinstance(item, dict)
    ]
    return "sensorElementList" + "".join(sorted(elements)) if elements else ""


def _sensor(element: Json, terms: HashTerms) -> str:
    metadata = element.get("sensorMetadata")
    reports = [
        "sensorReport" + _fields(report, _REPORT, terms)
        for report in _listed(element.get("sensorReport"))
        if isinstance(report, dict)
    ]
    return "".join(
        (
            "sensorElement",
            "sensorMetadata" + _fields(metadata, _METADATA, terms) if isinstance(metadata, dict) else "",
            *sorted(reports),
            _extensions(element, ("sensorMetadata", "sensorReport"), terms),
        )
    )


def _fields(element: Json, order: tuple[str, ...], terms: HashTerms) -> str:
    """The named fields in order, each with its values sorted, then what else the element holds."""
    found: list[str] = []
    for name in order:
        values = [_field(name, value, terms) for value in _listed(element.get(name))]
        found.extend(sorted(text for text in values if text))
    return "".join(found) + _extensions(element, order, terms)


def _field(name: str, value: object, terms: HashTerms) -> str:
    if isinstance(value, dict):
        return "".join(_generic(name, value, terms))
    if value is None or value == "":
        return ""
    if name in _TIMES:
        return f"{name}={_sensor_time(str(value))}"
    if name in ("type", "exception") and isinstance(value, str) and ":" not in value:
        return f"{name}={GS1_VOCABULARY}{value}"
    if name == "component" and isinstance(value, str):
        value = cbv.COMPONENT.full(value)
    return f"{name}={_identifier(value) if name in ('id', 'epcClass') else _value(value, terms)}"


def _sensor_time(text: str) -> str:
    try:
        return utc_milliseconds(parse_time(text.strip(), None).earliest)
    except (BadTimeError, NoOffsetError):
        return text


def _extensions(element: Json, known: Iterable[str], terms: HashTerms) -> str:
    names = [name for name in element if name not in known and name not in _COMMENTS]
    return "".join(sorted(text for name in names for text in _generic(name, element[name], terms)))


def _rest(event: Json, terms: HashTerms) -> str:
    """Partner lists, ilmd and extensions, sorted among one another as the reference vectors demand."""
    found = [_partners(event, name, terms) for name in _PARTNERS if event.get(name)]
    for name, value in event.items():
        if name in _KNOWN or name in _LEFT_OUT or name in terms.ignored:
            continue
        if _expanded(name, terms) != f"{{{RECORDER.removesuffix('recorder')}}}recorder":
            found.extend(_generic(name, value, terms))
    return "".join(sorted(found))


def _partners(event: Json, name: str, terms: HashTerms) -> str:
    field_name, words = _PARTNERS[name]
    elements = [
        _partner(item, field_name, words, terms) for item in _listed(event[name]) if isinstance(item, dict)
    ]
    return name + "".join(sorted(elements))


def _partner(item: Json, name: str, words: cbv.Words, terms: HashTerms) -> str:
    """Type before value: `type=…bizTransaction=…`."""
    kind = f"type={words.full(str(item['type']))}" if item.get("type") else ""
    return f"{kind}{name}={_identifier(item.get(name))}{_extensions(item, ('type', name), terms)}"


def _generic(name: str, value: object, terms: HashTerms) -> list[str]:
    """An extension as `{namespace}name=value`; a list repeats the name for each element."""
    name = _expanded(name, terms)
    if isinstance(value, list):
        return [text for item in value for text in _generic(name, item, terms)]
    if isinstance(value, dict):
        inner = [text for key in value if key not in _COMMENTS for text in _generic(key, value[key], terms)]
        return [name + "".join(sorted(inner))]
    if value is None or value == "":
        return [name]
    return [f"{name}={_value(value, terms)}"]


def _expanded(name: str, terms: HashTerms) -> str:
    prefix, colon, local = name.partition(":")
    namespace = _WELL_KNOWN.get(prefix) or terms.namespaces.get(prefix) if colon else None
    return f"{{{namespace}}}{local}" if namespace else name


def _value(value: object, terms: HashTerms) -> str:
    """A value as text: standard words in web form, numbers without padding, GS1 keys canonical."""
    text = _text(value)
    prefix, colon, local = text.partition(":")
    namespace = _WELL_KNOWN.get(prefix) if colon and not local.startswith("//") else None
    if namespace and namespace.startswith("https:"):
        text = namespace + local
    for words in cbv.ALL:
        if text.startswith(words.urn):
            return words.full(text)
    if NUMBER.fullmatch(text):
        return canonical_number(Decimal(text))
    return canonical(text) or text


def _identifier(value: object) -> str:
    """An identifier keeps its digits: `007` and `7` name different things, unlike in the reference."""
    text = _text(value)
    return canonical(text) or text


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return canonical_number(value)
    return "" if value is None else str(value).strip()


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


_KNOWN: frozenset[str] = frozenset(
    {
        *("eventTime", "eventTimeZoneOffset", "certificationInfo", "action", "bizStep", "disposition"),
        *("persistentDisposition", "readPoint", "bizLocation", "sensorElementList", "transformationID"),
        *("quantityList", "childQuantityList", "inputQuantityList", "outputEPCList", "outputQuantityList"),
        *_LISTS_FIRST,
        *_PARTNERS,
    }
)
