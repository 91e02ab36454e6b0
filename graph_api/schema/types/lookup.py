"""What a code may mean."""

import strawberry

from graph_api.schema.cost_directives import Cost
from graph_api.schema.types.node import Entity, Node
from graph_api.services import answers

_FREE = [Cost(weight="0")]


@strawberry.type(description="One entity that a code may mean, and how the code was read.", directives=_FREE)
class LookupMatch:
    entity: Node = strawberry.field(directives=_FREE)
    scheme: str = strawberry.field(description="The scheme it was read by (编码体系).")
    canonical: str = strawberry.field(description="The one spelling that Suyuan uses for it.")
    check_digit_valid: bool | None = strawberry.field(description="Null where the scheme has no check digit.")
    reason: str

    @classmethod
    def from_answer(cls, match: answers.LookupMatch) -> "LookupMatch":
        return cls(
            entity=Entity.from_record(match.entity),
            scheme=match.scheme,
            canonical=match.canonical,
            check_digit_valid=match.check_digit_valid,
            reason=match.reason,
        )


@strawberry.type(
    description="Everything a code may mean, best first; several is normal (同码多义).", directives=_FREE
)
class LookupMatches:
    matches: list[LookupMatch]

    @classmethod
    def from_answer(cls, found: answers.LookupMatches) -> "LookupMatches":
        return cls(matches=[LookupMatch.from_answer(match) for match in found.matches])
