"""What a record that is refused can be seen to name, and when: read leniently, nothing is refused here."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC

from cypher.identifiers.identify import identify_item, identify_party, identify_place
from cypher.records.events import DocumentRef, EventRecord, PartyRef, TimeRange
from cypher.records.quarantine import NameRole, RefusedName
from cypher.records.vocabulary import EventType, ItemKind, LineRole, PartyRole
from cypher.writers.labels import item_entity, party_entity, permit_entity, place_entity
from cypher.writers.truth import involved
from loaders.drafts import Draft, DraftKind, JsonValue
from loaders.errors import RecordError
from loaders.identifiers import check_identifier
from loaders.single_members import single, unwrapped
from loaders.times import SECOND, BadTimeError, NoOffsetError, parse_time
from loaders.validate_context import ValidationContext
from loaders.validate_lines import goods_lists
from loaders.validate_partners import PARTY_ROLES
from loaders.vocabulary import cbv

_GOODS = sorted({name for kind in EventType for name in goods_lists(kind)})
_PLACES = ("readPoint", "bizLocation")
_PARTNERS = (("sourceList", "source"), ("destinationList", "destination"))
_ANY_OFFSET = 14 * 3600 * SECOND
"""No zone is further from UTC: a time without offset lies at most so far off."""


def seen_names(draft: Draft) -> tuple[RefusedName, ...]:
    """What a draft can be seen to name, each once; canonical spellings."""
    if draft.kind is not DraftKind.EVENT:
        return _sorted(_subject(draft.content))
    content = unwrapped(draft.content)
    goods = (name for listed in _GOODS for name in seen_items(content.get(listed), listed))
    return _sorted([*goods, *_places(content), *_permits(content)])


def seen_items(value: JsonValue, listed: str) -> Iterator[RefusedName]:
    """The items that a list of goods, or one entry of it, can be seen to name."""
    for entry in value if isinstance(value, list) else [value]:
        mapped = isinstance(entry, Mapping)
        text = _text(_named(entry) if mapped else entry)
        if text is not None:
            item = identify_item(text, quantity_list=mapped or "uantity" in listed)
            yield RefusedName(NameRole.ITEM, item_entity(item.key, item.item_kind or ItemKind.UNIT))


def _named(entry: Mapping[str, JsonValue]) -> JsonValue:
    """What an entry of a list names; UNTP writes `productId`."""
    found = (entry[name] for name in ("epcClass", "id", "productId") if entry.get(name))
    return single(next(found, None))


def seen_beside(event: EventRecord, *, goods: bool) -> tuple[RefusedName, ...]:
    """What a refused line has to do with beside its own item: where its event was; with `goods`, what it
    went into or came from: the container, what was made."""
    bound = {LineRole.PARENT, LineRole.OUTPUT} if goods else set()
    near = (item_entity(line.item, line.kind) for line in event.lines if line.role in bound)
    names = [RefusedName(NameRole.ITEM, entity) for entity in near]
    for role, entity in involved(event):
        names.append(RefusedName(NameRole.DOCUMENT if role == "permit" else NameRole.PLACE, entity))
    return _sorted(names)


def seen_time(draft: Draft, context: ValidationContext) -> TimeRange | None:
    """The time that an event can be seen to tell, None for none; without offset it is any zone's."""
    if draft.kind is not DraftKind.EVENT:
        return None
    text, around = str(single(draft.content.get("eventTime")) or "").strip(), context.tolerance
    try:
        found = parse_time(text, context.zone)
    except NoOffsetError:
        found, around = parse_time(text, UTC), around + _ANY_OFFSET
    except BadTimeError:
        return None
    return TimeRange(found.earliest - around, found.latest + around)


def seen_event_id(draft: Draft) -> str | None:
    """The id of an event, where one can be read."""
    return _text(single(draft.content.get("eventID"))) if draft.kind is DraftKind.EVENT else None


def _subject(element: Mapping[str, JsonValue]) -> Iterator[RefusedName]:
    """What a statement of master data is about, where its key tells by itself that it is goods or a place."""
    text = _text(element.get("id", element.get("@id")))
    if text is None:
        return
    item, place = identify_item(text), identify_place(text)
    if item.scheme not in ("OPAQUE", "URI", "URN", "EPC") and item.item_kind is not None:
        yield RefusedName(NameRole.ITEM, item_entity(item.key, item.item_kind))
    elif (entity := place_entity(place.key)) is not None:
        yield RefusedName(NameRole.PLACE, entity)


def _places(event: Mapping[str, JsonValue]) -> Iterator[RefusedName]:
    for name in _PLACES:
        value = event.get(name)
        text = _text(value.get("id") if isinstance(value, Mapping) else value)
        yield from _place(text)
    for name, member in _PARTNERS:
        value = event.get(name)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, Mapping) and (text := _text(entry.get(member))) is not None:
                yield from _party(text, str(entry.get("type") or ""))


def _place(text: str | None) -> Iterator[RefusedName]:
    entity = place_entity(identify_place(text).key) if text is not None else None
    if entity is not None:
        yield RefusedName(NameRole.PLACE, entity)


def _party(text: str, kind: str) -> Iterator[RefusedName]:
    role = PARTY_ROLES.get(cbv.SOURCE_DESTINATION.short(kind.strip()))
    found = identify_place(text) if role is PartyRole.LOCATION else identify_party(text)
    entity = party_entity(PartyRef(role, found.key))
    if entity is not None:
        yield RefusedName(NameRole.PLACE, entity)


def _permits(event: Mapping[str, JsonValue]) -> Iterator[RefusedName]:
    value = event.get("bizTransactionList")
    for entry in value if isinstance(value, list) else [value]:
        text = _text(entry.get("bizTransaction")) if isinstance(entry, Mapping) else None
        entity = permit_entity(DocumentRef(None, text)) if text is not None else None
        if entity is not None:
            yield RefusedName(NameRole.DOCUMENT, entity)


def _text(value: JsonValue) -> str | None:
    """An identifier, None for what cannot be one."""
    try:
        return check_identifier(value, "")
    except RecordError:
        return None


def _sorted(names: Iterable[RefusedName]) -> tuple[RefusedName, ...]:
    return tuple(sorted(set(names), key=lambda name: (name.role, name.entity.kind, name.entity.key)))
