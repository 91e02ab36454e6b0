"""The answer to an impact question: what a forward trace reaches, in groups with sums."""

from decimal import Decimal

import strawberry

from cypher.records.walks import View
from graph_api.schema.cost_directives import Cost
from graph_api.schema.scalars import Instant
from graph_api.schema.types.custody import Holding
from graph_api.schema.types.enums import ImpactBy, StockStatus, TruncationReason
from graph_api.schema.types.node import Entity, Refs
from graph_api.schema.types.trace import Gap, Redaction
from graph_api.schema.types.values import PIECE
from graph_api.services import answers
from graph_api.services.ids import encode_id

_FREE = [Cost(weight="0")]


@strawberry.type(
    description="One thing a group has in common; all null: not known, or none.", directives=_FREE
)
class GroupKey:
    by: ImpactBy
    entity: Entity | None = strawberry.field(directives=_FREE)
    status: StockStatus | None

    @classmethod
    def from_answer(cls, key: answers.GroupKey, refs: Refs) -> "GroupKey":
        return cls(by=key.by, entity=refs.of(key.entity), status=key.status)


@strawberry.type(description="Sums of the known quantities in one unit (数量合计).", directives=_FREE)
class QuantitySum:
    unit: str = strawberry.field(description="UN/ECE Rec 20 code.")
    received: Decimal = strawberry.field(description="What came in (收入).")
    remaining: Decimal = strawberry.field(description="What is left of it (结余).")

    @classmethod
    def from_answer(cls, total: answers.QuantitySum) -> "QuantitySum":
        return cls(unit=total.unit or PIECE, received=total.received, remaining=total.remaining)


@strawberry.type(
    description="Reached holdings that have these keys in common (受影响分组).", directives=_FREE
)
class AffectedGroup:
    keys: list[GroupKey] = strawberry.field(directives=_FREE)
    holdings: int
    items: int = strawberry.field(description="Different batches and units among them.")
    in_transit: int = strawberry.field(description="On their way, counted under their intended receiver.")
    unknown_quantity: int = strawberry.field(description="Holdings in no sum, their quantity being unknown.")
    quantities: list[QuantitySum] = strawberry.field(directives=_FREE)

    @classmethod
    def from_answer(cls, group: answers.ImpactGroup, refs: Refs) -> "AffectedGroup":
        return cls(
            keys=[GroupKey.from_answer(key, refs) for key in group.keys],
            holdings=group.holdings,
            items=group.items,
            in_transit=group.in_transit,
            unknown_quantity=group.unknown,
            quantities=[QuantitySum.from_answer(total) for total in group.quantities],
        )


@strawberry.type(description="What goods reach (影响范围).", directives=_FREE)
class Impact:
    seeds: list[strawberry.ID]
    groups: list[AffectedGroup] = strawberry.field(directives=_FREE)
    holdings: int = strawberry.field(description="Holdings reached.")
    transformations: int = strawberry.field(description="Transformations reached.")
    consignments: list[Holding] = strawberry.field(directives=_FREE, description="Still on their way (在途).")
    gaps: list[Gap] = strawberry.field(directives=_FREE)
    complete: bool = strawberry.field(description="False: never take what is absent here as not affected.")
    truncated: bool
    truncated_by: TruncationReason | None
    as_of: Instant
    known_at: Instant
    redactions: list[Redaction] = strawberry.field(directives=_FREE)

    @classmethod
    def from_answer(cls, impact: answers.Impact) -> "Impact":
        seen_at, refs = View(impact.as_of, impact.known_at), Refs()
        return cls(
            seeds=[strawberry.ID(encode_id("Holding", key)) for key in impact.seeds],
            groups=[AffectedGroup.from_answer(group, refs) for group in impact.groups],
            holdings=impact.holdings,
            transformations=impact.transformations,
            consignments=[Holding.from_record(each, seen_at, refs) for each in impact.consignments],
            gaps=[Gap.from_answer(gap, seen_at) for gap in impact.gaps],
            complete=impact.complete,
            truncated=impact.truncated,
            truncated_by=impact.truncated_by,
            as_of=Instant(impact.as_of),
            known_at=Instant(impact.known_at),
            redactions=[Redaction.from_answer(each) for each in impact.redactions],
        )
