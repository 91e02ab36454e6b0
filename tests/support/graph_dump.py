"""A whole graph as comparable multisets of nodes and edges, read by queries of its own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import neo4j

from cypher.connection import Graph
from cypher.records.vocabulary import FOREVER

_NODES = "MATCH (n) RETURN labels(n) AS labels, properties(n) AS properties"
_EDGES = (
    "MATCH (a)-[r]->(b) RETURN labels(a) AS source, properties(a) AS from, type(r) AS type, "
    "properties(r) AS properties, labels(b) AS target, properties(b) AS to"
)
_HOUSE = {"Suyuan", "Counter"}
_ARRIVAL = {"since", "until", "changed", "recordTime", "previous", "id", "ties"}
"""What depends on when and in which order records came: record times, the tamper chain, links ever tied."""

Row = tuple[object, ...]


@dataclass(frozen=True)
class Dump:
    """Every node and every edge, counted: what is there twice counts two."""

    nodes: Counter[Row]
    edges: Counter[Row]

    def difference(self, other: "Dump") -> list[str]:
        """What one holds and the other does not, for people."""
        pairs = ((self.nodes, other.nodes), (self.edges, other.edges))
        only = [f"- {row} x{count}" for mine, theirs in pairs for row, count in (mine - theirs).items()]
        return only + [
            f"+ {row} x{count}" for mine, theirs in pairs for row, count in (theirs - mine).items()
        ]


async def dump_everything(graph: Graph) -> Dump:
    """The whole graph with its history, record times and tamper chain."""
    return await _dump(graph, current=False)


async def dump_current(graph: Graph) -> Dump:
    """What holds now, record times and tamper chain aside."""
    return await _dump(graph, current=True)


async def count(graph: Graph, text: str, **params: object) -> int:
    """The single number that a query of a test returns."""
    return int((await rows(graph, text, **params))[0]["n"])


async def rows(graph: Graph, text: str, **params: object) -> list[dict[str, Any]]:
    """The rows of a query of a test, in a read transaction of its own."""

    async def reading(transaction: neo4j.AsyncManagedTransaction) -> list[dict[str, Any]]:
        return [record.data() async for record in await transaction.run(text, params)]

    async with graph._driver.session(database=graph.database) as session:
        return await session.execute_read(reading)


async def _dump(graph: Graph, *, current: bool) -> Dump:
    nodes: Counter[Row] = Counter()
    edges: Counter[Row] = Counter()
    for row in await rows(graph, _NODES):
        if _told(row["labels"], row["properties"], current):
            nodes[_name(row["labels"], row["properties"], current), *_state(row["properties"], current)] += 1
    for row in await rows(graph, _EDGES):
        told = (
            _told(row["source"], row["from"], current),
            _told(row["target"], row["to"], current),
            _told([], row["properties"], current),
        )
        if all(told):
            ends = (_name(row["source"], row["from"], current), _name(row["target"], row["to"], current))
            edges[(row["type"], *ends, *_state(row["properties"], current))] += 1
    return Dump(nodes, edges)


def _told(labels: list[str], properties: Mapping[str, Any], current: bool) -> bool:
    if _HOUSE & set(labels):
        return False
    if not current:
        return True
    return properties.get("until", FOREVER) == FOREVER and not {"HoldingVersion", "Source"} & set(labels)


def _name(labels: list[str], properties: Mapping[str, Any], current: bool) -> Row:
    told = ("key",) if current else ("key", "since")
    return ("|".join(sorted(labels)), *(properties.get(name) for name in told))


def _state(properties: Mapping[str, Any], current: bool) -> Row:
    left_out = _ARRIVAL if current else {"taken"}
    return tuple(sorted((name, str(value)) for name, value in properties.items() if name not in left_out))


_STATES = (
    "MATCH (n) WHERE (n:Holding OR n:HoldingVersion OR n:Gap) AND n.since <= $at AND $at < n.until "
    "RETURN properties(n) AS properties"
)
_DATED = (
    "MATCH (a)-[r]->(b) WHERE r.since <= $at AND $at < r.until "
    "RETURN a.key AS source, type(r) AS type, properties(r) AS properties, b.key AS target"
)


async def derived_at(graph: Graph, known_at: int) -> Counter[Row]:
    """What the ledger had made of the events as it was known at a record time."""
    found: Counter[Row] = Counter()
    for row in await rows(graph, _STATES, at=known_at):
        found[_state(row["properties"], current=True)] += 1
    for row in await rows(graph, _DATED, at=known_at):
        state = _state(row["properties"], current=True)
        found[(row["type"], row["source"], row["target"], *state)] += 1
    return found
