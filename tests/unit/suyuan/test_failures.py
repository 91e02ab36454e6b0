"""A failure is told in the words of the command line: its options, its settings, its exit codes."""

import pytest
import typer

from graph_api.services.errors import BadArgument, BadCode, CodeNotFound, OutOfTime, ServiceError
from suyuan.failures import ExitCode, told


@pytest.mark.parametrize(
    ("failure", "words", "code"),
    [
        (BadArgument("maxNodes", "must be from 1 to 5"), "--max-nodes: must be from 1 to 5", ExitCode.FAILED),
        (BadArgument("seeds", "each needs a code"), "CODE: each needs a code", ExitCode.FAILED),
        (BadArgument("--as-of", "'x' is no time"), "--as-of: 'x' is no time", ExitCode.FAILED),
        (OutOfTime(), "ask for less, or raise SUYUAN_REQUEST_TIMEOUT", ExitCode.FAILED),
        (CodeNotFound("X1"), "whether its records were loaded", ExitCode.NOT_FOUND),
        (BadCode("X1", "it is [red]"), "'X1' is no code that Suyuan reads: it is [red]", ExitCode.BAD_CODE),
    ],
)
def test_a_failure_names_what_the_user_can_change(
    failure: ServiceError, words: str, code: ExitCode, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as ended, told(as_json=False):
        raise failure
    assert ended.value.exit_code == code
    assert words in capsys.readouterr().err
