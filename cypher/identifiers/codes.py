"""Every code that names an entity: what a person may type or scan to find it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cypher.identifiers.canonical import parse_gs1
from cypher.identifiers.characters import LONGEST
from cypher.identifiers.gs1_keys import Gs1Key
from cypher.identifiers.parts import parts_of
from cypher.identifiers.regions import REGION
from cypher.identifiers.schemes import schemes_of, value_in
from cypher.records.parties import EntityKind

KEY = "KEY"
LOT = "LOT"
SERIAL = "SERIAL"
REGION_CODE = "REGION"
"""Schemes of our own: the key itself, a region, a lot or serial number alone, which may name several."""

_BY_AI = {
    "00": "SSCC",
    "414": "GLN",
    "417": "GLN",
    "8003": "GRAI",
    "8004": "GIAI",
    "8018": "GSRN",
    "8017": "GSRNP",
}
_ATTRIBUTES = {
    "uscc": "USCC",
    "plate": "PLATE",
    "trailerPlate": "PLATE",
    "vin": "VIN",
    "imo": "IMO",
    "vesselID": "IMO",
    "registrationNumber": "REGISTRATION",
    "permitNumber": "PERMIT",
    "number": "PERMIT",
    "approvalNumber": "PERMIT",
    "drugStandardCode": "DRUG_STANDARD",
    "lot": LOT,
    "lotNumber": LOT,
    "serial": SERIAL,
    "gtin": "GTIN",
    "gln": "GLN",
}
"""Master-data attribute -> the scheme of the code it holds."""

_LONGEST_TAIL = 64
_LONGEST_SCHEME = 40


class Code(NamedTuple):
    """A code in its stored form; one code may name several entities."""

    scheme: str
    value: str


def codes_of(kind: EntityKind, key: str, attributes: Mapping[str, str]) -> tuple[Code, ...]:
    """The codes of an entity, from its key and from its master data; sorted, each once.

    What no question can ask for is none: an engine indexes codes, and refuses endless ones.
    """
    found = {code for code in (*_own(kind, key), *_declared(attributes)) if _can_be_asked(code)}
    return tuple(sorted({Code(KEY, key), *found}))


def _can_be_asked(code: Code) -> bool:
    return 0 < len(code.value) <= LONGEST and len(code.scheme) <= _LONGEST_SCHEME


def code_scheme(name: str) -> str:
    """A declared scheme name as it is stored: `drug-id` and `Drug ID` are `DRUG_ID`."""
    return "_".join(name.replace("-", " ").replace("_", " ").upper().split())


def _own(kind: EntityKind, key: str) -> Iterator[Code]:
    """What the key alone tells."""
    gs1 = parse_gs1(key)
    if gs1 is not None:
        yield from _gs1_codes(gs1)
    parts = parts_of(key)
    if parts.lot:
        yield Code(LOT, value_in(LOT, parts.lot))
    if parts.serial:
        yield Code(SERIAL, value_in(SERIAL, parts.serial))
    if kind is EntityKind.REGION:
        yield Code(REGION_CODE, key.removeprefix(REGION))
    elif gs1 is None:
        yield from _opaque_codes(kind, key)


def _gs1_codes(key: Gs1Key) -> Iterator[Code]:
    if key.ai == "01" and not key.qualifier:
        yield Code("GTIN", key.value)
    elif key.ai in _BY_AI:
        yield Code(_BY_AI[key.ai], value_in(_BY_AI[key.ai], key.value))


def _opaque_codes(kind: EntityKind, key: str) -> Iterator[Code]:
    """The last part of a URN is the number that people know; of a permit all after its type."""
    if key.startswith("urn:suyuan:permit:"):
        yield Code("PERMIT", value_in("PERMIT", key.split(":", 4)[-1]))
        return
    tail = key.rpartition(":")[2] if key.startswith("urn:") else key
    if len(tail) > _LONGEST_TAIL:
        return
    if key.startswith("urn:suyuan:unit:") and len(key.split(":")) > 4:
        yield Code(code_scheme(key.split(":")[3]), value_in(code_scheme(key.split(":")[3]), tail))
    for scheme in schemes_of(tail):
        yield Code(scheme.name, value_in(scheme.name, tail))
    if kind in (EntityKind.UNIT, EntityKind.BATCH):
        name = SERIAL if kind is EntityKind.UNIT else LOT
        yield Code(name, value_in(name, parts_of(key).lot or tail))


def _declared(attributes: Mapping[str, str]) -> Iterator[Code]:
    for name, value in attributes.items():
        if name.startswith("code:"):
            scheme = code_scheme(name.removeprefix("code:"))
            yield Code(scheme, value_in(scheme, value))
        elif name in _ATTRIBUTES:
            scheme = _ATTRIBUTES[name]
            yield Code(scheme, value_in(scheme, value))
