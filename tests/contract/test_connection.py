"""What the connection promises on both engines: who may write, what a failure leaves, what it is called."""

import asyncio
import contextlib
import re
import socket
from collections.abc import Iterator
from typing import Any

import neo4j
import pytest
from pydantic import SecretStr

from cypher.catalog import CypherQuery, Mode
from cypher.connection import Graph, WriteTx, connect
from cypher.errors import (
    Conflict,
    Damaged,
    ForbiddenDatabase,
    GraphError,
    NotOurs,
    NotPrepared,
    QueryFailed,
    QueryMisused,
    RetriesExhausted,
    TimedOut,
    Unavailable,
    UnknownDatabase,
    WrongCredentials,
)
from cypher.readers.clock import ClockReader
from cypher.settings import EngineSettings, GraphSettings
from tests.support.engines import ask, extra_queries
from tests.support.lossy import losing_one_answer

SLOW = """UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 300) AS c
WITH a, b, c WHERE a * b * c = -1 RETURN count(*) AS n"""


def query(
    name: str, mode: Mode, text: str, params: tuple[str, ...] = (), returns: tuple[str, ...] = ()
) -> Any:
    return CypherQuery(name, mode, text, params, returns, "Only for a test.")


QUERIES = (
    query("read/test/slow", Mode.READ, SLOW, returns=("n",)),
    query("read/test/broken", Mode.READ, "RETURN toInteger('hidden-text') +", returns=("n",)),
    query("read/test/sneaky", Mode.READ, "CREATE (n:Sneaky) RETURN 1 AS n", returns=("n",)),
    query("read/test/lots", Mode.READ, "MATCH (b:Batch) RETURN b.key AS key ORDER BY key", returns=("key",)),
    query(
        "read/test/range",
        Mode.READ,
        "UNWIND range(1, $n) AS i RETURN i, toString(i) AS s",
        ("n",),
        ("i", "s"),
    ),
    query("write/test/slow", Mode.WRITE, f"CREATE (b:Batch {{key: 'slow'}}) WITH b {SLOW}", returns=("n",)),
    query("write/test/lot", Mode.WRITE, "CREATE (b:Batch {key: $key})", ("key",)),
    query("write/test/count", Mode.WRITE, "MATCH (c:Counter {name: 'recordTime'}) SET c.last = c.last + 1"),
    query("schema/900", Mode.SCHEMA, "CREATE INDEX batch_lot IF NOT EXISTS FOR (n:Batch) ON (n.lot)"),
)


@pytest.fixture
def graph(graph: Graph) -> Iterator[Graph]:
    """The graph of both engines, with the queries of this page."""
    with extra_queries(graph, *QUERIES):
        yield graph


async def make(graph: Graph, *keys: str) -> None:
    async def work(tx: WriteTx) -> None:
        for key in keys:
            await tx.run("write/test/lot", key=key)

    await graph.write(work)


async def lots(graph: Graph) -> list[str]:
    return [row["key"] for row in await graph.read("read/test/lots")]


def settings_of(graph: Graph, **changes: Any) -> GraphSettings:
    return graph.settings.model_copy(update=changes)


async def test_rows_are_plain_mappings_in_order(graph: Graph) -> None:
    rows = await graph.read("read/test/range", n=2500)
    assert rows == [{"i": i, "s": str(i)} for i in range(1, 2501)]
    assert {type(row) for row in rows} == {dict}


async def test_a_write_is_there_once_it_returns(graph: Graph) -> None:
    await make(graph, "a", "b")
    assert await lots(graph) == ["a", "b"]


async def test_a_write_sees_its_own_writes(graph: Graph) -> None:
    async def work(tx: WriteTx) -> list[Any]:
        await tx.run("write/test/lot", key="a")
        return [row["key"] for row in await tx.run("read/test/lots")]

    assert await graph.write(work) == ["a"]


async def test_a_failed_piece_of_work_leaves_nothing(graph: Graph) -> None:
    async def work(tx: WriteTx) -> None:
        await tx.run("write/test/lot", key="a")
        raise LookupError("the work itself failed")

    with pytest.raises(LookupError):
        await graph.write(work)
    assert await lots(graph) == []


async def test_a_broken_constraint_is_a_conflict_and_leaves_nothing(graph: Graph) -> None:
    await make(graph, "a")
    with pytest.raises(Conflict, match="write/test/lot") as caught:
        await make(graph, "b", "a")
    assert "'a'" not in str(caught.value)
    assert await lots(graph) == ["a"]


