"""The command line: its commands, and how it ends."""

import io
import sys
from importlib import metadata
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.rich_utils import rich_format_error

from suyuan.check import check
from suyuan.console import write_text
from suyuan.failures import ExitCode
from suyuan.load import load
from suyuan.logs import set_up_logs
from suyuan.quarantine import quarantine
from suyuan.schema import schema
from suyuan.serve import serve
from suyuan.trace import trace
from suyuan.verify import verify_graph


class Face(TyperGroup):
    """Wrong use ends with exit code 1, as every failure does: 2 says that records are in quarantine."""

    def main(self, *given: Any, **named: Any) -> Any:  # noqa: ANN401 - passed on as they are
        """Runs a command to its exit code."""
        try:
            code = super().main(*given, **named | {"standalone_mode": False})
        except typer.Abort:
            code = ExitCode.FAILED
        except typer.TyperException as error:
            rich_format_error(error)  # type: ignore[arg-type]  # a usage error, with its context
            code = ExitCode.FAILED
        sys.exit(code or ExitCode.DONE)


app = typer.Typer(
    cls=Face,
    name="suyuan",
    help="溯源: where a batch came from, where it went, who held it, what an incident reaches.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


Version = Annotated[bool, typer.Option("--version", help="Print the version.")]


@app.callback(invoke_without_command=True)
def _begin(context: typer.Context, version: Version = False) -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    set_up_logs()
    if version:
        write_text(f"suyuan {metadata.version('suyuan')}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(ExitCode.FAILED)


for command in (serve, load, check, trace, schema):
    app.command()(command)
app.command("verify")(verify_graph)
app.add_typer(quarantine, name="quarantine")
