"""What a register says of an entity: its statements laid over one another, and what follows from them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import orjson

from cypher.identifiers.characters import plain
from cypher.identifiers.codes import codes_of
from cypher.identifiers.identify import identify_item, identify_party, identify_place
from cypher.identifiers.regions import region_key
from cypher.records.describing import EntityCode, EntityDescription, EntityLink, LinkKind
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind, MasterRecord
from cypher.writers.labels import own_links, place_entity

Attributes = Mapping[str, tuple[str, ...]]

_NAMES = ("name", "descriptionShort")
_PROPERTIES: dict[EntityKind, dict[str, str]] = {
    EntityKind.WAREHOUSE: {"siteKind": "siteKind"},
    EntityKind.BATCH: {"lot": "lot"},
    EntityKind.UNIT: {"serial": "serial"},
    EntityKind.VEHICLE: {"plate": "plate"},
    EntityKind.PERMIT: {"permitType": "type", "permitNumber": "number"},
    EntityKind.PRODUCT: {"tolerance": "tolerance"},
    EntityKind.REGION: {"level": "level"},
}
"""Attribute -> property, by kind; stated values replace what the key alone tells, never with nothing."""


@dataclass(frozen=True, slots=True)
class Description:
    """What the statements about one entity come to."""

    properties: EntityDescription
    links: tuple[EntityLink, ...]

    def register(self) -> frozenset[EntityLink | tuple[str, str | None]]:
        """The part that the ledger reads: when it changes, what happened there is read again."""
        told = (LinkKind.OPERATED_BY, LinkKind.PART_OF, LinkKind.INSTANCE_OF, LinkKind.FROM_BATCH)
        links = {link for link in self.links if link.kind in told}
        return frozenset({*links, ("tolerance", self.properties.properties.get("tolerance"))})


def described_by(statement: MasterRecord) -> set[EntityRef]:
    """The entities that a statement tells of: its subject, and the places or serials that it lists."""
    listed = (_listed(name, value) for name, value in statement.attributes)
    return {_subject(statement), *(entity for entity in listed if entity is not None)}


def fold(statements: Iterable[MasterRecord]) -> Attributes:
    """Statements laid over one another by (`asserted`, `key`): of each attribute the last word counts."""
    folded: dict[str, tuple[str, ...]] = {}
    for statement in sorted(statements, key=lambda each: (each.asserted, each.key)):
        said: dict[str, list[str]] = {}
        for name, value in statement.attributes:
            said.setdefault(name, []).append(value)
        folded.update({name: tuple(values) for name, values in said.items()})
    return dict(sorted(folded.items()))


def describe(entity: EntityRef, statements: Iterable[MasterRecord]) -> Description:
    """An entity's properties and links, from all statements about it in any order."""
    folded = fold(_told_of(entity, statements))
    properties: dict[str, str | None] = {
        "attributes": orjson.dumps([[name, value] for name in folded for value in folded[name]]).decode(),
        "name": next((plain(folded[name][0]) for name in _NAMES if name in folded), None),
    }
    for attribute, name in _PROPERTIES.get(entity.kind, {}).items():
        if attribute in folded:
            properties[name] = plain(folded[attribute][0])
    stated = _links(entity, folded)
    kinds = {link.kind for link in stated}
    implied = [link for link in own_links(entity) if link.source == entity and link.kind not in kinds]
    return Description(EntityDescription(entity, properties), (*stated, *implied))


def links_stated(statement: MasterRecord) -> list[EntityLink]:
    """The links of one statement, whether or not a later one takes them back: their ends must exist."""
    return _links(_subject(statement), fold([statement]))


def codes_stated(statement: MasterRecord) -> set[EntityCode]:
    """Codes that a statement gives its entity; a code once stated stays findable."""
    entity = _subject(statement)
    return {
        EntityCode(scheme, code, entity)
        for name, value in statement.attributes
        for scheme, code in codes_of(entity.kind, entity.key, {name: value})
    }


def _subject(statement: MasterRecord) -> EntityRef:
    return EntityRef(statement.kind, statement.subject)


def _told_of(entity: EntityRef, statements: Iterable[MasterRecord]) -> Iterator[MasterRecord]:
    """Statements about the entity; one that only lists it says of it no more than whose it is.

    The serials that are listed of a lot are no attribute of the lot: each has its link.
    """
    for statement in statements:
        if _subject(statement) == entity:
            own = tuple(pair for pair in statement.attributes if pair[0] != "unit")
            yield replace(statement, attributes=own) if len(own) < len(statement.attributes) else statement
        else:
            of = "batch" if entity.kind is EntityKind.UNIT else "parent"
            yield replace(statement, attributes=((of, statement.subject),))


def _listed(name: str, value: str) -> EntityRef | None:
    if name == "unit":
        return EntityRef(EntityKind.UNIT, value)
    return place_entity(value) if name == "child" else None


def _links(entity: EntityRef, folded: Attributes) -> list[EntityLink]:
    found = [_same(entity, key) for key in folded.get("sameAs", ())]
    for attribute, (kinds, link) in _SINGLE.items():
        if attribute in folded and entity.kind in kinds:
            found.append(link(entity, folded[attribute][0]))
    return [link for link in found if link.target != entity]


def _region(entity: EntityRef, code: str) -> EntityLink:
    return EntityLink(LinkKind.IN_REGION, entity, EntityRef(EntityKind.REGION, region_key(code)))


def _operator(entity: EntityRef, key: str) -> EntityLink:
    return EntityLink(LinkKind.OPERATED_BY, entity, EntityRef(EntityKind.ENTERPRISE, identify_party(key).key))


def _same(entity: EntityRef, key: str) -> EntityLink:
    return EntityLink(LinkKind.SAME_AS, entity, EntityRef(entity.kind, _canonical(entity.kind, key)))


def _to_place(entity: EntityRef, key: str) -> EntityLink:
    return EntityLink(LinkKind.PART_OF, entity, EntityRef(EntityKind.WAREHOUSE, identify_place(key).key))


def _to_product(entity: EntityRef, key: str) -> EntityLink:
    return EntityLink(LinkKind.INSTANCE_OF, entity, EntityRef(EntityKind.PRODUCT, identify_item(key).key))


def _to_batch(entity: EntityRef, key: str) -> EntityLink:
    return EntityLink(LinkKind.FROM_BATCH, entity, EntityRef(EntityKind.BATCH, identify_item(key).key))


def _canonical(kind: EntityKind, key: str) -> str:
    if kind is EntityKind.ENTERPRISE:
        return identify_party(key).key
    return identify_place(key).key if kind is EntityKind.WAREHOUSE else identify_item(key).key


_SINGLE: dict[str, tuple[tuple[EntityKind, ...], Callable[[EntityRef, str], EntityLink]]] = {
    "region": ((EntityKind.WAREHOUSE, EntityKind.ENTERPRISE), _region),
    "operator": ((EntityKind.WAREHOUSE, EntityKind.VEHICLE), _operator),
    "parent": ((EntityKind.WAREHOUSE,), _to_place),
    "product": ((EntityKind.BATCH, EntityKind.UNIT), _to_product),
    "batch": ((EntityKind.UNIT,), _to_batch),
}
"""Attribute -> the kinds that may have it, and the link that it states; an entity has one of each."""