async def test_many_writers_of_one_counter_lose_nothing(graph: Graph) -> None:
    async def count(tx: WriteTx) -> None:
        await tx.run("write/test/count")

    await asyncio.gather(*(graph.write(count) for _ in range(20)))
    assert await ask(graph, "MATCH (c:Counter {name: 'recordTime'}) RETURN c.last AS n") == [{"n": 20}]


async def test_a_trouble_that_does_not_pass_is_told(
    embedded_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cypher.connection.WRITE_RETRIES", 0.0)

    async def inner(tx: WriteTx) -> None:
        await tx.run("write/test/count")

    async def outer(tx: WriteTx) -> None:
        await tx.run("write/test/count")
        await embedded_graph.write(inner)

    with extra_queries(embedded_graph, *QUERIES), pytest.raises(RetriesExhausted, match="write/test/count"):
        await embedded_graph.write(outer)
    assert await ask(embedded_graph, "MATCH (c:Counter) RETURN c.last AS n") == [{"n": 1}]


async def test_a_commit_whose_answer_is_lost_is_made_sure_of(graph: Graph) -> None:
    runs = 0

    async def work(tx: WriteTx) -> None:
        nonlocal runs
        runs += 1
        if not await tx.run("read/test/lots"):
            await tx.run("write/test/lot", key="a")

    async with losing_one_answer(graph.address) as (uri, lost):
        other = await connect(settings_of(graph, neo4j_uri=uri))
        lost.clear()
        with extra_queries(other, *QUERIES):
            await other.write(work)
        await other.close()
    assert runs == 2
    assert await lots(graph) == ["a"]


async def test_a_commit_that_never_answers_is_given_up(
    embedded_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unanswered(*_: object) -> None:
        raise neo4j.exceptions.IncompleteCommit

    monkeypatch.setattr("cypher.connection.WRITE_RETRIES", 0.0)
    monkeypatch.setattr(embedded_graph, "_attempt", unanswered)
    with pytest.raises(Unavailable):
        await make(embedded_graph, "a")


async def test_more_readers_than_connections_wait_for_their_turn(graph: Graph) -> None:
    rows = await asyncio.gather(*(graph.read("read/test/range", n=1) for _ in range(120)))
    assert rows == [[{"i": 1, "s": "1"}]] * 120


async def test_a_read_takes_no_query_that_writes(graph: Graph) -> None:
    with pytest.raises(QueryMisused, match="write/test/lot"):
        await graph.read("write/test/lot", key="a")
    with pytest.raises(QueryMisused, match="schema/900"):
        await graph.read("schema/900")
    assert await lots(graph) == []


async def test_neo4j_refuses_a_write_in_a_read_by_itself(neo4j_session: Graph) -> None:
    with extra_queries(neo4j_session, *QUERIES), pytest.raises(QueryFailed, match="read/test/sneaky"):
        await neo4j_session.read("read/test/sneaky")
    assert await ask(neo4j_session, "MATCH (n:Sneaky) RETURN n") == []


async def test_a_writing_transaction_takes_no_schema(graph: Graph) -> None:
    async def work(tx: WriteTx) -> None:
        await tx.run("schema/900")

    with pytest.raises(QueryMisused, match="schema/900"):
        await graph.write(work)
    with pytest.raises(QueryMisused, match="write/test/lot"):
        await graph.define("write/test/lot")


@pytest.mark.parametrize("params", [{}, {"m": 1}, {"n": 1, "m": 1}])
async def test_parameters_are_exactly_the_declared_ones(graph: Graph, params: dict[str, Any]) -> None:
    with pytest.raises(QueryMisused, match="read/test/range"):
        await graph.read("read/test/range", **params)


async def test_a_slow_read_ends_at_its_limit(graph: Graph) -> None:
    with pytest.raises(TimedOut, match="read/test/slow"):
        await graph.read("read/test/slow", timeout=0.5)
    with pytest.raises(TimedOut, match="read/test/slow"):
        await graph.read("read/test/slow", timeout=0)
    assert await graph.read("read/test/range", n=1) == [{"i": 1, "s": "1"}]


async def test_neo4j_ends_a_slow_read_by_itself(
    neo4j_session: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cypher.connection.asyncio.timeout", lambda _: contextlib.nullcontext())
    with extra_queries(neo4j_session, *QUERIES), pytest.raises(TimedOut, match="read/test/slow"):
        await neo4j_session.read("read/test/slow", timeout=0.5)


async def test_a_refused_query_is_named_and_its_text_is_not(graph: Graph) -> None:
    with pytest.raises(QueryFailed) as caught:
        await graph.read("read/test/broken")
    assert str(caught.value) == "read/test/broken failed (Neo.ClientError.Statement.SyntaxError)"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


async def test_wrong_password_and_user_are_told_apart_from_silence(graph: Graph) -> None:
    for change in ({"neo4j_password": SecretStr("not-it")}, {"neo4j_user": "nobody"}):
        with pytest.raises(WrongCredentials, match=re.escape(graph.address)) as caught:
            await connect(settings_of(graph, **change))
        assert "not-it" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_an_unreachable_graph_says_where_and_what_to_do(scheme: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        uri = f"{scheme}://127.0.0.1:{probe.getsockname()[1]}"
    for where in (uri, f"{scheme}://no-such-host.invalid:7687"):
        with pytest.raises(Unavailable, match=re.escape(where)) as caught:
            await connect(GraphSettings(neo4j_uri=where))
        assert "SUYUAN_NEO4J_URI" in str(caught.value)


async def test_something_else_on_the_port_is_no_graph() -> None:
    async def other(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(other, "127.0.0.1", 0) as server:
        uri = f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with pytest.raises(Unavailable, match=re.escape(uri)):
            await connect(GraphSettings(neo4j_uri=uri))


async def test_a_database_that_is_not_there_is_named(graph: Graph) -> None:
    with pytest.raises(UnknownDatabase, match="nowhere"):
        await connect(settings_of(graph, neo4j_database="nowhere"))


@pytest.mark.parametrize("database", ["", "neo4j", "system"])
async def test_the_embedded_engine_takes_no_name_that_means_any_database(
    embedded_graph: Graph, database: str
) -> None:
    with pytest.raises(ForbiddenDatabase):
        await connect(settings_of(embedded_graph, neo4j_database=database))


@pytest.mark.parametrize("database", ["", "system"])
async def test_neo4j_takes_its_database_by_name_only(neo4j_graph: Graph, database: str) -> None:
    with pytest.raises(ForbiddenDatabase):
        await connect(settings_of(neo4j_graph, neo4j_database=database))


async def test_a_database_with_other_data_is_left_alone(graph: Graph) -> None:
    marker = await ask(
        graph, "MATCH (n) WHERE n:Suyuan OR n:Counter RETURN labels(n) AS l, properties(n) AS p"
    )
    await ask(graph, "MATCH (n) DETACH DELETE n")
    try:
        await ask(graph, "CREATE (n:Foreign {name: 'theirs'})")
        # Nobody but Suyuan writes to an embedded engine: what it did not make there is damage.
        embedded = isinstance(graph.settings, EngineSettings)
        with pytest.raises(Damaged if embedded else NotOurs, match=r"no marker|nothing was written"):
            await connect(settings_of(graph))
        assert await ask(graph, "MATCH (n) RETURN labels(n) AS l") == [{"l": ["Foreign"]}]
        await ask(graph, "MATCH (n) DETACH DELETE n")
        other = await connect(settings_of(graph))
        with pytest.raises(NotPrepared):
            await make(other, "a")
        await other.close()
    finally:
        await ask(graph, "MATCH (n) DETACH DELETE n")
        for node in marker:
            await ask(graph, f"CREATE (n:{node['l'][0]}) SET n = $p", p=node["p"])  # type: ignore[index]


async def test_a_graph_of_ours_without_its_counter_is_damaged(graph: Graph) -> None:
    await ask(graph, "MATCH (c:Counter) DELETE c")
    try:
        with pytest.raises(Damaged, match="suyuan verify"):
            await connect(settings_of(graph))
        with pytest.raises(Damaged, match="counter"):
            await ClockReader(graph).newest(5)
    finally:
        await ask(graph, "CREATE (c:Counter {name: 'recordTime', last: 0})")


def test_every_error_has_a_code_of_its_own() -> None:
    def below(kind: type[GraphError]) -> list[type[GraphError]]:
        return [kind, *(deep for sub in kind.__subclasses__() for deep in below(sub))]

    codes = [kind.code for kind in below(GraphError)]
    assert len(codes) == len(set(codes))
