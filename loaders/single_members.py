"""Arrays of one member where one value belongs: in JSON-LD they say the same as the member alone."""

from collections.abc import Mapping
from typing import Any

from loaders.drafts import JsonValue

_OF_EVENT = frozenset(
    {
        *("type", "isA", "@type", "eventID", "eventTime", "eventTimeZoneOffset", "recordTime", "action"),
        *("bizStep", "disposition", "readPoint", "bizLocation", "parentID", "transformationID"),
        *("errorDeclaration", "persistentDisposition", "certificationInfo"),
    }
)
_OF_ELEMENT = frozenset(
    {"id", "epcClass", "quantity", "uom", "type", "source", "destination", "bizTransaction"}
)
_OF_DECLARATION = frozenset({"declarationTime", "reason"})
_ELEMENTS = frozenset(
    {
        *("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"),
        *("bizTransactionList", "sourceList", "destinationList", "readPoint", "bizLocation"),
    }
)
Json = Mapping[str, Any]


def unwrapped(event: Json) -> Json:
    """The event with every array of one member that stands for one value of the standard replaced by it."""
    said = _single(event, _OF_EVENT)
    inner = {name: _elements(said[name]) for name in said.keys() & _ELEMENTS}
    declaration = said.get("errorDeclaration")
    if isinstance(declaration, Mapping):
        inner["errorDeclaration"] = _single(declaration, _OF_DECLARATION)
    return {name: inner.get(name, value) for name, value in said.items()}


def single(value: JsonValue) -> JsonValue:
    """The one member of an array that has one; anything else as it is."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _single(content: Json, names: frozenset[str]) -> dict[str, Any]:
    return {name: single(value) if name in names else value for name, value in content.items()}


def _elements(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_elements(each) for each in value]
    return _single(value, _OF_ELEMENT) if isinstance(value, Mapping) else value
