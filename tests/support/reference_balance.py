"""Balances counted again from the lines alone: what came into a position, or a group, less what went out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cypher.records.custody import Derived, LineRecord
from cypher.records.vocabulary import Effect

Step = tuple[str, int]
"""Event and line."""


def groups_of(derived: Derived) -> tuple[dict[str, str], set[tuple[Step, str]]]:
    """Holding -> the smallest key of those it was drawn together with; and which draws were shared ones.

    A draw is shared where several holdings of one item give to one line and no edge says how much came from
    each; what the line itself had brought there, and no edge takes away, is not. What ended where it was and
    what was brought there to end were never one draw, though the amounts be the same.
    """
    told: dict[tuple[Step, str], bool] = {}
    for edge in derived.edges:
        drew = ((edge.event, edge.line or 0), edge.source)
        told[drew] = told.get(drew, True) and edge.quantity is not None
    items = {holding.key: holding.item for holding in derived.holdings}
    drawn: dict[tuple[Step, str, Decimal, bool], list[str]] = defaultdict(list)
    brought = {((n.event, n.line), n.holding) for n in derived.lines if n.effect is Effect.IN}
    for line in derived.lines:
        step = (line.event, line.line)
        passed = (step, line.holding) in told
        here = not passed and (step, line.holding) in brought
        if line.effect is Effect.OUT and line.quantity is not None and not here:
            drawn[step, items[line.holding], line.quantity, passed].append(line.holding)
    joined: dict[str, str] = {}
    shared: set[tuple[Step, str]] = set()
    for (step, *_), holdings in drawn.items():
        vague = sorted(holding for holding in holdings if not told.get((step, holding), False))
        if len(vague) > 1:
            shared |= {(step, holding) for holding in vague}
            for holding in vague:
                _join(joined, vague[0], holding)
    return {holding: _top(joined, holding) for holding in joined}, shared


def _top(joined: dict[str, str], holding: str) -> str:
    while joined.get(holding, holding) != holding:
        holding = joined[holding]
    return holding


def _join(joined: dict[str, str], one: str, other: str) -> None:
    low, high = sorted((_top(joined, one), _top(joined, other)))
    joined[high] = low
    joined.setdefault(low, low)


def recounted(lines: Iterable[LineRecord], shared: set[tuple[Step, str]]) -> Decimal | None:
    """IN less OUT over the lines of a position or group, a shared draw once; None if an IN is unknown."""
    total = Decimal(0)
    for quantity in _changes(lines, shared):
        if quantity is None:
            return None
        total += quantity
    return total


def _changes(lines: Iterable[LineRecord], shared: set[tuple[Step, str]]) -> Iterator[Decimal | None]:
    counted: set[Step] = set()
    for line in lines:
        step = (line.event, line.line)
        if line.effect is Effect.IN:
            yield line.quantity
        elif line.effect is Effect.OUT and line.quantity is not None:
            if (step, line.holding) in shared:
                if step in counted:
                    continue
                counted.add(step)
            yield -line.quantity
