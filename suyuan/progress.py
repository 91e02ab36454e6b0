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
        far = f"after {done.records} records of {done.source}, which stay" if done else "before a commit"
        say("[yellow]·[/] ", f"stopped {far}: run it again to take the rest")
        raise


@contextmanager
def progress_bar(sources: Sequence[Source]) -> Iterator[Show]:
    """A bar over the bytes of all files on standard error, only at a terminal."""
    if not notes.is_terminal:
        yield lambda _name, _records, _read: None
        return
    shown = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn()
    names, sizes = [source.name for source in sources], [source.size for source in sources]
    with Progress(SpinnerColumn(), *shown, console=notes, transient=True) as bar:
        task = bar.add_task("checking syntax", total=sum(sizes))
        at = 0

        def told(name: str, records: int, read: int) -> None:
            nonlocal at
            at = names.index(name, at)  # a file of which nothing was taken is never told of
            file = f" (file {at + 1} of {len(names)})" if len(names) > 1 else ""
            bar.update(task, completed=sum(sizes[:at]) + read, description=f"{name}{file}: {records} records")

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
