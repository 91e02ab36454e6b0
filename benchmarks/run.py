"""Runs the comparisons and writes their tables into docs/performance.md (`make bench`)."""

import asyncio
import logging
import platform
import tempfile
from pathlib import Path

import structlog

from benchmarks.engines import ENGINES, open_graph, scales
from benchmarks.graphql_layer import LayerCost, layer_costs
from benchmarks.graphs import CustodyGraph, generate
from benchmarks.ledger_rate import ledger_rates
from benchmarks.loading import Rate, fill, fill_plain, warm_up
from benchmarks.tables import growth_table, layer_table, load_table, table, trace_table
from benchmarks.tracing import Starts, TraceTime, find_starts, trace_times
from cypher.connection import Graph
from cypher.records.walks import Direction

DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"
_BEGIN, _END = "<!-- written by make bench: begin -->", "<!-- written by make bench: end -->"
_PLAIN_UP_TO = 100_000
"""A plain UNWIND shows its rate on a smaller graph just as well."""


class Results:
    """What has been measured so far."""

    def __init__(self) -> None:
        self.traces: list[tuple[int, str, str, TraceTime]] = []
        self.loads: list[tuple[int, str, Rate]] = []
        self.layer: list[LayerCost] = []

    def text(self) -> str:
        """Every table, under its heading."""
        rates = [(mix, f"{events:,}", f"{rate:,.0f}") for mix, events, rate in ledger_rates()]
        return "\n".join(
            [
                f"Machine: {platform.machine()}, Python {platform.python_version()}.\n",
                "### Traces\n", trace_table(self.traces),
                "### Growth with the graph\n", growth_table(self.traces),
                "### Loading derived rows\n", load_table(self.loads),
                "### The ledger alone\n", table(("records", "events", "events/s"), rates),
                "### The GraphQL layer alone\n", layer_table(self.layer),
            ]
        )  # fmt: skip


async def main() -> None:
    """Every scale on every engine; the document is written anew after each, so that nothing is lost."""
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    results = Results()
    for edges in scales():
        rows = generate(edges)
        starts = {way: find_starts(rows, forward=way is Direction.FORWARD) for way in _WAYS}
        for engine in ENGINES:
            print(f"{edges:,} edges on {engine}", flush=True)
            with tempfile.TemporaryDirectory() as folder:
                async with open_graph(engine, Path(folder)) as graph:
                    await _measure(graph, (edges, engine), rows, starts, results)
        write(results)


_WAYS = (Direction.FORWARD, Direction.BACKWARD)


async def _measure(
    graph: Graph,
    what: tuple[int, str],
    rows: CustodyGraph,
    starts: dict[Direction, Starts],
    results: Results,
) -> None:
    count = len(rows.edges) + len(rows.holdings) + len(rows.transformations)
    await warm_up(graph)
    writing = await fill(graph, rows)
    for way, found in starts.items():
        results.traces += [(*what, way.value, time) for time in await trace_times(graph, found, way)]
    if what[0] <= _PLAIN_UP_TO:
        plain = await fill_plain(graph, rows)
        results.loads.append((*what, Rate(count, count / writing, count / plain)))
        if what[1] == "embedded":
            results.layer = await layer_costs(graph, starts[Direction.FORWARD])


def write(results: Results) -> None:
    """Puts the tables between their marks in the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, after = text.split(_BEGIN)[0], text.split(_END)[1]
    DOCUMENT.write_text(f"{before}{_BEGIN}\n\n{results.text()}\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
