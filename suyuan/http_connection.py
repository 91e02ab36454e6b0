"""One connection of the HTTP server: whoever neither asks nor reads its answer is let go."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

_PATIENCE = 20.0
"""Seconds for the head of a request to come, and for some of an answer to be taken."""


class BoundedConnection(H11Protocol):
    """As uvicorn serves HTTP/1.1, which waits for ever for a first request, for a half-sent head, and for a
    client that takes nothing of its answer: a few hundred of those would keep everybody else out."""

    _watch: asyncio.TimerHandle | None = None
    _unsent = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop_waiting()
        self._unsent = self.transport.get_write_buffer_size()
        self._watch = self.loop.call_later(_PATIENCE, self._look)

    def _stop_waiting(self) -> None:
        if self._watch is not None:
            self._watch.cancel()

    def _look(self) -> None:
        """A request under way is bounded elsewhere, and an answer that is being taken may take its time."""
        if self.cycle is not None and not self.cycle.response_complete:
            return
        if self.transport.get_write_buffer_size() < self._unsent:
            self._wait()
        else:
            self.transport.abort()
