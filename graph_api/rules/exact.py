"""Exact sums of decimals: Python's own context would round at 28 digits."""

from decimal import Context, Decimal, Inexact

_EXACT = Context(prec=200, traps=[Inexact])


def plus(one: Decimal, other: Decimal) -> Decimal:
    """The exact sum."""
    return _EXACT.add(one, other)


def minus(one: Decimal, other: Decimal) -> Decimal:
    """The exact difference."""
    return _EXACT.subtract(one, other)
