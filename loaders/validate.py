"""Draft to record: what can be understood is taken, with a warning; what cannot goes to quarantine."""

import hashlib

from cypher.records.quarantine import QuarantineRecord
from loaders.drafts import Draft, DraftKind
from loaders.errors import RecordError
from loaders.validate_context import Notes, Outcome, ValidationContext
from loaders.validate_event import json_text, to_event
from loaders.validate_master import to_master

_CONTENT_LIMIT = 64 * 1024


def to_records(draft: Draft, context: ValidationContext) -> Outcome:
    """The records of a draft and what was odd about it; never raises for what a draft holds."""
    notes = Notes(draft.position)
    for code, message in draft.notes:
        notes.warn(code, message)
    if draft.problem is not None:
        return Outcome((quarantined(draft, context, *draft.problem),), tuple(notes.warnings))
    read = to_event if draft.kind is DraftKind.EVENT else to_master
    try:
        return Outcome((read(draft, context, notes),), tuple(notes.warnings))
    except RecordError as error:
        return Outcome((quarantined(draft, context, error.code, error.message),), tuple(notes.warnings))
    except Exception as error:
        # Whatever a record holds, it must never stop the rest.
        reason = f"the record could not be read ({type(error).__name__}); please report it"
        return Outcome((quarantined(draft, context, "UNREADABLE", reason),), tuple(notes.warnings))


def quarantined(draft: Draft, context: ValidationContext, code: str, reason: str) -> QuarantineRecord:
    """The entry of a refused draft: its key hashes content and reason, so that it is kept once."""
    content = json_text(draft.content)
    key = hashlib.sha256(f"{code}\n{reason}\n{content}".encode()).hexdigest()[:32]
    cut = content.encode()[:_CONTENT_LIMIT].decode(errors="ignore")
    return QuarantineRecord(key, context.source, draft.position, code, reason, cut)
