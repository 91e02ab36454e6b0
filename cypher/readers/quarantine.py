"""Reads refused records: those that name something in an answer, and the entries themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from cypher.connection import Graph
from cypher.lists import every
from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.quarantine import (
    NameRole,
    QuarantineView,
    RefusalState,
    RefusedName,
    RefusedView,
    RefusedWindow,
)
from cypher.records.vocabulary import FOREVER
from cypher.records.walks import View

_MOST_NAMES = 100
_MOST_CHARACTERS = 4_000
_STANDS_FOR_MORE = (EntityKind.PRODUCT, EntityKind.BATCH, EntityKind.WAREHOUSE, EntityKind.ENTERPRISE)


class QuarantineReader:
    """Refused records as known at a view."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def naming(
        self, windows: Sequence[RefusedWindow], view: View, limit: int, seconds: float
    ) -> Sequence[RefusedView]:
        """Open ones that name something in its window, the first `limit` by key."""
        asked = [
            {
                "key": _name(window.entity),
                "named": window.named,
                "start": window.start,
                "end": window.end,
                "place": window.place,
            }
            for window in windows
        ]
        return await self._found("read/quarantine/naming", view, limit, seconds, windows=every(asked))

    async def of_seeds(
        self, wanted: Mapping[EntityKind, Sequence[str]], view: View, limit: int, seconds: float
    ) -> Sequence[RefusedView]:
        """Open ones that name one of these, or what it stands for, at any time; the first `limit` by key."""
        keys: dict[str, list[str]] = {kind.value: list(wanted.get(kind, ())) for kind in _STANDS_FOR_MORE}
        keys["own"] = [_name(EntityRef(kind, key)) for kind, found in wanted.items() for key in found]
        return await self._found("read/quarantine/of_seeds", view, limit, seconds, keys=keys)

    async def entries(self, keys: Sequence[str], view: View, seconds: float) -> Mapping[str, QuarantineView]:
        """Entries by key, those recorded by the view's `known_at`, in the state that they had then."""
        rows = await self._graph.read(
            "read/quarantine/entries",
            timeout=seconds,
            keys=every(keys),
            knownAt=view.known_at,
            names=_MOST_NAMES,
            characters=_MOST_CHARACTERS,
        )
        return {row[0]: _entry(row, view) for row in rows[0]["rows"]}

    async def _found(
        self, name: str, view: View, limit: int, seconds: float, **params: object
    ) -> Sequence[RefusedView]:
        rows = await self._graph.read(
            name, timeout=seconds, knownAt=view.known_at, asOf=view.as_of, limit=limit, **params
        )
        return [_refused(row) for row in rows[0]["rows"]]


def _refused(row: Sequence[Any]) -> RefusedView:
    """One list of a query here; from the beginning of time means that no time is told."""
    key, source, position, code, reason, named, goods, earliest, latest = row
    time = None if earliest == -FOREVER else TimeRange(earliest, latest)
    return RefusedView(key, source, position, code, reason, named, goods, time)


def _entry(row: Sequence[Any], view: View) -> QuarantineView:
    key, source, position, code, reason, recorded, state, note, until, event_id = row[:10]
    earliest, latest, names, content = row[10:]
    is_open = view.known_at < until
    return QuarantineView(
        key=key,
        source=source,
        position=position,
        code=code,
        reason=reason,
        record_time=recorded,
        state=RefusalState.OPEN if is_open else RefusalState(state),
        note=None if is_open else note,
        settled=None if is_open else until,
        event_id=event_id,
        time=None if earliest == -FOREVER else TimeRange(earliest, latest),
        names=tuple(RefusedName(NameRole(role), EntityRef(EntityKind(of), name)) for role, of, name in names),
        content=content,
    )


def _name(entity: EntityRef) -> str:
    return f"{entity.kind.value}:{entity.key}"
