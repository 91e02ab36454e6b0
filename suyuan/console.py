"""Where words go: answers to standard output, everything else to standard error."""

import sys
from collections.abc import Iterable, Mapping

import orjson
from rich.console import Console, ConsoleOptions, RenderableType
from rich.markup import escape
from rich.segment import Segment

from cypher.identifiers.characters import without_controls

_PIPE_WIDTH = 500
"""Columns where nobody looks on: a line of an answer is not broken for `grep`."""


class Screen(Console):
    """A console that keeps what was recorded from steering the terminal: names may hold escape sequences."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments to print; only rich itself may move the cursor or set a colour."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else without_controls(text), style, control)


answers = Screen(highlight=False, width=None if sys.stdout.isatty() else _PIPE_WIDTH)
notes = Screen(stderr=True, highlight=False, soft_wrap=True)


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
