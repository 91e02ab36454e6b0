"""What refused records have to do with an answer (ledger.md 9): whose goods they name, in what time; pure."""

from collections.abc import Iterable, Iterator

from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from cypher.records.quarantine import RefusedWindow
from cypher.records.views import HoldingView
from cypher.records.vocabulary import FOREVER, ItemKind
from cypher.records.walks import Direction
from graph_api.rules.merge import MergedNode

_OF_KIND = {
    ItemKind.UNIT: EntityKind.UNIT,
    ItemKind.LOT: EntityKind.BATCH,
    ItemKind.CLASS: EntityKind.PRODUCT,
}
_MOST_STAYS = 20
Stays = tuple[EntityRef, tuple[tuple[int, int], ...]]
"""What held reached goods, and when."""


def windows(
    reached: Iterable[tuple[MergedNode, HoldingView]], carriers: Iterable[Stays]
) -> list[RefusedWindow]:
    """For what a refused record matters to an answer: reached goods, what may be they, where they were.

    Forward it matters from when the goods can have come, backward until they can have left; for a place
    and for a bare product code while they were there; for a container while they were in it.
    """
    found: dict[tuple[EntityRef, str | None], RefusedWindow] = {}
    for node, holding in reached:
        for window in _of_holding(holding, *_time(node, holding)):
            kept = found.get((window.entity, window.place), window)
            start, end = min(kept.start, window.start), max(kept.end, window.end)
            found[window.entity, window.place] = window._replace(start=start, end=end)
    inside = [window for carrier in carriers for window in _of_carrier(*carrier)]
    return [*found.values(), *inside]


def _time(node: MergedNode, holding: HoldingView) -> tuple[int, int]:
    """From when to when what happens to an item can touch what the walk follows."""
    if node.direction is Direction.FORWARD:
        return (holding.opened.earliest if node.time is None else node.time), FOREVER
    if node.direction is Direction.BACKWARD:
        return -FOREVER, (_last(holding) if node.time is None else node.time)
    return -FOREVER, FOREVER


def _of_holding(holding: HoldingView, start: int, end: int) -> Iterator[RefusedWindow]:
    item = holding.entity or EntityRef(_OF_KIND[holding.item_kind], holding.item)
    yield RefusedWindow(_bare(item), item.key, start, end)
    start, end = max(start, holding.opened.earliest), min(end, _last(holding))
    places = [place for place in (holding.at, holding.aboard, holding.bound_for) if place is not None]
    for place in places:
        yield RefusedWindow(_bare(place), place.key, start, end)
    product = holding.product
    if product is not None and item.kind is not EntityKind.PRODUCT:
        for place in places:
            yield RefusedWindow(_bare(product), item.key, start, end, place.key)


def _of_carrier(carrier: EntityRef, stays: tuple[tuple[int, int], ...]) -> Iterator[RefusedWindow]:
    if len(stays) > _MOST_STAYS:
        stays = ((min(start for start, _ in stays), max(end for _, end in stays)),)
    for start, end in stays:
        yield RefusedWindow(_bare(carrier), carrier.key, start, end)


def _last(holding: HoldingView) -> int:
    return FOREVER if holding.ended is None else holding.ended.latest


def _bare(entity: EntityRef) -> EntityRef:
    """Without its name, so that it is one key."""
    return EntityRef(entity.kind, entity.key)
