"""`suyuan check`: reads files as `load` would and says what it would make of them; writes nothing."""

import time

import typer

from cypher.records.events import EventRecord
from cypher.records.parties import MasterRecord
from cypher.records.quarantine import QuarantineRecord
from loaders.errors import FormatError, SourceError
from loaders.formats.registry import read_documents
from loaders.pipeline import system_clock
from loaders.report import LoadReport, Refusal
from loaders.settings import IntakeSettings
from loaders.sources import Source
from loaders.validate import to_records
from loaders.validate_context import Record, context_of
from suyuan.failures import told
from suyuan.intake import exit_code, intake_settings, opened, tell
from suyuan.options import AsJson, Files, Zone
from suyuan.progress import Show, progress_bar

_SHOWN_EVERY = 1000


def check(files: Files, zone: Zone = None, as_json: AsJson = False) -> None:
    """Read files as `load` would, without a graph; nothing is written.

    Exit codes: 0 all would be taken · 1 wrong use or settings · 2 some records would go to quarantine ·
    3 a file would be refused.
    """
    with told(as_json=as_json), opened(files) as sources:
        report = check_sources(sources, intake_settings(zone))
        tell(report, as_json=as_json)
        raise typer.Exit(exit_code(report))


def check_sources(sources: list[Source], settings: IntakeSettings) -> LoadReport:
    """The report that a load into an empty graph would give."""
    checking = _Check(settings)
    started = time.monotonic()
    with progress_bar(sources) as show:
        for source in sources:
            checking.file(source, show)
    checking.report.seconds = time.monotonic() - started
    return checking.report


class _Check:
    def __init__(self, settings: IntakeSettings) -> None:
        self.report = LoadReport()
        self._settings = settings
        self._keys: set[str] = set()

    def file(self, source: Source, show: Show) -> None:
        self.report.files += 1
        context = context_of(source.name, self._settings, system_clock())
        try:
            for number, draft in enumerate(read_documents(source, self._settings), 1):
                outcome = to_records(draft, context)
                self.report.warn(source.name, outcome.warnings)
                for record in outcome.records:
                    self._count(record)
                if number % _SHOWN_EVERY == 0:
                    show(source.name, number, draft.offset)
        except FormatError as error:
            refusal = Refusal(source.name, error.code, error.message, error.line, error.column)
            self.report.refused.append(refusal)
        except SourceError as error:
            self.report.refused.append(Refusal(source.name, error.code, error.message))

    def _count(self, record: Record) -> None:
        if isinstance(record, QuarantineRecord):
            self.report.quarantine([record])  # what is wrong is said each time, as `load` does
        if record.key in self._keys:
            self.report.known += 1
            return
        self._keys.add(record.key)
        match record:
            case EventRecord():
                self.report.events += 1
                self.report.voided += record.error is not None
            case MasterRecord():
                self.report.master_data += 1
