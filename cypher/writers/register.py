"""The part of the master data that the ledger reads, for the places and items at hand."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from cypher.connection import WriteTx
from cypher.lists import every
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind, Register
from cypher.writers.labels import by_label
from cypher.writers.rows import chunks

_PLACES = (EntityKind.WAREHOUSE, EntityKind.VEHICLE)
_GOODS = (EntityKind.BATCH, EntityKind.UNIT, EntityKind.PRODUCT)


async def register_of(tx: WriteTx, entities: Collection[EntityRef]) -> Register:
    """The register of these entities, the sites above their places, products and batches of their items."""
    operators, parents = await _places(tx, entities)
    products: dict[str, str] = {}
    batches: dict[str, str] = {}
    tolerances: dict[str, Decimal] = {}
    goods = (entity for entity in entities if entity.kind in _GOODS)
    for part in chunks(goods):
        names = by_label(_GOODS, ((entity, entity.key) for entity in part))
        row = (await tx.run("write/history/register_items", rows=names))[0]
        products.update((item, product) for item, product, _ in row["instances"])
        batches.update((unit, batch) for unit, batch in row["batches"])
        told = [(product, tolerance) for _, product, tolerance in row["instances"] if tolerance is not None]
        tolerances.update((key, Decimal(text)) for key, text in (*told, *row["tolerances"]))
    return Register(operators, parents, tolerances, products, batches)


async def events_of_register(tx: WriteTx, changed: Iterable[EntityRef]) -> set[str]:
    """Keys of the events that these entities, whose register changed, may be read otherwise in."""
    affected = set(changed)
    sites = [entity.key for entity in affected if entity.kind is EntityKind.WAREHOUSE]
    affected |= {EntityRef(EntityKind.WAREHOUSE, key) for key in await _bins(tx, sites)}
    kinds = (*_GOODS, *_PLACES)
    keys: set[str] = set()
    for part in chunks(entity for entity in affected if entity.kind in kinds):
        names = by_label(kinds, ((entity, entity.key) for entity in part))
        keys.update((await tx.run("write/history/events_of_register", rows=names))[0]["keys"])
    return keys


async def _places(tx: WriteTx, entities: Iterable[EntityRef]) -> tuple[dict[str, str], dict[str, str]]:
    operators: dict[str, str] = {}
    parents: dict[str, str] = {}
    asked: set[EntityRef] = set()
    pending = {EntityRef(entity.kind, entity.key) for entity in entities if entity.kind in _PLACES}
    while pending:
        for part in chunks(pending):
            names = by_label(_PLACES, ((entity, entity.key) for entity in part))
            row = (await tx.run("write/history/register_places", rows=names))[0]
            operators.update((place, operator) for place, operator in row["operators"])
            parents.update((place, site) for place, site in row["parents"])
        asked |= pending
        pending = {EntityRef(EntityKind.WAREHOUSE, site) for site in parents.values()} - asked
    return operators, parents


async def _bins(tx: WriteTx, sites: Iterable[str]) -> set[str]:
    """Every place within these sites, bins of bins included."""
    found: set[str] = set()
    pending = set(sites)
    while pending:
        inside: set[str] = set()
        for part in chunks(pending):
            inside.update((await tx.run("write/history/bins_of", rows=every(part)))[0]["keys"])
        pending = inside - found
        found |= inside
    return found
