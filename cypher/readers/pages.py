"""Reads keys of pages of entities, holdings, events and refused records."""

from collections.abc import Sequence

from cypher.connection import Graph
from cypher.records.pages import EntityFilter, EventFilter, HoldingFilter, KeyRange, RefusalFilter
from cypher.records.parties import EntityKind
from cypher.records.walks import View

_LAST = "\U0010ffff"
"""Behind every key."""
_ENTITIES = {
    (EntityKind.PRODUCT, False): "read/pages/products_after",
    (EntityKind.PRODUCT, True): "read/pages/products_before",
    (EntityKind.BATCH, False): "read/pages/batches_after",
    (EntityKind.BATCH, True): "read/pages/batches_before",
    (EntityKind.UNIT, False): "read/pages/units_after",
    (EntityKind.UNIT, True): "read/pages/units_before",
    (EntityKind.ENTERPRISE, False): "read/pages/enterprises_after",
    (EntityKind.ENTERPRISE, True): "read/pages/enterprises_before",
    (EntityKind.WAREHOUSE, False): "read/pages/warehouses_after",
    (EntityKind.WAREHOUSE, True): "read/pages/warehouses_before",
    (EntityKind.VEHICLE, False): "read/pages/vehicles_after",
    (EntityKind.VEHICLE, True): "read/pages/vehicles_before",
    (EntityKind.PERMIT, False): "read/pages/permits_after",
    (EntityKind.PERMIT, True): "read/pages/permits_before",
    (EntityKind.REGION, False): "read/pages/regions_after",
    (EntityKind.REGION, True): "read/pages/regions_before",
}


class PageReader:
    """Keys of a page, in order, or from its end backward.

    Pages of everything stop where they are full. What belongs to something is reached from it, and a page
    of it costs as much as all of it.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def entity_keys(
        self, kind: EntityKind, where: EntityFilter, page: KeyRange, seconds: float
    ) -> Sequence[str]:
        """Entities of a kind: all, or of a product, or of an operator, or in a region, or both."""
        every: dict[str, object] = {**_bounds(page), "text": where.text}
        of = {**every, "kind": kind.value, "reverse": page.reverse}
        if where.product is not None:
            return await self._keys("read/pages/entities_of_product", seconds, of, product=where.product)
        if where.operator is not None:
            of |= {"operator": where.operator, "region": where.region}
            return await self._keys("read/pages/entities_of_operator", seconds, of)
        if where.region is not None:
            return await self._keys("read/pages/entities_in_region", seconds, of, region=where.region)
        return await self._keys(_ENTITIES[kind, page.reverse], seconds, every)

    async def holding_keys(
        self, where: HoldingFilter, page: KeyRange, view: View, seconds: float
    ) -> Sequence[str]:
        """Holdings known at the view and opened by then: all, or of an item, or at a place, or both."""
        status = where.status.value if where.status else None
        every = {**_bounds(page), "status": status, "knownAt": view.known_at, "asOf": view.as_of}
        at = {**every, "place": where.place, "reverse": page.reverse}
        if where.item is not None:
            return await self._keys("read/pages/holdings_of_item", seconds, at, item=where.item)
        if where.place is not None:
            return await self._keys("read/pages/holdings_at_place", seconds, at)
        name = "read/pages/holdings_before" if page.reverse else "read/pages/holdings_after"
        return await self._keys(name, seconds, every)

    async def event_keys(
        self, where: EventFilter, page: KeyRange, view: View, seconds: float
    ) -> Sequence[str]:
        """Events recorded by the view's `known_at`: all, or of an item, or naming something, or both."""
        every = {**_bounds(page), "start": where.start, "end": where.end}
        every |= {"bizStep": where.biz_step, "knownAt": view.known_at}
        of, named = {**every, "reverse": page.reverse}, where.involved
        if where.item is not None:
            of |= {"item": where.item, "involved": named.key if named else None}
            return await self._keys("read/pages/events_of_item", seconds, of)
        if named is not None:
            keys = {named.kind.value: [named.key]}
            return await self._keys("read/pages/events_involving", seconds, of, keys=keys)
        name = "read/pages/events_before" if page.reverse else "read/pages/events_after"
        return await self._keys(name, seconds, every)

    async def refusal_keys(
        self, where: RefusalFilter, page: KeyRange, view: View, seconds: float
    ) -> Sequence[str]:
        """Refused records recorded by the view's `known_at`: all, or naming something."""
        state = where.state.value if where.state else None
        every = {**_bounds(page), "state": state, "code": where.code, "source": where.source}
        every |= {"knownAt": view.known_at}
        if where.named is not None:
            name = f"{where.named.kind.value}:{where.named.key}"
            return await self._keys(
                "read/pages/refusals_naming", seconds, every, name=name, reverse=page.reverse
            )
        name = "read/pages/refusals_before" if page.reverse else "read/pages/refusals_after"
        return await self._keys(name, seconds, every)

    async def _keys(
        self, query: str, seconds: float, params: dict[str, object], **more: object
    ) -> Sequence[str]:
        rows = await self._graph.read(query, timeout=seconds, **params, **more)
        keys: Sequence[str] = rows[0]["keys"]
        return keys


def _bounds(page: KeyRange) -> dict[str, object]:
    return {"after": page.after, "before": page.before or _LAST, "limit": page.limit}
