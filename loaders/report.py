"""The account of a load: what was taken, what was odd, what was refused and where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cypher.records.quarantine import QuarantineRecord

_DETAILS = 200
"""Warnings and refusals of one code listed one by one, so that a frequent one hides no rare one.

Beyond it they are only counted; the graph keeps every refusal.
"""


class LoadWarning(NamedTuple):
    """Something odd about a record that was taken all the same."""

    code: str
    position: str
    message: str


class Refusal(NamedTuple):
    """A file that was refused whole."""

    source: str
    code: str
    message: str
    line: int | None = None
    column: int | None = None


@dataclass(slots=True)
class LoadReport:
    """Counts of one load; grows while it runs."""

    files: int = 0
    refused: list[Refusal] = field(default_factory=list)
    events: int = 0
    """Events taken that were not known before."""
    known: int = 0
    """Records that were there already: loading them again changes nothing."""
    repeated: int = 0
    """Events whose content another event already told."""
    voided: int = 0
    """Error declarations taken."""
    master_data: int = 0
    warnings: Counter[str] = field(default_factory=Counter)
    warning_details: list[tuple[str, LoadWarning]] = field(default_factory=list)
    quarantined: Counter[str] = field(default_factory=Counter)
    quarantine_details: list[QuarantineRecord] = field(default_factory=list)
    """Without their content, which may be large."""
    seconds: float = 0.0

    def warn(self, source: str, warnings: Iterable[LoadWarning]) -> None:
        """Counts warnings of one source."""
        for warning in warnings:
            self.warnings[warning.code] += 1
            if self.warnings[warning.code] <= _DETAILS:
                self.warning_details.append((source, warning))

    def quarantine(self, records: Iterable[QuarantineRecord]) -> None:
        """Counts records that went to quarantine."""
        for record in records:
            self.quarantined[record.code] += 1
            if self.quarantined[record.code] <= _DETAILS:
                self.quarantine_details.append(replace(record, content=""))

    def to_json(self) -> dict[str, object]:
        """The report as JSON values; names are part of the command's contract."""
        return {
            "files": self.files,
            "refused": [refusal._asdict() for refusal in self.refused],
            "events": self.events,
            "known": self.known,
            "repeated": self.repeated,
            "voided": self.voided,
            "masterData": self.master_data,
            "warnings": dict(sorted(self.warnings.items())),
            "warningDetails": [
                {"source": source, **warning._asdict()} for source, warning in self.warning_details
            ],
            "quarantined": dict(sorted(self.quarantined.items())),
            "quarantineDetails": [
                {
                    "source": entry.source,
                    "position": entry.position,
                    "code": entry.code,
                    "reason": entry.reason,
                }
                for entry in self.quarantine_details
            ],
            "seconds": round(self.seconds, 3),
        }
