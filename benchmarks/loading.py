"""How fast derived rows are written, beside a plain UNWIND of the same rows through the same driver."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import neo4j

from benchmarks.graphs import CustodyGraph
from cypher.connection import Graph, WriteTx
from cypher.records.custody import Derived
from cypher.records.difference import Difference
from cypher.writers.custody import write_difference
from cypher.writers.truth import next_record_time, take_turn

T = TypeVar("T")
_ROWS = 5000
_PLAIN_NODES = "UNWIND $rows AS row CREATE (n:Plain {key: row.key, item: row.item, place: row.place})"
_PLAIN_EDGES = (
    "UNWIND $rows AS row MATCH (a:Plain {key: row.source}) MATCH (b:Plain {key: row.target}) "
    "CREATE (a)-[:PLAIN {key: row.key, earliest: row.earliest, latest: row.latest, quantity: row.quantity, "
    "certainty: row.certainty}]->(b)"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Rows a second: what the writers do, and a plain UNWIND of as many rows."""

    rows: int
    writers: float
    plain: float


async def fill(graph: Graph, rows: CustodyGraph) -> float:
    """Writes the rows through the writers; the seconds it took."""
    started = time.perf_counter()
    for part in _shares(rows):
        await _write(graph, part)
    return time.perf_counter() - started


async def fill_plain(graph: Graph, rows: CustodyGraph) -> float:
    """The same rows without any rule: labels and types of their own, one key, no entities."""
    points: list[dict[str, object]] = [
        {"key": h.key, "item": h.item, "place": h.place} for h in rows.holdings
    ]
    points += [{"key": t.key, "item": None, "place": t.place} for t in rows.transformations]
    edges: list[dict[str, object]] = [
        {"key": e.key, "source": e.source, "target": e.target, "earliest": e.time.earliest,
         "latest": e.time.latest, "quantity": str(e.quantity), "certainty": int(e.certainty)}
        for e in rows.edges
    ]  # fmt: skip
    await _plain(
        graph, "CREATE CONSTRAINT plain_key IF NOT EXISTS FOR (n:Plain) REQUIRE n.key IS UNIQUE", None
    )
    started = time.perf_counter()
    for part in _parts(points):
        await _plain(graph, _PLAIN_NODES, part)
    for part in _parts(edges):
        await _plain(graph, _PLAIN_EDGES, part)
    return time.perf_counter() - started


async def _write(graph: Graph, opened: Derived) -> None:
    async def work(tx: WriteTx) -> None:
        await take_turn(tx)
        await write_difference(
            tx, Difference(opened=opened), await next_record_time(tx, time.time_ns() // 1000)
        )

    await graph.write(work)


async def _plain(graph: Graph, text: str, rows: Sequence[object] | None) -> None:
    async def work(tx: neo4j.AsyncManagedTransaction) -> None:
        await (await tx.run(text, rows=rows) if rows is not None else await tx.run(text)).consume()

    async with graph._driver.session(database=graph.database) as session:
        await session.execute_write(work)


def _shares(rows: CustodyGraph) -> Iterator[Derived]:
    """Edges with the trace points that no earlier edge touched, as a load brings them."""
    holdings = {holding.key: holding for holding in rows.holdings}
    transformations = {transformation.key: transformation for transformation in rows.transformations}
    for edges in _parts(rows.edges):
        ends = [end for edge in edges for end in (edge.source, edge.target)]
        yield Derived(
            holdings=frozenset(holdings.pop(end) for end in ends if end in holdings),
            transformations=frozenset(transformations.pop(end) for end in ends if end in transformations),
            edges=frozenset(edges),
        )
    for rest in _parts([*holdings.values()]):
        yield Derived(holdings=frozenset(rest))


def _parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS))
