"""Small named chains as derived rows: line, diamond, ladder, cycle, pool, hub, rework; and random graphs."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from cypher.records.custody import Derived, EdgeRecord, HoldingRecord, TransformationRecord
from cypher.records.events import TimeRange
from cypher.records.vocabulary import (
    Certainty,
    EdgeKind,
    GapKind,
    HoldingKind,
    ItemKind,
    PlaceKind,
    StockStatus,
)


def edge(source: str, target: str, *time: int, certainty: Certainty = Certainty.RECORDED) -> EdgeRecord:
    """A CUSTODY edge at an instant or over a range; its key tells its ends and time."""
    span = TimeRange(time[0], time[-1])
    key = f"{source}>{target}@{span.earliest}-{span.latest}"
    return EdgeRecord(key, EdgeKind.CUSTODY, source, target, f"e:{key}", 0, span, None, None, certainty)


def line(*names: str, start: int = 1) -> list[EdgeRecord]:
    """One after another, a moment each."""
    return [edge(a, b, at) for at, (a, b) in enumerate(pairwise(names), start)]


def diamonds(count: int) -> list[EdgeRecord]:
    """`count` diamonds in a row: 2**count ways, four edges each."""
    edges = []
    for number in range(count):
        top, end = f"d{number:03}", f"d{number + 1:03}"
        for side in "ab":
            edges += [edge(top, top + side, 2 * number), edge(top + side, end, 2 * number + 1)]
    return edges


def holding(key: str, item: str = "", *, kind: ItemKind = ItemKind.LOT) -> HoldingRecord:
    """An open stock position; its item is its own unless one is named."""
    return HoldingRecord(
        key=key,
        item=item or f"item:{key}",
        item_kind=kind,
        kind=HoldingKind.STOCK,
        place=None,
        place_kind=PlaceKind.UNKNOWN,
        status=StockStatus.IN_STOCK,
        opened=TimeRange(0, 0),
        received=Decimal(10),
        balance=Decimal(10),
        unit="KGM",
    )


def made_in(edges: Sequence[EdgeRecord]) -> set[str]:
    """The transformations among the ends of these edges."""
    inputs = {row.target for row in edges if row.kind is EdgeKind.INPUT}
    return inputs | {row.source for row in edges if row.kind is EdgeKind.OUTPUT}


def derived(edges: Sequence[EdgeRecord], items: dict[str, str] | None = None) -> Derived:
    """The edges with a node at each end; a transformation where INPUT leads to and OUTPUT comes from."""
    made = made_in(edges)
    ends = {row.source for row in edges} | {row.target for row in edges} | set(items or ())
    return Derived(
        holdings=frozenset(holding(key, (items or {}).get(key, "")) for key in ends - made),
        transformations=frozenset(TransformationRecord(key, None, None) for key in made),
        edges=frozenset(edges),
    )


@st.composite
def graphs(draw: st.DrawFn) -> list[EdgeRecord]:
    """Random edges among few points: cycles, parallel edges, equal instants, vague times, contradictions.

    Some points are transformations, never `n0`, `n1` or `n2`.
    """
    names = [f"n{number}" for number in range(draw(st.integers(2, 7)))]
    made = draw(st.sets(st.sampled_from(names[3:]))) if names[3:] else set()
    edges: dict[str, EdgeRecord] = {}
    for _ in range(draw(st.integers(1, 14))):
        source, target = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        if source in made and target in made:
            continue
        kind = EdgeKind.OUTPUT if source in made else EdgeKind.INPUT if target in made else EdgeKind.CUSTODY
        start = draw(st.integers(-3, 8))
        length = draw(st.sampled_from([0, 0, 0, 1, 4]))
        certainty = draw(st.sampled_from(list(Certainty)))
        gap = draw(st.sampled_from([None] * 9 + [GapKind.TIME_CONTRADICTION]))
        key = f"{source}>{target}@{start}+{length}/{certainty.value}{'!' if gap else ''}"
        edges[key] = EdgeRecord(
            key,
            kind,
            source,
            target,
            f"e:{key}",
            0,
            TimeRange(start, start + length),
            Decimal(1),
            "KGM",
            certainty,
            gap,
        )
    return list(edges.values())


@st.composite
def items(draw: st.DrawFn) -> dict[str, tuple[str, str]]:
    """Which of those trace points are holdings of which item, and of what kind the item is."""
    names = [f"n{number}" for number in range(7)]
    owner = {name: draw(st.sampled_from(["L1", "L2", "U1", name])) for name in names}
    return {
        name: (item, ItemKind.UNIT.value if item == "U1" else ItemKind.LOT.value)
        for name, item in owner.items()
    }
