"""The cursor of a truncated trace: which question it continues, as of when, and what was given so far."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import NamedTuple

from cypher.records.vocabulary import GapKind
from cypher.records.walks import View
from graph_api.rules.completeness import ReasonKind

_VERSION = "t3"
_TIMES = range(-(2**63), 2**63)
"""What both engines hold as an integer."""
_REASONS = {each.value for kinds in (GapKind, ReasonKind) for each in kinds}


class TraceCursor(NamedTuple):
    """`question` fingerprints what was asked; `given` counts the nodes of all pages so far.

    `reasons` are the kinds of reasons that they gave for the whole answer not to be complete.
    """

    question: str
    view: View
    given: int = 0
    reasons: tuple[str, ...] = ()

    def encode(self) -> str:
        """Opaque text."""
        view = self.view
        parts = (_VERSION, self.question, view.as_of, view.known_at, self.given, ",".join(self.reasons))
        return urlsafe_b64encode(":".join(map(str, parts)).encode()).decode().rstrip("=")


def decode(text: str) -> TraceCursor | None:
    """None where the text is no cursor of a trace."""
    try:
        parts = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split(":")
        version, question, as_of, known_at, given, reasons = parts
        view = View(int(as_of), int(known_at))
        cursor = TraceCursor(question, view, int(given), tuple(reasons.split(",")) if reasons else ())
    except ValueError:
        return None
    known = version == _VERSION and cursor.given > 0 and cursor.encode() == text
    known = known and _REASONS.issuperset(cursor.reasons)
    return cursor if known and cursor.view.as_of in _TIMES and cursor.view.known_at in _TIMES else None


def fingerprint(parts: Sequence[object]) -> str:
    """A short hash of what a question asks."""
    return hashlib.blake2b(repr(tuple(parts)).encode(), digest_size=12).hexdigest()
