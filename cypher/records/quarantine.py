"""Records that could not be taken, kept where they were found wanting."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuarantineRecord:
    """A refused record: `key` hashes content and reason, so that loading it again changes nothing.

    `code` is a stable word (`docs/errors.md`), `reason` a sentence for people, `position` where in
    `source` it stood (event index and, if known, line), `content` its text, cut at 64 KiB.
    """

    key: str
    source: str
    position: str
    code: str
    reason: str
    content: str
