"""EPCIS 2.0 JSON-LD: capture and query documents, lists of events, bare events, header master data.

Also the GS1 Web Vocabulary files that describe one place, organization or product. Two passes: the first
checks the syntax of the whole file and learns what the document says for all its records.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import IO

import ijson
from ijson.common import JSONError

from loaders.drafts import DocumentFacts, Draft, DraftKind, JsonValue
from loaders.errors import FormatError, SourceError
from loaders.formats.byte_checks import (
    CHUNK,
    CheckedStream,
    check_head,
    place_of,
    skip_byte_order_mark,
)
from loaders.formats.epcis_shape import EVENTS, MASTER, VOCABULARIES, Note, check_shape
from loaders.formats.json_records import ITEM, Found, Limits, Path, Record, RecordReader, Token, member
from loaders.settings import IntakeSettings
from loaders.single_members import single
from loaders.sources import Source

_ROUTES = EVENTS | {MASTER}
_MARKED = (("BYTE_ORDER_MARK", "the file begins with a byte-order mark, which UTF-8 does not need"),)
_BROKEN = (JSONError, ValueError, ArithmeticError)
"""What the parser raises: for the syntax; for a text; for an exponent beyond decimals."""
_TOKENS_PER_RECORD = 4
"""A single text or number may be a quarter of the largest record."""
_WEB_NAMES = ("globalLocationNumber", "gtin", "organizationName", "productName")


def recognises(head: bytes) -> bool:
    """True if the first bytes look like JSON in any encoding; foreign ones are refused later, by name."""
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return text[:1] in (b"{", b"[")


def read_drafts(source: Source, settings: IntakeSettings) -> Iterator[Draft]:
    """The drafts of a document in its order; raises FormatError before the first on a malformed file."""
    limits = Limits(settings.record_limit_bytes, settings.depth_limit)
    skeleton, found, notes = _syntax_pass(source, limits)
    facts = _facts(skeleton)
    if isinstance(skeleton, Mapping) and not found and _is_record(skeleton):
        yield replace(_whole_file(skeleton, facts), notes=notes)
        return
    notes += check_shape(skeleton, events=bool(found & EVENTS), master=MASTER in found)
    try:
        yield from _records_pass(source, limits, facts, skeleton, notes)
    except _BROKEN as error:
        raise SourceError(
            "SOURCE_CHANGED", f"{source.name} changed while it was read; load it again"
        ) from error


def _records_pass(
    source: Source, limits: Limits, facts: DocumentFacts, skeleton: JsonValue, notes: tuple[Note, ...]
) -> Iterator[Draft]:
    """The drafts; the first also bears the notes about the document."""
    with source.open() as stream:
        notes += _MARKED if skip_byte_order_mark(stream) else ()
        reader = RecordReader(ijson.basic_parse(stream, buf_size=CHUNK), _ROUTES, limits, take=True)
        for found in reader:
            draft = _draft(found, facts, skeleton)
            yield replace(draft, notes=notes + draft.notes, offset=stream.tell())
            notes = ()


def _syntax_pass(source: Source, limits: Limits) -> tuple[JsonValue, frozenset[Path], tuple[Note, ...]]:
    """The skeleton of the document, the routes at which records stand, what is odd about the document;
    nothing is kept of the records."""
    with source.open() as stream:
        check_head(stream.read(4))
        stream.seek(0)
        checked = CheckedStream(stream, limits.bytes // _TOKENS_PER_RECORD)
        reader = RecordReader(_tokens(checked, stream), _ROUTES, limits, take=False)
        for _ in reader:
            pass
        if reader.nested:
            raise FormatError(
                "LIST_OF_DOCUMENTS",
                "the file lists whole documents: save each as a file of its own and load them together, or "
                "list their events alone",
                line=1,
            )
        return reader.skeleton, frozenset(reader.found), tuple(reader.notes)


def _tokens(checked: CheckedStream, stream: IO[bytes]) -> Iterator[Token]:
    """Tokens, with the parser's complaint turned into a FormatError that names line and column."""
    try:
        yield from ijson.basic_parse(checked, buf_size=CHUNK)
    except _BROKEN as error:
        raise _malformed(stream, error) from error


def _malformed(stream: IO[bytes], error: Exception) -> FormatError:
    """Says where the parser gave up: feeds it again, at last byte by byte."""
    place = place_of(stream, _failing_offset(stream))
    code, reason = _reason(error)
    return FormatError(
        code,
        f"malformed JSON at line {place.line}, column {place.column}: {reason}; "
        "nothing was taken from the file",
        line=place.line,
        column=place.column,
    )


