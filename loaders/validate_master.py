"""One statement of master data: from its draft to a MasterRecord, with short attribute names."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from cypher.identifiers.identify import Identified, identify_item, identify_party, identify_place
from cypher.identifiers.regions import REGION, region_code, region_key
from cypher.records.parties import EntityKind, MasterRecord
from loaders.drafts import Draft, DraftKind
from loaders.errors import RecordError
from loaders.identifiers import check_identifier, is_fit, note_identifier, shown
from loaders.numbers import NUMBER, canonical_number
from loaders.times import BadTimeError, NoOffsetError, parse_time
from loaders.validate_context import Notes, ValidationContext
from loaders.validate_event import json_text
from loaders.web_vocabulary import web_vocabulary_element

_VOCABULARIES: Mapping[str, Callable[[str], Identified]] = {
    "epcclass": lambda text: identify_item(text, quantity_list=True),
    "epcinstance": identify_item,
    "location": identify_place,
    "businesslocation": identify_place,
    "readpoint": identify_place,
    "party": identify_party,
    "sourcedest": identify_party,
}
"""Last part of a vocabulary type (CBV 2.0 section 9), lower-case -> how its elements are identified."""

_PREFIXES = (
    "urn:suyuan:mda:",
    "urn:epcglobal:cbv:mda#",
    "urn:epcglobal:cbv:mda:",
    "urn:epcglobal:cbv:",
    "cbvmda:",
)
_VALUES: Mapping[str, Callable[[str], str]] = {
    "operator": lambda text: identify_party(text).key,
    "holder": lambda text: identify_party(text).key,
    "parent": lambda text: identify_place(text).key,
    "child": lambda text: identify_place(text).key,
    "batch": lambda text: identify_item(text, quantity_list=True).key,
    "product": lambda text: identify_item(text, quantity_list=True).key,
    "region": region_code,
}
"""Attributes that name another entity: their values become its canonical key."""

_OWN: tuple[tuple[str, EntityKind], ...] = (
    ("urn:suyuan:permit:", EntityKind.PERMIT),
    ("urn:suyuan:vehicle:", EntityKind.VEHICLE),
)
Pair = tuple[str, str]


def to_master(draft: Draft, context: ValidationContext, notes: Notes) -> MasterRecord:
    """The record of a master-data draft; raises RecordError where it cannot be taken."""
    element, vocabulary = draft.content, draft.vocabulary
    if draft.kind is DraftKind.WEB_VOCABULARY:
        element, vocabulary = web_vocabulary_element(draft.content)
    text = check_identifier(element.get("id"), "id", notes)
    kind, subject = _identify(text, vocabulary, notes)
    attributes = tuple(sorted(set(_attributes(element, kind, notes))))
    asserted = _asserted(draft.document.created, context)
    return MasterRecord(
        key=master_key(kind, subject, attributes, asserted),
        kind=kind,
        subject=subject,
        attributes=attributes,
        asserted=asserted,
        source=context.source,
    )


def _identify(text: str, vocabulary: str, notes: Notes) -> tuple[EntityKind, str]:
    for prefix, kind in _OWN:
        if text.startswith(prefix):
            return kind, text
    if text.startswith(REGION) or vocabulary.lower().endswith(":region"):
        return EntityKind.REGION, region_key(text)
    identify = _VOCABULARIES.get(vocabulary.rpartition(":")[2].rpartition("/")[2].lower())
    found = identify(text) if identify is not None else None
    if found is None or found.entity is None:
        raise RecordError(
            "UNKNOWN_VOCABULARY",
            f"the vocabulary {shown(vocabulary)} does not tell what {shown(text)} is; "
            "use EPCClass, EPCInstance, Location or Party",
        )
    note_identifier(found, text, "id", notes)
    return found.entity, found.key


def _attributes(element: Mapping[str, Any], kind: EntityKind, notes: Notes) -> Iterator[Pair]:
    for name, value in _recorded(element):
        short = short_name(name)
        for text in texts(value):
            pair = checked(short, text, kind, notes)
            if pair is not None:
                yield pair


def _recorded(element: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Attributes as a list of `id` and `attribute`, or as one object; children of a site as `child`."""
    attributes = element.get("attributes")
    if isinstance(attributes, Mapping):
        yield from attributes.items()
    for entry in attributes if isinstance(attributes, list) else ():
        if isinstance(entry, Mapping) and entry.get("id"):
            yield str(entry["id"]), entry.get("attribute")
    if element.get("children"):
        yield "child", element["children"]


def short_name(name: str) -> str:
    """`urn:suyuan:mda:region` -> `region`, `cbvmda:name` and `urn:epcglobal:cbv:mda#name` -> `name`."""
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, Mapping):
        yield json_text(value)
    elif isinstance(value, bool):
        yield "true" if value else "false"
    elif isinstance(value, int | Decimal):
        yield canonical_number(value)
    elif value is not None and str(value).strip():
        yield str(value).strip()


def checked(name: str, text: str, kind: EntityKind, notes: Notes) -> Pair | None:
    """The pair with its value in canonical form; None where a value cannot be what its name says."""
    if (name == "sameAs" or name in _VALUES) and not is_fit(text):
        notes.warn("BAD_ATTRIBUTE", f"{name} {shown(text)} cannot be the key of anything; left aside")
        return None
    if name == "sameAs":
        identify = {EntityKind.ENTERPRISE: identify_party, EntityKind.WAREHOUSE: identify_place}.get(kind)
        return name, (identify(text) if identify else identify_item(text)).key
    if name in _VALUES:
        return name, _VALUES[name](text)
    if name == "tolerance":
        if NUMBER.fullmatch(text) and 0 <= Decimal(text) <= 1:
            return name, canonical_number(Decimal(text))
        notes.warn("BAD_ATTRIBUTE", f"tolerance {shown(text)} is no share between 0 and 1; left aside")
        return None
    return name, text


def _asserted(created: str | None, context: ValidationContext) -> int:
    """The creation time of the document in microseconds, 0 where it has none that can be read."""
    try:
        return parse_time((created or "").strip(), context.zone).earliest
    except (BadTimeError, NoOffsetError):
        return 0


def master_key(kind: EntityKind, subject: str, attributes: tuple[Pair, ...], asserted: int) -> str:
    text = json_text({"kind": kind.value, "subject": subject, "attributes": attributes, "asserted": asserted})
    return hashlib.sha256(text.encode()).hexdigest()[:32]
