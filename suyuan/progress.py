"""How far a load is: a bar at a terminal, and a word where it is stopped or taken up again."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from cypher.connection import Graph
from cypher.errors import GraphError
from loaders.pipeline import LoadProgress, load
from loaders.report import LoadReport
from loaders.settings import IntakeSettings
from loaders.sources import Source
from suyuan.console import notes, say

Show = Callable[[str, int, int], None]
"""Is told a file by name, its records so far, and its bytes read by then."""


async def load_shown(graph: Graph, sources: Sequence[Source], settings: IntakeSettings) -> LoadReport:
    """Loads, showing how far it is; stopped before its end, it says how far it came."""
    telling = _Telling()
    try:
        with progress_bar(sources) as show:
            telling.show = show
            return await load(graph, sources, settings=settings, progress=telling)
    except (asyncio.CancelledError, GraphError):
        done = telling.last
        far = f" after {done.records} records of {done.source}" if done else " before anything was committed"
        say("[yellow]·[/] ", f"stopped{far}; what was committed stays: run it again to take the rest")
        raise


@contextmanager
def progress_bar(sources: Sequence[Source]) -> Iterator[Show]:
    """A bar over the bytes of all files on standard error, only at a terminal."""
    if not notes.is_terminal:
        yield lambda _name, _records, _read: None
        return
    shown = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    sizes = [source.size for source in sources]
    with Progress(SpinnerColumn(), *shown, console=notes, transient=True) as bar:
        task = bar.add_task("checking syntax", total=sum(sizes))
        seen: list[str] = []

        def told(name: str, records: int, read: int) -> None:
            if name not in seen[-1:]:
                seen.append(name)
            file = f" (file {len(seen)} of {len(sizes)})" if len(sizes) > 1 else ""
            done = sum(sizes[: len(seen) - 1]) + read
            bar.update(task, completed=done, description=f"{name}{file}: {records} records")

        yield told


class _Telling:
    """Passes progress on to the bar, and says where a load takes up one that was stopped.

    Such a load begins with records that are there already; what is new after them is the rest.
    """

    def __init__(self) -> None:
        self.show: Show | None = None
        self.last: LoadProgress | None = None
        self._taking_up = False

    def __call__(self, done: LoadProgress) -> None:
        if self.last is None or self.last.source != done.source:
            self._taking_up = done.known > 0
        if self._taking_up and done.record_time is not None:
            self._taking_up = False
            say("[dim]·[/] ", f"{done.source}: {done.known} records were there already; taking the rest")
        self.last = done
        if self.show:
            self.show(done.source, done.records, done.read)
