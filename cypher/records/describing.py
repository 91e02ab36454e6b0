"""What is written of an entity besides its node: its links to others, its properties, its codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cypher.records.entities import EntityRef


class LinkKind(StrEnum):
    """Relationship types between entities."""

    INSTANCE_OF = "INSTANCE_OF"
    FROM_BATCH = "FROM_BATCH"
    PART_OF = "PART_OF"
    OPERATED_BY = "OPERATED_BY"
    IN_REGION = "IN_REGION"
    SAME_AS = "SAME_AS"


@dataclass(frozen=True, slots=True)
class EntityLink:
    """One entity's link to another."""

    kind: LinkKind
    source: EntityRef
    target: EntityRef


@dataclass(frozen=True, slots=True)
class EntityCode:
    """A code that names an entity."""

    scheme: str
    value: str
    entity: EntityRef


@dataclass(frozen=True, slots=True)
class EntityDescription:
    """Properties to be laid over an entity's node; None takes a property away."""

    entity: EntityRef
    properties: Mapping[str, str | None]
