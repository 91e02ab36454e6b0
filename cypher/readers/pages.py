"""Reads keys of pages of holdings and events."""

from collections.abc import Mapping, Sequence

from cypher.connection import Graph
from cypher.records.walks import View

_HOLDINGS = {
    (None, False): "read/custody/holdings_after",
    (None, True): "read/custody/holdings_before",
    ("item", False): "read/custody/holdings_of_item_after",
    ("item", True): "read/custody/holdings_of_item_before",
    ("place", False): "read/custody/holdings_at_place_after",
    ("place", True): "read/custody/holdings_at_place_before",
}
_EVENTS = {
    (None, False): "read/custody/events_after",
    (None, True): "read/custody/events_before",
    ("item", False): "read/custody/events_of_item_after",
    ("item", True): "read/custody/events_of_item_before",
}


class PageReader:
    """Keys of a page, in order, or from its end backward; `item` or `place` choose which are looked at."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def holding_keys(
        self, params: Mapping[str, object], view: View, seconds: float, *, reverse: bool
    ) -> Sequence[str]:
        """Holdings known at the view and opened by then; all, of an item, or at a place."""
        by = next((name for name in ("item", "place") if name in params), None)
        return await self._keys(_HOLDINGS[by, reverse], {**params, "asOf": view.as_of}, view, seconds)

    async def event_keys(
        self, params: Mapping[str, object], view: View, seconds: float, *, reverse: bool
    ) -> Sequence[str]:
        """Events recorded by the view's `known_at`; all, or those with a line of an item."""
        by = "item" if "item" in params else None
        return await self._keys(_EVENTS[by, reverse], params, view, seconds)

    async def _keys(
        self, name: str, params: Mapping[str, object], view: View, seconds: float
    ) -> Sequence[str]:
        rows = await self._graph.read(name, timeout=seconds, knownAt=view.known_at, **params)
        keys: Sequence[str] = rows[0]["keys"]
        return keys
