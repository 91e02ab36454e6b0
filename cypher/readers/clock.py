"""Reads how new the graph is."""

from cypher.connection import Graph
from cypher.errors import Damaged


class ClockReader:
    """The record time of the newest commit."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def newest(self, seconds: float) -> int:
        """0 while nothing is recorded; Damaged where the counter of a graph of ours is gone."""
        rows = await self._graph.read("read/housekeeping/newest_record_time", timeout=seconds)
        if rows and rows[0]["newest"] is not None:
            return int(rows[0]["newest"])
        if self._graph.prepared:
            raise Damaged(self._graph.address, "the counter of record time is gone")
        return 0
