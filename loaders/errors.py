"""What can go wrong on the way in, one error a step.

SourceError: the bytes cannot be had. FormatError: the bytes are no document, nothing is taken from them.
RecordError: one record cannot be taken; it goes to quarantine and the rest goes on.
"""


class LoadError(Exception):
    """What a load reports to people: `code` is a stable word, the text says what, where, what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class SourceError(LoadError):
    """A file that is missing, unreadable or a folder; a stream that breaks off."""


class FormatError(LoadError):
    """A file that is not what it should be; `line` and `column` count from 1, None where they say nothing."""

    def __init__(
        self, code: str, message: str, *, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(code, message)
        self.line = line
        self.column = column


class RecordError(LoadError):
    """A record that cannot be taken."""
