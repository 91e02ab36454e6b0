"""A loader in a process of its own, to be killed: prints `ack <record time>` after each commit.

`python -m tests.support.loader_process URI USER DATABASE BATCH FILE…`, the password in SUYUAN_TEST_SECRET.
The clock stands still, so that record times are 1, 2, 3 … and two loads can be compared whole.
"""

import asyncio
import os
import sys
from pathlib import Path

from pydantic import SecretStr

from cypher.connection import connect
from cypher.settings import GraphSettings
from loaders.pipeline import LoadProgress, load
from loaders.settings import IntakeSettings
from loaders.sources import file_source


async def main(uri: str, user: str, database: str, batch: str, *files: str) -> None:
    password = SecretStr(os.environ["SUYUAN_TEST_SECRET"])
    graph = await connect(
        GraphSettings(neo4j_uri=uri, neo4j_user=user, neo4j_password=password, neo4j_database=database)
    )
    try:
        sources = [file_source(Path(file)) for file in files]
        settings = IntakeSettings(batch_size=int(batch))
        await load(graph, sources, settings=settings, progress=_acknowledge, clock=lambda: 0)
    finally:
        await graph.close()


def _acknowledge(progress: LoadProgress) -> None:
    if progress.record_time is not None:
        sys.stdout.write(f"ack {progress.record_time}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
