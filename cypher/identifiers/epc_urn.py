"""EPC URIs (GS1 EPC Tag Data Standard 2.0, section 6) taken apart; their check digits are computed."""

import re
from collections.abc import Callable

from cypher.identifiers.check_digits import gs1_check_digit
from cypher.identifiers.gs1_keys import Gs1Key, decode, gs1_key

_COMPANY_PREFIX = re.compile(r"\d{6,12}", re.ASCII)
_DIGITS = re.compile(r"\d*", re.ASCII)
_FILTER = re.compile(r"[0-7]", re.ASCII)
Elements = tuple[str, str, dict[str, str]]
"""Primary application identifier, its value, its qualifiers."""


def _numeric(prefix: str, reference: str, length: int) -> str | None:
    """Company prefix and reference as one number of `length` digits with its check digit."""
    number = prefix + reference
    if len(number) != length or not _DIGITS.fullmatch(reference):
        return None
    return number + gs1_check_digit(number)


def _gtin(prefix: str, reference: str) -> str | None:
    """The item reference begins with the indicator digit, which leads the GTIN."""
    return _numeric(reference[:1] + prefix, reference[1:], 13)


def _trade_item(parts: list[str], serial_ai: str) -> Elements | None:
    if len(parts) != 3 or (value := _gtin(parts[0], parts[1])) is None:
        return None
    return "01", value, {} if parts[2] == "*" else {serial_ai: parts[2]}


def _itip(parts: list[str]) -> Elements | None:
    if len(parts) != 3 or (gtin := _gtin(parts[0], parts[1])) is None:
        return None
    piece, _, rest = parts[2].partition(".")
    total, _, serial = rest.partition(".")
    return "8006", gtin + piece + total, {} if serial == "*" else {"21": serial}


def _sscc(parts: list[str]) -> Elements | None:
    if len(parts) != 2 or (value := _numeric(parts[1][:1] + parts[0], parts[1][1:], 17)) is None:
        return None
    return "00", value, {}


def _numbered(ai: str, length: int) -> Callable[[list[str]], Elements | None]:
    """Keys of company prefix and reference only: PGLN, GSRN, GSRNP, GSIN."""

    def parse(parts: list[str]) -> Elements | None:
        value = _numeric(parts[0], parts[1], length) if len(parts) == 2 else None
        return None if value is None else (ai, value, {})

    return parse


def _with_serial(ai: str, lead: str) -> Callable[[list[str]], Elements | None]:
    """Keys whose serial follows in the same value: GRAI, GDTI, SGCN."""

    def parse(parts: list[str]) -> Elements | None:
        value = _numeric(parts[0], parts[1], 12) if len(parts) == 3 else None
        serial = "" if len(parts) == 3 and parts[2] == "*" else parts[-1]
        return None if value is None else (ai, lead + value + serial, {})

    return parse


def _sgln(parts: list[str]) -> Elements | None:
    if len(parts) != 3 or (value := _numeric(parts[0], parts[1], 12)) is None:
        return None
    return "414", value, {"254": parts[2]}


def _free(ai: str) -> Callable[[list[str]], Elements | None]:
    """Keys of a company prefix and any characters: GIAI, GINC."""

    def parse(parts: list[str]) -> Elements | None:
        return (ai, "".join(parts[:1]) + ".".join(parts[1:]), {}) if len(parts) > 1 and parts[1] else None

    return parse


def _cpi(parts: list[str]) -> Elements | None:
    if len(parts) != 3:
        return None
    return "8010", parts[0] + parts[1], {} if parts[2] == "*" else {"8011": parts[2]}


_PARSERS: dict[str, Callable[[list[str]], Elements | None]] = {
    "id:sgtin": lambda parts: _trade_item(parts, "21"),
    "idpat:sgtin": lambda parts: _trade_item(parts, "21"),
    "class:lgtin": lambda parts: _trade_item(parts, "10"),
    "id:upui": lambda parts: _trade_item(parts, "235"),
    "idpat:upui": lambda parts: _trade_item(parts, "235"),
    "id:itip": _itip,
    "idpat:itip": _itip,
    "id:sscc": _sscc,
    "id:sgln": _sgln,
    "id:pgln": _numbered("417", 12),
    "id:grai": _with_serial("8003", "0"),
    "idpat:grai": _with_serial("8003", "0"),
    "id:giai": _free("8004"),
    "id:gsrn": _numbered("8018", 17),
    "id:gsrnp": _numbered("8017", 17),
    "id:gdti": _with_serial("253", ""),
    "idpat:gdti": _with_serial("253", ""),
    "id:sgcn": _with_serial("255", ""),
    "idpat:sgcn": _with_serial("255", ""),
    "id:cpi": _cpi,
    "idpat:cpi": _cpi,
    "id:ginc": _free("401"),
    "id:gsin": _numbered("402", 16),
}


KEY_SCHEMES = frozenset(form.partition(":")[2] for form in _PARSERS)
"""Schemes of GS1 keys among the EPC schemes."""


def parse_epc_urn(text: str) -> Gs1Key | None:
    """The GS1 key that an EPC URN spells, None for other texts and for URNs of another form."""
    head = text.split(":", 4)
    if len(head) != 5 or [part.lower() for part in head[:2]] != ["urn", "epc"]:
        return None
    form, name = f"{head[2]}:{head[3]}".lower(), head[4]
    if form.startswith("tag:"):
        form, name = _of_tag(form, name)
    parser = _PARSERS.get(form)
    parts = name.split(".", 2)
    if parser is None or not _COMPANY_PREFIX.fullmatch(parts[0]) or (parts[-1] == "*") != ("idpat" in form):
        return _itip_pattern(form, parts)
    elements = parser(parts)
    return None if elements is None else _decoded(elements)


def _of_tag(form: str, name: str) -> tuple[str, str]:
    """The pure identity on a tag: `tag:sgtin-96:3.…` (section 12) adds but the size and a filter value."""
    filter_value, _, rest = name.partition(".")
    scheme = form.removeprefix("tag:").rpartition("-")[0]
    return f"id:{scheme}", rest if _FILTER.fullmatch(filter_value) else ""


def _itip_pattern(form: str, parts: list[str]) -> Gs1Key | None:
    """An ITIP pattern ends in `piece.total.*`, so its star is not a part of its own."""
    if form != "idpat:itip" or not parts[-1].endswith(".*"):
        return None
    elements = _itip(parts)
    return None if elements is None else _decoded(elements)


def _decoded(elements: Elements) -> Gs1Key | None:
    ai, value, qualifiers = elements
    plain = decode(value)
    decoded = {name: decode(text) for name, text in qualifiers.items()}
    finer = {name: text for name, text in decoded.items() if text is not None}
    if plain is None or len(finer) < len(decoded) or "" in finer.values():
        return None
    return gs1_key(ai, plain, finer)
