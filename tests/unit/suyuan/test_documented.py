"""`docs/command-line.md` says what the commands print: their JSON, their options, their exit codes."""

import re
from pathlib import Path

import typer
from typer.main import get_command

from loaders.report import LoadReport
from suyuan.answer_json import trace_json
from suyuan.failures import ExitCode
from suyuan.main import app
from tests.unit.suyuan.answers import answer

DOCS = Path(__file__).parents[3] / "docs"
PAGE = (DOCS / "command-line.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([\w-]+)`", PAGE)) | set(re.findall(r"`(--[\w-]+)", PAGE))


def test_every_field_of_the_json_is_named() -> None:
    trace = trace_json(answer("ab"))
    assert set(trace) | set(LoadReport().to_json()) <= NAMED
    links = {"of", "product", "at", "aboard", "boundFor", "keeper", "owner"}
    assert links <= set(trace["nodes"][0]["holding"])
    assert links <= NAMED


def test_every_command_is_named_and_every_option_is_one() -> None:
    command = get_command(app)
    assert isinstance(command, typer.core.TyperGroup)
    nested = [each for group in command.commands.values() for each in getattr(group, "commands", {}).values()]
    every = [*command.commands.values(), *nested]
    options = {name for each in every for option in each.params for name in option.opts}
    for name in command.commands:
        assert f"`suyuan {name}" in PAGE
    assert {name for name in NAMED if name.startswith("--")} <= options | {"--help"}


def test_every_exit_code_is_explained() -> None:
    errors = (DOCS / "errors.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d, ]+) \|", errors, re.MULTILINE)
    explained = {int(number) for row in rows for number in row.split(",")}
    assert {code.value for code in ExitCode} | {130, 143} <= explained
