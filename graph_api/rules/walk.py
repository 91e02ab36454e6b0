"""The time-respecting walk over holdings and transformations, sans-I/O and level by level (design.md 3).

    walk = Walk(direction, seeds, budget)
    while (keys := walk.frontier()) or (strangers := walk.strangers()):
        walk.absorb(<the edges of keys, cut as walk.page() says>)
        walk.absorb_items(<the items of strangers>)       # identity ITEM only
    reached = walk.result()

Forward, an edge is followed if it is possible at or after the earliest arrival at its source; backward is
its dual, by negating time. A trace point whose label gets better is expanded again, from edges already in
memory, so cycles end: every expansion strictly improves a time. An edge that contradicts time is always
followed, and what lies behind it starts anew: nothing is left out on a guess. The labels of a round are
taken over only at its end, so a depth is the fewest steps of any time-respecting way.

A hop wider than one fetch is asked for again in parts, ordered by far end. The walk stops when more trace
points than `max_nodes` are known for certain to come first by (depth, key); `widen` lets it go on from
there, and what it then knows does not depend on where it had stopped before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cypher.records.vocabulary import Certainty, EdgeKind, GapKind, ItemKind
from cypher.records.walks import Direction, EdgeColumns, EdgePage, ItemColumns
from graph_api.rules import labels
from graph_api.rules.budget import Budget, TruncationReason
from graph_api.rules.labels import Label

_ALL = "\U0010ffff"
"""Behind every key."""


class Edge(NamedTuple):
    """One row of `EdgeColumns`."""

    key: str
    source: str
    target: str
    kind: str
    earliest: int
    latest: int
    certainty: int
    quantity: str | None
    unit: str | None
    gap: str | None
    event: str


class ReachedNode(NamedTuple):
    """A reached trace point; `time` None where nothing bounds it. Equal values, equal node."""

    key: str
    depth: int
    time: int | None
    certainty: Certainty
    order_certain: bool
    is_transformation: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """What one walk reached: `nodes` by depth, then key; `edges` between them by key."""

    nodes: Mapping[str, ReachedNode]
    edges: tuple[Edge, ...]
    frontier: tuple[str, ...]
    truncated_by: TruncationReason | None


class _Step(NamedTuple):
    """An edge as the walk sees it: from its near end to its far end, in the walk's own time."""

    start: int
    end: int
    certainty: int
    far: str
    timeless: bool
    edge: Edge


