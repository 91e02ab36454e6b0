"""Every reading of a code that a person typed or scanned, best first; or why it cannot be a code."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cypher.identifiers.canonical import parse_gs1
from cypher.identifiers.characters import LONGEST, has_controls
from cypher.identifiers.check_digits import gs1_check_digit_holds
from cypher.identifiers.codes import KEY, LOT, REGION_CODE, SERIAL, code_scheme
from cypher.identifiers.element_string import element_strings, key_of
from cypher.identifiers.gs1_keys import Gs1Key
from cypher.identifiers.parts import lot_of
from cypher.identifiers.regions import region_code, region_key, region_level
from cypher.identifiers.schemes import SCHEMES, Scheme, schemes_of, value_in
from cypher.identifiers.typed import (
    as_link,
    half_width,
    in_query,
    labelled,
    upc_e,
    without_symbology,
    zeros_lost,
)

INVALID_FORMAT = "INVALID_FORMAT"
CHECK_DIGIT = "CHECK_DIGIT"
_SCANNED = re.compile(r"[\d\](]", re.ASCII)
_SURELY_MEANT = 13
"""Digits from which on a number is a GS1 number rather than one that somebody made up."""
_MEANT_AS_GS1 = re.compile(r"\(\d{2,4}\)|urn:epc:|https?://id\.gs1\.org/", re.ASCII | re.IGNORECASE)
_SCHEME_NAME = re.compile(r"[A-Z0-9_]{1,40}")
_AS_RECORDED = "the identifier as recorded"
_LOOSE = frozenset({SERIAL, LOT, *(name for name, scheme in SCHEMES.items() if scheme.weak)})
"""Schemes whose form says little."""
_ALONE = {SERIAL: "a serial number", LOT: "a lot number", "PERMIT": "the number of a permit"}
"""Numbers that people know alone, of any form."""
_AIS = {"10": LOT, "21": SERIAL}
_TITLES = {LOT: "a lot number", SERIAL: "a serial number", "PLATE": "a number plate"}


class Reading(NamedTuple):
    """One reading: a stored code is looked up as `scheme` and `value`.

    `check_digit_valid` is None where the scheme has no check rule; `reason` says why it reads so. One that
    is not `exact` leaves something aside that was typed, and counts only where nothing exact is known.
    `within` is how the key of what is found must begin: the lots of one product, say.
    """

    scheme: str
    value: str
    check_digit_valid: bool | None
    reason: str
    exact: bool = True
    within: str = ""


class BadCode(NamedTuple):
    """Why a code cannot be looked up, or what to say if nothing bears it."""

    code: str
    message: str


class Interpretation(NamedTuple):
    """The readings of a code, best first; `problem` where there are none.

    `if_unknown` is what to answer where no reading is found in the graph: the check digit is wrong in
    every scheme that has one. It is only then an answer, for goods may be recorded with a wrong digit.
    """

    readings: tuple[Reading, ...] = ()
    problem: BadCode | None = None
    if_unknown: BadCode | None = None


def interpret(code: str, scheme: str | None = None) -> Interpretation:
    """Every reading of a code; with `scheme` only that one."""
    text = code.strip()
    problem = _malformed(text)
    if problem is not None:
        return Interpretation(problem=problem)
    if scheme is not None and scheme.strip():
        return _in_scheme(text, code_scheme(scheme))
    readings = _unique(_readings(text))
    return Interpretation(readings, if_unknown=_if_unknown(text, readings))


def _malformed(text: str) -> BadCode | None:
    if not text:
        return BadCode(INVALID_FORMAT, "the code is empty")
    if len(text) > LONGEST:
        return BadCode(INVALID_FORMAT, f"the code has more than {LONGEST} characters")
    if has_controls(text.replace("\x1d", "")):
        return BadCode(INVALID_FORMAT, "the code holds control characters")
    return None


def _in_scheme(text: str, name: str) -> Interpretation:
    if not _SCHEME_NAME.fullmatch(name):
        return Interpretation(problem=BadCode(INVALID_FORMAT, f"{name[:40]!r} is no name of a scheme"))
    readings = tuple(reading for reading in _unique(_readings(text)) if reading.scheme == name)
    if readings:
        return Interpretation(readings, if_unknown=_if_unknown(text, readings))
    if name in SCHEMES:
        title = SCHEMES[name].title
        return Interpretation(problem=BadCode(INVALID_FORMAT, f"{text[:80]!r} has not the form of a {title}"))
    return Interpretation((Reading(name, value_in(name, text), None, f"asked for as {name}"),))


def _readings(text: str) -> Iterator[Reading]:
    """Readings of the number behind a label first; then of the text itself, as it stands and half width."""
    plain = half_width(text).strip()
    named = labelled(plain)
    if named is not None:
        scheme, number = named
        yield Reading(scheme, value_in(scheme, number), None, f"labelled as {_TITLES[scheme]}")
        yield from _of_text(number)
    bare = without_symbology(plain)
    if bare != plain and bare.isdigit():
        yield from _of_text(bare)
    yield from _of_text(plain)
    if plain != text:
        yield Reading(KEY, text, None, _AS_RECORDED)


def _of_text(text: str) -> Iterator[Reading]:
    """Spelled keys first, then forms with a valid check, forms without a check, forms with a wrong one."""
    spelled = [*_spelled(text)]
    found = sorted((_reading(scheme, text) for scheme in schemes_of(text)), key=_rank)
    yield from (reading for reading in spelled if reading.check_digit_valid is not False)
    yield from (reading for reading in found if reading.scheme not in _LOOSE)
    yield from (reading for reading in spelled if reading.check_digit_valid is False)
    yield from _digits_lost(text)
    if region_level(region_key(text)) is not None and text.isdigit():
        yield Reading(REGION_CODE, region_code(text), None, "a code of an administrative region (GB/T 2260)")
    yield Reading(KEY, text, None, _AS_RECORDED)
    yield from (reading for reading in found if reading.scheme in _LOOSE)
    if not spelled or text.isalnum():
        yield from (Reading(name, value_in(name, text), None, reason) for name, reason in _ALONE.items())


def _spelled(text: str) -> Iterator[Reading]:
    """What a URN, a link or an element string spells: its key, and coarser ones in case that is not known."""
    link = as_link(text)
    whole = parse_gs1(link or text)
    keys = [key for key in (in_query(link or text, whole) or whole,) if key is not None]
    if not keys and _SCANNED.match(text):
        elements = [*element_strings(text)]
        keys = [key for each in elements if (key := key_of(each)) is not None]
        for each in elements if not keys else ():
            yield from (
                Reading(_AIS[ai], value_in(_AIS[ai], value), None, f"element {ai}: {_TITLES[_AIS[ai]]}")
                for ai, value in each
                if ai in _AIS
            )
    for key in keys:
        yield from _of_key(key)
    for key in keys:
        yield from _nearly(key)
    for key in keys:
        yield from _without_the_rest(key)


def _nearly(key: Gs1Key) -> Iterator[Reading]:
    """The same number in other capital letters, then the lot of a serial: each leaves something aside."""
    valid = key.check_digit_valid
    base = key.uri.rpartition(f"/{key.qualifier_ai}/")[0] if key.qualifier else ""
    if key.qualifier_ai in _AIS:
        scheme = _AIS[key.qualifier_ai]
        reason = f"{_TITLES[scheme]} that differs in capital letters only"
        yield Reading(scheme, value_in(scheme, key.qualifier), valid, reason, exact=False, within=f"{base}/")
    if key.lot and (lot := lot_of(key.uri, key.lot)) is not None:
        yield Reading(KEY, lot, valid, "the lot that it states; its serial is not known", exact=False)
        within = f"{base}/10/"
        reason = "the lot that it states, in other capital letters; its serial is not known"
        yield Reading(LOT, value_in(LOT, key.lot), valid, reason, exact=False, within=within)


def _without_the_rest(key: Gs1Key) -> Iterator[Reading]:
    """The product of a lot or serial, the site of a place within it."""
    if not key.qualifier:
        return
    base = key.uri.rpartition(f"/{key.qualifier_ai}/")[0]
    reason = "the site: the place within it is not known"
    if key.ai != "414":
        reason = "the product: its lot or serial is not known"
    yield Reading(KEY, base, key.check_digit_valid, reason, exact=False)


def _digits_lost(text: str) -> Iterator[Reading]:
    """Numbers that a spreadsheet took the leading zeros of, and UPC-E: only where the check digit fits."""
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdigit()):
        return
    long = upc_e(digits)
    if long is not None and gs1_check_digit_holds(long):
        yield Reading("GTIN", long, True, "a UPC-E, written out")
    for scheme, number in zeros_lost(digits):
        if gs1_check_digit_holds(number):
            yield Reading(scheme, number, True, f"a {scheme} that may have lost its leading zeros")


def _rank(reading: Reading) -> int:
    return {True: 0, None: 1, False: 2}[reading.check_digit_valid]


def _of_key(key: Gs1Key) -> Iterator[Reading]:
    """The key itself; a GLN also names what else bears it, the party of a site or the site of a party."""
    yield Reading(KEY, key.uri, key.check_digit_valid, f"spells a GS1 key ({key.scheme})")
    if key.ai in ("414", "417") and not key.qualifier:
        yield Reading("GLN", key.value, key.check_digit_valid, "whatever bears that GLN")


def _reading(scheme: Scheme, text: str) -> Reading:
    value = value_in(scheme.name, text)
    valid = None if scheme.check is None else scheme.check(value)
    return Reading(scheme.name, value, valid, f"has the form of a {scheme.title}")


def _unique(readings: Iterator[Reading]) -> tuple[Reading, ...]:
    """Each once, the exact ones first: what leaves something aside never hides what does not."""
    found: dict[tuple[str, str, str], Reading] = {}
    for reading in sorted(readings, key=lambda each: not each.exact):
        found.setdefault((reading.scheme, reading.value, reading.within), reading)
    return tuple(found.values())


def _if_unknown(text: str, readings: tuple[Reading, ...]) -> BadCode | None:
    """What is wrong with a code that nothing bears: its form as a GS1 key, or every check character.

    Short digits may be any number that somebody gave: a lot, an order, a date. They are unknown, not wrong.
    """
    plain = half_width(text).strip()
    if _MEANT_AS_GS1.match(plain) and not any(_spelled(plain)):
        return BadCode(INVALID_FORMAT, f"{text[:80]!r} is written like a GS1 key but is none")
    if plain.isdigit() and len(plain) < _SURELY_MEANT:
        return None
    loose = {*_ALONE.values(), _AS_RECORDED}
    firm = [each for each in readings if each.scheme not in _LOOSE and each.reason not in loose]
    if not firm or any(each.check_digit_valid is not False for each in firm):
        return None
    title = SCHEMES[firm[0].scheme].title if firm[0].scheme in SCHEMES else "GS1 key"
    return BadCode(CHECK_DIGIT, f"the check character of {text[:80]!r} does not fit a {title}")
