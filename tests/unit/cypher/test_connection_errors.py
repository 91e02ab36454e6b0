"""Every trouble that a server or the driver can report has a name of ours, and its message stays behind."""

import neo4j
import pytest
from neo4j import AsyncGraphDatabase, exceptions

from cypher.connection import Graph, connect
from cypher.errors import (
    Conflict,
    GraphError,
    Overtaken,
    QueryFailed,
    RetriesExhausted,
    TimedOut,
    Unavailable,
    UnknownDatabase,
    WrongCredentials,
)
from cypher.settings import GraphSettings

URI = "bolt://127.0.0.1:1"


def raised(error: BaseException) -> GraphError:
    settings = GraphSettings(neo4j_uri=URI, neo4j_user="someone")
    driver = AsyncGraphDatabase.driver(URI)
    try:
        with Graph(driver, settings)._our_errors(lambda: "read/test/some"):
            raise error
    except GraphError as ours:
        return ours
    finally:
        driver._closed = True


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("Neo.ClientError.Transaction.TransactionTimedOut", TimedOut),
        ("Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration", TimedOut),
        ("Neo.ClientError.Transaction.TransactionTerminated", TimedOut),
        ("Neo.ClientError.Schema.ConstraintValidationFailed", Conflict),
        ("Neo.ClientError.Statement.EntityNotFound", Overtaken),
        ("Neo.ClientError.Security.Unauthorized", WrongCredentials),
        ("Neo.ClientError.Security.AuthenticationRateLimit", WrongCredentials),
        ("Neo.ClientError.Database.DatabaseNotFound", UnknownDatabase),
        ("Neo.TransientError.Transaction.DeadlockDetected", RetriesExhausted),
        ("Neo.ClientError.Statement.SyntaxError", QueryFailed),
        ("Neo.DatabaseError.General.UnknownError", QueryFailed),
    ],
)
def test_a_servers_error_gets_our_name(code: str, kind: type[GraphError]) -> None:
    error = raised(neo4j.exceptions.Neo4jError._hydrate_neo4j(code=code, message="secret $lot = 'L1'"))
    assert type(error) is kind
    assert "secret" not in str(error)
    assert error.__suppress_context__


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (exceptions.ServiceUnavailable("secret"), Unavailable),
        (exceptions.RoutingServiceUnavailable("secret"), Unavailable),
        (exceptions.SessionExpired("secret"), Unavailable),
        (exceptions.ConnectionAcquisitionTimeoutError("secret"), RetriesExhausted),
        (exceptions.ResultFailedError("secret"), QueryFailed),
        (TimeoutError("secret"), TimedOut),
    ],
)
def test_a_drivers_error_gets_our_name(error: Exception, kind: type[GraphError]) -> None:
    ours = raised(error)
    assert type(ours) is kind
    assert "secret" not in str(ours)


async def test_no_address_is_no_graph() -> None:
    with pytest.raises(Unavailable, match="SUYUAN_NEO4J_URI"):
        await connect(GraphSettings())
