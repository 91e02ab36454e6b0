"""Exact decimals and their canonical text: no exponent, no trailing zeros."""

import re
from decimal import Decimal

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,9})?", re.ASCII)
_WIDEST = 400
"""Beyond so many digits a number keeps its exponent: `1e999999999` must not become a gigabyte of zeros."""


def canonical_number(value: int | Decimal) -> str:
    """Canonical text of a number; exponents stay only where the plain form would be absurdly long."""
    if isinstance(value, int):
        return str(value)
    if not value:
        return "0"
    if abs(value.adjusted()) > _WIDEST:
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
