"""The interfaces: anything with an id, and entities, known by name at once and in full when asked."""

from typing import ClassVar, overload

import strawberry

from cypher.records.entities import Entity as EntityRecord
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from cypher.records.views import HoldingView
from cypher.records.vocabulary import ItemKind
from graph_api.schema.resolvers.details import FieldOf, detail
from graph_api.schema.types.values import Attribute, Code
from graph_api.services.ids import encode_id

_ITEMS = {
    ItemKind.UNIT: EntityKind.UNIT,
    ItemKind.LOT: EntityKind.BATCH,
    ItemKind.CLASS: EntityKind.PRODUCT,
}


@strawberry.interface(description="Anything with a global, opaque id (Relay).")
class Node:
    id: strawberry.ID


@strawberry.interface(description="A product, batch, unit, party, place, vehicle, permit or region.")
class Entity(Node):
    ref: strawberry.Private[EntityRef]
    record: strawberry.Private[EntityRecord | None]
    key: str = strawberry.field(description="Its canonical spelling: GS1 Digital Link, or as recorded.")
    name: str | None = strawberry.field(description="Its name in master data (名称).")
    codes: list[Code] = strawberry.field(
        resolver=detail(lambda record: [Code.from_record(code) for code in record.codes]),
        description="Other codes that name it (编码).",
    )
    attributes: list[Attribute] = strawberry.field(
        resolver=detail(lambda record: [Attribute(name=n, value=v) for n, v in record.attributes]),
        description="Master data, folded (主数据).",
    )
    same_as: list["Entity"] = strawberry.field(
        resolver=detail(lambda record: [Entity.from_ref(ref) for ref in record.same_as]),
        description="Entities that a register declares one with this one.",
    )

    kinds: ClassVar[dict[EntityKind, type["Entity"]]] = {}

    def __init_subclass__(cls) -> None:
        """A type of entity bears the label of its nodes as its name."""
        super().__init_subclass__()
        Entity.kinds[EntityKind(cls.__name__)] = cls

    @staticmethod
    def from_ref(ref: EntityRef, record: EntityRecord | None = None) -> "Entity":
        """The GraphQL type of its kind, by name; in full where the record is at hand."""
        kind = Entity.kinds[ref.kind]
        global_id = strawberry.ID(encode_id(ref.kind.value, ref.key))
        return kind(id=global_id, ref=ref, record=record, key=ref.key, name=ref.name)

    @staticmethod
    def from_record(record: EntityRecord) -> "Entity":
        """The same, in full."""
        return Entity.from_ref(record.ref, record)


class Refs:
    """The entities of one answer, each made once however many holdings name it."""

    def __init__(self) -> None:
        self._made: dict[str, Entity] = {}

    @overload
    def of(self, ref: EntityRef) -> Entity: ...
    @overload
    def of(self, ref: EntityRef | None) -> Entity | None: ...
    def of(self, ref: EntityRef | None) -> Entity | None:
        """The entity a reference names; None for none."""
        if ref is None:
            return None
        made = self._made.get(ref.key)
        if made is None or made.ref.kind is not ref.kind:
            made = self._made[ref.key] = Entity.from_ref(ref)
        return made

    def item(self, record: HoldingView) -> Entity:
        """What a holding is of; by its key alone where nothing describes it."""
        return self.of(record.entity or EntityRef(_ITEMS[record.item_kind], record.item))

    def typed(self, ref: EntityRef | None, kind: EntityKind) -> FieldOf:
        """The same for a field whose type is that of one kind; None where the entity is of another."""
        return self.of(ref) if ref and ref.kind is kind else None
