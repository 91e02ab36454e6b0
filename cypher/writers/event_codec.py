"""A recorded event as JSON text and back, exactly: what the ledger replays is what was validated."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

import orjson

from cypher.records.events import (
    DocumentRef,
    ErrorDeclaration,
    EventLine,
    EventRecord,
    PartyRef,
    TimeRange,
)
from cypher.records.vocabulary import Action, EventType, ItemKind, LineRole, PartyRole


def encode(event: EventRecord) -> str:
    """The event without its `body`, fields at their default left out."""
    record: dict[str, Any] = {
        each.name: getattr(event, each.name)
        for each in fields(EventRecord)
        if each.name != "body" and getattr(event, each.name) != each.default
    }
    record["time"] = [event.time.earliest, event.time.latest]
    record["lines"] = [_line(line) for line in event.lines]
    for name in ("sources", "destinations"):
        record[name] = [[party.role, party.key] for party in getattr(event, name)]
    record["documents"] = [[document.type, document.value] for document in event.documents]
    if event.error:
        record["error"] = [event.error.time, event.error.reason, list(event.error.corrective_ids)]
    return orjson.dumps({name: value for name, value in record.items() if value != []}).decode()


def decode(record: str, body: str = "{}") -> EventRecord:
    """The event of a record made by `encode`, with the body that is stored beside it."""
    said: dict[str, Any] = orjson.loads(record)
    said["type"] = EventType(said["type"])
    said["action"] = None if said["action"] is None else Action(said["action"])
    said["time"] = TimeRange(*said["time"])
    said["lines"] = tuple(_read_line(line) for line in said.get("lines", ()))
    for name in ("sources", "destinations"):
        said[name] = tuple(
            PartyRef(None if role is None else PartyRole(role), key) for role, key in said.get(name, ())
        )
    said["documents"] = tuple(DocumentRef(*document) for document in said.get("documents", ()))
    for name in ("dispositions_set", "dispositions_unset"):
        said[name] = tuple(said.get(name, ()))
    if "error" in said:
        time, reason, corrective = said["error"]
        said["error"] = ErrorDeclaration(time, reason, tuple(corrective))
    return EventRecord(**said, body=body)


def _line(line: EventLine) -> list[Any]:
    quantity = None if line.quantity is None else str(line.quantity)
    row = [line.number, line.role, line.item, line.kind, quantity, line.unit, list(line.flags)]
    while row[-1] in (None, []):
        row.pop()
    return row


def _read_line(row: list[Any]) -> EventLine:
    number, role, item, kind, quantity, unit, flags = row + [None] * (7 - len(row))
    return EventLine(
        number,
        LineRole(role),
        item,
        ItemKind(kind),
        None if quantity is None else Decimal(quantity),
        unit,
        tuple(flags or ()),
    )
