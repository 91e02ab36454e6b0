"""Where words go: answers to standard output, everything else to standard error."""

import sys
from collections.abc import Mapping

import orjson
from rich.console import Console
from rich.markup import escape

_PIPE_WIDTH = 500
"""Columns where nobody looks on: a line of an answer is not broken for `grep`."""

answers = Console(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)
notes = Console(stderr=True, highlight=False, soft_wrap=True)


def say(mark: str, text: str) -> None:
    """A note for people on standard error; `mark` may hold markup, `text` is taken as it is."""
    notes.print(f"{mark}{escape(text)}")


def write_json(value: Mapping[str, object]) -> None:
    """One JSON object on standard output, in UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()


def write_text(text: str) -> None:
    """Text on standard output as it is, in UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
