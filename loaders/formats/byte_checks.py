"""What is checked while JSON bytes stream by: encoding, length of tokens; and where an error stands."""

import codecs
import re
from typing import IO, NamedTuple

from loaders.errors import FormatError

CHUNK = 64 * 1024
_FOREIGN = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CONTINUATION = bytes(range(0x80, 0xC0))
_MOST_DIGITS = 4_300
"""Python converts no whole number of more digits (`sys.set_int_max_str_digits`), nor does the parser."""
_ENDLESS_NUMBER = re.compile(rb"(?<![0-9])[0-9]{%d}" % (_MOST_DIGITS + 1))
_PAIR = 12
"""Bytes of a pair of escapes that make one character."""
_HALF = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
"""The first half without the second, or the second without the first."""


class Place(NamedTuple):
    """A line and a column, both from 1; columns count characters."""

    line: int
    column: int


class CheckedStream:
    """A UTF-8 byte stream for the parser: raises FormatError on a foreign encoding or an endless token.

    A token is taken for endless when more than `limit` bytes pass without a quotation mark: the parser
    keeps a token whole and reads it anew with every chunk, so neither memory nor time may grow with it.
    """

    def __init__(self, stream: IO[bytes], limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._offset = skip_byte_order_mark(stream)
        self._run = 0
        self._tail = b""
        self._escaped = False
        self._in_text = False
        self._escapes = b""
        self._looked_at = 0

    def read(self, size: int = CHUNK) -> bytes:
        """The next bytes, checked."""
        chunk = self._stream.read(size)
        self._check_encoding(chunk)
        bare = self._bare(chunk)
        self._check_surrogates(bare, last=not chunk)
        self._check_number(chunk, bare)
        self._check_run(bare)
        self._offset += len(chunk)
        return chunk

    def _check_encoding(self, chunk: bytes) -> None:
        pending = len(self._decoder.getstate()[0])
        try:
            self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            offset = self._offset - pending + error.start
            place = place_of(self._stream, offset)
            raise FormatError(
                "WRONG_ENCODING",
                f"not UTF-8 at line {place.line}, column {place.column}"
                f"{_guess(chunk)}; save the file as UTF-8 and load it again",
                line=place.line,
                column=place.column,
            ) from error

    def _bare(self, chunk: bytes) -> bytes:
        """The chunk, byte for byte, without the quotation marks that a backslash takes for text."""
        lead = b"\\" if self._escaped else b""
        bare = (lead + chunk).replace(b"\\\\", b"  ").replace(b'\\"', b"  ")
        self._escaped = bare.endswith(b"\\")
        return bare[len(lead) :]

    def _check_surrogates(self, bare: bytes, *, last: bool) -> None:
        """Half of a surrogate pair is no Unicode text: the parser would make one sign of all of them."""
        block = self._escapes + bare
        sure = len(block) if last else max(0, len(block) - _PAIR)
        found = _HALF.search(block, self._looked_at) if b"\\u" in block else None
        if found and found.start() < sure:
            place = place_of(self._stream, self._offset - len(self._escapes) + found.start())
            raise FormatError(
                "MALFORMED_JSON",
                f"a text holds half of a surrogate pair ({found[0].decode()}) at line {place.line}, column "
                f"{place.column}: it is no Unicode text; write the character whole",
                line=place.line,
                column=place.column,
            )
        self._escapes = block[-2 * _PAIR :]
        self._looked_at = len(self._escapes) - (len(block) - sure)

    def _check_run(self, bare: bytes) -> None:
        self._in_text ^= bare.count(b'"') % 2 == 1
        last = bare.rfind(b'"')
        self._run = self._run + len(bare) if last < 0 else len(bare) - last
        if self._run > self._limit:
            place = place_of(self._stream, self._offset)
            raise FormatError(
                "TOKEN_TOO_LONG",
                f"more than {self._limit} bytes without a quotation mark up to line {place.line}, column "
                f"{place.column}: a text, a number or a list that long is refused; shorten it or raise the "
                "record limit",
                line=place.line,
                column=place.column,
            )

    def _check_number(self, chunk: bytes, bare: bytes) -> None:
        block = self._tail + chunk
        for found in _ENDLESS_NUMBER.finditer(block) if _has_long_digits(block) else ():
            quotes = bare.count(b'"', 0, max(0, found.end() - len(self._tail)))
            if self._in_text ^ (quotes % 2 == 1):
                continue
            place = place_of(self._stream, self._offset - len(self._tail) + found.start())
            raise FormatError(
                "NUMBER_TOO_LONG",
                f"a number of more than {_MOST_DIGITS} digits stands at line {place.line}, column "
                f"{place.column}; shorten it",
                line=place.line,
                column=place.column,
            )
        self._tail = chunk[-_MOST_DIGITS - 2 :]


def _has_long_digits(block: bytes) -> bool:
    """A glance every so often: a run of more than 4,300 digits shows at one of the places."""
    return any(block[at : at + 32].isdigit() for at in range(0, len(block), 2_000))


def check_head(head: bytes) -> None:
    """Raises FormatError where the first bytes are UTF-16 or UTF-32, with or without a byte-order mark."""
    for mark, name in _FOREIGN:
        if head.startswith(mark):
            raise _foreign(name)
    if b"\x00" in head[:4]:
        raise _foreign("UTF-32" if head[:4].count(0) > 2 else "UTF-16")


def skip_byte_order_mark(stream: IO[bytes]) -> int:
    """Leaves the stream behind a UTF-8 byte-order mark, if it begins with one; the bytes left behind."""
    if stream.read(3) == codecs.BOM_UTF8:
        return 3
    stream.seek(0)
    return 0


def place_of(stream: IO[bytes], offset: int) -> Place:
    """Line and column of a byte offset; reads the stream from its start."""
    stream.seek(0)
    line, column, left = 1, 1 - skip_byte_order_mark(stream) // 3, offset
    stream.seek(0)
    while left > 0 and (chunk := stream.read(min(CHUNK, left))):
        left -= len(chunk)
        newlines = chunk.count(b"\n")
        tail = chunk[chunk.rfind(b"\n") + 1 :]
        line += newlines
        column = (1 if newlines else column) + len(tail.translate(None, delete=_CONTINUATION))
    return Place(line, column)


def _foreign(name: str) -> FormatError:
    return FormatError("WRONG_ENCODING", f"the file is {name}; save it as UTF-8 and load it again", line=1)


def _guess(chunk: bytes) -> str:
    """Chinese systems often write GBK; say so where the bytes would read as such."""
    try:
        codecs.getincrementaldecoder("gb18030")().decode(chunk)
    except UnicodeDecodeError:
        return ""
    return " (it may be GBK)"
