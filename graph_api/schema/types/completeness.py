"""Why an answer is not complete, in every answer that may be."""

from collections.abc import Sequence

import strawberry

from graph_api.rules.completeness import Reason
from graph_api.schema.cost_directives import Cost

_FREE = [Cost(weight="0")]


@strawberry.type(description="One reason why an answer is not complete (不完整的原因).", directives=_FREE)
class IncompleteReason:
    kind: str = strawberry.field(description="A GapKind, or TRUNCATED, REDACTED, EARLIER_PAGE.")
    count: int = strawberry.field(description="How often it was met.")
    message: str

    @classmethod
    def from_answer(cls, reason: Reason) -> "IncompleteReason":
        return cls(kind=reason.kind, count=reason.count, message=reason.message)


@strawberry.type(description="Whether an answer is complete, and if not, why (完整性).", directives=_FREE)
class Completeness:
    complete: bool = strawberry.field(description="Whether there is no reason.")
    reasons: list[IncompleteReason] = strawberry.field(directives=_FREE)

    @classmethod
    def from_answer(cls, reasons: Sequence[Reason]) -> "Completeness":
        told = [IncompleteReason.from_answer(reason) for reason in reasons]
        return cls(complete=not told, reasons=told)
