"""Edges of a walk from memory, in the parts that a page asks for; and a driver of the sans-I/O walk."""

from collections.abc import Iterable, Mapping, Sequence

from cypher.records.custody import EdgeRecord
from cypher.records.walks import Direction, EdgeColumns, EdgePage, ItemColumns
from graph_api.rules.walk import Reached, Walk


def columns_of(edges: Iterable[EdgeRecord]) -> EdgeColumns:
    """The edges as the readers give them."""
    rows = list(edges)
    return EdgeColumns(
        key=[edge.key for edge in rows],
        source=[edge.source for edge in rows],
        target=[edge.target for edge in rows],
        kind=[edge.kind.value for edge in rows],
        earliest=[edge.time.earliest for edge in rows],
        latest=[edge.time.latest for edge in rows],
        certainty=[edge.certainty.value for edge in rows],
        quantity=[None if edge.quantity is None else str(edge.quantity) for edge in rows],
        unit=[edge.unit for edge in rows],
        gap=[edge.gap.value if edge.gap else None for edge in rows],
        event=[edge.event for edge in rows],
    )


class MemoryEdges:
    """Answers what a walk asks, and counts how often."""

    def __init__(
        self, edges: Iterable[EdgeRecord], items: Mapping[str, tuple[str, str]] | None = None
    ) -> None:
        self._by_end: dict[Direction, dict[str, list[EdgeRecord]]] = {each: {} for each in Direction}
        for edge in edges:
            self._by_end[Direction.FORWARD].setdefault(edge.source, []).append(edge)
            self._by_end[Direction.BACKWARD].setdefault(edge.target, []).append(edge)
        self._items = items or {}
        self.fetches = 0
        self.asked: list[str] = []

    def edges(self, direction: Direction, keys: Sequence[str], page: EdgePage) -> EdgeColumns:
        """One fetch; the page's order and limit are kept."""
        self.fetches += 1
        self.asked.extend(keys)
        forward = direction is Direction.FORWARD
        ends = self._by_end[Direction.FORWARD if forward else Direction.BACKWARD]

        def place(edge: EdgeRecord) -> tuple[str, str]:
            return (edge.target if forward else edge.source, edge.key)

        rows = [edge for key in dict.fromkeys(keys) for edge in ends.get(key, ())]
        if page.after is not None:
            behind = page.after
            rows = sorted((row for row in rows if place(row) > behind), key=place)
        return columns_of(reversed(rows[: page.limit]))

    def siblings(self, keys: Sequence[str]) -> ItemColumns:
        """All holdings of the items of these holdings."""
        wanted = {self._items[key] for key in keys if key in self._items}
        rows = [(holding, item) for holding, item in self._items.items() if item in wanted]
        return ItemColumns(
            [holding for holding, _ in rows], [item[0] for _, item in rows], [item[1] for _, item in rows]
        )


def drive(walk: Walk, direction: Direction, source: MemoryEdges) -> Reached:
    """Runs a walk to its end."""
    while True:
        keys, strangers = list(walk.frontier()), list(walk.strangers())
        if not keys and not strangers:
            return walk.result()
        if keys:
            walk.absorb(source.edges(direction, keys, walk.page()))
        if strangers:
            walk.absorb_items(source.siblings(strangers))
