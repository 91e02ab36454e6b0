"""The answer to an impact question: what a forward trace reaches, in groups with sums."""

from decimal import Decimal
from functools import reduce

import strawberry

from cypher.records import vocabulary
from cypher.records.walks import View
from graph_api.rules.exact import plus
from graph_api.rules.outcomes import ZERO
from graph_api.schema.cost_directives import Cost
from graph_api.schema.scalars import Instant
from graph_api.schema.types.completeness import Completeness
from graph_api.schema.types.custody import Holding
from graph_api.schema.types.enums import ImpactBy, StockStatus, TruncationReason
from graph_api.schema.types.node import Entity, Refs
from graph_api.schema.types.trace import Gap, Redaction
from graph_api.schema.types.values import PIECE
from graph_api.services import answers
from graph_api.services.ids import trace_point_id

_FREE = [Cost(weight="0")]
_UNKNOWN = "Holdings of which some quantity is not known, or not whose it is: it is in no sum."
_AMOUNTS = {status.value.lower(): status for status in vocabulary.StockStatus}


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


@strawberry.type(
    description="What became of the goods, as far as quantities are known, each amount once (数量去向).",
    directives=_FREE,
)
class QuantitySum:
    unit: str = strawberry.field(description="UN/ECE Rec 20 code.")
    in_stock: Decimal = strawberry.field(description="Still there (在库).")
    in_transit: Decimal = strawberry.field(description="On its way, not yet received (在途).")
    sold: Decimal = strawberry.field(description="With consumers (已售).")
    used: Decimal = strawberry.field(description="Used up, or made into other goods (已用).")
    dispensed: Decimal = strawberry.field(description="Dispensed (已调剂).")
    destroyed: Decimal = strawberry.field(description="Destroyed (已销毁).")
    sampled: Decimal = strawberry.field(description="Taken as samples (已抽样).")
    lost: Decimal = strawberry.field(description="Lost or stolen, and not found again (丢失).")
    ended: Decimal = strawberry.field(description="There without a number: theirs ended (编号注销).")
    total: Decimal = strawberry.field(description="The sum of these (合计).")

    @classmethod
    def from_answer(cls, found: answers.QuantitySum) -> "QuantitySum":
        amounts = {name: found.amounts.get(status, ZERO) for name, status in _AMOUNTS.items()}
        return cls(unit=found.unit or PIECE, total=reduce(plus, amounts.values()), **amounts)


@strawberry.type(
    description="Reached holdings of which all, or some goods, have these keys in common (受影响分组).",
    directives=_FREE,
)
class AffectedGroup:
    keys: list[GroupKey] = strawberry.field(directives=_FREE)
    holdings: int
    items: int = strawberry.field(description="Different batches and units among them.")
    in_transit: int = strawberry.field(description="On their way, counted under their intended receiver.")
    unknown_quantity: int = strawberry.field(description=_UNKNOWN)
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
    unknown_quantity: int = strawberry.field(description=_UNKNOWN)
    quantities: list[QuantitySum] = strawberry.field(
        directives=_FREE, description="What became of all that was reached."
    )
    consignments: list[Holding] = strawberry.field(directives=_FREE, description="Still on their way (在途).")
    gaps: list[Gap] = strawberry.field(directives=_FREE)
    complete: bool = strawberry.field(description="False: never take what is absent here as not affected.")
    completeness: Completeness = strawberry.field(directives=_FREE, description="And why not (完整性).")
    truncated: bool
    truncated_by: TruncationReason | None
    as_of: Instant
    known_at: Instant
    redactions: list[Redaction] = strawberry.field(directives=_FREE)

    @classmethod
    def from_answer(cls, impact: answers.Impact) -> "Impact":
        seen_at, refs = View(impact.as_of, impact.known_at), Refs()
        return cls(
            seeds=[strawberry.ID(trace_point_id(key, impact.transformation_seeds)) for key in impact.seeds],
            groups=[AffectedGroup.from_answer(group, refs) for group in impact.groups],
            holdings=impact.whole.holdings,
            unknown_quantity=impact.whole.unknown,
            quantities=[QuantitySum.from_answer(each) for each in impact.whole.quantities],
            transformations=impact.transformations,
            consignments=[Holding.from_record(each, seen_at, refs) for each in impact.consignments],
            gaps=[Gap.from_answer(gap, seen_at) for gap in impact.gaps],
            complete=impact.complete,
            completeness=Completeness.from_answer(impact.reasons),
            truncated=impact.truncated,
            truncated_by=impact.truncated_by,
            as_of=Instant(impact.as_of),
            known_at=Instant(impact.known_at),
            redactions=[Redaction.from_answer(each) for each in impact.redactions],
        )
