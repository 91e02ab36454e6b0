"""Entities as they are read: who or what a key names, with its codes and the entities it belongs to."""

from dataclasses import dataclass

from cypher.records.parties import EntityKind


@dataclass(frozen=True, slots=True)
class EntityRef:
    """Just enough to name an entity; `name` is None where no master data gave one."""

    kind: EntityKind
    key: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CodeRef:
    """A code that names an entity."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity node with what is asked for by name; what its kind does not have is None.

    `attributes` are the folded master data by name. `product` is INSTANCE_OF (batch, unit), `batch`
    FROM_BATCH (unit), `part_of` PART_OF (warehouse, region), `operator` OPERATED_BY (warehouse),
    `region` IN_REGION (warehouse, enterprise). `same_as` are the others that a register declares one
    with it.
    """

    kind: EntityKind
    key: str
    name: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    lot: str | None = None
    serial: str | None = None
    site_kind: str | None = None
    plate: str | None = None
    permit_type: str | None = None
    number: str | None = None
    level: str | None = None
    product: EntityRef | None = None
    batch: EntityRef | None = None
    part_of: EntityRef | None = None
    operator: EntityRef | None = None
    region: EntityRef | None = None
    codes: tuple[CodeRef, ...] = ()
    same_as: tuple[EntityRef, ...] = ()

    @property
    def ref(self) -> EntityRef:
        """The same entity, by name only."""
        return EntityRef(self.kind, self.key, self.name)
