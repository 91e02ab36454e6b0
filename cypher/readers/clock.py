"""Reads how new the graph is."""

from cypher.connection import Graph


class ClockReader:
    """The record time of the newest commit."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def newest(self, seconds: float) -> int:
        """0 while nothing is recorded."""
        rows = await self._graph.read("read/housekeeping/newest_record_time", timeout=seconds)
        return int(rows[0]["newest"] or 0) if rows else 0
