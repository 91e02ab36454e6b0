"""Reads a whole graph, part by part, for a check of what was written against what is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cypher.connection import Graph
from cypher.lists import every
from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from cypher.writers.event_codec import decode
from cypher.writers.labels import own_codes
from cypher.writers.truth import chain_hash

_SECONDS = 600.0
"""How long one part may take."""


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it lies in the graph: its place in the chain of its source, and what it is linked with.

    `lines` is None where the record cannot be read any more.
    """

    key: str
    source: str
    previous: str | None
    chain: str
    lines: int | None
    mentions: int


async def sources(graph: Graph) -> dict[str, str | None]:
    """Every source with the chain hash of its newest event."""
    rows = await graph.read("read/check/sources", timeout=_SECONDS)
    return {str(key): head for key, head in rows[0]["rows"]}


async def event_keys(graph: Graph) -> list[str]:
    """The keys of all events, about 100 bytes each."""
    return list((await graph.read("read/check/event_keys", timeout=_SECONDS))[0]["keys"])


async def trace_point_keys(graph: Graph) -> list[str]:
    """The keys of all holdings and transformations."""
    return list((await graph.read("read/check/trace_point_keys", timeout=_SECONDS))[0]["keys"])


async def events_as_stored(graph: Graph, keys: Sequence[str]) -> list[StoredEvent]:
    """These events as they lie there; one that cannot be found is left out."""
    rows = await graph.read("read/check/events_as_stored", timeout=_SECONDS, keys=every(keys))
    return [_stored(row) for row in rows[0]["rows"]]


async def uncoded(graph: Graph) -> list[str]:
    """Entities of which a code that their key tells is gone, so that no look-up by it finds them."""
    rows = await graph.read("read/check/codes", timeout=_SECONDS)
    return [key for label, key, codes in rows[0]["rows"] if _own(label, key) - {*codes}]


async def undescribed(graph: Graph) -> list[str]:
    """Entities with attributes that no statement of master data gives any more."""
    return list((await graph.read("read/check/undescribed", timeout=_SECONDS))[0]["keys"])


def _stored(row: Sequence[Any]) -> StoredEvent:
    key, source, previous, record, body, mentions, first = row
    chain = chain_hash(previous, first or record or "", body or "")  # what was read later is not in it
    return StoredEvent(key, source, previous, chain, _lines(record), mentions)


def _own(label: str, key: str) -> set[str]:
    return {f"{code.scheme}|{code.value}" for code in own_codes(EntityRef(EntityKind(label), key))}


def _lines(record: str | None) -> int | None:
    try:
        return None if record is None else len(decode(record).lines)
    except (ValueError, KeyError, TypeError):
        return None
