"""What people type and scanners send: labels, links cut short, separators lost, zeros eaten; pure."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from cypher.identifiers.gs1_keys import Gs1Key, gs1_key

Elements = tuple[tuple[str, str], ...]
"""Application identifiers with their values, as they stand."""

FNC1 = "\x1d"
_SHOWN_AS = re.compile(r"<GS>|\{GS\}|\\x1d|\\u001d|[␝|]", re.IGNORECASE)
"""How programs and people write the separator FNC1, which cannot be typed."""
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z]")
"""ISO/IEC 15424: a scanner says in three characters which kind of bar code it has read."""
_LABELS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:产品|生产)?批(?:号|次号?)"), "LOT"),
    (re.compile(r"(?:lot|batch)(?:\s*(?:no|number|nr))?|b/n", re.IGNORECASE), "LOT"),
    (re.compile(r"序列号|流水号|serial(?:\s*(?:no|number))?|s/?n", re.IGNORECASE), "SERIAL"),
    (re.compile(r"车牌号?|号牌|plate(?:\s*no)?", re.IGNORECASE), "PLATE"),
)
_AFTER_LABEL = re.compile(r"[\s.:#№]*")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?::\d+)?/\S+")
_FIXED = {"11": 6, "13": 6, "15": 6, "16": 6, "17": 6}
_OPEN = {"10": 20, "21": 20, "22": 20, "240": 30, "30": 8, "37": 8}
"""GS1 General Specifications 3.2: element lengths, of those that stand beside a GTIN on a label."""
_MOST_PARSES = 40


def half_width(text: str) -> str:
    """Full-width letters, digits and brackets as the ordinary ones."""
    return unicodedata.normalize("NFKC", text)


def labelled(text: str) -> tuple[str, str] | None:
    """The scheme that a label names and the number after it; None where no label stands first.

    A label of letters needs something between it and the number: LOTUS1 is no lot of the number US1.
    """
    for pattern, scheme in _LABELS:
        found = pattern.match(text)
        if found is None:
            continue
        between = _AFTER_LABEL.match(text, found.end())
        rest = text[between.end() if between else found.end() :]
        if rest and (found.end() < len(text) - len(rest) or not found[0].isascii()):
            return scheme, rest
    return None


def without_symbology(text: str) -> str:
    """The text without the scanner's word for the kind of bar code."""
    return _SYMBOLOGY.sub("", text, count=1) if text.startswith("]") else text


def separated(text: str) -> str:
    """The text with FNC1 wherever it was written in some other way."""
    return _SHOWN_AS.sub(FNC1, text)


def as_link(text: str) -> str | None:
    """A web address without its beginning, with it; None for anything else."""
    return f"https://{text}" if _HOST.fullmatch(text) else None


def in_query(text: str, key: Gs1Key | None) -> Gs1Key | None:
    """The finer key where lot or serial stand in the query of a link, as `?10=LOT`."""
    if key is None or key.qualifier or not text[:8].lower().startswith(("http://", "https://")):
        return None
    try:
        pairs = dict(parse_qsl(urlsplit(text).query))
    except ValueError:
        return None
    finer = gs1_key(key.ai, key.value, {"10": pairs.get("10", ""), "21": pairs.get("21", "")})
    return finer if finer is not None and finer.qualifier else None


def unseparated(text: str) -> Iterator[Elements]:
    """Every way to read elements of which the separators were left out, or are blanks; a bounded number."""
    bare = "".join(text.replace(FNC1, " ").split())
    if bare[:2] in ("01", "02") and bare[2:16].isdigit() and len(bare) > 16:
        head = (("01", bare[2:16]),)
        yield from islice(((*head, *rest) for rest in _parses(bare[16:], frozenset())), _MOST_PARSES)


def _parses(text: str, used: frozenset[str]) -> Iterator[Elements]:
    """All readings of the rest, longest values first; each element stands once."""
    if not text:
        yield ()
        return
    for ai in (*_FIXED, *_OPEN):
        if ai in used or not text.startswith(ai):
            continue
        rest = text[len(ai) :]
        sizes = [_FIXED[ai]] if ai in _FIXED else range(min(len(rest), _OPEN.get(ai, 0)), 0, -1)
        for size in sizes:
            value = rest[:size]
            if len(value) == size and (ai in ("10", "21", "22", "240") or value.isdigit()):
                for after in _parses(rest[size:], used | {ai}):
                    yield ((ai, value), *after)


def zeros_lost(digits: str) -> Iterator[tuple[str, str]]:
    """(scheme, number) of numbers whose leading zeros a spreadsheet may have eaten, or a UPC-E stands for."""
    if 6 <= len(digits) <= 13:
        yield "GTIN", digits.zfill(14)
    if 9 <= len(digits) <= 12:
        yield "GLN", digits.zfill(13)
    if 15 <= len(digits) <= 17:
        yield "SSCC", digits.zfill(18)


def upc_e(digits: str) -> str | None:
    """The GTIN-14 that a UPC-E of eight digits stands for (GS1 General Specifications 5.2.2.4.2)."""
    if len(digits) != 8 or digits[0] not in "01":
        return None
    system, body, check = digits[0], digits[1:7], digits[7]
    last = body[5]
    if last in "012":
        maker, item = f"{body[:2]}{last}00", f"00{body[2:5]}"
    elif last == "3":
        maker, item = f"{body[:3]}00", f"000{body[3:5]}"
    elif last == "4":
        maker, item = f"{body[:4]}0", f"0000{body[4]}"
    else:
        maker, item = body[:5], f"0000{last}"
    return f"{system}{maker}{item}{check}".zfill(14)
