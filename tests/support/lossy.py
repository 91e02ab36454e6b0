"""A proxy before a Bolt server that lets one commit through and loses the answer, as a crash would."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

_COMMIT = b"\x00\x02\xb0\x12\x00\x00"


@contextlib.asynccontextmanager
async def losing_one_answer(uri: str) -> AsyncIterator[tuple[str, asyncio.Event]]:
    """The proxy's address, and an event: cleared, it loses the next commit's answer; set, nothing."""
    address, lost = urlsplit(uri), asyncio.Event()
    lost.set()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream, downstream = await asyncio.open_connection(address.hostname, address.port)
        back = asyncio.create_task(_copy(upstream, writer))
        while data := await reader.read(65536):
            loses = _COMMIT in data and not lost.is_set()
            if loses:
                lost.set()
                back.cancel()
                await asyncio.wait([back])
            downstream.write(data)
            if loses:
                await upstream.read(1)
                break
        back.cancel()
        await asyncio.wait([back])
        for end in (writer, downstream):
            end.close()
            with contextlib.suppress(ConnectionError):
                await end.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.create_task(serve(reader, writer)))

    async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
        yield f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}", lost
        await asyncio.gather(*tasks)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
