"""GS1 element strings as scanned or printed: `(01)…(10)…`, FNC1-separated, or run together."""

import re
from collections.abc import Iterable

from biip import ParseError
from biip.gs1_messages import GS1Message

from cypher.identifiers.gs1_keys import PRIMARY, Gs1Key, gs1_key

_BRACKETED = re.compile(r"\((\d{2,4})\)([^()]*(?:\([^()\d][^()]*\)[^()]*)*)")
_SYMBOLOGY = re.compile(r"\](C1|e0|d2|Q3|J1)")
_FNC1 = "\x1d"
Elements = tuple[tuple[str, str], ...]
"""Application identifiers with their values, as they stand."""


def parse_element_string(text: str) -> Gs1Key | None:
    """The GS1 key that an element string carries, None where it carries none."""
    return _key(_elements(text.strip()))


def _elements(text: str) -> Elements:
    if text.startswith("("):
        found = _BRACKETED.findall(text)
        whole = "".join(f"({ai}){value}" for ai, value in found)
        return tuple((ai, value.strip()) for ai, value in found) if whole == text else ()
    bare = _SYMBOLOGY.sub("", text, count=1).lstrip(_FNC1)
    try:
        message = GS1Message.parse(bare)
    except ParseError:
        return ()
    return tuple((element.ai.ai, element.value) for element in message.element_strings)


def _key(elements: Iterable[tuple[str, str]]) -> Gs1Key | None:
    found = dict(elements)
    for ai, value in found.items():
        if ai in PRIMARY and (key := gs1_key(ai, value, found)) is not None:
            return key
    return None
