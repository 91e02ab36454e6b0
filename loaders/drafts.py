"""What a file claimed, record by record, with its position; untrusted until validated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

JsonValue: TypeAlias = Any
"""What JSON holds: text, int, Decimal, bool, None, lists and dicts of them; untyped because untrusted."""


class DraftKind(StrEnum):
    """What a draft claims to be."""

    EVENT = "EVENT"
    MASTER = "MASTER"
    """An element of an EPCIS master-data vocabulary."""
    WEB_VOCABULARY = "WEB_VOCABULARY"
    """A place, organization or product in GS1 Web Vocabulary."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document says for all its records."""

    namespaces: Mapping[str, str] = field(default_factory=dict)
    ignored: frozenset[str] = frozenset()
    """Extension fields that a repository added and the event hash leaves out."""
    created: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One claimed record; `position` is its path in the document, such as `eventList[3]`.

    `problem` is a code and a sentence
    where the reader itself could not take the record whole; `content` then holds what was read of it.
    """

    kind: DraftKind
    position: str
    content: Mapping[str, JsonValue]
    document: DocumentFacts
    vocabulary: str = ""
    """Vocabulary type URI of a MASTER draft."""
    notes: tuple[tuple[str, str], ...] = ()
    """(code, message) of what the reader found odd about the record."""
    problem: tuple[str, str] | None = None
    offset: int = 0
    """Bytes of the file read so far, for showing progress."""
