"""Why a question has no answer; each becomes a union member or an error code at the API.

ServiceError
├── CodeNotFound      nothing bears this code, or nothing has this id
├── AmbiguousCode     a code that names several different entities, where one was meant
├── BadCode           a code that no scheme can read
├── BadArgument       an argument out of its range, named
└── OutOfTime         the deadline passed before there was any answer
"""

from collections.abc import Sequence

from graph_api.services.answers import LookupMatch


class ServiceError(Exception):
    """Why a question has no answer; `code` is stable (`docs/errors.md`)."""

    code = "SERVICE_ERROR"


class CodeNotFound(ServiceError):
    """Nothing bears this code, or nothing has this id."""

    code = "CODE_NOT_FOUND"

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"nothing is known by {asked[:100]!r}: check it, and whether its records were loaded"
        )
        self.asked = asked


class AmbiguousCode(ServiceError):
    """A code that names several different entities; `choices` are they, best first."""

    code = "AMBIGUOUS_CODE"

    def __init__(self, asked: str, choices: Sequence[LookupMatch]) -> None:
        super().__init__(f"{asked!r} names {len(choices)} different things: ask by the id of one of them")
        self.asked = asked
        self.choices = tuple(choices)


class BadCode(ServiceError):
    """A code that no scheme can read."""

    code = "BAD_CODE"

    def __init__(self, asked: str, reason: str) -> None:
        super().__init__(f"{asked[:100]!r} is no code that Suyuan reads: {reason}")
        self.asked = asked
        self.reason = reason


class BadArgument(ServiceError):
    """An argument out of its range; `argument` is its name in the API."""

    code = "BAD_ARGUMENT"

    def __init__(self, argument: str, reason: str) -> None:
        super().__init__(f"{argument}: {reason}")
        self.argument = argument
        self.reason = reason


class OutOfTime(ServiceError):
    """The deadline passed before there was any answer."""

    code = "OPERATION_TIMEOUT"

    def __init__(self) -> None:
        super().__init__("the time for this request was over before there was an answer: ask for less")
