"""The embedded engine's life: a command starts it or joins it; only the one that started it stops it."""

import asyncio
import contextlib
import logging
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import SecretStr

from cypher.engine.folder import EngineFolder, FileLock, Whereabouts, end_server, prepare_folder
from cypher.engine.server import (
    DATABASE,
    USER,
    EngineLimits,
    Server,
    answers,
    free_ports,
    start_server,
)
from cypher.errors import EngineNotStarted, LockedFolder
from cypher.settings import EngineSettings

_JOIN_PATIENCE, _POLL = 150.0, 0.1
_STARTS, _RESTARTS = 3, 5
_STEADY = 3.0
"""Seconds after which a server that was started again counts as running."""
_log = logging.getLogger("suyuan.engine")


class EngineHandle:
    """A running engine: `settings` lead `connect` to it; `owned` where closing this stops it."""

    def __init__(self, folder: EngineFolder, whereabouts: Whereabouts, guest: FileLock | None = None) -> None:
        self._folder = folder
        self._guests = guest or folder.guest_lock(shared=False)
        self.whereabouts = whereabouts
        self.owned = False
        self.settings = EngineSettings(
            neo4j_uri=f"bolt://127.0.0.1:{whereabouts.bolt_port}",
            neo4j_user=USER,
            neo4j_password=SecretStr(folder.password()),
            neo4j_database=DATABASE,
            data_dir=folder.path.parent,
        )

    async def close(self) -> None:
        """Lets go of the engine, and stops it where it is owned; safe to repeat."""
        self._guests.release()

    def alone(self) -> bool:
        """Whether no other command works with the engine; from then on none joins until this is closed."""
        return not self.owned or self._guests.acquire()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class OwnedEngine(EngineHandle):
    """An engine that this process started: kept running until it is closed."""

    def __init__(self, folder: EngineFolder, limits: EngineLimits, lock: FileLock, server: Server) -> None:
        super().__init__(folder, server.whereabouts)
        self.owned = True
        self._limits = limits
        self._lock = lock
        self._server: Server | None = server
        self._watch = asyncio.create_task(self._keep_running())

    async def close(self) -> None:
        """Stops the server cleanly and frees the folder; safe to repeat."""
        self._watch.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._watch
        try:
            if self._server:
                await self._server.stop()
                self._server = None
            self._folder.withdraw()
        finally:
            self._lock.release()
            self._guests.release()

    async def _keep_running(self) -> None:
        """Starts the server again on the same ports when it dies, so that drivers find it back.

        One that dies again and again as soon as it is up is given up.
        """
        restarts, now = 0, asyncio.get_running_loop().time
        while self._server and restarts < _RESTARTS:
            began = now()
            code = await self._server.process.wait()
            restarts = restarts + 1 if now() - began < _STEADY else 1
            _log.error("the embedded engine died (exit code %s); starting it again", code)
            await self._restart()
        _log.error(
            "the embedded engine died %s times in a row and is given up: see %s", restarts, self._folder.log
        )

    async def _restart(self) -> None:
        ports = self.whereabouts.bolt_port, self.whereabouts.http_port
        for attempt in range(_STARTS):
            try:
                self._server = await start_server(self._folder, self._limits, ports)
            except (EngineNotStarted, LockedFolder) as error:
                _log.error("the embedded engine did not start again: %s", error)
                await asyncio.sleep(attempt + 1)
            else:
                self.whereabouts = self._server.whereabouts
                self._folder.announce(self.whereabouts)
                return
        self._server = None


async def open_engine(
    data_dir: Path, *, heap_mb: int = 1024, command_timeout: float = 60.0, lasting: bool = False
) -> EngineHandle:
    """Joins the engine that runs in `data_dir`, or starts it there; never a second one on one folder.

    `lasting` for what may outlive the engine that it joins: its owner does not wait for it.
    """
    folder = await asyncio.to_thread(prepare_folder, data_dir)
    deadline = asyncio.get_running_loop().time() + _JOIN_PATIENCE
    while True:
        lock = folder.owner_lock()
        if lock.acquire():
            return await _own(folder, EngineLimits(heap_mb, command_timeout), lock)
        guest = folder.guest_lock(shared=True)
        if guest.acquire():
            whereabouts = folder.find()
            if whereabouts and await answers(whereabouts):
                if lasting:
                    guest.release()
                return EngineHandle(folder, whereabouts, guest)
            guest.release()
        if asyncio.get_running_loop().time() > deadline:
            raise LockedFolder(
                f"another process owns {data_dir} and its engine does not answer: "
                "end that process, or set SUYUAN_DATA_DIR to another folder"
            )
        await asyncio.sleep(_POLL)


async def _own(folder: EngineFolder, limits: EngineLimits, lock: FileLock) -> OwnedEngine:
    """Starts the server under the owner's lock; an orphan of an owner that was killed is ended first."""
    try:
        former = folder.find()
        folder.withdraw()
        await asyncio.to_thread(end_server, folder)
        server = await _start(folder, limits, former)
        folder.announce(server.whereabouts)
        return OwnedEngine(folder, limits, lock, server)
    except BaseException:
        lock.release()
        raise


async def _start(folder: EngineFolder, limits: EngineLimits, former: Whereabouts | None) -> Server:
    """A port that looked free may be gone a moment later; then other ports are tried."""
    for _ in range(_STARTS - 1):
        with contextlib.suppress(EngineNotStarted):
            return await start_server(folder, limits, free_ports(former))
    return await start_server(folder, limits, free_ports(None))
