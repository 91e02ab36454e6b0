"""Small trace answers to lay out, made by hand: edges as pairs of letters."""

from decimal import Decimal

from cypher.records.events import TimeRange
from cypher.records.views import GapView, HoldingView
from cypher.records.vocabulary import (
    Certainty,
    EdgeKind,
    GapKind,
    GapSeverity,
    HoldingKind,
    ItemKind,
    PlaceKind,
    StockStatus,
)
from cypher.records.walks import Direction
from graph_api.rules.budget import TruncationReason
from graph_api.rules.completeness import Facts, reasons
from graph_api.services.answers import Gap, TraceEdge, TraceGraph, TraceNode, TraceNodeKind

DAY = 86_400_000_000
EIGHT = 8 * 3_600_000_000


def holding(key: str, status: StockStatus = StockStatus.IN_STOCK) -> HoldingView:
    return HoldingView(
        key=key,
        item=f"https://id.gs1.org/01/06938701020010/10/{key}",
        item_kind=ItemKind.LOT,
        kind=HoldingKind.STOCK,
        place="https://id.gs1.org/414/6938701010011",
        place_kind=PlaceKind.SITE,
        status=status,
        opened=TimeRange(EIGHT, EIGHT),
        received=Decimal("12.50"),
        balance=Decimal(0),
        unit="KGM",
    )


def node(key: str, depth: int, direction: Direction) -> TraceNode:
    return TraceNode(
        key=key,
        kind=TraceNodeKind.HOLDING,
        depth=depth,
        time=None if depth == 0 else EIGHT,
        order_certain=key != "v",
        certainty=Certainty.RECORDED,
        direction=direction,
        holding=holding(key),
    )


def edge(pair: str, number: int, gap: GapKind | None = None) -> TraceEdge:
    return TraceEdge(
        key=f"{pair}{number}",
        source=pair[0],
        target=pair[1],
        kind=EdgeKind.CUSTODY,
        earliest=EIGHT + number,
        latest=EIGHT + number,
        quantity=Decimal("3.5"),
        unit="KGM",
        certainty=Certainty.POOLED,
        gap=gap,
        event=f"event{number}",
    )


def answer(
    pairs: str,
    seeds: str = "a",
    direction: Direction = Direction.FORWARD,
    *,
    gap: GapKind | None = None,
    cut: TruncationReason | None = None,
) -> TraceGraph:
    """A trace over edges such as "ab bc ac"; `gap` is that of the first edge, and of the answer."""
    edges = tuple(edge(pair, number, None if number else gap) for number, pair in enumerate(pairs.split()))
    keys = sorted({*seeds, *(letter for pair in pairs.split() for letter in pair)})
    view = gap and GapView("g", gap, GapSeverity.WARNING, None, Decimal(7), None, None, "a", None)
    return TraceGraph(
        direction=direction,
        seeds=tuple(seeds),
        nodes=tuple(node(key, 0 if key in seeds else 1, direction) for key in keys),
        edges=edges,
        carriers=(),
        gaps=(Gap(view, "a receipt is [missing]"),) if view else (),
        reasons=reasons(Facts((view,) if view else (), cut)),
        truncated=cut is not None,
        truncated_by=cut,
        frontier=(),
        end_cursor=None,
        as_of=DAY,
        known_at=2**63 - 2,
    )
