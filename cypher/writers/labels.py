"""Which label a named thing bears, and rows sorted by label: one engine has no labels from parameters."""

from collections.abc import Iterable, Sequence

from cypher.identifiers.codes import codes_of
from cypher.identifiers.identify import identify_item, identify_place
from cypher.identifiers.parts import parent_place, parts_of
from cypher.identifiers.regions import region_around, region_level
from cypher.records.describing import EntityCode, EntityLink, LinkKind
from cypher.records.entities import EntityRef
from cypher.records.events import DocumentRef, PartyRef
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import ItemKind, PartyRole
from cypher.writers.rows import Params

PARAMETER = {
    EntityKind.PRODUCT: "products",
    EntityKind.BATCH: "batches",
    EntityKind.UNIT: "units",
    EntityKind.ENTERPRISE: "enterprises",
    EntityKind.WAREHOUSE: "warehouses",
    EntityKind.VEHICLE: "vehicles",
    EntityKind.PERMIT: "permits",
    EntityKind.REGION: "regions",
}
"""The parameter of a query that takes the rows of a label."""

EVERY = tuple(PARAMETER)
ITEMS = (EntityKind.BATCH, EntityKind.UNIT, EntityKind.PRODUCT, EntityKind.VEHICLE)
INVOLVED = (EntityKind.WAREHOUSE, EntityKind.ENTERPRISE, EntityKind.VEHICLE, EntityKind.PERMIT)
_OF_KIND = {
    ItemKind.UNIT: EntityKind.UNIT,
    ItemKind.LOT: EntityKind.BATCH,
    ItemKind.CLASS: EntityKind.PRODUCT,
}
_PERMIT = "urn:suyuan:permit:"
_VEHICLE = "urn:suyuan:vehicle:"


def by_label(
    kinds: Sequence[EntityKind], rows: Iterable[tuple[EntityRef, Params | str]]
) -> dict[str, list[Params | str]]:
    """Rows as the parameters of a query that takes these labels, each row under the label of its entity."""
    sorted_rows: dict[str, list[Params | str]] = {PARAMETER[kind]: [] for kind in kinds}
    for entity, row in rows:
        sorted_rows[PARAMETER[entity.kind]].append(row)
    return sorted_rows


def item_entity(item: str, kind: ItemKind) -> EntityRef:
    """The node of an item: a vehicle named as an item is the vehicle itself."""
    if kind is ItemKind.UNIT and identify_item(item).entity is EntityKind.VEHICLE:
        return EntityRef(EntityKind.VEHICLE, item)
    return EntityRef(_OF_KIND[kind], item)


def place_entity(place: str) -> EntityRef | None:
    """The node of a place; None for a `geo:` point and for a container, which is an item."""
    entity = identify_place(place).entity
    return EntityRef(entity, place) if entity in INVOLVED else None


def party_entity(party: PartyRef) -> EntityRef | None:
    """The node of an entry of a source or destination list."""
    if party.role in (PartyRole.POSSESSING_PARTY, PartyRole.OWNING_PARTY):
        return EntityRef(EntityKind.ENTERPRISE, party.key)
    return place_entity(party.key)


def permit_entity(document: DocumentRef) -> EntityRef | None:
    """The permit that a business transaction names, None for any other document."""
    named = document.value.startswith(_PERMIT)
    return EntityRef(EntityKind.PERMIT, document.value) if named else None


def entity_row(entity: EntityRef) -> Params:
    """A new entity's node, with what its key alone tells."""
    parts = parts_of(entity.key)
    row: Params = {"key": entity.key}
    if entity.kind is EntityKind.BATCH:
        row["lot"] = parts.lot
    elif entity.kind is EntityKind.UNIT:
        row["serial"] = parts.serial
    elif entity.kind is EntityKind.VEHICLE:
        row["plate"] = entity.key.removeprefix(_VEHICLE) if entity.key.startswith(_VEHICLE) else None
    elif entity.kind is EntityKind.REGION:
        row["level"] = region_level(entity.key)
    elif entity.kind is EntityKind.PERMIT:
        row["type"], _, row["number"] = entity.key.removeprefix(_PERMIT).partition(":")
    return row


def own_links(entity: EntityRef) -> list[EntityLink]:
    """Links that an entity's key alone tells: its product, its site, the regions around it."""
    if entity.kind in (EntityKind.BATCH, EntityKind.UNIT):
        product = parts_of(entity.key).product
        return [] if product is None else [_link(LinkKind.INSTANCE_OF, entity, EntityKind.PRODUCT, product)]
    if entity.kind is EntityKind.WAREHOUSE:
        return _upwards(entity, parent_place(entity.key))
    if entity.kind is EntityKind.REGION:
        return _upwards(entity, region_around(entity.key))
    return []


def own_codes(entity: EntityRef) -> list[EntityCode]:
    """The codes that an entity's key alone tells."""
    return [EntityCode(scheme, value, entity) for scheme, value in codes_of(entity.kind, entity.key, {})]


def _upwards(entity: EntityRef, parent: str | None) -> list[EntityLink]:
    if parent is None:
        return []
    link = _link(LinkKind.PART_OF, entity, entity.kind, parent)
    return [link, *own_links(link.target)]


def _link(kind: LinkKind, source: EntityRef, target: EntityKind, key: str) -> EntityLink:
    return EntityLink(kind, source, EntityRef(target, key))
