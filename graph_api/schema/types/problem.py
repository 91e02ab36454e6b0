"""Expected failures: members of the unions that questions answer with."""

import strawberry

from graph_api.schema.cost_directives import Cost
from graph_api.schema.scalars import Instant
from graph_api.schema.types.lookup import LookupMatch
from graph_api.services import errors

_FREE = [Cost(weight="0")]


@strawberry.interface(description="Why a question has no answer: a sentence for people and a stable code.")
class Problem:
    message: str
    code: str


@strawberry.type(description="Nothing bears this code or id (查无此码).", directives=_FREE)
class CodeNotFound(Problem):
    asked: str

    @classmethod
    def from_error(cls, error: errors.CodeNotFound) -> "CodeNotFound":
        return cls(message=str(error), code=error.code, asked=error.asked)


@strawberry.type(
    description="A code that names several things where one was meant (编码多义).", directives=_FREE
)
class AmbiguousCode(Problem):
    asked: str
    choices: list[LookupMatch] = strawberry.field(description="What it may mean, best first.")

    @classmethod
    def from_error(cls, error: errors.AmbiguousCode) -> "AmbiguousCode":
        choices = [LookupMatch.from_answer(choice) for choice in error.choices]
        return cls(message=str(error), code=error.code, asked=error.asked, choices=choices)


@strawberry.type(
    description="It exists, and had no position in the asked view (当时无记录): another may have one.",
    directives=_FREE,
)
class NothingKnown(Problem):
    first_known_at: Instant | None = strawberry.field(
        description="When anything of it was first recorded here; null: never (首次记录)."
    )
    first_happened: Instant | None = strawberry.field(
        description="When the first position that is recorded today began; null: none is (首次发生)."
    )

    @classmethod
    def from_error(cls, error: errors.NothingKnown) -> "NothingKnown":
        return cls(
            message=str(error),
            code=error.code,
            first_known_at=None if error.first_known_at is None else Instant(error.first_known_at),
            first_happened=None if error.first_happened is None else Instant(error.first_happened),
        )


@strawberry.type(description="A code that no scheme can read (编码格式错误).", directives=_FREE)
class BadCode(Problem):
    asked: str
    reason: str

    @classmethod
    def from_error(cls, error: errors.BadCode) -> "BadCode":
        return cls(message=str(error), code=error.code, asked=error.asked, reason=error.reason)


@strawberry.type(description="An argument out of its range (参数超出范围).", directives=_FREE)
class BadArgument(Problem):
    argument: str
    reason: str

    @classmethod
    def from_error(cls, error: errors.BadArgument) -> "BadArgument":
        return cls(message=str(error), code=error.code, argument=error.argument, reason=error.reason)
