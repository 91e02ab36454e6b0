"""Reads refused records: those that name something in an answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from cypher.connection import Graph
from cypher.lists import every
from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.quarantine import RefusedView, RefusedWindow
from cypher.records.vocabulary import FOREVER
from cypher.records.walks import View

_STANDS_FOR_MORE = (EntityKind.PRODUCT, EntityKind.BATCH, EntityKind.WAREHOUSE, EntityKind.ENTERPRISE)


class QuarantineReader:
    """Refused records that are open as known at a view."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def naming(
        self, windows: Sequence[RefusedWindow], view: View, limit: int, seconds: float
    ) -> Sequence[RefusedView]:
        """Those that name something in its window, the first `limit` by key."""
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
        """Those that name one of these, or what it stands for, at any time; the first `limit` by key."""
        keys: dict[str, list[str]] = {kind.value: list(wanted.get(kind, ())) for kind in _STANDS_FOR_MORE}
        keys["own"] = [_name(EntityRef(kind, key)) for kind, found in wanted.items() for key in found]
        return await self._found("read/quarantine/of_seeds", view, limit, seconds, keys=keys)

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


def _name(entity: EntityRef) -> str:
    return f"{entity.kind.value}:{entity.key}"
