"""Tests empty only what tests made: a server that somebody names keeps its data."""

import pytest

from cypher.connection import Graph
from tests.support.engines import ask, graph_for_tests


async def test_a_database_with_other_data_is_never_used(graph: Graph) -> None:
    marker = await ask(graph, "MATCH (s:Suyuan) RETURN properties(s) AS p")
    await ask(graph, "MATCH (s:Suyuan) SET s.test = null CREATE (n:Batch {key: 'theirs'})")
    try:
        with pytest.raises(pytest.fail.Exception, match="left alone"):
            async with graph_for_tests(graph.settings):
                pytest.fail("it was taken all the same")
        assert await ask(graph, "MATCH (n:Batch) RETURN n.key AS key") == [{"key": "theirs"}]
    finally:
        await ask(graph, "MATCH (s:Suyuan) SET s += $p", p=marker[0]["p"])


async def test_a_database_that_tests_made_is_used_again(graph: Graph) -> None:
    await ask(graph, "CREATE (n:Batch {key: 'ours'})")
    async with graph_for_tests(graph.settings) as again:
        assert await again.read("read/housekeeping/marker")
