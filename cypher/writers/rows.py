"""Records as rows of parameters, in the names of the graph model; 5,000 rows go in one statement."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from cypher.connection import WriteTx
from cypher.errors import Conflict
from cypher.lists import every
from cypher.records.custody import (
    PLACE_BREAK,
    EdgeRecord,
    GapRecord,
    HoldingRecord,
    LineRecord,
    SpanRecord,
    TransformationRecord,
)
from cypher.records.vocabulary import SEVERITY

T = TypeVar("T")
Params = dict[str, Any]
ROWS_PER_STATEMENT = 5_000


class RowsMissing(Conflict):
    """Nodes or edges that a row must hang on are not as this transaction saw them; nothing was written.

    On the embedded engine another writer's commit can show in the middle of a transaction, which would fail
    at the counter anyway: it is tried again.
    """

    code = "GRAPH_ROWS_MISSING"

    def __init__(self, query: str, written: int, rows: int) -> None:
        super().__init__(query)
        self.args = (f"{query} found {written} of {rows} nodes or edges; nothing was written",)


async def write_all(tx: WriteTx, name: str, rows: Sequence[Params], **params: object) -> None:
    """Writes every row, 5,000 a statement; RowsMissing where a row found no node to hang on."""
    for part in chunks(rows):
        await expect(tx, name, len(part), rows=every(part), **params)


async def expect(tx: WriteTx, name: str, count: int, **params: object) -> None:
    """Runs a query whose `n` says how many rows it wrote: never fewer than it was given."""
    written = (await tx.run(name, **params))[0]["n"]
    if written != count:
        raise RowsMissing(name, written, count)


def chunks(rows: Iterable[T], size: int = ROWS_PER_STATEMENT) -> Iterator[list[T]]:
    """The rows in lists of at most `size`."""
    rest = iter(rows)
    while part := list(islice(rest, size)):
        yield part


def decimal_text(value: Decimal | None) -> str | None:
    """Canonical decimal text: no exponent, no trailing zeros, exact at any length."""
    if value is None:
        return None
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def holding_row(holding: HoldingRecord) -> Params:
    """The state of a holding; absent values are None, which takes the property away."""
    return {
        "key": holding.key,
        "item": holding.item,
        "itemKind": holding.item_kind.value,
        "kind": holding.kind.value,
        "place": holding.place,
        "placeKind": holding.place_kind.value,
        "status": holding.status.value,
        "openedEarliest": holding.opened.earliest,
        "openedLatest": holding.opened.latest,
        "endedEarliest": holding.ended.earliest if holding.ended else None,
        "endedLatest": holding.ended.latest if holding.ended else None,
        "received": decimal_text(holding.received),
        "balance": decimal_text(holding.balance),
        "unit": holding.unit,
    }


def transformation_row(transformation: TransformationRecord) -> Params:
    return {
        "key": transformation.key,
        "transformationId": transformation.transformation_id,
        "place": transformation.place,
    }


def edge_row(edge: EdgeRecord) -> Params:
    return {
        "key": edge.key,
        "source": edge.source,
        "target": edge.target,
        "event": edge.event,
        "line": edge.line,
        "earliest": edge.time.earliest,
        "latest": edge.time.latest,
        "quantity": decimal_text(edge.quantity),
        "unit": edge.unit,
        "certainty": int(edge.certainty),
        "gap": edge.gap.value if edge.gap else None,
    }


def line_row(line: LineRecord) -> Params:
    said = {
        "line": line.line,
        "effect": line.effect.value,
        "quantity": decimal_text(line.quantity),
        "unit": line.unit,
        "place": line.place,
        "status": line.status.value if line.status else None,
        "pool": line.pool,
        "among": line.among,
    }
    return {"key": _key(line.holding, *said.values()), "source": line.event, "target": line.holding, **said}


def span_row(span: SpanRecord) -> Params:
    times = {
        "startEarliest": span.start.earliest,
        "startLatest": span.start.latest,
        "endEarliest": span.end.earliest if span.end else None,
        "endLatest": span.end.latest if span.end else None,
    }
    key = _key(span.kind.value, span.target, *times.values())
    return {"key": key, "source": span.holding, "target": span.target, **times}


def gap_row(gap: GapRecord, record_time: int) -> Params:
    return {
        "id": f"{gap.key}@{record_time}",
        "key": gap.key,
        "kind": gap.kind.value,
        "severity": SEVERITY[gap.kind].value,
        "item": gap.item,
        "amount": decimal_text(gap.amount),
        "unit": gap.unit,
        "earliest": gap.at.earliest,
        "latest": gap.at.latest,
        "places": PLACE_BREAK.join(gap.places) or None,
    }


def by_source(pairs: Iterable[tuple[str, str]]) -> list[Params]:
    """(source, key) pairs as one row a source, its keys as a map: a hub is read once, not once a key."""
    keys: dict[str, dict[str, bool]] = {}
    for source, key in pairs:
        keys.setdefault(source, {})[key] = True
    return [{"source": source, "keys": found} for source, found in keys.items()]


def _key(*parts: object) -> str:
    """Tells one edge of a node from another; edges of different nodes may share it."""
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()
