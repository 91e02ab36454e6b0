"""GS1 element strings as scanned or printed: `(01)…(10)…`, FNC1-separated, or run together."""

import re
from collections.abc import Iterator
from contextlib import suppress

from biip import ParseError
from biip.gs1_messages import GS1Message

from cypher.identifiers.gs1_keys import PRIMARY, Gs1Key, gs1_key
from cypher.identifiers.typed import FNC1, Elements, separated, unseparated, without_symbology

_BRACKETED = re.compile(r"\((\d{2,4})\)([^()]*(?:\([^()\d][^()]*\)[^()]*)*)")
_CONTENT = "02"
"""The GTIN of what a logistic unit holds: with a lot beside it, that lot is meant."""


def element_strings(text: str) -> Iterator[Elements]:
    """The ways in which a text reads as an element string, the strictest first; none for other text."""
    if text.startswith("("):
        found = _BRACKETED.findall(text)
        whole = "".join(f"({ai}){value}" for ai, value in found)
        if whole == text:
            yield tuple((ai, _value(ai, value)) for ai, value in found)
        return
    bare = separated(without_symbology(text)).lstrip(FNC1)
    with suppress(ParseError):
        yield tuple((element.ai.ai, element.value) for element in GS1Message.parse(bare).element_strings)
    yield from unseparated(bare)


def key_of(elements: Elements) -> Gs1Key | None:
    """The key that elements spell: the first that is one, with its lot and serial."""
    found = dict(elements)
    for ai, value in found.items():
        primary = "01" if ai == _CONTENT else ai
        if primary in PRIMARY and (key := gs1_key(primary, value, found)) is not None:
            return key
    return None


def parse_element_string(text: str) -> Gs1Key | None:
    """The GS1 key that an element string carries, None where it carries none."""
    return next((key for each in element_strings(text.strip()) if (key := key_of(each)) is not None), None)


def _value(ai: str, value: str) -> str:
    """The value; a number that was printed in groups has no blanks."""
    return "".join(value.split()) if ai in PRIMARY or ai == _CONTENT else value.strip()