def _reason(error: Exception) -> tuple[str, str]:
    """A code and the parser's complaint in words."""
    if isinstance(error, JSONError):
        reason = str(error).removeprefix("b'").splitlines()[0].split("\\n")[0]
        several = " (one file holds one JSON document: write several as one list)"
        return "MALFORMED_JSON", reason + (several if "trailing garbage" in reason else "")
    if isinstance(error, UnicodeDecodeError):
        return "MALFORMED_JSON", "a text holds half of a surrogate pair"
    return "NUMBER_TOO_LONG", "a number has more digits, or a larger exponent, than can be read; shorten it"


def _failing_offset(stream: IO[bytes]) -> int:
    """The byte at which the parser first complains, or the end of the file."""
    good = _accepted(stream, CHUNK, None)
    return _accepted(stream, 1, good)


def _accepted(stream: IO[bytes], step: int, sure: int | None) -> int:
    """Bytes taken in steps of `step` before the parser complains; the first `sure` are fed in chunks."""
    stream.seek(0)
    offset = skip_byte_order_mark(stream)
    tokens = ijson.sendable_list()
    parser = ijson.basic_parse_coro(tokens)
    while True:
        size = step if sure is None or offset >= sure else min(CHUNK, sure - offset)
        chunk = stream.read(size)
        if not chunk:
            return offset
        try:
            parser.send(chunk)
        except _BROKEN:
            return offset
        tokens.clear()
        offset += len(chunk)


def _facts(skeleton: JsonValue) -> DocumentFacts:
    namespaces = _namespaces(member(skeleton, "@context"))
    created = member(skeleton, "creationDate")
    return DocumentFacts(namespaces, _ignored(skeleton), created if isinstance(created, str) else None)


def _namespaces(context: JsonValue) -> dict[str, str]:
    """Prefixes that a JSON-LD context declares; terms and remote contexts are left aside."""
    return {
        prefix: uri
        for part in (context if isinstance(context, list) else [context])
        if isinstance(part, Mapping)
        for prefix, uri in part.items()
        if isinstance(uri, str)
    }


def _ignored(skeleton: JsonValue) -> frozenset[str]:
    """Fields that a repository says it added (`…:ignoreFields` of the document or its query results)."""
    found: set[str] = set()
    for part in (skeleton, member(skeleton, "epcisBody", "queryResults")):
        for name, value in part.items() if isinstance(part, Mapping) else ():
            if name.endswith(":ignoreFields") and isinstance(value, list):
                found.update(item for item in value if isinstance(item, str))
    return frozenset(found)


def _is_record(skeleton: Mapping[str, JsonValue]) -> bool:
    return "eventTime" in skeleton or _is_event_type(skeleton) or _is_web_vocabulary(skeleton)


def _is_event_type(content: Mapping[str, JsonValue]) -> bool:
    return str(single(content.get("type") or content.get("isA")) or "").endswith("Event")


def _is_web_vocabulary(content: Mapping[str, JsonValue]) -> bool:
    return "@type" in content and any(name in content for name in _WEB_NAMES)


def _whole_file(skeleton: Mapping[str, JsonValue], facts: DocumentFacts) -> Draft:
    kind = DraftKind.WEB_VOCABULARY if _is_web_vocabulary(skeleton) else DraftKind.EVENT
    return Draft(kind, "$", skeleton, facts)


def _draft(found: Found, facts: DocumentFacts, skeleton: JsonValue) -> Draft:
    record, position = found.record, _position(found)
    if not isinstance(record.content, Mapping):
        problem = ("NOT_AN_OBJECT", "the record is not a JSON object; write it as {…}")
        record = Record({"value": record.content}, record.problem or problem, record.notes)
    if "@context" in record.content:
        facts = replace(facts, namespaces={**facts.namespaces, **_namespaces(record.content["@context"])})
    vocabulary, kind = "", DraftKind.EVENT
    if found.route == MASTER:
        kind = DraftKind.MASTER
        vocabulary = _vocabulary(skeleton, found.indices[0])
    elif _is_web_vocabulary(record.content):
        kind = DraftKind.WEB_VOCABULARY
    return Draft(kind, position, record.content, facts, vocabulary, tuple(record.notes), record.problem)


def _position(found: Found) -> str:
    """The path from the last named list on, vocabularies with both their indices."""
    if found.route == MASTER:
        return "vocabularyList[{}].vocabularyElementList[{}]".format(*found.indices)
    names = [name for name in found.route if name != ITEM]
    index = f"[{found.indices[-1]}]" if found.route[-1] == ITEM else ""
    return (names[-1] if names else "") + index


def _vocabulary(skeleton: JsonValue, index: int) -> str:
    vocabularies = member(skeleton, *VOCABULARIES)
    return str(member(vocabularies[index], "type") or "")
