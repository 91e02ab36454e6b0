"""GS1 keys as canonical GS1 Digital Link: the one spelling of items, places and parties."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from cypher.identifiers.check_digits import gs1_check_digit_holds
from cypher.records.vocabulary import ItemKind

RESOLVER = "https://id.gs1.org/"
_SAFE = "-._~';="
"""Characters that stay as they are in a canonical path (GS1 Digital Link 1.1.2, table 7-1)."""


@dataclass(frozen=True, slots=True)
class KeyShape:
    """What a primary key looks like: `digits` are checked when the key says so, the rest is a serial part."""

    scheme: str
    pattern: re.Pattern[str]
    checked: slice | None
    kind: ItemKind
    qualifiers: Mapping[str, tuple[str, ItemKind]]
    """Application identifier of a qualifier that makes the key finer -> (scheme, kind), finest first."""


def _shape(
    scheme: str, pattern: str, checked: slice | None, kind: ItemKind, **finer: tuple[str, ItemKind]
) -> KeyShape:
    qualifiers = {name.removeprefix("ai"): value for name, value in finer.items()}
    return KeyShape(scheme, re.compile(pattern, re.ASCII), checked, kind, qualifiers)


_SERIAL = r"[^\s\x00-\x1f]"
_UNIT, _LOT, _CLASS = ItemKind.UNIT, ItemKind.LOT, ItemKind.CLASS

PRIMARY: Mapping[str, KeyShape] = {
    "00": _shape("SSCC", r"\d{18}", slice(0, 18), _UNIT),
    "01": _shape(
        "GTIN",
        r"\d{8}|\d{12}|\d{13}|\d{14}",
        slice(0, 14),
        _CLASS,
        ai21=("SGTIN", _UNIT),
        ai235=("UPUI", _UNIT),
        ai10=("LGTIN", _LOT),
    ),
    "253": _shape("GDTI", rf"\d{{13}}{_SERIAL}{{0,17}}", slice(0, 13), _UNIT),
    "255": _shape("GCN", r"\d{13}\d{0,12}", slice(0, 13), _UNIT),
    "401": _shape("GINC", rf"\d{{4,12}}{_SERIAL}{{0,26}}", None, _UNIT),
    "402": _shape("GSIN", r"\d{17}", slice(0, 17), _UNIT),
    "414": _shape("GLN", r"\d{13}", slice(0, 13), _UNIT, ai254=("SGLN", _UNIT)),
    "417": _shape("PGLN", r"\d{13}", slice(0, 13), _UNIT),
    "8003": _shape("GRAI", rf"0\d{{13}}{_SERIAL}{{0,16}}", slice(1, 14), _UNIT),
    "8004": _shape("GIAI", rf"\d{{4,12}}{_SERIAL}{{0,26}}", None, _UNIT),
    "8006": _shape("ITIP", r"\d{18}", slice(0, 14), _CLASS, ai21=("SITIP", _UNIT), ai10=("ITIP_LOT", _LOT)),
    "8010": _shape("CPI", rf"\d{{4,12}}{_SERIAL}{{0,26}}", None, _CLASS, ai8011=("SCPI", _UNIT)),
    "8013": _shape("GMN", rf"{_SERIAL}{{1,25}}", None, _CLASS),
    "8017": _shape("GSRNP", r"\d{18}", slice(0, 18), _UNIT),
    "8018": _shape("GSRN", r"\d{18}", slice(0, 18), _UNIT),
}
QUALIFIERS = frozenset({"22", "10", "21", "235", "254", "8011", "8019", "8020", "7040", "7023"})
_SERIAL_WITHIN = {"253": 13, "255": 13, "8003": 14}
"""Keys that carry their serial in the same value: without one they name a class."""


@dataclass(frozen=True, slots=True)
class Gs1Key:
    """A GS1 key taken apart: `uri` is canonical; `check_digit_valid` is None where the key has none.

    `lot` is the lot number (10) that stood beside a serial: the serial is finer, and belongs to it.
    """

    uri: str
    scheme: str
    ai: str
    value: str
    kind: ItemKind
    check_digit_valid: bool | None
    qualifier: str = ""
    qualifier_ai: str = ""
    lot: str = ""


def gs1_key(ai: str, value: str, qualifiers: Mapping[str, str]) -> Gs1Key | None:
    """The canonical key of a primary AI with its (decoded) qualifiers, None if it has not the form of one.

    Only the finest qualifier is kept: the serial, else the lot, else the location extension.
    """
    shape = PRIMARY.get(ai)
    if shape is None or not shape.pattern.fullmatch(value):
        return None
    value = value.zfill(14) if ai == "01" else value
    valid = None if shape.checked is None else gs1_check_digit_holds(value[shape.checked])
    for finer, (scheme, kind) in shape.qualifiers.items():
        text = qualifiers.get(finer, "")
        if text and not (finer == "254" and text == "0"):
            uri = f"{RESOLVER}{ai}/{encode(value)}/{finer}/{encode(text)}"
            lot = qualifiers.get("10", "") if kind is _UNIT and "10" in shape.qualifiers else ""
            return Gs1Key(uri, scheme, ai, value, kind, valid, text, finer, lot)
    kind = _CLASS if len(value) == _SERIAL_WITHIN.get(ai) else shape.kind
    return Gs1Key(f"{RESOLVER}{ai}/{encode(value)}", shape.scheme, ai, value, kind, valid)


def encode(text: str) -> str:
    """Percent-encodes a data element for a canonical path; UTF-8, upper-case hex."""
    return quote(text, safe=_SAFE)


def decode(text: str) -> str | None:
    """Undoes percent-encoding, None if the bytes are not UTF-8."""
    try:
        return unquote(text, errors="strict")
    except UnicodeDecodeError:
        return None
