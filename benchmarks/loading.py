"""How fast derived rows are written, beside a plain UNWIND of the same rows through the same driver."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import neo4j

from benchmarks.graphs import CustodyGraph, generate
from cypher.connection import Graph, WriteTx
from cypher.records.custody import Derived
from cypher.records.difference import Difference
from cypher.writers.custody import write_difference
from cypher.writers.rows import Params, edge_row, holding_row, transformation_row
from cypher.writers.truth import next_record_time, take_turn
from tests.support.engines import wipe

T = TypeVar("T")
_ROWS, _WARM = 5_000, 10_000
_PLAIN_NODES = "UNWIND $rows AS row CREATE (n:Plain {%s})"
_PLAIN_EDGES = (
    "UNWIND $rows AS row MATCH (a:Plain {key: row.source}) MATCH (b:Plain {key: row.target}) "
    "CREATE (a)-[:PLAIN {%s}]->(b)"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Rows a second: what the writers do, and a plain UNWIND of as many rows."""

    rows: int
    writers: float
    plain: float


async def warm_up(graph: Graph) -> None:
    """Writes a small graph both ways and takes it away: an engine's first rows pay for its compiler."""
    small = generate(_WARM)
    await fill(graph, small)
    await fill_plain(graph, small)
    await wipe(graph)


async def fill(graph: Graph, rows: CustodyGraph) -> float:
    """Writes the rows through the writers; the seconds it took."""
    started = time.perf_counter()
    for part in _shares(rows):
        await _write(graph, part)
    return time.perf_counter() - started


async def fill_plain(graph: Graph, rows: CustodyGraph) -> float:
    """The same rows with all that they say, by no rule: one label, one type, one key, no entities."""
    key = "CREATE CONSTRAINT plain_key IF NOT EXISTS FOR (n:Plain) REQUIRE n.key IS UNIQUE"
    await _plain(graph, key, None)
    started = time.perf_counter()
    for holdings in _parts(rows.holdings):
        await _plain_rows(graph, _PLAIN_NODES, [holding_row(each) for each in holdings])
    for transformations in _parts(rows.transformations):
        await _plain_rows(graph, _PLAIN_NODES, [transformation_row(each) for each in transformations])
    for edges in _parts(rows.edges):
        await _plain_rows(graph, _PLAIN_EDGES, [edge_row(each) for each in edges])
    return time.perf_counter() - started


async def _plain_rows(graph: Graph, text: str, rows: Sequence[Params]) -> None:
    await _plain(graph, text % ", ".join(f"{name}: row.{name}" for name in rows[0]), rows)


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
