"""Small values that answers are made of: quantities, ranges of time, codes, attributes."""

from decimal import Decimal

import strawberry

from cypher.records.entities import CodeRef
from cypher.records.events import TimeRange as TimeRangeRecord
from graph_api.schema.cost_directives import Cost
from graph_api.schema.scalars import Instant

PIECE = "H87"
"""UN/ECE Rec 20 code of a piece: what a quantity without a unit counts (EPCIS 2.0 leaves it out)."""

_FREE = [Cost(weight="0")]


@strawberry.type(
    description="An exact amount (数量) in a unit of UN/ECE Recommendation 20.", directives=_FREE
)
class Quantity:
    value: Decimal
    unit: str = strawberry.field(description="UN/ECE Rec 20 code: KGM 千克, LTR 升, H87 件.")

    @classmethod
    def of(cls, value: Decimal | None, unit: str | None) -> "Quantity | None":
        """None where the amount is not known."""
        return None if value is None else cls(value=value, unit=unit or PIECE)


@strawberry.type(
    description="A time known as a range, inclusive at both ends; equal ends are an instant (时间范围).",
    directives=_FREE,
)
class TimeRange:
    earliest: Instant
    latest: Instant

    @classmethod
    def of(cls, record: TimeRangeRecord | None) -> "TimeRange | None":
        """None where there is none."""
        return None if record is None else cls.from_record(record)

    @classmethod
    def from_record(cls, record: TimeRangeRecord) -> "TimeRange":
        return cls(earliest=Instant(record.earliest), latest=Instant(record.latest))


@strawberry.type(description="A code that names an entity (编码), and its scheme.", directives=_FREE)
class Code:
    scheme: str
    value: str

    @classmethod
    def from_record(cls, record: CodeRef) -> "Code":
        return cls(scheme=record.scheme, value=record.value)


@strawberry.type(description="A master-data attribute (主数据属性).", directives=_FREE)
class Attribute:
    name: str
    value: str
