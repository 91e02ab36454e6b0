"""Keyset pages: opaque cursors, and the range of keys that a page asks for."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cypher.records.pages import KeyRange


class BadPage(ValueError):
    """A page that cannot be asked for; `argument` names the offending argument."""

    def __init__(self, argument: str, reason: str) -> None:
        super().__init__(reason)
        self.argument = argument
        self.reason = reason


def encode_cursor(key: str) -> str:
    """The opaque cursor of a row with this key."""
    return urlsafe_b64encode(f"k:{key}".encode()).decode().rstrip("=")


def decode_cursor(cursor: str, argument: str) -> str:
    """The key of a cursor; BadPage where it is none of ours."""
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except ValueError:
        text = ""
    key = text.removeprefix("k:")
    if not text.startswith("k:") or encode_cursor(key) != cursor:
        raise BadPage(argument, f"{cursor[:100]!r} is not a cursor of this connection")
    return key


def _size(value: int, argument: str, most: int) -> int:
    if not 0 < value <= most:
        raise BadPage(argument, f"must be from 1 to {most}")
    return value


def key_range(
    forward: tuple[int | None, str | None], backward: tuple[int | None, str | None], default: int, most: int
) -> KeyRange:
    """The range of `(first, after)` or `(last, before)`; it asks for one row more than the page shows."""
    (first, after), (last, before) = forward, backward
    if first is not None and last is not None:
        raise BadPage("last", "first and last cannot be asked for together")
    size = default
    if first is not None:
        size = _size(first, "first", most)
    elif last is not None:
        size = _size(last, "last", most)
    low = decode_cursor(after, "after") if after is not None else ""
    high = decode_cursor(before, "before") if before is not None else None
    if high is not None and low >= high:
        raise BadPage("before", "lies before `after`: the range is the wrong way round")
    return KeyRange(size + 1, low, high, reverse=last is not None)
