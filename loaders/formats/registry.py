"""The formats in order; the first that recognises a file's head reads it."""

import codecs
from collections.abc import Iterator

from loaders.drafts import Draft
from loaders.errors import FormatError
from loaders.formats import epcis_json
from loaders.settings import IntakeSettings
from loaders.sources import Source

_HEAD = 64 * 1024
_FORMATS = (epcis_json,)


def read_documents(source: Source, settings: IntakeSettings) -> Iterator[Draft]:
    """The drafts of a file; raises FormatError before the first on a malformed or unknown one."""
    head = _head(source)
    if not head:
        raise FormatError("EMPTY_FILE", "the file is empty; there is nothing to load", line=1)
    for known in _FORMATS:
        if known.recognises(head):
            drafts: Iterator[Draft] = known.read_drafts(source, settings)
            return drafts
    raise FormatError(
        "UNKNOWN_FORMAT",
        "the file is not JSON (it begins with neither { nor [); EPCIS 2.0 JSON-LD is what can be read",
        line=1,
    )


def _head(source: Source) -> bytes:
    """The first bytes that are not blank, however many blanks stand before them."""
    with source.open() as stream:
        first = stream.read(_HEAD)
        head = first.removeprefix(codecs.BOM_UTF8).lstrip()
        while first and not head:
            first = stream.read(_HEAD)
            head = first.lstrip()
        return head
