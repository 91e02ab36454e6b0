"""What went wrong, told to people in one sentence and to machines as one object; every exit code.

0  done                               1  wrong use, settings, or the graph cannot be used
2  some records are in quarantine     3  a file was refused, nothing was taken from it
4  nothing bears the code, or nothing was known of it in that view
5  the code names several things     6  no code that Suyuan reads
7  the graph does not hold what its events say
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer
from pydantic import ValidationError

from cypher.errors import Damaged, GraphError
from graph_api.services.errors import (
    AmbiguousCode,
    BadArgument,
    BadCode,
    CodeNotFound,
    NothingKnown,
    OutOfTime,
    ServiceError,
)
from loaders.errors import LoadError
from suyuan.console import say, write_json


class ExitCode(IntEnum):
    """What each exit code of every command means."""

    DONE = 0
    FAILED = 1
    QUARANTINED = 2
    REFUSED = 3
    NOT_FOUND = 4
    AMBIGUOUS = 5
    BAD_CODE = 6
    DAMAGED = 7


_EXIT_CODES: dict[type[ServiceError], ExitCode] = {
    CodeNotFound: ExitCode.NOT_FOUND,
    NothingKnown: ExitCode.NOT_FOUND,
    AmbiguousCode: ExitCode.AMBIGUOUS,
    BadCode: ExitCode.BAD_CODE,
}


class FaceError(Exception):
    """Something only a command can meet: a busy port, a file that cannot be written."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@contextmanager
def told(*, as_json: bool) -> Iterator[None]:
    """Turns a known failure into its sentence and exit code; anything else is our mistake and stays loud."""
    try:
        yield
    except ValidationError as error:
        _tell("BAD_SETTING", _settings(error), as_json=as_json)
        raise typer.Exit(ExitCode.FAILED) from None
    except ServiceError as error:
        _tell(error.code, _sentence(error), as_json=as_json, choices=_choices(error))
        raise typer.Exit(_EXIT_CODES.get(type(error), ExitCode.FAILED)) from None
    except LoadError as error:
        _tell(error.code, error.message, as_json=as_json)
        raise typer.Exit(ExitCode.REFUSED) from None
    except (GraphError, FaceError) as error:
        _tell(error.code, str(error), as_json=as_json)
        damaged = isinstance(error, Damaged)
        raise typer.Exit(ExitCode.DAMAGED if damaged else ExitCode.FAILED) from None


def _settings(error: ValidationError) -> str:
    """Each wrong setting by the name of its environment variable, never its value: it may be a secret."""
    prefix = "SUYUAN_INTAKE_" if error.title == "IntakeSettings" else "SUYUAN_"
    parts = [
        f"{prefix}{'_'.join(map(str, part['loc']))}".upper()
        + f": {part['msg'].removeprefix('Value error, ')}"
        for part in error.errors()
    ]
    return "; ".join(parts)


def _sentence(error: ServiceError) -> str:
    """The failure in words; an argument of the API goes by the name of its option here."""
    if isinstance(error, OutOfTime):
        return f"{error}, or raise SUYUAN_REQUEST_TIMEOUT"
    if not isinstance(error, BadArgument) or error.argument.startswith("-"):
        return str(error)
    name = re.sub(r"[A-Z]", lambda capital: f"-{capital[0].lower()}", error.argument)
    return f"{'CODE' if name == 'seeds' else f'--{name}'}: {error.reason}"


def _choices(error: ServiceError) -> list[dict[str, str | None]]:
    if not isinstance(error, AmbiguousCode):
        return []
    return [
        {
            "kind": match.entity.kind.value,
            "key": match.entity.key,
            "name": match.entity.name,
            "reason": match.reason,
        }
        for match in error.choices
    ]


def _tell(
    code: str, message: str, *, as_json: bool, choices: list[dict[str, str | None]] | None = None
) -> None:
    if as_json:
        extra = {"choices": choices} if choices else {}
        write_json({"error": {"code": code, "message": message, **extra}})
        return
    say("[bold red]✗[/] ", message)
    for choice in choices or []:
        say("   ", f"{choice['kind']}  {choice['key']}  {choice['name'] or ''}")
