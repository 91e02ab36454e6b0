"""The driver of the walk: deadlines, both directions at once, pages of both."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.errors import TimedOut
from cypher.records.custody import EdgeRecord
from cypher.records.walks import Direction, EdgeColumns, EdgePage, ItemColumns, View
from graph_api.rules.budget import Budget, Deadline, TruncationReason
from graph_api.rules.merge import Merged, MergedNode, continuation
from graph_api.services.questions import Identity
from graph_api.services.walking import Route, Walking
from tests.support.chains import edge, graphs, line
from tests.support.depth import examples
from tests.support.memory_edges import MemoryEdges

MANY = 10_000


class Source:
    """Edges from memory behind the port; each hop takes a second of the given clock."""

    def __init__(self, edges: Sequence[EdgeRecord], clock: list[float], timed_out_at: int = MANY) -> None:
        self._memory = MemoryEdges(edges)
        self._clock = clock
        self._timed_out_at = timed_out_at
        self.started: list[float] = []

    async def edges(
        self, direction: Direction, keys: Sequence[str], view: View, page: EdgePage, seconds: float
    ) -> EdgeColumns:
        self.started.append(self._clock[0])
        if len(self.started) == self._timed_out_at:
            raise TimedOut("edges")
        self._clock[0] += 1
        return self._memory.edges(direction, keys, page)

    async def siblings(self, keys: Sequence[str], view: View, limit: int, seconds: float) -> ItemColumns:
        return self._memory.siblings(keys)


def walking(
    source: Source, *seeds: str, direction: Direction = Direction.FORWARD, rows: int = 100
) -> Walking:
    route = Route(tuple(seeds), direction, View(), Identity.HOLDING)
    return Walking(source, route, Budget(MANY, MANY, edges_per_fetch=rows))


async def test_no_hop_starts_after_the_deadline() -> None:
    clock = [0.0]
    source = Source(line("a", "b", "c", "d", "e"), clock)
    reached = await walking(source, "a").run(MANY, Deadline(2, lambda: clock[0]))
    assert source.started == [0, 1]
    assert list(reached.nodes) == ["a", "b", "c"]
    assert (reached.truncated_by, reached.frontier) == (TruncationReason.TIME, ("c",))


async def test_a_hop_that_runs_into_its_limit_ends_the_walk_with_what_it_has() -> None:
    clock = [0.0]
    source = Source(line("a", "b", "c", "d"), clock, timed_out_at=2)
    reached = await walking(source, "a").run(MANY, Deadline(60, lambda: clock[0]))
    assert list(reached.nodes) == ["a", "b"]
    assert (reached.truncated_by, reached.frontier) == (TruncationReason.TIME, ("b",))


async def test_both_is_the_union_and_never_the_siblings_of_the_cause() -> None:
    edges = [edge("farm", "dairy", 1), edge("farm", "other dairy", 1), edge("dairy", "shop", 2)]
    reached = await walking(Source(edges, [0.0]), "dairy", direction=Direction.BOTH).run(MANY, Deadline(60))
    assert [(node.key, node.direction, node.time) for node in reached.nodes.values()] == [
        ("dairy", Direction.BOTH, None),
        ("farm", Direction.BACKWARD, 1),
        ("shop", Direction.FORWARD, 2),
    ]
    assert {row.key for row in reached.edges} == {"farm>dairy@1-1", "dairy>shop@2-2"}


async def run(edges: list[EdgeRecord], seeds: list[str], size: int, rows: int) -> Merged:
    both = walking(Source(edges, [0.0]), *seeds, direction=Direction.BOTH, rows=rows)
    return await both.run(size, Deadline(60))


@settings(max_examples=examples(150, 1000))
@given(graphs(), st.sampled_from([["n0"], ["n0", "n1"]]), st.integers(1, 3), st.integers(2, 4))
async def test_pages_of_both_join_to_the_answer_of_one_large_walk(
    edges: list[EdgeRecord], seeds: list[str], size: int, rows: int
) -> None:
    nodes: dict[str, MergedNode] = {}
    found: set[str] = set()
    given_so_far = 0
    while True:
        both = walking(Source(edges, [0.0]), *seeds, direction=Direction.BOTH, rows=rows)
        before = await both.run(given_so_far, Deadline(60)) if given_so_far else None
        whole = await both.run(given_so_far + size, Deadline(60))
        assert whole == await run(edges, seeds, given_so_far + size, rows)
        page = continuation(before, whole) if before else whole
        nodes |= page.nodes
        found |= {row.key for row in page.edges}
        given_so_far = len(whole.nodes)
        if whole.truncated_by is None:
            break
        assert whole.truncated_by is TruncationReason.NODES
        assert whole.frontier
    everything = await run(edges, seeds, MANY, 100)
    assert nodes == dict(everything.nodes)
    assert found == {row.key for row in everything.edges}
