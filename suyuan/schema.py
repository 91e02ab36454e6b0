"""`suyuan schema`: the API's contract as text, or whether a file still says the same."""

import difflib
from pathlib import Path
from typing import Annotated

import typer

from graph_api.schema.sdl import print_sdl
from suyuan.console import say, write_json, write_text
from suyuan.failures import ExitCode, FaceError, told
from suyuan.options import AsJson

Against = Annotated[
    Path | None, typer.Option("--check", metavar="FILE", help="Compare with this file instead of printing.")
]


def schema(check: Against = None, as_json: AsJson = False) -> None:
    """Print the GraphQL schema (SDL), or compare it with a file.

    Exit codes: 0 printed, or the same · 1 the file differs or cannot be read.
    """
    with told(as_json=as_json):
        sdl = print_sdl()
        if check is not None:
            _compare(sdl, check, as_json=as_json)
        elif as_json:
            write_json({"sdl": sdl})
        else:
            write_text(sdl)


def _compare(sdl: str, path: Path, *, as_json: bool) -> None:
    try:
        committed = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise FaceError("FILE_UNREADABLE", f"{path} cannot be read: {reason}") from None
    changed = list(
        difflib.unified_diff(committed.splitlines(), sdl.splitlines(), str(path), "the code", lineterm="")
    )
    if as_json:
        write_json({"same": not changed, "difference": changed})
    elif changed:
        write_text("\n".join(changed) + "\n")
        say("[bold red]✗[/] ", f"{path} differs from the code: write it with `suyuan schema > {path}`")
    else:
        say("[green]✓[/] ", f"{path} says what the code says")
    if changed:
        raise typer.Exit(ExitCode.FAILED)
