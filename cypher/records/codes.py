"""What a code names in the graph."""

from dataclasses import dataclass

from cypher.records.entities import EntityRef


@dataclass(frozen=True, slots=True)
class NamedEntity:
    """One entity that a code names.

    `group` is the least key among the entities that a register declares one with this one (SAME_AS),
    its own where there is none.
    """

    scheme: str
    value: str
    entity: EntityRef
    group: str
