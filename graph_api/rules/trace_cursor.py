"""The cursor of a truncated trace: which question it continues, as of when, and how much was given."""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import NamedTuple

from cypher.records.walks import View

_VERSION = "t1"


class TraceCursor(NamedTuple):
    """`question` fingerprints what was asked; `given` counts the nodes of all pages so far."""

    question: str
    view: View
    given: int

    def encode(self) -> str:
        """Opaque text."""
        parts = (_VERSION, self.question, self.view.as_of, self.view.known_at, self.given)
        return urlsafe_b64encode(":".join(map(str, parts)).encode()).decode().rstrip("=")


def decode(text: str) -> TraceCursor | None:
    """None where the text is no cursor of a trace."""
    try:
        parts = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split(":")
        version, question, as_of, known_at, given = parts
        cursor = TraceCursor(question, View(int(as_of), int(known_at)), int(given))
    except ValueError:
        return None
    return cursor if version == _VERSION and cursor.given > 0 and cursor.encode() == text else None


def fingerprint(parts: Sequence[object]) -> str:
    """A short hash of what a question asks."""
    return hashlib.blake2b(repr(tuple(parts)).encode(), digest_size=12).hexdigest()
