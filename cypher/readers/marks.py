"""Reads what events say of the condition of goods."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from cypher.connection import Graph
from cypher.lists import every
from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.marks import ConditionView
from cypher.records.parties import EntityKind
from cypher.records.walks import View


async def conditions(
    graph: Graph, items: Iterable[EntityRef], words: Iterable[str], view: View, seconds: float
) -> Mapping[str, Sequence[ConditionView]]:
    """By item the events that say one of these dispositions of it, its lot or its product; one query."""
    keys: dict[str, list[str]] = {
        kind.value: [] for kind in (EntityKind.PRODUCT, EntityKind.BATCH, EntityKind.UNIT, EntityKind.VEHICLE)
    }
    for kind, key in sorted({(item.kind, item.key) for item in items}):
        keys[kind.value].append(key)
    rows = await graph.read(
        "read/custody/conditions",
        timeout=seconds,
        keys=keys,
        words=every(words),
        knownAt=view.known_at,
        asOf=view.as_of,
    )
    found: dict[str, list[ConditionView]] = {}
    for row in rows[0]["rows"]:
        for item in row[0]:
            found.setdefault(item, []).append(_condition(item, row))
    return found


def _condition(item: str, row: Sequence[Any]) -> ConditionView:
    """One list of `read/custody/conditions`, for one of its items."""
    _, named, labels, event, earliest, latest, step, disposition, record, holdings = row
    said = orjson.loads(record)
    places = (said.get(name) for name in ("biz_location", "read_point"))
    wider = 2 if EntityKind.PRODUCT.value in labels else 1
    return ConditionView(
        named=named,
        breadth=0 if named == item else wider,
        event=event,
        at=TimeRange(earliest, latest),
        step=step,
        disposition=disposition,
        set=tuple(said.get("dispositions_set", ())),
        unset=tuple(said.get("dispositions_unset", ())),
        places=frozenset(place for place in places if place),
        holdings=frozenset(holdings),
    )
