"""Administrative regions of GB/T 2260: one key however the code is written, and what is around them."""

import re

REGION = "urn:suyuan:region:"
"""What comes before the six digits in the key of a region."""
_CODE = re.compile(r"(?:CN-?)?(\d{2}|\d{4}|\d{6})", re.ASCII | re.IGNORECASE)
LEVELS = ("PROVINCE", "PREFECTURE", "COUNTY")
_DIGITS = {"PROVINCE": 2, "PREFECTURE": 4, "COUNTY": 6}
"""GB/T 2260: two digits each for province, prefecture and county, padded with zeros."""


def region_code(text: str) -> str:
    """The six digits of a code written with or without URN, country or padding; other text as it is."""
    bare = text.strip().removeprefix(REGION).strip()
    found = _CODE.fullmatch(bare)
    return found[1].ljust(6, "0") if found else bare


def region_key(text: str) -> str:
    """The key of the region that a register names."""
    return REGION + region_code(text)


def region_level(key: str) -> str | None:
    """PROVINCE, PREFECTURE or COUNTY; None for a code of another kind."""
    code = key.removeprefix(REGION)
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        return None
    return "PROVINCE" if code.endswith("0000") else "PREFECTURE" if code.endswith("00") else "COUNTY"


def region_at(key: str, level: str) -> str | None:
    """The region of that level which a region is, or lies in; None where it is wider, or no such code."""
    own = region_level(key)
    if own is None or LEVELS.index(own) < LEVELS.index(level):
        return None
    return REGION + key.removeprefix(REGION)[: _DIGITS[level]].ljust(6, "0")


def region_around(key: str) -> str | None:
    """The next wider region."""
    own = region_level(key)
    if own in (None, "PROVINCE"):
        return None
    return region_at(key, LEVELS[LEVELS.index(own) - 1])
