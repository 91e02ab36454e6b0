"""Where the records of an EPCIS document stand, and what is said of a document that keeps them elsewhere."""

from collections.abc import Mapping

from loaders.drafts import JsonValue
from loaders.errors import FormatError
from loaders.formats.json_records import ITEM, Path, member
from loaders.identifiers import shown
from loaders.single_members import single

Note = tuple[str, str]
"""Code and message of a warning."""

_RESULTS = ("epcisBody", "queryResults", "resultsBody", "eventList")
EVENTS: frozenset[Path] = frozenset(
    {
        ("epcisBody", "eventList"),
        ("epcisBody", "eventList", ITEM),
        ("epcisBody", "event"),
        _RESULTS,
        (*_RESULTS, ITEM),
        ("eventList", ITEM),
        (ITEM,),
        ("@graph", ITEM),
    }
)
VOCABULARIES = ("epcisHeader", "epcisMasterData", "vocabularyList")
MASTER: Path = (*VOCABULARIES, ITEM, "vocabularyElementList", ITEM)
_LISTS = tuple(route[:-1] for route in sorted(EVENTS) if route[-1] == ITEM and len(route) > 1)
_MOST_NAMES = 8


def check_shape(skeleton: JsonValue, *, events: bool, master: bool) -> tuple[Note, ...]:
    """Nothing is passed over in silence: what a document holds must stand where it is read from.

    `events` and `master` tell whether such records were found. A document of no events has an empty event
    list, or master data and no body. Raises FormatError; the notes are about what is left unread.
    """
    if isinstance(skeleton, list):
        return ()
    _check_kind(skeleton, found=events or master)
    listed = events or any(isinstance(member(skeleton, *path), list) for path in _LISTS)
    if not listed and not (master and not _elsewhere(skeleton)):
        raise FormatError(
            "NO_EVENT_LIST",
            "the document has no event list where it belongs, in epcisBody.eventList or, of a query "
            f"document, in {'.'.join(_RESULTS)}; it holds {_names(skeleton)}{_within(skeleton, 'epcisBody')}",
            line=1,
        )
    return _unread_master_data(skeleton, master=master, events=events)


def _check_kind(skeleton: JsonValue, *, found: bool) -> None:
    stated = member(skeleton, "type") or member(skeleton, "isA")
    kind = str(single(stated) or "")
    if "VerifiableCredential" in (stated if isinstance(stated, list) else [stated]):
        raise FormatError(
            "UNKNOWN_DOCUMENT",
            "this is a verifiable credential, of which no proof is checked here: take the events out of its "
            "credentialSubject and load those as a list",
            line=1,
        )
    if not found and not kind.endswith("Document") and member(skeleton, "epcisBody") is None:
        raise FormatError(
            "UNKNOWN_DOCUMENT",
            "this JSON is no EPCIS document, event, list of events or GS1 master data; "
            "expected `type` EPCISDocument or EPCISQueryDocument",
            line=1,
        )


def _elsewhere(skeleton: JsonValue) -> bool:
    """True if a member's name promises events: a body, or an event list in another spelling."""
    return any(
        value and ("body" in name.lower() or "event" in name.lower()) for name, value in skeleton.items()
    )


def _unread_master_data(skeleton: JsonValue, *, master: bool, events: bool) -> tuple[Note, ...]:
    data = member(skeleton, *VOCABULARIES[:-1])
    lists = member(data, VOCABULARIES[-1])
    if not data or (isinstance(lists, list) and all(map(_is_vocabulary, lists))):
        return ()
    message = (
        "the header holds master data where it is not read from; write it as vocabularyList[…] with "
        f"vocabularyElementList[…]{_within(skeleton, *VOCABULARIES[:-1])}"
    )
    if not events and not master:
        raise FormatError("MASTER_DATA_UNREAD", message, line=1)
    return (("MASTER_DATA_UNREAD", message),)


def _is_vocabulary(value: JsonValue) -> bool:
    return isinstance(member(value, "vocabularyElementList"), list)


def _within(skeleton: JsonValue, *path: str) -> str:
    inner = member(skeleton, *path)
    return f"; its {path[-1]} holds {_names(inner)}" if inner else ""


def _names(value: JsonValue) -> str:
    """The first names of an object for a sentence."""
    if not isinstance(value, Mapping):
        return "no object"
    names = [shown(name) for name in list(value)[:_MOST_NAMES]]
    return ", ".join(names) + (" …" if len(value) > _MOST_NAMES else "")
