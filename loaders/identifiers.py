"""What may stand where an identifier belongs, and what is told of one that is odd."""

import orjson

from cypher.identifiers.canonical import is_malformed
from cypher.identifiers.characters import LONGEST, has_controls, has_invisible
from cypher.identifiers.identify import CHECK_DIGIT, Identified
from loaders.errors import RecordError
from loaders.validate_context import Notes

_SHOWN = 80


def check_identifier(value: object, where: str, notes: Notes | None = None) -> str:
    """The identifier as text; raises RecordError where it cannot name anything, tells of a bare number."""
    if isinstance(value, int) and not isinstance(value, bool):
        if notes is not None:
            message = f"{where}: {value} is a number where an identifier belongs, read as text; zeros before "
            notes.warn("NUMBER_AS_IDENTIFIER", f"{message}it are lost: write it in quotation marks")
        value = str(value)
    if not isinstance(value, str) or not value.strip():
        raise RecordError("BAD_IDENTIFIER", f"{where} holds {shown(value)} where an identifier belongs")
    text = value.strip()
    if not is_fit(text):
        raise RecordError(
            "BAD_IDENTIFIER",
            f"{where} holds an identifier with control characters or of more than {LONGEST} characters: "
            f"{shown(text)}",
        )
    return text


def is_fit(text: str) -> bool:
    """True if a text can be an identifier or a word: not endless, without control characters."""
    return len(text) <= LONGEST and not has_controls(text)


def note_identifier(found: Identified, text: str, where: str, notes: Notes) -> None:
    """Tells of what is odd about an identifier that is taken as recorded all the same."""
    if CHECK_DIGIT in found.flags:
        notes.warn(CHECK_DIGIT, f"{where}: the check digit of {text} does not fit; taken as recorded")
    if is_malformed(text):
        notes.warn(
            "MALFORMED_KEY",
            f"{where}: {shown(text)} is written like a GS1 key but has not the form of one; taken as "
            "recorded, it meets no other spelling",
        )
    if has_invisible(text):
        notes.warn(
            "INVISIBLE_CHARACTER",
            f"{where}: {shown(text)} holds a character that shows nothing; taken as recorded",
        )


def shown(value: object) -> str:
    """A value for a sentence as JSON writes it: short, on one line, what shows nothing spelled out."""
    text = orjson.dumps(value, default=str).decode()
    quote = '"' if text.startswith('"') else ""
    cut = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}…{quote}"
    return (
        cut if cut.isprintable() else "".join(each if each.isprintable() else _spelled(each) for each in cut)
    )


def _spelled(character: str) -> str:
    return f"\\u{ord(character):04x}"
