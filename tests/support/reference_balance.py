"""Balances counted again from the lines alone: what came into a position, or a group, less what went out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from cypher.records.custody import Derived, HoldingRecord, LineRecord
from cypher.records.vocabulary import Effect

Step = tuple[str, int]
"""Event and line."""


def groups_of(derived: Derived) -> tuple[dict[str, str], set[tuple[Step, str]]]:
    """Holding -> the smallest key of those it was drawn together with; and which draws were shared ones."""
    pools: dict[str, list[LineRecord]] = defaultdict(list)
    for line in derived.lines:
        if line.pool is not None:
            pools[line.pool].append(line)
    joined: dict[str, str] = {}
    for lines in pools.values():
        first = min(line.holding for line in lines)
        for line in lines:
            _join(joined, first, line.holding)
    shared = {((n.event, n.line), n.holding) for lines in pools.values() for n in lines}
    return {holding: _top(joined, holding) for holding in joined}, shared


def unmarked(derived: Derived) -> list[list[str]]:
    """Draws that look shared and are not marked so: of several holdings, how much came from each is not told.

    Of a draw by several rules, one after the other, all holdings but the last are empty by it: amounts that
    are the same by chance are no shared draw.
    """
    told: dict[tuple[Step, str], bool] = {}
    for edge in derived.edges:
        drew = ((edge.event, edge.line or 0), edge.source)
        told[drew] = told.get(drew, True) and edge.quantity is not None
    vague = {holding.key: holding.item for holding in derived.holdings if _is_vague(holding)}
    drawn: dict[tuple[Step, str, Decimal], list[str]] = defaultdict(list)
    brought = {((n.event, n.line), n.holding) for n in derived.lines if n.effect is Effect.IN}
    for line in derived.lines:
        draw = ((line.event, line.line), line.holding)
        here = draw in brought and draw not in told
        if line.effect is not Effect.OUT or line.quantity is None or line.pool is not None or here:
            continue
        if line.holding in vague and not told.get(draw, False):
            drawn[draw[0], vague[line.holding], line.quantity].append(line.holding)
    return [holdings for holdings in drawn.values() if len(holdings) > 1]


def _is_vague(holding: HoldingRecord) -> bool:
    return holding.ended is None and holding.balance is None


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
