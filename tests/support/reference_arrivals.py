"""The earliest possible arrivals over derived edges, plainly: no budget, no certainty, no paging."""

from collections.abc import Iterable

from cypher.records.custody import EdgeRecord
from cypher.records.vocabulary import GapKind

Start = frozenset[tuple[str, int]]
"""Trace points with the time from which their goods may leave."""
AGES_AGO = -(2**62)


class Ways:
    """Edges by their source: (target, earliest, latest, whether time does not bind it)."""

    def __init__(self, edges: Iterable[EdgeRecord]) -> None:
        self.out: dict[str, list[tuple[str, int, int, bool]]] = {}
        for edge in edges:
            free = edge.gap is GapKind.TIME_CONTRADICTION
            step = (edge.target, edge.time.earliest, edge.time.latest, free)
            self.out.setdefault(edge.source, []).append(step)


def earliest_arrivals(ways: Ways, start: Start) -> dict[str, int]:
    """The earliest possible moment at each trace point reached."""
    labels: dict[str, int] = {}
    waiting = list(start)
    while waiting:
        point, moment = waiting.pop()
        if labels.get(point, moment + 1) <= moment:
            continue
        labels[point] = moment
        for target, earliest, latest, free in ways.out.get(point, ()):
            if free or latest >= moment:
                waiting.append((target, _after(moment, earliest, free=free)))
    return labels


def _after(moment: int, earliest: int, *, free: bool) -> int:
    """Arrival by an edge; a link that contradicts time frees what comes after, so that both ways agree."""
    return AGES_AGO if free else max(moment, earliest)
