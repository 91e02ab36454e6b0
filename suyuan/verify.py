"""`suyuan verify`: whether the graph still holds what its events say."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cypher.connection import connect
from cypher.settings import GraphSettings
from loaders.verify import Progress as Told
from loaders.verify import Verification, verify
from suyuan.assembly import reachable
from suyuan.console import notes, say, write_json
from suyuan.failures import ExitCode, told
from suyuan.options import AsJson
from suyuan.running import run

_SHOWN = 20
"""Findings told one by one for people; `--json` has all."""


def verify_graph(as_json: AsJson = False) -> None:
    """Compare the whole graph with what its events say; it changes nothing. Let nobody load meanwhile.

    Exit codes: 0 all agrees · 1 wrong settings or graph · 7 something was lost, cut or changed.
    """
    with told(as_json=as_json):
        found = run(_verified(GraphSettings()))
        if as_json:
            write_json(_as_json(found))
        else:
            _tell(found)
        raise typer.Exit(ExitCode.DAMAGED if found.findings else ExitCode.DONE)


async def _verified(settings: GraphSettings) -> Verification:
    async with reachable(settings) as there:
        graph = await connect(there)
        try:
            with _bar() as progress:
                return await verify(graph, progress)
        finally:
            await graph.close()


@contextmanager
def _bar() -> Iterator[Told]:
    """A bar for each thing that is checked, only at a terminal."""
    shown = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*shown, console=notes, transient=True, disable=not notes.is_terminal) as bar:
        tasks = {"": bar.add_task("reading", total=None)}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(f"checking {what}", total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield tell


def _as_json(found: Verification) -> dict[str, object]:
    return {
        "sound": not found.findings,
        "events": found.events,
        "tracePoints": found.trace_points,
        "findings": [
            {"kind": each.kind.value, "about": each.about, "message": each.message} for each in found.findings
        ],
    }


def _tell(found: Verification) -> None:
    checked = f"{found.events} events and {found.trace_points} trace points checked"
    if not found.findings:
        say("[green]✓[/] ", f"{checked}: the graph holds what its events say")
        return
    say("[bold red]✗[/] ", f"{checked}: {len(found.findings)} things do not agree")
    for each in found.findings[:_SHOWN]:
        say("  [red]✗[/] ", f"{each.message} ({each.kind})")
    if len(found.findings) > _SHOWN:
        say("    ", f"… {len(found.findings) - _SHOWN} more; --json lists all")
    say("  ", "Stop loading, keep a copy of the data folder, and bring back a backup or load the files anew.")
