"""What became of the goods of reached holdings, each amount once: what passed on is counted where it went.

A holding that was reached counts whole, from its earliest possible arrival on: what had ended before cannot
have been of the goods in question. Where several holdings gave an amount together, it is one outcome of all
of them; where one of these was not reached, nobody knows how much of it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from cypher.records.views import HoldingView, LineView
from cypher.records.vocabulary import Effect, StockStatus
from graph_api.rules.exact import minus, plus

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Reach:
    """Holdings as of a time, and their earliest possible arrivals (None: whenever).

    `gathered` are those that flow through a gathering position: their lines do not tell what left them.
    """

    holdings: Mapping[str, HoldingView]
    arrivals: Mapping[str, int | None]
    gathered: AbstractSet[str] = frozenset()


class Outcome(NamedTuple):
    """What became of goods of these holdings together; `quantity` None where that is not known.

    `status` is USED, DISPENSED, DESTROYED, SAMPLED or ENDED (their number); None where the goods are
    still there.
    """

    holdings: tuple[str, ...]
    status: StockStatus | None
    quantity: Decimal | None
    unit: str | None


def outcomes(reach: Reach, lines: Iterable[LineView], as_of: int) -> Sequence[Outcome]:
    """What ended, and what is left in the holdings that are open, as of a time (microseconds UTC)."""
    lines = [line for line in lines if line.holding in reach.holdings]
    pooled = {line.holding for line in lines if line.pool is not None}
    then = [line for line in lines if line.earliest <= as_of]
    counted = {key for key in reach.holdings if _is_counted(reach, key, pooled)}
    booked = [line for line in then if not _is_overdrawn(line, reach.holdings[line.holding])]
    return [*_ended(then, reach.arrivals), *_left(booked, reach.holdings, counted)]


def _is_counted(reach: Reach, key: str, pooled: AbstractSet[str]) -> bool:
    """Whether the lines tell what is left: the ledger knows it, or knows it of its pool."""
    holding = reach.holdings[key]
    alone = holding.balance is not None
    return holding.received is not None and (alone or (key in pooled and key not in reach.gathered))


def _is_overdrawn(line: LineView, holding: HoldingView) -> bool:
    """Whether a line only names a holding that had nothing more to give: how much is told by its gap."""
    return line.effect is Effect.OUT and line.quantity is None and holding.balance is not None


def _ended(lines: Iterable[LineView], arrivals: Mapping[str, int | None]) -> Iterator[Outcome]:
    together: dict[str, list[LineView]] = {}
    for line in lines:
        arrival = arrivals.get(line.holding)
        if line.status is None or (arrival is not None and line.latest < arrival):
            continue
        if line.pool is None:
            yield Outcome((line.holding,), line.status, line.quantity, line.unit)
        else:
            together.setdefault(line.pool, []).append(line)
    for pool in together.values():
        quantity = pool[0].quantity if len(pool) == pool[0].among else None
        yield Outcome(_holdings(pool), pool[0].status, quantity, pool[0].unit)


def _left(
    lines: Iterable[LineView], holdings: Mapping[str, HoldingView], counted: AbstractSet[str]
) -> Iterator[Outcome]:
    """What is left in open holdings: in those that were drawn together, together."""
    for members, of_them in _together(lines, holdings):
        if still := tuple(key for key in members if holdings[key].ended is None):
            quantity = _balance(of_them) if counted >= set(members) else None
            yield Outcome(still, None, quantity, of_them[0].unit if of_them else None)


def _together(
    lines: Iterable[LineView], holdings: Iterable[str]
) -> Iterator[tuple[list[str], list[LineView]]]:
    """The holdings in sets of those that anything was drawn from together, each with its lines."""
    sets = {key: [key] for key in holdings}
    first: dict[str, str] = {}
    of: dict[str, list[LineView]] = {}
    for line in lines:
        of.setdefault(line.holding, []).append(line)
        if line.pool is not None:
            one, other = sets[first.setdefault(line.pool, line.holding)], sets[line.holding]
            if one is not other:
                one, other = sorted((one, other), key=len, reverse=True)
                one += other
                sets |= dict.fromkeys(other, one)
    for members in {id(each): each for each in sets.values()}.values():
        yield sorted(members), [line for key in members for line in of.get(key, ())]


def _balance(lines: Sequence[LineView]) -> Decimal | None:
    """What came in less what went out, in one unit; a draw from several once, if all of them are here."""
    if len({line.unit for line in lines}) > 1:
        return None
    balance = ZERO
    pools: dict[str, list[LineView]] = {}
    for line in lines:
        if line.quantity is None:
            return None
        if line.pool is not None:
            pools.setdefault(line.pool, []).append(line)
        elif line.effect is Effect.OUT:
            balance = minus(balance, line.quantity)
        else:
            balance = plus(balance, line.quantity)
    for pool in pools.values():
        if len(pool) != pool[0].among or pool[0].quantity is None:
            return None
        balance = minus(balance, pool[0].quantity)
    return balance if balance >= 0 else None


def _holdings(pool: Iterable[LineView]) -> tuple[str, ...]:
    return tuple(sorted(line.holding for line in pool))
