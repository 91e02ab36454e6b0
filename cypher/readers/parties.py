"""Reads entities: products, batches, units, enterprises, warehouses, vehicles, permits and regions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cypher.connection import Graph
from cypher.readers.rows import attributes
from cypher.records.entities import CodeRef, Entity, EntityRef
from cypher.records.parties import EntityKind


class PartyReader:
    """Entities by key."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def entities(self, wanted: Iterable[EntityRef], seconds: float) -> Mapping[EntityRef, Entity]:
        """Those of these entities that there are; the answer's keys bear no names."""
        keys: dict[str, list[str]] = {}
        for kind, key in {(entity.kind, entity.key) for entity in wanted}:
            keys.setdefault(kind.value, []).append(key)
        rows = await self._graph.read("read/parties/entities", timeout=seconds, keys=keys)
        found = (_entity(row) for row in rows[0]["rows"])
        return {EntityRef(entity.kind, entity.key): entity for entity in found}


def _entity(row: Sequence[Any]) -> Entity:
    """One list of `read/parties/entities`."""
    kind = EntityKind(row[0])
    key, name, folded, lot, serial, site_kind, plate, type_, number, level = row[1:11]
    links = [(row[index], row[index + 1]) for index in range(11, 21, 2)]
    kinds = (EntityKind.PRODUCT, EntityKind.BATCH, kind, EntityKind.ENTERPRISE, EntityKind.REGION)
    product, batch, part_of, operator, region = (
        EntityRef(of, found, called) if found else None
        for of, (found, called) in zip(kinds, links, strict=True)
    )
    return Entity(
        kind=kind,
        key=key,
        name=name,
        attributes=attributes(folded),
        lot=lot,
        serial=serial,
        site_kind=site_kind,
        plate=plate,
        permit_type=type_,
        number=number,
        level=level,
        product=product,
        batch=batch,
        part_of=part_of,
        operator=operator,
        region=region,
        codes=tuple(CodeRef(scheme, value) for scheme, value in row[21]),
        same_as=tuple(sorted((EntityRef(kind, *twin) for twin in row[22]), key=lambda twin: twin.key)),
    )
