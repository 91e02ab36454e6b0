"""The HTTP server: its socket, its limits, and a stop that lets everything else be closed too."""

import asyncio
import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from suyuan.failures import FaceError
from suyuan.http_connection import BoundedConnection

_CONCURRENCY, _BACKLOG = 200, 512
_KEEP_ALIVE, _GRACE = 20, 10
"""Seconds: an idle connection is kept, and requests under way may take when the server is told to stop."""
_HEAD = 32 * 1024


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket bound before anything else is started, so that a busy port costs nothing."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _no_address(host, error) from None
    with listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
        except OSError as error:
            raise _cannot_listen(host, port, error) from None
        listener.listen(_BACKLOG)
        yield listener


def _cannot_listen(host: str, port: int, error: OSError) -> FaceError:
    if error.errno == errno.EADDRNOTAVAIL:
        return _no_address(host, error)
    cure = "choose one above 1023" if error.errno == errno.EACCES else "stop what uses it, or choose another"
    return FaceError(
        "PORT_NOT_AVAILABLE",
        f"cannot listen on {host} port {port} ({error.strerror}): {cure} with --port (make run PORT=…)",
    )


def _no_address(host: str, error: OSError) -> FaceError:
    return FaceError("BAD_ADDRESS", f"{host} is no address of this machine ({error.strerror}): set --host")


class HttpServer(uvicorn.Server):
    """Serves an application on a socket until SIGINT or SIGTERM, and then returns."""

    def __init__(self, app: ASGIApp, started: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=BoundedConnection,
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=_CONCURRENCY,
                backlog=_BACKLOG,
                timeout_keep_alive=_KEEP_ALIVE,
                timeout_graceful_shutdown=_GRACE,
                h11_max_incomplete_event_size=_HEAD,
            )
        )
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, and says so once requests are answered."""
        await super().startup(sockets)
        if self.started:
            self._tell()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn does, but without raising the signals anew: the engine is still to be stopped."""
        loop, interrupt = asyncio.get_running_loop(), signal.getsignal(signal.SIGINT)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)
            signal.signal(signal.SIGINT, interrupt)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it is stopping already
