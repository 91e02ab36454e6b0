"""Refused records as the API shows them: where each stood, why it was refused, what it names, its state."""

import strawberry

from cypher.identifiers.characters import without_controls
from cypher.records.quarantine import QuarantineView, RefusedName
from graph_api.schema.cost_directives import Cost
from graph_api.schema.scalars import Instant
from graph_api.schema.types.enums import NameRole, RefusalState
from graph_api.schema.types.node import Entity, Node
from graph_api.schema.types.values import TimeRange
from graph_api.services.ids import encode_id

_FREE = [Cost(weight="0")]


@strawberry.type(description="Something that a refused record can be seen to name.", directives=_FREE)
class NamedByRefused:
    role: NameRole
    entity: Entity = strawberry.field(directives=_FREE)

    @classmethod
    def from_record(cls, name: RefusedName) -> "NamedByRefused":
        return cls(role=name.role, entity=Entity.from_ref(name.entity))


@strawberry.type(
    description="A record, or a line of one, that could not be read and lies in quarantine (隔离记录)."
)
class QuarantineEntry(Node):
    source: str = strawberry.field(description="The file it came from.")
    position: str = strawberry.field(description="Where it stood there.")
    code: str = strawberry.field(description="Why it was refused: a stable word.")
    reason: str = strawberry.field(description="The same for people, with what to do.")
    record_time: Instant = strawberry.field(description="When it was refused here.")
    state: RefusalState
    note: str | None = strawberry.field(description="Why it is no longer open.")
    settled_time: Instant | None = strawberry.field(description="When that was; null while it is open.")
    event_id: str | None
    time: TimeRange | None = strawberry.field(
        directives=_FREE, description="When it can be seen to have happened; null: at any time."
    )
    names: list[NamedByRefused] = strawberry.field(
        directives=_FREE, description="What it can be seen to name; at most 100."
    )
    content: str = strawberry.field(description="The first 4,000 characters of what was recorded.")

    @classmethod
    def from_record(cls, entry: QuarantineView) -> "QuarantineEntry":
        return cls(
            id=strawberry.ID(encode_id("QuarantineEntry", entry.key)),
            source=entry.source,
            position=entry.position,
            code=entry.code,
            reason=entry.reason,
            record_time=Instant(entry.record_time),
            state=entry.state,
            note=entry.note,
            settled_time=None if entry.settled is None else Instant(entry.settled),
            event_id=entry.event_id,
            time=TimeRange.of(entry.time),
            names=[NamedByRefused.from_record(name) for name in entry.names],
            content=without_controls(entry.content),
        )
