"""Reads files and events as a load does, without a graph."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cypher.records.events import EventRecord
from cypher.records.parties import MasterRecord
from cypher.records.quarantine import QuarantineRecord
from loaders.drafts import DocumentFacts, Draft, DraftKind
from loaders.formats.registry import read_documents
from loaders.report import LoadWarning
from loaders.settings import IntakeSettings
from loaders.sources import file_source
from loaders.validate import to_records
from loaders.validate_context import Outcome, context_of

DATA = Path(__file__).parents[2] / "data" / "epcis"
NOW = 1_800_000_000_000_000
"""The clock of the tests: 2027-01-15T08:00:00Z."""


class Read(NamedTuple):
    """What became of a file."""

    events: list[EventRecord]
    masters: list[MasterRecord]
    refused: list[QuarantineRecord]
    warnings: list[LoadWarning]


def read(path: Path, settings: IntakeSettings | None = None) -> Read:
    """Every record of a file."""
    settings = settings or IntakeSettings()
    context = context_of(path.name, settings, NOW)
    found = Read([], [], [], [])
    for draft in read_documents(file_source(path), settings):
        outcome = to_records(draft, context)
        found.warnings.extend(outcome.warnings)
        for record in outcome.records:
            if isinstance(record, EventRecord):
                found.events.append(record)
            elif isinstance(record, MasterRecord):
                found.masters.append(record)
            else:
                found.refused.append(record)
    return found


def good(name: str) -> Read:
    """A file of ours that can be taken."""
    return read(DATA / "good" / name)


EVENT: Mapping[str, Any] = {
    "type": "ObjectEvent",
    "eventID": "urn:suyuan:test:1",
    "eventTime": "2026-03-01T08:30:00+08:00",
    "eventTimeZoneOffset": "+08:00",
    "action": "OBSERVE",
    "bizStep": "storing",
    "quantityList": [{"epcClass": "urn:epc:class:lgtin:6901234.056789.L1", "quantity": 10, "uom": "KGM"}],
}


def outcome_of(settings: IntakeSettings | None = None, **changes: Any) -> Outcome:
    """What becomes of `EVENT` with these members changed; None takes one away."""
    merged = {**changes, **{name: value for name, value in EVENT.items() if name not in changes}}
    content = {name: value for name, value in merged.items() if value is not None}
    draft = Draft(DraftKind.EVENT, "eventList[0]", content, DocumentFacts())
    return to_records(draft, context_of("test", settings or IntakeSettings(), NOW))


def event_of(settings: IntakeSettings | None = None, **changes: Any) -> EventRecord:
    """The record of such an event, which must be taken; what it says of its goods stands beside it."""
    (record,) = [
        each for each in outcome_of(settings, **changes).records if not isinstance(each, MasterRecord)
    ]
    assert isinstance(record, EventRecord), record
    return record


def goods_of(**changes: Any) -> list[MasterRecord]:
    """What such an event says of its goods."""
    return [each for each in outcome_of(**changes).records if isinstance(each, MasterRecord)]


def document(tmp_path: Path, *events: object, **members: object) -> Path:
    """A capture document in a file of its own."""
    path = tmp_path / "document.jsonld"
    body = {"type": "EPCISDocument", "epcisBody": {"eventList": list(events)}, **members}
    path.write_text(json.dumps(body, ensure_ascii=False), "utf-8")
    return path
