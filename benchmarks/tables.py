"""The benchmark's results as the tables of docs/performance.md; ratios, for machines differ."""

from collections.abc import Iterable, Sequence

from benchmarks.graphql_layer import LayerCost
from benchmarks.loading import Rate
from benchmarks.tracing import TraceTime

_MS = 1_000


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines) + "\n"


def trace_table(rows: Iterable[tuple[int, str, str, TraceTime]]) -> str:
    """Trace times by engine, direction, graph and size of the answer."""
    head = (
        "edges",
        "engine",
        "direction",
        "about",
        "nodes",
        "hops",
        "reads",
        "ms",
        "own share",
        "× in memory",
    )
    return table(head, [_trace_row(*row) for row in rows])


def _trace_row(edges: int, engine: str, way: str, time: TraceTime) -> Sequence[object]:
    return (
        f"{edges:,}", engine, way.lower(), f"{time.size:,}", f"{time.nodes:,.0f}", f"{time.hops:.0f}",
        f"{time.reads:.0f}", f"{time.total * _MS:,.1f}", f"{time.own:.2f}",
        f"{time.total / time.memory:,.0f}",
    )  # fmt: skip


def growth_table(rows: Sequence[tuple[int, str, str, TraceTime]]) -> str:
    """The time of a 1,000-node trace, per node, in each graph against the same in the graph before it."""
    found = {(engine, way, edges): time for edges, engine, way, time in rows if time.size == _MS}
    lines = []
    for (engine, way, edges), time in found.items():
        smaller = found.get((engine, way, edges // 10))
        if smaller:
            ratio = (time.total / time.nodes) / (smaller.total / smaller.nodes)
            lines.append((engine, way.lower(), f"{edges // 10:,} → {edges:,}", f"{ratio:.2f}"))
    return table(("engine", "direction", "edges of the graph", "time per node, ratio"), lines)


def load_table(rows: Iterable[tuple[int, str, Rate]]) -> str:
    """Rows a second through the writers beside a plain UNWIND."""
    head = ("edges", "engine", "rows", "writers, rows/s", "plain UNWIND, rows/s", "ratio")
    return table(
        head,
        [
            (f"{edges:,}", engine, f"{rate.rows:,}", f"{rate.writers:,.0f}", f"{rate.plain:,.0f}",
             f"{rate.writers / rate.plain:.2f}")
            for edges, engine, rate in rows
        ],
    )  # fmt: skip


def layer_table(rows: Iterable[LayerCost]) -> str:
    """What GraphQL costs on top of an answer that is there."""
    head = ("nodes", "edges", "ms", "× plain JSON encoding", "peak MiB", "KiB of answer")
    return table(
        head,
        [
            (f"{row.nodes:,}", f"{row.edges:,}", f"{row.seconds * _MS:,.1f}",
             f"{row.seconds / row.plain:,.0f}", f"{row.peak / 2**20:.1f}", f"{row.size / 2**10:,.0f}")
            for row in rows
        ],
    )  # fmt: skip