class Walk:
    """One walk in one direction; see the module."""

    def __init__(
        self, direction: Direction, seeds: Iterable[str], budget: Budget, *, by_item: bool = False
    ) -> None:
        self._forward = direction is Direction.FORWARD
        self._budget = budget
        self._by_item = by_item
        self._labels: dict[str, Label] = {key: labels.seed_label() for key in sorted(set(seeds))}
        self._depth = dict.fromkeys(self._labels, 0)
        self._steps: dict[str, list[_Step]] = {}
        self._transformations: set[str] = set()
        self._item_of: dict[str, tuple[str, int]] = {}
        self._holdings_of: dict[str, list[str]] = {}
        self._item_labels: dict[str, Label] = {}
        self._edge_count = 0
        self._round = 0
        self._cut: TruncationReason | None = None
        self._pending: dict[str, Label] = {}
        self._wanted: list[str] = []
        self._strangers: list[str] = []
        self._after: tuple[str, str] | None = None
        self._active = list(self._labels)
        self._begin_round()
        self._settle()

    # --- what the walk wants -------------------------------------------------------------------------

    def frontier(self) -> Sequence[str]:
        """Trace points whose edges are wanted next; empty when nothing more is wanted."""
        return () if self._stopped() else self._wanted

    def page(self) -> EdgePage:
        """How much of the frontier's edges is wanted: one more than will be kept."""
        return EdgePage(self._budget.edges_per_fetch + 1, self._after)

    def strangers(self) -> Sequence[str]:
        """Holdings whose items are wanted next (identity ITEM); empty when none are."""
        return () if self._stopped() else self._strangers

    def most_items(self) -> int:
        """How many holdings of items are wanted: one more than will be taken."""
        return self._budget.max_edges + 1

    def absorb(self, columns: EdgeColumns) -> None:
        """Takes the edges asked for: those of `frontier()`, as much of them as `page()` says.

        Too many without an order tell nothing of what comes first: they are asked for again, in parts.
        """
        more = len(columns.key) > self._budget.edges_per_fetch
        if more and self._after is None:
            self._after = ("", "")
            return
        rows = list(map(Edge, *_columns(columns)))
        if more:
            rows.sort(key=self._place)
            rows.pop()
            self._after = self._place(rows[-1])
        for row in rows:
            self._take(row)
        self._edge_count += len(rows)
        if self._edge_count > self._budget.max_edges:
            self._cut = TruncationReason.EDGES
        if not more:
            self._wanted = []
        self._settle()

    def absorb_items(self, columns: ItemColumns) -> None:
        """Takes the items of `strangers()`, with all holdings of those items."""
        asked, self._strangers = self._strangers, []
        for holding, item, kind in zip(columns.holding, columns.item, columns.kind, strict=True):
            sure = Certainty.CONFIRMED if kind == ItemKind.UNIT else Certainty.POOLED
            if holding not in self._item_of:
                self._item_of[holding] = (item, sure.value)
                self._holdings_of.setdefault(item, []).append(holding)
        if len(columns.holding) > self._budget.max_edges:
            self._cut = TruncationReason.EDGES
        for key in asked:
            self._item_of.setdefault(key, ("", 0))
            self._leap_to_siblings(key)
        self._settle()

    def cut_by_time(self) -> None:
        """Ends the walk where it stands: its deadline has passed."""
        self._cut = TruncationReason.TIME

    def widen(self, max_nodes: int) -> None:
        """Lets a walk that stopped at its nodes go on to more of them."""
        self._budget = self._budget.wider(max_nodes)
        self._settle()

    # --- rounds --------------------------------------------------------------------------------------

    def _begin_round(self) -> None:
        self._pending = {}
        self._after = None
        self._wanted = [key for key in self._active if key not in self._steps]
        for key in self._active:
            for step in self._steps.get(key, ()):
                self._relax(key, step)
        for key in self._wanted:
            self._steps[key] = []
        self._strangers = []
        if self._by_item:
            self._strangers = [
                key for key in self._active if key not in self._item_of and key not in self._transformations
            ]
            for key in self._active:
                self._leap_to_siblings(key)

    def _settle(self) -> None:
        """Ends rounds for which nothing more is wanted, until something is or the walk is over."""
        while self._active and not (self._wanted or self._strangers or self._stopped()):
            if self._round == self._budget.max_depth:
                self._active = []
                self._cut = TruncationReason.DEPTH if self._improving() else self._cut
                return
            self._round += 1
            self._active = sorted(key for key, label in self._pending.items() if self._take_over(key, label))
            self._begin_round()

    def _take_over(self, key: str, label: Label) -> bool:
        known = self._labels.get(key)
        if known is not None:
            return labels.improve(known, label)
        self._labels[key] = label
        self._depth[key] = self._round
        return True

    def _improving(self) -> bool:
        return any(self._would_improve(key, label) for key, label in self._pending.items())

    def _would_improve(self, key: str, label: Label) -> bool:
        known = self._labels.get(key)
        return known is None or any(new < old for new, old in zip(label, known, strict=True))

    def _stopped(self) -> bool:
        if self._cut in (TruncationReason.EDGES, TruncationReason.TIME):
            return True
        return len(self._labels) + len(self._settled_pending()) > self._budget.max_nodes

    def _settled_pending(self) -> list[str]:
        """New trace points of an unfinished round that no later part of its edges can come before."""
        bound = self._bound()
        return [key for key in self._pending if key < bound and key not in self._labels] if bound else []

    def _bound(self) -> str:
        """Far ends before it are known in full for this round; at the last round none are taken."""
        if self._round == self._budget.max_depth or self._strangers or not self._active:
            return ""
        if not self._wanted:
            return _ALL
        return self._after[0] if self._after else ""

    # --- steps ---------------------------------------------------------------------------------------

    def _take(self, edge: Edge) -> None:
        """Keeps one fetched edge under its near end and follows it."""
        forward = self._forward
        near, far = (edge.source, edge.target) if forward else (edge.target, edge.source)
        start, end = (edge.earliest, edge.latest) if forward else (-edge.latest, -edge.earliest)
        step = _Step(start, end, edge.certainty, far, edge.gap == GapKind.TIME_CONTRADICTION, edge)
        if edge.kind == EdgeKind.INPUT:
            self._transformations.add(edge.target)
        elif edge.kind == EdgeKind.OUTPUT:
            self._transformations.add(edge.source)
        self._steps[near].append(step)
        self._relax(near, step)

    def _relax(self, near: str, step: _Step) -> None:
        label = self._followed(near, step)
        if label is not None:
            self._offer(step.far, label)

    def _followed(self, near: str, step: _Step) -> Label | None:
        if step.timeless:
            return labels.leap(self._labels[near], step.certainty)
        return labels.follow(self._labels[near], step.start, step.end, step.certainty)

    def _leap_to_siblings(self, key: str) -> None:
        """Offers all holdings of the item, once for every certainty in which the item is newly reached."""
        item, certainty = self._item_of.get(key, ("", 0))
        label = labels.leap(self._labels[key], certainty)
        if item and labels.improve(self._item_labels.setdefault(item, labels.no_label()), label):
            for sibling in self._holdings_of[item]:
                self._offer(sibling, label)

    def _offer(self, key: str, label: Label) -> None:
        pending = self._pending.get(key)
        if pending is None:
            self._pending[key] = label.copy()
        else:
            labels.improve(pending, label)

    def _place(self, edge: Edge) -> tuple[str, str]:
        return (edge.target if self._forward else edge.source, edge.key)

    # --- the answer ----------------------------------------------------------------------------------

    def result(self) -> Reached:
        """What is reached so far, the first `max_nodes` of it; the walk is not changed by asking."""
        known = self._labels | {key: self._pending[key] for key in self._settled_pending()}
        order = sorted(known, key=lambda key: (self._depth.get(key, self._round + 1), key))
        shown = {key: self._node(key, known[key]) for key in order[: self._budget.max_nodes]}
        edges = tuple(sorted(step.edge for key in shown for step in self._usable(key) if step.far in shown))
        by = TruncationReason.NODES if len(shown) < len(known) else self._cut
        frontier = tuple(key for key in shown if self._goes_on(key, shown)) if by else ()
        return Reached(shown, edges, frontier, by)

    def _node(self, key: str, label: Label) -> ReachedNode:
        arrival = labels.arrival(label)
        return ReachedNode(
            key=key,
            depth=self._depth.get(key, self._round + 1),
            time=None if arrival == labels.START else arrival if self._forward else -arrival,
            certainty=labels.certainty(label),
            order_certain=labels.order_certain(label),
            is_transformation=key in self._transformations,
        )

    def _usable(self, key: str) -> Iterator[_Step]:
        label = self._labels.get(key)
        if label is not None:
            best = labels.arrival(label)
            yield from (step for step in self._steps.get(key, ()) if step.timeless or best <= step.end)

    def _goes_on(self, key: str, shown: Mapping[str, ReachedNode]) -> bool:
        """Whether following this trace point further would, or might, reach more."""
        if key not in self._steps or key in self._wanted or key in self._strangers:
            return True
        for step in self._usable(key):
            label = self._followed(key, step)
            if step.far not in shown or (label and self._would_improve(step.far, label)):
                return True
        siblings = self._holdings_of.get(self._item_of.get(key, ("", 0))[0], ())
        return any(sibling not in shown for sibling in siblings)


def _columns(columns: EdgeColumns) -> Iterator[Sequence[object]]:
    return (getattr(columns, name) for name in Edge._fields)
