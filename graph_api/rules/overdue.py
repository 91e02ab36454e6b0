"""Which consignments are on their way for longer than expected: worked out when asked, never stored; pure."""

from cypher.records.views import GapView, HoldingView
from cypher.records.vocabulary import GapKind, GapSeverity, HoldingKind

DAY = 86_400_000_000
"""Microseconds."""


def is_late(holding: HoldingView, moment: int, expected: int) -> bool:
    """Whether a consignment is still open at a moment, more than `expected` after it left at the latest."""
    under_way = holding.kind is HoldingKind.TRANSIT and holding.ended is None
    return under_way and moment - holding.opened.latest > expected


def overdue_gap(holding: HoldingView) -> GapView:
    """The gap of a late consignment: how much of it is still open, and since when."""
    return GapView(
        key=f"overdue:{holding.key}",
        kind=GapKind.OVERDUE_RECEIPT,
        severity=GapSeverity.WARNING,
        item=holding.item,
        amount=holding.balance,
        unit=holding.unit if holding.balance is not None else None,
        at=holding.opened,
        holding=holding.key,
        event=None,
    )
