"""What `load`, `check` and `serve` share: which files are meant, and the account of what came of them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zoneinfo import available_timezones

import typer

from loaders.report import LoadReport
from loaders.settings import IntakeSettings
from loaders.sources import (
    STANDARD_INPUT,
    Source,
    is_folder,
    path_source,
    readable,
    refuse_special,
    spooled_source,
    unreadable,
)
from suyuan.console import say, write_json
from suyuan.failures import ExitCode, FaceError

_DOCUMENTS = (".jsonld", ".json")
_LISTED = 5
"""Warnings and refusals of one code listed one by one for people; `--json` has all that the report keeps."""


def intake_settings(zone: str | None) -> IntakeSettings:
    """The settings of the environment, the zone of times without offset replaced where one is given."""
    if zone is None:
        return IntakeSettings()
    if zone not in available_timezones():
        raise FaceError("BAD_USE", f"--zone: no time zone is called {zone!r}; write it as Asia/Shanghai")
    return IntakeSettings(zone=zone)


@contextmanager
def opened(paths: Sequence[str]) -> Iterator[list[Source]]:
    """The sources meant by the arguments: files, the documents of a folder, or `-` for standard input."""
    if STANDARD_INPUT in paths:
        if len(paths) > 1:
            raise FaceError(
                "BAD_USE", "standard input (-) cannot be read together with files: load them apart"
            )
        with spooled_source(typer.get_binary_stream("stdin")) as source:
            yield [source]
        return
    with ExitStack() as kept:
        paths_named = [path for given in paths for path in _documents(_path(given))]
        yield [kept.enter_context(path_source(path)) for path in paths_named]


def _path(given: str) -> Path:
    """A path as it was given; an empty one would mean the folder one is in."""
    if not given.strip():
        raise FaceError("BAD_USE", "a file name is empty: name the file or folder that is meant")
    return Path(given)


def _documents(path: Path) -> list[Path]:
    """A file itself; of a folder its EPCIS documents by name."""
    if not is_folder(path):
        return [path]
    try:
        named = sorted(each for each in path.iterdir() if each.suffix.lower() in _DOCUMENTS)
    except OSError as error:
        raise unreadable(path, error) from error
    found = [each for each in named if not is_folder(each)]
    for each in found:
        refuse_special(each)
    if not found:
        suffixes = " or ".join(_DOCUMENTS)
        raise FaceError(
            "NO_DOCUMENTS", f"{readable(str(path))} holds no {suffixes} file: name another folder"
        )
    return found


def exit_code(report: LoadReport) -> ExitCode:
    """The gravest thing that the report tells of."""
    if report.refused:
        return ExitCode.REFUSED
    return ExitCode.QUARANTINED if report.quarantined else ExitCode.DONE


def tell(report: LoadReport, *, as_json: bool) -> None:
    """The report as one JSON object on standard output, or in words on standard error."""
    if as_json:
        write_json(report.to_json())
        return
    done = exit_code(report) is ExitCode.DONE
    say("[green]✓[/] " if done else "[yellow]·[/] ", _summary(report))
    warned = [
        (each.code, f"{source} {each.position}: {each.message}") for source, each in report.warning_details
    ]
    _list("[yellow]![/] ", "", report.warnings, warned)
    kept = [
        (each.code, f"{each.source} {each.position}: {each.reason}") for each in report.quarantine_details
    ]
    _list("[red]✗[/] ", ", in quarantine", report.quarantined, kept)
    for refusal in report.refused:
        say("[bold red]✗[/] ", f"{refusal.source} refused: {refusal.message} ({refusal.code})")


def _list(mark: str, fate: str, counts: Mapping[str, int], told: Sequence[tuple[str, str]]) -> None:
    """The first lines of each code, the most frequent last; and how many more there are of it."""
    for code, count in sorted(counts.items(), key=lambda each: each[1]):
        for line in [line for found, line in told if found == code][:_LISTED]:
            say(mark, f"{line} ({code}{fate})")
        if count > _LISTED:
            say("  ", f"… {count - _LISTED} more {code}; --json lists the first of them")


def _summary(report: LoadReport) -> str:
    parts = [
        f"{report.files} file{'' if report.files == 1 else 's'}",
        f"{report.events} new events",
        f"{report.master_data} new master-data records",
        f"{report.known} known already",
        f"{report.warnings.total()} warnings",
        f"{report.quarantined.total()} in quarantine",
        f"{len(report.refused)} refused",
    ]
    return f"{', '.join(parts)}; {report.seconds:.1f} s"
