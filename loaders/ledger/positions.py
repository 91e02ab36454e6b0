"""Positions while they are worked out, the groups that are drawn together, and drawing from them."""

from dataclasses import dataclass, field
from decimal import Decimal

from cypher.records.events import TimeRange
from cypher.records.vocabulary import HoldingKind, ItemKind, StockStatus
from loaders.ledger.places import NOWHERE, Place

ZERO = Decimal(0)


@dataclass(slots=True, eq=False)
class Group:
    """Positions drawn together: `balance` is what all of them have left, None where not known."""

    members: dict[str, "Position"]
    balance: Decimal | None
    unit: str | None = None
    merged: "Group | None" = None
    """the group that took its members over"""

    def current(self) -> "Group":
        """This group, or the one that it became part of."""
        group = self
        while group.merged is not None:
            group = group.merged
        return group


@dataclass(slots=True, eq=False)
class Position:
    """One item at one place as one stock; `own` is what came in less what was drawn from it alone.

    `own` is None where quantities are missing or units mix. `touched` is the latest moment it was
    recorded to be there. For goods in transit `place` is where they are bound for, `origin` where they
    left, and `named` tells that a receipt named them.
    """

    key: str
    item: str
    item_kind: ItemKind
    kind: HoldingKind
    place: Place
    opened: TimeRange
    touched: int
    status: StockStatus = StockStatus.IN_STOCK
    receipts: int = 0
    received: Decimal | None = ZERO
    own: Decimal | None = ZERO
    unit: str | None = None
    ended: TimeRange | None = None
    spoken_until: int | None = None
    """the end of the latest range of any line that drew from it or saw it"""
    group: Group | None = None
    origin: Place = NOWHERE
    documents: frozenset[str] = frozenset()
    departed: str = ""
    named: bool = False
    exact: bool = True
    """whether every receipt and draw stated its quantity"""
    doubtful: bool = False
    """ended by a line that stated no quantity: what is drawn later may be what was left"""
    guessed: bool = False
    """goods came or left by a movement that nothing recorded: coming to zero proves nothing"""
    taken_unsaid: bool = False
    """something was drawn without a quantity, so that nothing may be left"""
    inside: bool = False
    host: str | None = None
    fixed: bool = False
    """put in by an association: part of the container, rather than its load"""
    gathered: bool = False
    keepers: list[tuple[TimeRange, str]] = field(default_factory=list)
    owners: list[tuple[TimeRange, str]] = field(default_factory=list)

    @property
    def available(self) -> Decimal | None:
        """What can be drawn from it at most; None where it is not known."""
        if self.group is None or self.own is None:
            return self.own
        return None if self.group.balance is None else min(self.own, self.group.balance)

    def add(self, quantity: Decimal | None, unit: str | None) -> None:
        """A receipt; what came in before, or stays, in another unit makes the balance unknown."""
        if self.receipts == 0 and self.own == ZERO:
            self.unit = unit
        self.receipts += 1
        if quantity is None or unit != self.unit:
            self.received = None
            self.forget()
            return
        if self.received is not None:
            self.received += quantity
        self._change(quantity)

    def forget(self) -> None:
        """From now on what it holds is not known."""
        self.own, self.exact = None, False
        if self.group is not None:
            self.group.balance = None

    def _change(self, by: Decimal) -> None:
        if self.own is not None:
            self.own += by
            if self.group is not None and self.group.balance is not None:
                self.group.balance += by

    def remove(self, quantity: Decimal | None, unit: str | None) -> None:
        """A draw from it alone."""
        if quantity is None or self.own is None or self.unit != unit:
            self.forget()
        else:
            self._change(-quantity)


@dataclass(frozen=True, slots=True)
class Pool:
    """What one line drew from `among` positions together: `quantity` in all, told of each of them."""

    key: str
    among: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """What a draw takes from one position; no quantity where it is not known, or was drawn in a pool."""

    position: Position
    quantity: Decimal | None
    pooled: bool
    pool: Pool | None = None

    @property
    def told(self) -> Decimal | None:
        """The quantity that the line tells."""
        return self.quantity if self.pool is None else self.pool.quantity


def together(positions: list[Position]) -> Group:
    """The group of these positions and of all that they were already grouped with."""
    groups = {id(p.group): p.group for p in positions if p.group is not None}
    loose = [p for p in positions if p.group is None]
    kept = max(groups.values(), key=lambda g: len(g.members), default=None) or Group({}, ZERO)
    for group in groups.values():
        if group is not kept:
            _join(kept, [*group.members.values()], group.balance)
            group.merged = kept
    for position in loose:
        _join(kept, [position], position.own)
    return kept


def _join(group: Group, members: list[Position], balance: Decimal | None) -> None:
    known = balance is not None and group.balance is not None
    group.balance = group.balance + balance if known else None  # type: ignore[operator]
    for member in members:
        if not group.members:
            group.unit = member.unit
        elif group.unit != member.unit:
            group.balance = None
        group.members[member.key] = member
        member.group = group


def all_available(positions: list[Position], unit: str | None) -> Decimal | None:
    """What can be drawn from all of them; None where any is not known or counts in another unit."""
    total = ZERO
    groups: dict[int, tuple[Group, Decimal]] = {}
    for position in positions:
        if position.own is None or position.unit != unit:
            return None
        if position.group is None:
            total += position.own
        else:
            group = position.group
            groups[id(group)] = (group, groups.get(id(group), (group, ZERO))[1] + position.own)
    for group, own in groups.values():
        if group.balance is None:
            return None
        total += min(own, group.balance)
    return total
