"""`suyuan quarantine`: what could not be read: listed, shown, read again, or dropped with a reason."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Annotated

import typer

from cypher.identifiers.characters import without_controls
from cypher.records.pages import RefusalFilter
from cypher.records.quarantine import QuarantineView, RefusalState
from cypher.settings import GraphSettings
from graph_api.app import Services, over_graph
from graph_api.rules.budget import Deadline
from graph_api.schema.scalars import format_instant
from graph_api.services.errors import CodeNotFound
from graph_api.services.ids import encode_id
from graph_api.services.questions import PageRequest
from graph_api.settings import ApiSettings
from loaders.retrying import Fate, Retried, drop, retry
from suyuan.assembly import prepared, reachable
from suyuan.console import say, write_json, write_text
from suyuan.failures import ExitCode, FaceError, told
from suyuan.intake import intake_settings
from suyuan.options import AsJson, Zone
from suyuan.running import run
from suyuan.words import moment

_PAGE = 100
_LONGEST_REASON = 500
Keys = Annotated[list[str], typer.Argument(metavar="KEY", help="Keys as `list` shows them.")]
SomeKeys = Annotated[list[str] | None, typer.Argument(metavar="KEY", help="Keys; all open ones without.")]
State = Annotated[RefusalState, typer.Option(case_sensitive=False, help="Only those of this state.")]
Why = Annotated[str, typer.Option(help="Why the record does not count; it is kept.")]
Most = Annotated[int, typer.Option(min=1, help="Most entries listed.")]

quarantine = typer.Typer(
    help="Records that could not be read: list, show, read again (retry), or drop with a reason.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@quarantine.command("list")
def list_(state: State = RefusalState.OPEN, most: Most = 100, as_json: AsJson = False) -> None:
    """List refused records, those that are open unless another state is named."""
    with told(as_json=as_json):
        found, more = run(_listed(state, most))
        if as_json:
            write_json({"entries": [_row(each) for each in found], "more": more})
            return
        for each in sorted(found, key=lambda each: (each.source, each.position)):
            line = f"{each.key}  {each.source} {each.position}: {each.reason} ({each.code})"
            write_text(f"{without_controls(line)}\n")
        say("  ", f"{len(found)} {state.lower()}" + (", and more: raise --most" if more else ""))


@quarantine.command()
def show(key: Annotated[str, typer.Argument(metavar="KEY")], as_json: AsJson = False) -> None:
    """Show one refused record: where it stood, why, what it names, and the beginning of its content."""
    with told(as_json=as_json):
        entry = run(_shown(key))
        if as_json:
            write_json(_row(entry))
            return
        for name, value in _lines(entry):
            write_text(without_controls(f"{name:10}{value}\n"))
        write_text(f"{without_controls(entry.content)}\n")


@quarantine.command("retry")
def retry_(keys: SomeKeys = None, zone: Zone = None, as_json: AsJson = False) -> None:
    """Read refused records again, after an upgrade or with the zone of their source.

    Exit codes: 0 all taken · 1 wrong use, settings or graph · 2 some are still in quarantine.
    """
    with told(as_json=as_json):
        settings = intake_settings(zone)

        async def work() -> list[Retried]:
            async with reachable(GraphSettings()) as found, prepared(found) as graph:
                return await retry(graph, keys or None, settings)

        done = run(work())
        missing = sorted(set(keys or ()) - {each.key for each in done})
        if missing:
            say("[yellow]![/] ", f"not open: {', '.join(missing)}")
        if as_json:
            write_json({"entries": [each._asdict() for each in done], "notOpen": missing})
        else:
            _tell(done)
        left = any(each.fate is not Fate.TAKEN for each in done)
        raise typer.Exit(ExitCode.QUARANTINED if left else ExitCode.FAILED if missing else ExitCode.DONE)


@quarantine.command("drop")
def drop_(keys: Keys, reason: Why, as_json: AsJson = False) -> None:
    """Say that refused records do not count; they stay to be seen, with the reason."""
    with told(as_json=as_json):
        text = " ".join(without_controls(reason).split())
        if not 0 < len(text) <= _LONGEST_REASON:
            raise FaceError("BAD_USE", f"--reason: say why in 1 to {_LONGEST_REASON} characters")

        async def work() -> list[str]:
            async with reachable(GraphSettings()) as found, prepared(found) as graph:
                return await drop(graph, keys, text)

        done = run(work())
        missing = sorted(set(keys) - set(done))
        if as_json:
            write_json({"dropped": sorted(done), "notOpen": missing})
        else:
            say("[green]✓[/] ", f"{len(done)} dropped: {text}")
        if missing:
            say("[yellow]![/] ", f"not open: {', '.join(missing)}")
            raise typer.Exit(ExitCode.FAILED)


@asynccontextmanager
async def _services() -> AsyncIterator[tuple[Services, Deadline]]:
    limits = ApiSettings()
    async with reachable(GraphSettings()) as graph, over_graph(graph, limits)() as services:
        yield services, Deadline(limits.request_timeout)


async def _listed(state: RefusalState, most: int) -> tuple[list[QuarantineView], bool]:
    found: list[QuarantineView] = []
    async with _services() as (services, deadline):
        after: str | None = None
        while True:
            request = PageRequest(first=min(_PAGE, most - len(found)), after=after)
            page = await services.catalogue.quarantine_page(request, RefusalFilter(state=state), deadline)
            found += page.items
            if not page.has_next or len(found) >= most:
                return found, page.has_next
            after = page.cursors[-1]


async def _shown(key: str) -> QuarantineView:
    async with _services() as (services, deadline):
        found = await services.catalogue.node(encode_id("QuarantineEntry", key), deadline)
    if not isinstance(found, QuarantineView):
        raise CodeNotFound(key)
    return found


def _tell(done: Iterable[Retried]) -> None:
    words = {
        Fate.TAKEN: ("[green]✓[/] ", "taken"),
        Fate.REFUSED: ("[red]✗[/] ", "still refused"),
        Fate.CUT: ("[red]✗[/] ", "not kept whole, load its file again"),
    }
    for each in done:
        mark, word = words[each.fate]
        why = "" if each.fate is Fate.TAKEN else f": {each.reason} ({each.code})"
        say(mark, f"{each.source} {each.position} {word}{why}")


def _lines(entry: QuarantineView) -> list[tuple[str, str]]:
    """What is known of an entry, line by line."""
    settled = f" since {moment(entry.settled, None)}: {entry.note}" if entry.settled is not None else ""
    return [
        ("key", entry.key),
        ("stood", f"{entry.source} {entry.position}"),
        ("refused", f"{moment(entry.record_time, None)}: {entry.reason} ({entry.code})"),
        ("state", f"{entry.state}{settled}"),
        *(("names", f"{name.entity.kind} {name.entity.key}") for name in entry.names),
    ]


def _row(entry: QuarantineView) -> dict[str, object]:
    """An entry as the API gives it."""
    return {
        "key": entry.key,
        "source": entry.source,
        "position": entry.position,
        "code": entry.code,
        "reason": entry.reason,
        "recordTime": format_instant(entry.record_time),
        "state": entry.state.value,
        "note": entry.note,
        "settledTime": None if entry.settled is None else format_instant(entry.settled),
        "eventId": entry.event_id,
        "names": [
            {"role": name.role.value, "kind": name.entity.kind.value, "key": name.entity.key}
            for name in entry.names
        ],
        "content": without_controls(entry.content),
    }
