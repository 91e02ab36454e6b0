"""What can go wrong with the graph, in our words; the driver's errors never leave `cypher/connection.py`.

GraphError                    anything that went wrong with the graph or its engine
├── Unavailable               nobody answers Bolt at the address
├── WrongCredentials          the server refuses user or password
├── UnknownDatabase           the server has no database of that name
├── ForbiddenDatabase         a database name that must not be used there
├── NotOurs                   the database holds data that Suyuan did not make
├── NotPrepared               the database is empty: the schema has not been applied
├── Damaged                   the database does not hold what was written to it
├── TimedOut                  a time limit ended the query
├── Conflict                  a uniqueness constraint refused a write
├── RetriesExhausted          a passing trouble did not pass in time
├── QueryFailed               the engine refused a query for any other reason
├── QueryMisused              a query called in the wrong mode or with the wrong parameters
├── CatalogError              a query file breaks a rule of the catalogue
└── EngineError               the embedded engine
    ├── EngineNotStarted      it did not come up
    ├── FullDisk              there is no room to write
    ├── LockedFolder          another process owns the data folder and its engine cannot be joined
    └── UnsafeFolder          the folder cannot be used: not ours, not writable, not a folder

A message says what happened, where, and what to do. It never holds query text, parameters or secrets.
"""


class GraphError(Exception):
    """Anything that went wrong with the graph or its engine; `code` is stable (`docs/errors.md`)."""

    code = "GRAPH_ERROR"


class Unavailable(GraphError):
    """Nobody answers Bolt at the address."""

    code = "GRAPH_UNAVAILABLE"

    def __init__(self, address: str) -> None:
        super().__init__(
            f"no graph answers at {address}: start it, or set SUYUAN_NEO4J_URI to where it listens"
        )


class WrongCredentials(GraphError):
    """The server refuses user or password."""

    code = "GRAPH_WRONG_CREDENTIALS"

    def __init__(self, address: str, user: str) -> None:
        super().__init__(
            f"the graph at {address} refuses user {user!r}: set SUYUAN_NEO4J_USER and SUYUAN_NEO4J_PASSWORD"
        )


class UnknownDatabase(GraphError):
    """The server has no database of that name."""

    code = "GRAPH_UNKNOWN_DATABASE"

    def __init__(self, address: str, database: str) -> None:
        super().__init__(f"the graph at {address} has no database {database!r}: set SUYUAN_NEO4J_DATABASE")


class ForbiddenDatabase(GraphError):
    """A name that means something else there: `neo4j`, `system` and none are any database on ArcadeDB."""

    code = "GRAPH_FORBIDDEN_DATABASE"

    def __init__(self, database: str, address: str) -> None:
        super().__init__(
            f"database name {database!r} must not be used at {address}: "
            "set SUYUAN_NEO4J_DATABASE to its own name"
        )


class NotOurs(GraphError):
    """The database holds data that Suyuan did not make; nothing was written."""

    code = "GRAPH_NOT_OURS"

    def __init__(self, address: str, database: str) -> None:
        super().__init__(
            f"database {database!r} at {address} holds data that Suyuan did not make; nothing was written: "
            "set SUYUAN_NEO4J_URI or SUYUAN_NEO4J_DATABASE to an empty database or to one of Suyuan's"
        )


class NotPrepared(GraphError):
    """The database is empty and bears no marker yet; writing waits for the schema."""

    code = "GRAPH_NOT_PREPARED"

    def __init__(self, address: str, database: str) -> None:
        super().__init__(f"database {database!r} at {address} has no schema yet: apply_schema comes first")


class Damaged(GraphError):
    """The database does not hold what was written to it: its files were cut, overwritten or lost."""

    code = "GRAPH_DAMAGED"

    def __init__(self, address: str, what: str) -> None:
        super().__init__(
            f"the graph at {address} is damaged: {what}. Answers from it may be short. "
            "Stop writing to it, keep a copy of its files, and bring back a backup or load the records anew; "
            "`suyuan verify` says what does not agree"
        )


class TimedOut(GraphError):
    """A time limit ended the query, the server's or our own."""

    code = "GRAPH_TIMED_OUT"

    def __init__(self, query: str) -> None:
        super().__init__(f"{query} ran into its time limit: ask for less, or raise SUYUAN_QUERY_TIMEOUT")
        self.query = query


class Conflict(GraphError):
    """A uniqueness constraint refused a write; the transaction left nothing."""

    code = "GRAPH_CONFLICT"

    def __init__(self, query: str) -> None:
        super().__init__(f"{query} would break a uniqueness constraint; nothing was written")
        self.query = query


class Overtaken(Conflict):
    """What a query found was changed by another writer before it could be read; nothing was written.

    Only the embedded engine says so, in the middle of a transaction: tried again, it is settled.
    """

    code = "GRAPH_OVERTAKEN"

    def __init__(self, query: str) -> None:
        super().__init__(query)
        self.args = (f"{query} was overtaken by another writer; nothing was written: try again",)


class RetriesExhausted(GraphError):
    """A passing trouble (lost connection, lock, restart) outlasted the retries; nothing was written."""

    code = "GRAPH_RETRIES_EXHAUSTED"

    def __init__(self, query: str, reason: str) -> None:
        super().__init__(f"{query} was tried again until its time was over ({reason}): try later")
        self.query = query


class QueryFailed(GraphError):
    """The engine refused a query; `reason` is the engine's status code, never its message."""

    code = "GRAPH_QUERY_FAILED"

    def __init__(self, query: str, reason: str) -> None:
        super().__init__(f"{query} failed ({reason})")
        self.query = query
        self.reason = reason


class QueryMisused(GraphError):
    """A query called in the wrong mode or with the wrong parameters: a mistake in our own code."""

    code = "GRAPH_QUERY_MISUSED"


class CatalogError(GraphError):
    """A query file breaks a rule of the catalogue; the message names file and line."""

    code = "CATALOG_ERROR"


class EngineError(GraphError):
    """The embedded engine."""

    code = "ENGINE_ERROR"


class EngineNotStarted(EngineError):
    """It did not come up; the message names its log."""

    code = "ENGINE_NOT_STARTED"


class FullDisk(EngineError):
    """There is no room to write; what was committed stays."""

    code = "ENGINE_DISK_FULL"

    def __init__(self, folder: object) -> None:
        super().__init__(
            f"the disk that holds {folder} is full: what was committed stays, nothing more can be written. "
            "Make room, or set SUYUAN_DATA_DIR to a folder on another disk, and run it again"
        )


class LockedFolder(EngineError):
    """Another process owns the data folder, and its engine cannot be joined."""

    code = "ENGINE_LOCKED_FOLDER"


class UnsafeFolder(EngineError):
    """The folder cannot be used: not a folder, not writable, or open to others."""

    code = "ENGINE_UNSAFE_FOLDER"
