"""What a trace reaches, by brute force: every (trace point, moment) that any way gives, nothing pruned.

It imports nothing of the walk. Forward and backward are written out apart, each in its own time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cypher.records.custody import EdgeRecord
from cypher.records.vocabulary import GapKind

EVER = float("inf")


@dataclass(frozen=True)
class Point:
    """A reached trace point; `time` None where nothing bounds it."""

    depth: int
    time: int | None
    certainty: int
    order_certain: bool


@dataclass(frozen=True)
class Case:
    """A graph, its items (holding -> item, certainty of being the same goods), and where to start."""

    edges: Sequence[EdgeRecord]
    seeds: Sequence[str]
    max_depth: int = 10_000
    items: Mapping[str, tuple[str, int]] | None = None


def _step_forward(edge: EdgeRecord, moment: float, surely: bool) -> float | None:
    if edge.gap is GapKind.TIME_CONTRADICTION:
        return None if surely else -EVER
    if surely:
        return edge.time.latest if edge.time.earliest >= moment else None
    return max(moment, edge.time.earliest) if edge.time.latest >= moment else None


def _step_backward(edge: EdgeRecord, moment: float, surely: bool) -> float | None:
    if edge.gap is GapKind.TIME_CONTRADICTION:
        return None if surely else EVER
    if surely:
        return edge.time.earliest if edge.time.latest <= moment else None
    return min(moment, edge.time.latest) if edge.time.earliest <= moment else None


def _states(case: Case, forward: bool, least: int, surely: bool) -> list[set[tuple[str, float]]]:
    """Level by level, all (trace point, moment) not met before, over edges of certainty `least` or more."""
    anytime = -EVER if forward else EVER
    step = _step_forward if forward else _step_backward
    levels = [{(seed, anytime) for seed in case.seeds}]
    met = set(levels[0])
    while levels[-1] and len(levels) <= case.max_depth:
        found = set()
        for key, moment in levels[-1]:
            for edge in case.edges:
                near, far = (edge.source, edge.target) if forward else (edge.target, edge.source)
                then = step(edge, moment, surely) if near == key and edge.certainty >= least else None
                if then is not None:
                    found.add((far, then))
            if case.items and key in case.items and not surely and case.items[key][1] >= least:
                item = case.items[key]
                found |= {(sibling, anytime) for sibling, other in case.items.items() if other == item}
        levels.append(found - met)
        met |= found
    return levels


def reach(case: Case, *, forward: bool) -> dict[str, Point]:
    """Everything reached, with depth, time, certainty and whether some way is certain in its order."""
    best = min if forward else max
    levels = _states(case, forward, 1, surely=False)
    by_certainty = {least: _keys(_states(case, forward, least, surely=False)) for least in range(1, 6)}
    surely = _keys(_states(case, forward, 1, surely=True))
    points = {}
    for key in _keys(levels):
        moments = [moment for level in levels for at, moment in level if at == key]
        time = best(moments)
        points[key] = Point(
            depth=min(number for number, level in enumerate(levels) if any(at == key for at, _ in level)),
            time=None if abs(time) == EVER else int(time),
            certainty=max(least for least, keys in by_certainty.items() if key in keys),
            order_certain=key in surely,
        )
    return points


def edges_between(case: Case, points: Mapping[str, Point], *, forward: bool) -> set[str]:
    """Keys of the edges that can be followed from the best moment of their near end, both ends reached."""
    step = _step_forward if forward else _step_backward
    anytime = -EVER if forward else EVER
    keys = set()
    for edge in case.edges:
        near = edge.source if forward else edge.target
        if edge.source not in points or edge.target not in points:
            continue
        time = points[near].time
        if step(edge, anytime if time is None else time, False) is not None:
            keys.add(edge.key)
    return keys


def _keys(levels: Iterable[set[tuple[str, float]]]) -> set[str]:
    return {key for level in levels for key, _ in level}
