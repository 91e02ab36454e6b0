"""The lines of an event: which item, in which role, how much of it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from cypher.identifiers.identify import Identified, identify_item
from cypher.records.events import EventLine
from cypher.records.vocabulary import EventType, ItemKind, LineRole
from loaders.errors import RecordError
from loaders.identifiers import check_identifier, note_identifier, shown
from loaders.numbers import NUMBER, canonical_number
from loaders.validate_context import Notes, RefusedLine
from loaders.vocabulary import rec20

_LISTS: Mapping[EventType, tuple[tuple[str, LineRole], ...]] = {
    EventType.OBJECT: (("epcList", LineRole.ITEM), ("quantityList", LineRole.ITEM)),
    EventType.TRANSACTION: (
        ("parentID", LineRole.PARENT),
        ("epcList", LineRole.ITEM),
        ("quantityList", LineRole.ITEM),
    ),
    EventType.AGGREGATION: (
        ("parentID", LineRole.PARENT),
        ("childEPCs", LineRole.CHILD),
        ("childQuantityList", LineRole.CHILD),
    ),
    EventType.ASSOCIATION: (
        ("parentID", LineRole.PARENT),
        ("childEPCs", LineRole.CHILD),
        ("childQuantityList", LineRole.CHILD),
    ),
    EventType.TRANSFORMATION: (
        ("inputEPCList", LineRole.INPUT),
        ("inputQuantityList", LineRole.INPUT),
        ("outputEPCList", LineRole.OUTPUT),
        ("outputQuantityList", LineRole.OUTPUT),
    ),
}
"""Lists that name goods, in the order in which their lines are numbered."""

_SEVERAL = {LineRole.ITEM, LineRole.CHILD, LineRole.INPUT}
"""Roles of which one line can be left out: the others still say what was recorded of their goods."""
_NAMES = {kind: frozenset(name for name, _ in lists) for kind, lists in _LISTS.items()}
_MOST = Decimal(10) ** 15
_FINEST = 18


def goods_lists(kind: EventType) -> frozenset[str]:
    """The names of the lists in which a type of event names its goods."""
    return _NAMES[kind]


def read_lines(event: Mapping[str, Any], kind: EventType, notes: Notes) -> tuple[EventLine, ...]:
    """The lines that can be read, numbered in the order of the lists and sorted within each.

    Sorted, because the event hash does not see the order in a list: two copies of one event number their
    lines alike, whichever came first. A line of goods that cannot be read leaves the others: it is noted as
    refused. Raises RecordError where a container or what is made cannot be read, and where nothing is
    left of what an event was about.
    """
    lines: list[EventLine] = []
    lost: dict[LineRole, RecordError] = {}
    for name, role in _LISTS[kind]:
        found: list[EventLine] = []
        for where, entry in _entries(event, name):
            try:
                found.append(_entry_line(entry, role, where, notes))
            except RecordError as error:
                if role not in _SEVERAL:
                    raise
                lost.setdefault(role, error)
                notes.refused.append(RefusedLine(where, entry, error.code, error.message))
        lines.extend(_without_repeats(sorted(found, key=_order), notes))
    for role in lost.keys() - {line.role for line in lines}:
        raise _nothing_left(lost[role], len(notes.refused))
    return tuple(
        EventLine(number, line.role, line.item, line.kind, line.quantity, line.unit, line.flags)
        for number, line in enumerate(lines)
    )


def _nothing_left(first: RecordError, refused: int) -> RecordError:
    """Without any line of its goods, an event would say something else than was recorded."""
    more = f"; and {refused - 1} more of its lines" if refused > 1 else ""
    return RecordError(first.code, f"{first.message}{more}")


def _entries(event: Mapping[str, Any], name: str) -> Iterator[tuple[str, Any]]:
    """The entries of a list of goods, with where each stands."""
    value = event.get(name)
    if isinstance(value, list):
        yield from ((f"{name}[{index}]", entry) for index, entry in enumerate(value))
    elif value is not None:
        yield name, value


def _entry_line(entry: object, role: LineRole, where: str, notes: Notes) -> EventLine:
    if isinstance(entry, Mapping):
        return _quantity_line(entry, role, where, notes)
    return _line(_identified(entry, where, notes, quantity_list="uantity" in where), role)


def _quantity_line(entry: Mapping[str, Any], role: LineRole, where: str, notes: Notes) -> EventLine:
    item = _identified(entry.get("epcClass", entry.get("id")), where, notes, quantity_list=True)
    quantity = read_quantity(entry.get("quantity"), where, notes)
    return _line(item, role, quantity, read_unit(entry.get("uom"), where, notes))


def _line(
    item: Identified, role: LineRole, quantity: Decimal | None = None, unit: str | None = None
) -> EventLine:
    kind = item.item_kind or ItemKind.UNIT
    return EventLine(0, role, item.key, kind, quantity, unit, item.flags)


def _identified(value: object, where: str, notes: Notes, *, quantity_list: bool) -> Identified:
    text = check_identifier(value, where, notes)
    item = identify_item(text, quantity_list=quantity_list)
    note_identifier(item, text, where, notes)
    return item


def read_quantity(value: object, where: str, notes: Notes) -> Decimal | None:
    """A quantity as an exact decimal, None where none is stated; raises RecordError on what is none."""
    if value is None:
        return None
    if isinstance(value, str) and not value.strip():
        notes.warn("EMPTY_QUANTITY", f"{where}: the quantity is an empty text; read as not stated")
        return None
    if isinstance(value, str) and NUMBER.fullmatch(value.strip()):
        notes.warn("QUANTITY_AS_TEXT", f"{where}: the quantity {shown(value)} is text, read as a number")
        value = _decimal(value.strip(), where)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise RecordError("BAD_QUANTITY", f"{where}: the quantity {shown(value)} is no number; correct it")
    quantity = Decimal(value)
    if quantity < 0:
        raise RecordError(
            "NEGATIVE_QUANTITY", f"{where}: the quantity {shown(value)} is below zero; correct it"
        )
    if quantity > _MOST or (quantity and _decimals(quantity) > _FINEST):
        raise RecordError(
            "ABSURD_QUANTITY",
            f"{where}: the quantity {shown(value)} is above 10^15 or finer than {_FINEST} decimals; "
            "correct it",
        )
    return Decimal(canonical_number(quantity))


def read_unit(value: object, where: str, notes: Notes) -> str | None:
    """A Rec 20 code, None for pieces; raises RecordError on a unit that is none."""
    if value is None:
        return None
    if isinstance(value, str) and not value.strip():
        notes.warn("EMPTY_UNIT", f"{where}: the unit is an empty text; read as pieces")
        return None
    code = value.strip() if isinstance(value, str) else ""
    if code in rec20.PIECES:
        return None
    if rec20.is_unit(code):
        return code
    raise RecordError(
        "UNKNOWN_UNIT",
        f"{where}: the unit {shown(value)} is no UN/ECE Rec 20 code; use one, such as KGM or LTR",
    )


def _decimals(quantity: Decimal) -> int:
    """Digits after the point, trailing zeros left aside."""
    if quantity.adjusted() < -_FINEST:
        return -quantity.adjusted()
    return len(canonical_number(quantity).partition(".")[2])


def _decimal(text: str, where: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise RecordError("BAD_QUANTITY", f"{where}: the quantity {shown(text)} is no number") from error


def _order(line: EventLine) -> tuple[str, Decimal, str]:
    return line.item, line.quantity if line.quantity is not None else Decimal(-1), line.unit or ""


def _without_repeats(lines: list[EventLine], notes: Notes) -> Iterator[EventLine]:
    """A unit named twice in one list is one unit."""
    before: EventLine | None = None
    for line in lines:
        if before is not None and line.kind is ItemKind.UNIT and line.item == before.item:
            notes.warn("DUPLICATE_ITEM", f"{line.item} stands twice in one list; counted once")
            continue
        before = line
        yield line
