"""The way in, on one screen: each file is read, validated, and committed batch by batch."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from cypher.connection import Graph
from loaders.batches import Batch, Committed, commit
from loaders.errors import FormatError, SourceError
from loaders.formats.registry import read_documents
from loaders.replay import EventMemory
from loaders.report import LoadReport, Refusal
from loaders.settings import IntakeSettings
from loaders.sources import Source
from loaders.validate import to_records
from loaders.validate_context import Record, context_of


@dataclass(frozen=True, slots=True)
class LoadProgress:
    """What is committed for good when it is told: `records` of `source` so far, under `record_time`.

    `record_time` is None where the graph knew all of the batch already; `known` of the records were there
    before. `read` are the bytes of the source read by then.
    """

    source: str
    records: int
    record_time: int | None
    known: int
    read: int


Clock = Callable[[], int]
"""Microseconds since 1970 UTC."""

Told = Callable[[LoadProgress], None]
"""Is told after every commit."""


def system_clock() -> int:
    """The machine's clock."""
    return time.time_ns() // 1_000


def _nobody(_: LoadProgress) -> None:
    return None


async def load(
    graph: Graph,
    sources: Iterable[Source],
    *,
    settings: IntakeSettings | None = None,
    progress: Told = _nobody,
    clock: Clock = system_clock,
) -> LoadReport:
    """Loads files in order; each batch is one transaction, told of once it is committed.

    A file that is malformed is refused whole and the others go on. A load that was cut short is resumed
    by running it again: what is there already changes nothing.
    """
    loading = _Load(graph, settings or IntakeSettings(), progress, clock)
    started = time.monotonic()
    for source in sources:
        await loading.file(source)
    loading.report.seconds = time.monotonic() - started
    return loading.report


class _Load:
    def __init__(self, graph: Graph, settings: IntakeSettings, progress: Told, clock: Clock) -> None:
        self.report = LoadReport()
        self._graph = graph
        self._settings = settings
        self._progress = progress
        self._clock = clock
        self._memory = EventMemory()
        self._read = 0

    async def file(self, source: Source) -> None:
        self.report.files += 1
        done, known = 0, self.report.known
        try:
            records = self._records(source)
            while batch := Batch.of(islice(records, self._settings.batch_size)):
                committed = await commit(self._graph, batch, self._clock(), self._memory)
                done += len(batch)
                self._count(batch, committed)
                there = self.report.known - known
                self._progress(LoadProgress(source.name, done, committed.record_time, there, self._read))
        except FormatError as error:
            refusal = Refusal(source.name, error.code, error.message, error.line, error.column)
            self.report.refused.append(refusal)
        except SourceError as error:
            self.report.refused.append(Refusal(source.name, error.code, error.message))

    def _records(self, source: Source) -> Iterator[Record]:
        """The records of a file in its order; nothing comes of it before its syntax has been checked."""
        context = context_of(source.name, self._settings, self._clock())
        for draft in read_documents(source, self._settings):
            outcome = to_records(draft, context)
            self.report.warn(source.name, outcome.warnings)
            self._read = draft.offset
            yield from outcome.records

    def _count(self, batch: Batch, committed: Committed) -> None:
        new, report = committed.new, self.report
        report.events += len(new.events)
        report.known += len(batch) - len(new)
        report.repeated += len(committed.difference.opened.repeats)
        report.voided += sum(event.error is not None for event in new.events)
        report.master_data += len(new.statements)
        report.quarantine(batch.refusals)
