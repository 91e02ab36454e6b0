"""Who, where and why of an event: its words, places, parties and documents in canonical spelling."""

from collections.abc import Mapping

from cypher.identifiers.canonical import canonical
from cypher.identifiers.identify import identify_party, identify_place
from cypher.records.events import DocumentRef, PartyRef
from cypher.records.vocabulary import PartyRole
from loaders.drafts import JsonValue
from loaders.errors import RecordError
from loaders.identifiers import check_identifier, is_fit, note_identifier, shown
from loaders.validate_context import Notes
from loaders.vocabulary import cbv

PARTY_ROLES = {role.value: role for role in PartyRole}
Json = Mapping[str, JsonValue]


def read_word(value: object, name: str, words: cbv.Words, notes: Notes) -> str | None:
    """A standard word in short form, other words as recorded."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise RecordError("BAD_WORD", f"{name} holds {shown(value)} where one word belongs")
    text = value.strip()
    if not is_fit(text):
        raise RecordError("BAD_WORD", f"{name} holds control characters or an endless word: {shown(text)}")
    word = words.short(text)
    if word != text:
        notes.warn("WORD_SPELLING", f"{name} {shown(text)} is spelled as a URI; read as {shown(word)}")
    elif ":" not in word and word not in words.words:
        notes.warn("UNKNOWN_WORD", f"{name} {shown(word)} is no word of CBV 2.0; kept as recorded")
    return word


def read_words(value: object, name: str, notes: Notes) -> tuple[str, ...]:
    """Persistent dispositions, sorted: their order means nothing."""
    entries = value if isinstance(value, list) else [value]
    found = {read_word(entry, f"persistentDisposition.{name}", cbv.DISPOSITION, notes) for entry in entries}
    return tuple(sorted(word for word in found if word))


def read_place(event: Json, name: str, notes: Notes) -> str | None:
    """The canonical key of a read point or business location."""
    value = event.get(name)
    identifier = value.get("id") if isinstance(value, Mapping) else value
    if identifier is None or identifier == "":
        return None
    text = check_identifier(identifier, name, notes)
    place = identify_place(text)
    note_identifier(place, text, name, notes)
    return place.key


def read_parties(event: Json, name: str, member: str, notes: Notes) -> tuple[PartyRef, ...]:
    """The entries of a source or destination list, sorted: their order means nothing."""
    found: set[tuple[str, str]] = set()
    for index, entry in enumerate(_entries(event, name)):
        where = f"{name}[{index}]"
        text = check_identifier(entry.get(member), where, notes)
        word = read_word(entry.get("type"), f"{where}.type", cbv.SOURCE_DESTINATION, notes)
        role = PARTY_ROLES.get(word or "")
        party = identify_place(text) if role is PartyRole.LOCATION else identify_party(text)
        note_identifier(party, text, where, notes)
        found.add((role or "", party.key))
    return tuple(PartyRef(PartyRole(role) if role else None, key) for role, key in sorted(found))


def read_documents(event: Json, notes: Notes) -> tuple[DocumentRef, ...]:
    """The business transactions, sorted: their order means nothing."""
    found: set[tuple[str, str]] = set()
    for index, entry in enumerate(_entries(event, "bizTransactionList")):
        where = f"bizTransactionList[{index}]"
        text = check_identifier(entry.get("bizTransaction"), where, notes)
        kind = read_word(entry.get("type"), f"{where}.type", cbv.BIZ_TRANSACTION, notes)
        found.add((kind or "", canonical(text) or text))
    return tuple(DocumentRef(kind or None, value) for kind, value in sorted(found))


def _entries(event: Json, name: str) -> list[Json]:
    value = event.get(name)
    entries = value if isinstance(value, list) else [] if value is None else [value]
    for index, entry in enumerate(entries):
        if not isinstance(entry, Mapping):
            raise RecordError("BAD_LIST", f"{name}[{index}] is no object with a type and a value; correct it")
    return entries
