"""Runs the sans-I/O walk over an edge source: one round trip a hop, none after the deadline."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from cypher.errors import TimedOut
from cypher.records.walks import Direction, View
from graph_api.rules.budget import Budget, Deadline
from graph_api.rules.merge import Merged, merge
from graph_api.rules.walk import Walk
from graph_api.services.ports import EdgeSource
from graph_api.services.questions import Identity

_WAYS = {
    Direction.FORWARD: (Direction.FORWARD,),
    Direction.BACKWARD: (Direction.BACKWARD,),
    Direction.BOTH: (Direction.FORWARD, Direction.BACKWARD),
}


@dataclass(frozen=True, slots=True)
class Route:
    """What is walked: from where, which way, in which view, by positions or by items."""

    seeds: tuple[str, ...]
    direction: Direction
    view: View
    identity: Identity


class Walking:
    """One walk, or the two of BOTH side by side; it can be stopped at some nodes and widened to more."""

    def __init__(self, source: EdgeSource, route: Route, budget: Budget) -> None:
        self._source = source
        self._route = route
        self._budget = budget
        by_item = route.identity is Identity.ITEM
        self._walks = {way: Walk(way, route.seeds, budget, by_item=by_item) for way in _WAYS[route.direction]}

    async def run(self, max_nodes: int, deadline: Deadline) -> Merged:
        """Walks on until `max_nodes` are reached, all is, or the deadline has passed."""
        for walk in self._walks.values():
            walk.widen(max_nodes)
        await asyncio.gather(*(self._drive(way, walk, deadline) for way, walk in self._walks.items()))
        return merge({way: walk.result() for way, walk in self._walks.items()}, max_nodes)

    async def _drive(self, way: Direction, walk: Walk, deadline: Deadline) -> None:
        try:
            while (keys := walk.frontier()) or walk.strangers():
                if deadline.passed:
                    return walk.cut_by_time()
                await self._fetch(way, walk, keys, deadline)
        except TimedOut:
            walk.cut_by_time()

    async def _fetch(self, way: Direction, walk: Walk, keys: Iterable[str], deadline: Deadline) -> None:
        view, strangers = self._route.view, walk.strangers()
        if keys := list(keys):
            walk.absorb(await self._source.edges(way, keys, view, walk.page(), deadline.remaining))
        if strangers:
            walk.absorb_items(
                await self._source.siblings(strangers, view, walk.most_items(), deadline.remaining)
            )
