"""Which characters a code may hold: all but controls; what shows nothing is told of."""

from unicodedata import category

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

LONGEST = 512
"""Characters of the longest identifier, word or code that is taken."""
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories: controls, halves of surrogate pairs, separators of lines and paragraphs."""
_FORMATS = "Cf"
"""Zero-width and direction marks: two codes that look alike may differ by them."""


def has_controls(text: str) -> bool:
    """True if the text holds a control character; rare and private characters and wide blanks are none."""
    return not text.isprintable() and any(category(each) in _CONTROLS for each in text)


def plain(text: str) -> str:
    """Text for people on one line: blanks as one blank, what could steer a terminal replaced, not endless."""
    line = " ".join(text.split())
    cut = line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
    return cut if cut.isprintable() else without_controls(cut)


def without_controls(text: str) -> str:
    """The text with a replacement for all that could steer a terminal; line ends stay."""
    steering = {*_CONTROLS, _FORMATS}
    return "".join(REPLACEMENT if each != "\n" and category(each) in steering else each for each in text)


def has_invisible(text: str) -> bool:
    """True if the text holds a character that shows nothing."""
    return not text.isprintable() and any(category(each) == _FORMATS for each in text)
