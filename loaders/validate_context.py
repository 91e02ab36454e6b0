"""What a load knows while it validates: source, zone, clock; and the notes it takes of one record."""

from dataclasses import dataclass, field
from datetime import tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from cypher.records.events import EventRecord
from cypher.records.parties import MasterRecord
from cypher.records.quarantine import QuarantineRecord
from loaders.drafts import JsonValue
from loaders.report import LoadWarning
from loaders.settings import IntakeSettings
from loaders.times import SECOND


@dataclass(frozen=True, slots=True)
class ValidationContext:
    """Facts of one source: its name, the zone it states, how far its clocks are off, the clock's now.

    `now` and `tolerance` are microseconds.
    """

    source: str
    now: int
    zone: tzinfo | None = None
    tolerance: int = 0


def context_of(source: str, settings: IntakeSettings, now: int) -> ValidationContext:
    """The context that settings make of a source; `now` in microseconds UTC."""
    zone = ZoneInfo(settings.zone) if settings.zone else None
    return ValidationContext(source, now, zone, settings.clock_tolerance_seconds * SECOND)


Record = EventRecord | MasterRecord | QuarantineRecord


class Outcome(NamedTuple):
    """What became of a draft."""

    records: tuple[Record, ...]
    warnings: tuple[LoadWarning, ...]


class RefusedLine(NamedTuple):
    """A line that an event was read without: where it stands in it, the line as recorded, and why."""

    where: str
    entry: JsonValue
    code: str
    reason: str


@dataclass(slots=True)
class Notes:
    """Warnings taken down while one record is read, and lines that it was read without."""

    position: str
    warnings: list[LoadWarning] = field(default_factory=list)
    refused: list[RefusedLine] = field(default_factory=list)

    def warn(self, code: str, message: str) -> None:
        """Takes one down."""
        self.warnings.append(LoadWarning(code, self.position, message))
