"""What to close and what to open, so that the stored graph becomes the newly derived one."""

from dataclasses import fields

from cypher.records.custody import Derived, HoldingRecord
from cypher.records.difference import Difference

NOTHING = Difference()


def difference(old: Derived, new: Derived) -> Difference:
    """The step from `old` to `new`; equal to `NOTHING` where they hold the same rows."""
    before = {holding.key for holding in old.holdings}
    after = {holding.key for holding in new.holdings}
    changed = new.holdings - old.holdings
    closed = frozenset(holding for holding in old.holdings if holding.key not in after)
    opened = frozenset(holding for holding in changed if holding.key not in before)
    return Difference(_minus(old, new, closed), _minus(new, old, opened), changed - opened)


def _minus(these: Derived, those: Derived, holdings: frozenset[HoldingRecord]) -> Derived:
    rest = {
        each.name: getattr(these, each.name) - getattr(those, each.name)
        for each in fields(Derived)
        if each.name != "holdings"
    }
    return Derived(holdings=holdings, **rest)
