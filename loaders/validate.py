"""Draft to records: what can be understood is taken, with a warning; what cannot goes to quarantine."""

from cypher.records.events import EventRecord
from loaders.drafts import Draft, DraftKind
from loaders.errors import RecordError
from loaders.instance_data import goods_described
from loaders.refusals import refused, refused_lines
from loaders.validate_context import Notes, Outcome, ValidationContext
from loaders.validate_event import to_event
from loaders.validate_master import to_master


def to_records(draft: Draft, context: ValidationContext) -> Outcome:
    """The records of a draft and what was odd about it; never raises for what a draft holds.

    Lines that an event is taken without come before it, so that no batch holds it without them.
    """
    notes = Notes(draft.position)
    for code, message in draft.notes:
        notes.warn(code, message)
    if draft.problem is not None:
        return Outcome((refused(draft, context, *draft.problem),), tuple(notes.warnings))
    read = to_event if draft.kind is DraftKind.EVENT else to_master
    try:
        record = read(draft, context, notes)
        if not isinstance(record, EventRecord):
            return Outcome((record,), tuple(notes.warnings))
        lines = refused_lines(record, draft, notes)
        goods = goods_described(draft.content, record, notes)
        return Outcome((*lines, record, *goods), tuple(notes.warnings))
    except RecordError as error:
        return Outcome((refused(draft, context, error.code, error.message),), tuple(notes.warnings))
    except Exception:
        # Whatever a record holds, it must never stop the rest.
        reason = "no rule foresaw what the record holds; please report it"
        return Outcome((refused(draft, context, "UNREADABLE", reason),), tuple(notes.warnings))
