"""Entries of the quarantine: what was refused, and all that reading it again and finding it need."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import ijson
import orjson

from cypher.records.events import EventRecord
from cypher.records.quarantine import QuarantineRecord
from cypher.writers.truth import fingerprint
from loaders.drafts import DocumentFacts, Draft, DraftKind
from loaders.formats.json_records import Limits, build
from loaders.seen import seen_beside, seen_event_id, seen_items, seen_names, seen_time
from loaders.validate_context import Notes, RefusedLine, ValidationContext
from loaders.validate_event import flat, json_text

_CONTENT_LIMIT = 64 * 1024
_DOCUMENT_LIMIT = 16 * 1024
_NO_LIMITS = Limits(16 * _CONTENT_LIMIT, 1_000)
_BESIDE = 20
"""Refused lines of one event that are each linked to its container and to what it made: each is enough to
say that something is missing there, and all of them times all of those could be millions."""


def refused(draft: Draft, context: ValidationContext, code: str, reason: str) -> QuarantineRecord:
    """The entry of a draft that is refused whole."""
    content = json_text(draft.content)
    if draft.kind is DraftKind.EVENT:
        draft = replace(draft, content=flat(draft.content))
    entry = QuarantineRecord(
        key="",
        source=context.source,
        position=draft.position,
        code=code,
        reason=reason,
        content=content,
        whole=draft.problem is None,
        fingerprint=fingerprint(json_text(draft.content)),
        event_id=seen_event_id(draft),
        time=seen_time(draft, context),
        names=seen_names(draft),
        kind=draft.kind.value,
    )
    return _stored(entry, draft)


def refused_lines(event: EventRecord, draft: Draft, notes: Notes) -> Sequence[QuarantineRecord]:
    """The entries of the lines that an event is taken without."""
    return [_line(event, draft, line, beside=number < _BESIDE) for number, line in enumerate(notes.refused)]


def _line(event: EventRecord, draft: Draft, line: RefusedLine, *, beside: bool) -> QuarantineRecord:
    names = {*seen_items(line.entry, line.where), *seen_beside(event, goods=beside)}
    entry = QuarantineRecord(
        key="",
        source=event.source,
        position=f"{draft.position}.{line.where}",
        code=line.code,
        reason=line.reason,
        content=json_text({"line": line.entry}),
        event_id=event.event_id,
        time=event.time,
        names=tuple(sorted(names, key=lambda name: (name.role, name.entity.kind, name.entity.key))),
        event=event.key,
    )
    return _stored(entry, draft)


def _stored(entry: QuarantineRecord, draft: Draft) -> QuarantineRecord:
    """The entry with its key, cut to what is kept of it."""
    said = (entry.source, entry.position, entry.code, entry.reason, entry.event or "", entry.content)
    cut = entry.content.encode()[:_CONTENT_LIMIT].decode(errors="ignore")
    document = _document(draft)
    return replace(
        entry,
        key=hashlib.sha256("\n".join(said).encode()).hexdigest()[:32],
        content=cut,
        whole=entry.whole and len(cut) == len(entry.content) and len(document) <= _DOCUMENT_LIMIT,
        document=document if len(document) <= _DOCUMENT_LIMIT else "{}",
    )


def _document(draft: Draft) -> str:
    facts = draft.document
    said = {
        "namespaces": dict(facts.namespaces),
        "ignored": sorted(facts.ignored),
        "created": facts.created,
        "vocabulary": draft.vocabulary,
    }
    return orjson.dumps(said).decode()


def draft_again(kind: str, position: str, content: str, document: str) -> Draft:
    """The draft that a stored entry was; its numbers digit for digit, as they were read the first time."""
    said = orjson.loads(document)
    facts = DocumentFacts(said.get("namespaces", {}), frozenset(said.get("ignored", ())), said.get("created"))
    tokens = ijson.basic_parse(BytesIO(content.encode()))
    begin, _ = next(tokens)
    read = build(begin, tokens, _NO_LIMITS).content
    return Draft(DraftKind(kind), position, read, facts, said.get("vocabulary", ""))
