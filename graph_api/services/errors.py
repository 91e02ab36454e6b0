"""Why a question has no answer; each becomes a union member or an error code at the API.

ServiceError
├── CodeNotFound      nothing bears this code, or nothing has this id
├── AmbiguousCode     a code that names several different entities, where one was meant
├── NothingKnown      what was asked for had no position in the asked view
├── BadCode           a code that no scheme can read
├── BadArgument       an argument out of its range, named
└── OutOfTime         the deadline passed before there was any answer
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from graph_api.services.answers import LookupMatch

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


class NothingKnown(ServiceError):
    """What was asked for exists, and had no position in the asked view.

    `first_known_at` is when anything of it was first recorded here, `first_happened` when the first position
    that is recorded today began, in microseconds UTC; None where none is.
    """

    code = "NOTHING_KNOWN_THEN"

    def __init__(self, asked: Sequence[str], first_known_at: int | None, first_happened: int | None) -> None:
        named = ", ".join(f"{each[:100]!r}" for each in asked[:5]) + (" …" if len(asked) > 5 else "")
        super().__init__(f"nothing was known of {named} as of then: {_since(first_known_at, first_happened)}")
        self.first_known_at = first_known_at
        self.first_happened = first_happened


def _since(known: int | None, happened: int | None) -> str:
    if known is None:
        return "no event that was read names it, to this day"
    began = (
        "none of it stands today" if happened is None else f"the first it tells of is of {_moment(happened)}"
    )
    return f"the first record came at {_moment(known)}, {began}"


def _moment(micros: int) -> str:
    """RFC 3339 in UTC, to the second."""
    return f"{_EPOCH + timedelta(microseconds=micros):%Y-%m-%dT%H:%M:%SZ}"


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
