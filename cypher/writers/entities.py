"""Writes entities: their nodes, links, properties and codes; everything here may be repeated."""

from collections.abc import Iterable

import orjson

from cypher.connection import WriteTx
from cypher.records.describing import EntityCode, EntityDescription, EntityLink, LinkKind
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind, MasterRecord
from cypher.writers.labels import EVERY, by_label, entity_row, own_codes, own_links
from cypher.writers.rows import Params, chunks, expect

_LINKS: dict[LinkKind, tuple[str, tuple[EntityKind, ...]]] = {
    LinkKind.INSTANCE_OF: ("write/entities/link_products", (EntityKind.BATCH, EntityKind.UNIT)),
    LinkKind.FROM_BATCH: ("write/entities/link_batches", (EntityKind.UNIT,)),
    LinkKind.PART_OF: ("write/entities/link_parents", (EntityKind.WAREHOUSE, EntityKind.REGION)),
    LinkKind.OPERATED_BY: ("write/entities/link_operators", (EntityKind.WAREHOUSE, EntityKind.VEHICLE)),
    LinkKind.IN_REGION: ("write/entities/link_regions", (EntityKind.WAREHOUSE, EntityKind.ENTERPRISE)),
    LinkKind.SAME_AS: ("write/entities/link_same", EVERY),
}


async def ensure_entities(tx: WriteTx, entities: Iterable[EntityRef]) -> None:
    """Makes the nodes that do not exist yet, with their codes, those that their keys imply, and the links."""
    bare = {EntityRef(entity.kind, entity.key) for entity in entities}
    implied = {link.target for entity in bare for link in own_links(entity)}
    fresh = await _missing(tx, bare | implied)
    for part in chunks(fresh):
        rows = ((entity, entity_row(entity) | {"codes": _codes(entity)}) for entity in part)
        await tx.run("write/entities/create", rows=by_label(EVERY, rows))
    await link_entities(tx, {link for entity in fresh for link in own_links(entity)})


async def _missing(tx: WriteTx, entities: Iterable[EntityRef]) -> set[EntityRef]:
    missing = set(entities)
    for part in chunks(list(missing)):
        names = by_label(EVERY, ((entity, entity.key) for entity in part))
        found = (await tx.run("write/entities/existing", rows=names))[0]["rows"]
        missing -= {EntityRef(EntityKind(kind), key) for kind, key in found}
    return missing


async def link_entities(tx: WriteTx, links: Iterable[EntityLink]) -> None:
    """Joins entities, both of which exist."""
    sorted_links: dict[LinkKind, list[EntityLink]] = {}
    for link in links:
        sorted_links.setdefault(link.kind, []).append(link)
    for kind, found in sorted_links.items():
        name, labels = _LINKS[kind]
        for part in chunks(found):
            rows = ((link.source, {"source": link.source.key, "target": link.target.key}) for link in part)
            await expect(tx, name, len(part), rows=by_label(labels, rows))


async def unlink_entities(tx: WriteTx, entities: Iterable[EntityRef]) -> None:
    """Takes away every link to another entity, before the ones that hold now are set."""
    for part in chunks(entities):
        await tx.run("write/entities/unlink", rows=by_label(EVERY, ((each, each.key) for each in part)))


async def describe_entities(tx: WriteTx, descriptions: Iterable[EntityDescription]) -> None:
    """Lays properties over entities' nodes."""
    for part in chunks(descriptions):
        rows = ((each.entity, {"key": each.entity.key, "properties": dict(each.properties)}) for each in part)
        await expect(tx, "write/entities/describe", len(part), rows=by_label(EVERY, rows))


async def store_codes(tx: WriteTx, codes: Iterable[EntityCode]) -> None:
    """Joins codes to the entities that they name."""
    for part in chunks(codes):
        rows = ((code.entity, _code_row(code) | {"key": code.entity.key}) for code in part)
        await expect(tx, "write/entities/store_codes", len(part), rows=by_label(EVERY, rows))


def _codes(entity: EntityRef) -> list[Params]:
    return [_code_row(code) for code in own_codes(entity)]


def _code_row(code: EntityCode) -> Params:
    return {"code": f"{code.scheme}|{code.value}", "scheme": code.scheme, "value": code.value}


async def statements_of(tx: WriteTx, entities: Iterable[EntityRef]) -> list[MasterRecord]:
    """Every stored statement of master data about these entities, in no order."""
    found: list[MasterRecord] = []
    for part in chunks(entities):
        rows = await tx.run(
            "write/entities/statements_of", rows=by_label(EVERY, ((each, each.key) for each in part))
        )
        found.extend(_statement(row) for row in rows[0]["rows"])
    return found


def _statement(row: list[object]) -> MasterRecord:
    key, kind, subject, attributes, asserted, source = row
    pairs = tuple((str(name), str(value)) for name, value in orjson.loads(str(attributes)))
    return MasterRecord(str(key), EntityKind(str(kind)), str(subject), pairs, int(str(asserted)), str(source))
