"""What an event says of its goods themselves: instance and lot master data, and the lots of serials.

EPCIS 2.0, 7.4.2 and CBV 2.0, 9: `ilmd` of an ADD and of a transformation describes the goods that come into
being. A `lotNumber` beside serials states their lot, and so does a Digital Link with 10 and 21. Both become
statements of master data: laid over one another, findable, whatever the order of loading.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cypher.identifiers.identify import Identified, identify_item
from cypher.identifiers.parts import lot_of
from cypher.records.events import EventRecord
from cypher.records.parties import EntityKind, MasterRecord
from cypher.records.vocabulary import EventType, ItemKind
from loaders.validate_context import Notes
from loaders.validate_event import flat
from loaders.validate_lines import goods_lists
from loaders.validate_master import Pair, checked, master_key, short_name, texts

_MADE = ("outputEPCList", "outputQuantityList")
"""The lists that the `ilmd` of a transformation is about."""
_LOT_NUMBER = "lotNumber"


def goods_described(content: Mapping[str, Any], event: EventRecord, notes: Notes) -> tuple[MasterRecord, ...]:
    """Statements about the goods of an event: none of one that only declares another void."""
    if event.error is not None:
        return ()
    recorded = flat(content)
    named = [*_named(recorded, event.type)]
    told = {(lot, item.key) for _, item in named if (lot := item.lot) is not None}
    of_links = [_statement(EntityKind.UNIT, unit, (("batch", lot),), 0, event) for lot, unit in sorted(told)]
    return (*of_links, *_of_ilmd(recorded, event, named, notes))


def _of_ilmd(
    recorded: Mapping[str, Any], event: EventRecord, named: Iterable[tuple[str, Identified]], notes: Notes
) -> Iterator[MasterRecord]:
    """One statement a lot, with the serials that are of it; one a serial whose lot is not told."""
    pairs = tuple(_pairs(recorded.get("ilmd"), notes))
    if not pairs:
        return
    lot_number = next((text for name, text in pairs if name == _LOT_NUMBER), None)
    goods = [item for name, item in named if event.type is not EventType.TRANSFORMATION or name in _MADE]
    lots: dict[str, set[str]] = {item.key: set() for item in goods if item.item_kind is ItemKind.LOT}
    for item in goods:
        if item.item_kind is not ItemKind.UNIT or item.entity is not EntityKind.UNIT:
            continue
        lot = item.lot or (lot_of(item.key, lot_number) if lot_number else None)
        if lot is None:
            yield _statement(EntityKind.UNIT, item.key, pairs, event.time.earliest, event)
        else:
            lots.setdefault(lot, set()).add(item.key)
    for lot, units in sorted(lots.items()):
        said = (*pairs, *(("unit", unit) for unit in units))
        yield _statement(EntityKind.BATCH, lot, said, event.time.earliest, event)


def _named(recorded: Mapping[str, Any], kind: EventType) -> Iterator[tuple[str, Identified]]:
    """What the lists of goods name, with the list; what cannot be read lies in quarantine."""
    for name in sorted(goods_lists(kind)):
        value = recorded.get(name)
        for entry in value if isinstance(value, list) else [value]:
            text = entry.get("epcClass", entry.get("id")) if isinstance(entry, Mapping) else entry
            if isinstance(text, str) and text.strip():
                yield name, identify_item(text, quantity_list="uantity" in name)


def _pairs(ilmd: object, notes: Notes) -> Iterator[Pair]:
    for name, value in ilmd.items() if isinstance(ilmd, Mapping) else ():
        for text in texts(value):
            short = short_name(str(name)).strip()
            pair = checked(short, text, EntityKind.BATCH, notes) if short else None
            if pair is not None:
                yield pair


def _statement(
    kind: EntityKind, subject: str, said: Iterable[Pair], asserted: int, event: EventRecord
) -> MasterRecord:
    attributes = tuple(sorted(set(said)))
    key = master_key(kind, subject, attributes, asserted)
    return MasterRecord(key, kind, subject, attributes, asserted, event.source)
