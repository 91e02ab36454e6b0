"""Every reading of a code that a person typed or scanned, best first; or why it cannot be a code."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cypher.identifiers.canonical import parse_gs1
from cypher.identifiers.characters import LONGEST, has_controls
from cypher.identifiers.codes import KEY, LOT, SERIAL, code_scheme
from cypher.identifiers.element_string import parse_element_string
from cypher.identifiers.gs1_keys import Gs1Key
from cypher.identifiers.schemes import SCHEMES, Scheme, schemes_of, value_in

INVALID_FORMAT = "INVALID_FORMAT"
CHECK_DIGIT = "CHECK_DIGIT"
_SCANNED = re.compile(r"[\d\](]", re.ASCII)
_MEANT_AS_GS1 = re.compile(r"\(\d{2,4}\)|urn:epc:|https?://id\.gs1\.org/", re.ASCII | re.IGNORECASE)
_SCHEME_NAME = re.compile(r"[A-Z0-9_]{1,40}")
_AS_RECORDED = "the identifier as recorded"
_LOOSE = frozenset({SERIAL, LOT, *(name for name, scheme in SCHEMES.items() if scheme.weak)})
"""Schemes whose form says little."""
_ALONE = {SERIAL: "a serial number", LOT: "a lot number", "PERMIT": "the number of a permit"}
"""Numbers that people know alone, of any form."""


class Reading(NamedTuple):
    """One reading: a stored code is looked up as `scheme` and `value`.

    `check_digit_valid` is None where the scheme has no check rule; `reason` says why it reads so.
    """

    scheme: str
    value: str
    check_digit_valid: bool | None
    reason: str


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
    """Spelled keys first, then forms with a valid check, forms without a check, forms with a wrong one."""
    key = _spelled_key(text)
    found = sorted((_reading(scheme, text) for scheme in schemes_of(text)), key=_rank)
    if key is not None and key.check_digit_valid is not False:
        yield from _of_key(key)
    yield from (reading for reading in found if reading.scheme not in _LOOSE)
    if key is not None and key.check_digit_valid is False:
        yield from _of_key(key)
    yield Reading(KEY, text, None, _AS_RECORDED)
    yield from (reading for reading in found if reading.scheme in _LOOSE)
    if key is None or text.isalnum():
        yield from (Reading(name, value_in(name, text), None, reason) for name, reason in _ALONE.items())


def _rank(reading: Reading) -> int:
    return {True: 0, None: 1, False: 2}[reading.check_digit_valid]


def _spelled_key(text: str) -> Gs1Key | None:
    """The GS1 key of a URN, a Digital Link or an element string, an SSCC with its leading 00 among them."""
    key = parse_gs1(text)
    return parse_element_string(text) if key is None and _SCANNED.match(text) else key


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
    found: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        found.setdefault((reading.scheme, reading.value), reading)
    return tuple(found.values())


def _if_unknown(text: str, readings: tuple[Reading, ...]) -> BadCode | None:
    """What is wrong with a code that nothing bears: its form as a GS1 key, or every check character."""
    if _MEANT_AS_GS1.match(text) and _spelled_key(text) is None:
        return BadCode(INVALID_FORMAT, f"{text[:80]!r} is written like a GS1 key but is none")
    loose = {*_ALONE.values(), _AS_RECORDED}
    firm = [each for each in readings if each.scheme not in _LOOSE and each.reason not in loose]
    if not firm or any(each.check_digit_valid is not False for each in firm):
        return None
    title = SCHEMES[firm[0].scheme].title if firm[0].scheme in SCHEMES else "GS1 key"
    return BadCode(CHECK_DIGIT, f"the check character of {text[:80]!r} does not fit a {title}")
