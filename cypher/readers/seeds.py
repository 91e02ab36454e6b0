"""Reads which holdings a seed stands for."""

from collections.abc import Iterable, Mapping, Sequence

from cypher.connection import Graph
from cypher.lists import every
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import FOREVER
from cypher.records.walks import KnownPoint, Presence, View

_BY_KEY: dict[EntityKind, tuple[str, ...]] = {
    EntityKind.PRODUCT: ("read/seeds/of_product",),
    EntityKind.BATCH: ("read/seeds/of_batch_units",),
    EntityKind.WAREHOUSE: ("read/seeds/at_warehouse",),
    EntityKind.ENTERPRISE: ("read/seeds/at_enterprise_sites", "read/seeds/with_enterprise"),
    EntityKind.VEHICLE: ("read/seeds/aboard_vehicle",),
    EntityKind.PERMIT: ("read/seeds/of_permit",),
}
_LABELS = ("TracePoint", *_BY_KEY)
_ITEMS = {EntityKind.PRODUCT, EntityKind.BATCH, EntityKind.UNIT, EntityKind.VEHICLE}


class SeedReader:
    """Holdings of entities, and what lay inside containers; at most `limit` keys, in order."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def holdings_of(
        self, kind: EntityKind, keys: Sequence[str], view: View, limit: int, seconds: float
    ) -> Sequence[str]:
        """Holdings that entities of a kind stand for: of them, at them, aboard them, with them."""
        found: set[str] = set()
        for name in _BY_KEY.get(kind, ()):
            found.update(await self._keys(name, view, limit, seconds, keys=every(keys)))
        if kind in _ITEMS:
            found.update(await self._keys("read/seeds/of_items", view, limit, seconds, items=every(keys)))
        return sorted(found)[:limit]

    async def inside_items(
        self, items: Sequence[str], view: View, limit: int, seconds: float
    ) -> Sequence[str]:
        """What lay directly inside these containers at any time up to the view's."""
        return await self._keys("read/seeds/inside_items", view, limit, seconds, items=every(items))

    async def inside_holdings(
        self, holdings: Sequence[str], view: View, limit: int, seconds: float
    ) -> Sequence[str]:
        """What lay directly inside the units that these holdings are of, while they were there."""
        return await self._keys("read/seeds/inside_holdings", view, limit, seconds, keys=every(holdings))

    async def existing(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, KnownPoint]:
        """Those of these trace points that there are."""
        rows = await self._graph.read(
            "read/seeds/trace_points",
            timeout=seconds,
            keys=every(keys),
            knownAt=view.known_at,
            asOf=view.as_of,
        )
        return {key: KnownPoint(bool(there), transforms) for key, there, transforms in rows[0]["rows"]}

    async def presence(self, seeds: Iterable[str], view: View, seconds: float) -> Sequence[Presence]:
        """Those of these seeds ("Label:key") that ever had a position."""
        keys: dict[str, list[object]] = {label: [] for label in (*_LABELS, "items")}
        for seed in seeds:
            label, _, key = seed.partition(":")
            if label in keys:
                keys[label].append(key)
            if label in _ITEMS:
                keys["items"].append({"seed": seed, "key": key})
        rows = await self._graph.read(
            "read/seeds/presence",
            timeout=seconds,
            keys=keys,
            knownAt=view.known_at,
            asOf=view.as_of,
            forever=FOREVER,
        )
        return [Presence(seed, bool(there), known, began) for seed, there, known, began in rows[0]["rows"]]

    async def _keys(
        self, name: str, view: View, limit: int, seconds: float, **params: object
    ) -> Sequence[str]:
        rows = await self._graph.read(
            name, timeout=seconds, limit=limit, knownAt=view.known_at, asOf=view.as_of, **params
        )
        keys: Sequence[str] = rows[0]["keys"]
        return keys
