"""What an identifier names where it stands: a unit, a lot, a class; a site, a vehicle, a party."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from cypher.identifiers.canonical import parse_gs1
from cypher.identifiers.gs1_keys import RESOLVER, Gs1Key
from cypher.identifiers.parts import lot_of
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import ItemKind, PlaceKind

CHECK_DIGIT = "CHECK_DIGIT"
"""Flag of a GS1 key whose check digit does not fit: taken as recorded, for refusing it would hide goods."""


@dataclass(frozen=True, slots=True)
class Identified:
    """The canonical `key`, the code `scheme`, and what it names; `entity` is None for a `geo:` point.

    `lot` is the key of the lot that the spelling of a serial states beside it.
    """

    key: str
    scheme: str
    item_kind: ItemKind | None
    entity: EntityKind | None
    flags: tuple[str, ...] = ()
    lot: str | None = None


_ENTITY_OF_KIND = {
    ItemKind.UNIT: EntityKind.UNIT,
    ItemKind.LOT: EntityKind.BATCH,
    ItemKind.CLASS: EntityKind.PRODUCT,
}
_SHAPES: tuple[tuple[re.Pattern[str], str, ItemKind, EntityKind], ...] = (
    (re.compile(r"urn:suyuan:vehicle:"), "VEHICLE", ItemKind.UNIT, EntityKind.VEHICLE),
    (re.compile(r"urn:epc:id:imovn:"), "IMO", ItemKind.UNIT, EntityKind.VEHICLE),
    (re.compile(r"urn:suyuan:lot:"), "SUYUAN_LOT", ItemKind.LOT, EntityKind.BATCH),
    (re.compile(r"urn:suyuan:unit:"), "SUYUAN_UNIT", ItemKind.UNIT, EntityKind.UNIT),
    (re.compile(r"urn:suyuan:product:"), "SUYUAN_PRODUCT", ItemKind.CLASS, EntityKind.PRODUCT),
    (re.compile(r"urn:gdst:.*:product:lot:"), "GDST_LOT", ItemKind.LOT, EntityKind.BATCH),
    (re.compile(r"urn:gdst:.*:product:serial:"), "GDST_UNIT", ItemKind.UNIT, EntityKind.UNIT),
    (re.compile(r"urn:gdst:.*:product:class:"), "GDST_PRODUCT", ItemKind.CLASS, EntityKind.PRODUCT),
    (re.compile(r"urn:epc:(id|tag):"), "EPC", ItemKind.UNIT, EntityKind.UNIT),
    (re.compile(r"urn:.*:lot:"), "URN", ItemKind.LOT, EntityKind.BATCH),
    (re.compile(r"urn:.*:obj:"), "URN", ItemKind.UNIT, EntityKind.UNIT),
    (re.compile(r"urn:(?!epc:).*:class:"), "URN", ItemKind.CLASS, EntityKind.PRODUCT),
)
_ITEM_PLACES = {"SSCC": PlaceKind.CONTAINER, "GRAI": PlaceKind.VEHICLE, "GIAI": PlaceKind.VEHICLE}


@lru_cache(maxsize=1 << 14)
def identify_item(text: str, *, quantity_list: bool = False) -> Identified:
    """What a recorded item identifier names; the list decides only where the identifier does not tell."""
    text = text.strip()
    key = parse_gs1(text)
    if key is not None:
        lot = lot_of(key.uri, key.lot) if key.lot else None
        return Identified(key.uri, key.scheme, key.kind, _ENTITY_OF_KIND[key.kind], _flags(key), lot)
    lowered = text.lower()
    if lowered.startswith("urn:"):
        for pattern, scheme, kind, entity in _SHAPES:
            if pattern.match(lowered):
                return Identified(text, scheme, kind, entity)
    kind = ItemKind.LOT if quantity_list else ItemKind.UNIT
    return Identified(text, _opaque(text), kind, _ENTITY_OF_KIND[kind])


@lru_cache(maxsize=1 << 14)
def identify_place(text: str) -> Identified:
    """What a read point, business location or `location` entry names; a PGLN spells the site of that GLN."""
    text = text.strip()
    key = parse_gs1(text)
    if key is not None:
        return _gs1_place(key)
    if text.startswith("geo:"):
        return Identified(text, "GEO", None, None)
    item = identify_item(text)
    if item.entity is EntityKind.VEHICLE:
        return item
    return Identified(text, item.scheme, None, EntityKind.WAREHOUSE)


@lru_cache(maxsize=1 << 14)
def identify_party(text: str) -> Identified:
    """What a party entry names; an SGLN without extension spells the party of that GLN."""
    text = text.strip()
    key = parse_gs1(text)
    if key is None:
        return Identified(text, _opaque(text), None, EntityKind.ENTERPRISE)
    if key.ai == "414" and not key.qualifier:
        key = replace(key, uri=f"{RESOLVER}417/{key.value}", scheme="PGLN", ai="417")
    return Identified(key.uri, key.scheme, None, EntityKind.ENTERPRISE, _flags(key))


def place_kind(key: str | None) -> PlaceKind:
    """What kind of place a canonical place key names; a party key names the party, site unknown."""
    if key is None:
        return PlaceKind.UNKNOWN
    if key.startswith("geo:"):
        return PlaceKind.GEO
    gs1 = parse_gs1(key)
    if gs1 is not None:
        if gs1.ai in ("417", "8017", "8018"):
            return PlaceKind.PARTY
        return _ITEM_PLACES.get(gs1.scheme, PlaceKind.SITE if gs1.ai == "414" else PlaceKind.CONTAINER)
    return PlaceKind.VEHICLE if identify_place(key).entity is EntityKind.VEHICLE else PlaceKind.SITE


def _gs1_place(key: Gs1Key) -> Identified:
    if key.ai == "417":
        key = replace(key, uri=f"{RESOLVER}414/{key.value}", scheme="GLN", ai="414")
    if key.ai == "414":
        return Identified(key.uri, key.scheme, None, EntityKind.WAREHOUSE, _flags(key))
    if key.scheme in ("GRAI", "GIAI"):
        return Identified(key.uri, key.scheme, key.kind, EntityKind.VEHICLE, _flags(key))
    return Identified(key.uri, key.scheme, key.kind, _ENTITY_OF_KIND[key.kind], _flags(key))


def _flags(key: Gs1Key) -> tuple[str, ...]:
    return (CHECK_DIGIT,) if key.check_digit_valid is False else ()


def _opaque(text: str) -> str:
    if text[:4].lower() == "urn:":
        return "URN"
    return "URI" if "://" in text else "OPAQUE"
