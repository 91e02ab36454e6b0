"""The embedded engine's folder: who owns it, where its server runs, its password; for its user only."""

import contextlib
import errno
import fcntl
import os
import secrets
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import BaseModel, ValidationError

from cypher.errors import FullDisk, LockedFolder, UnsafeFolder


class Whereabouts(BaseModel, frozen=True):
    """Where the engine of a folder runs: its server's process and its ports on loopback."""

    pid: int
    bolt_port: int
    http_port: int


class FileLock:
    """A lock on a file, of one holder or shared by several; the system frees it when the process ends."""

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self._path = path
        self._kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Whether the lock could be had, or is held already; never waits."""
        if self._handle is not None:
            return True
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, self._kind | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Frees the lock; nothing where it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


@dataclass(frozen=True, slots=True)
class EngineFolder:
    """The files of one embedded engine, below `path`."""

    path: Path

    @property
    def root(self) -> Path:
        """What the server itself writes: databases, configuration, logs."""
        return self.path / "server"

    @property
    def log(self) -> Path:
        """What the server printed."""
        return self.path / "server.log"

    @property
    def server_lock(self) -> Path:
        """Held by the server process as long as it lives; holds its process id."""
        return self.path / "server.lock"

    @property
    def password_file(self) -> Path:
        """The server's generated password."""
        return self.path / "password"

    @property
    def _whereabouts(self) -> Path:
        return self.path / "engine.json"

    def owner_lock(self) -> FileLock:
        """Held by the command that started the engine and will stop it."""
        return FileLock(self.path / "owner.lock")

    def guest_lock(self, *, shared: bool) -> FileLock:
        """Shared by the commands that have joined the engine; had alone, none has, and none joins."""
        return FileLock(self.path / "guests.lock", shared=shared)

    def server_lives(self) -> bool:
        """Whether a server process holds this folder, whoever started it."""
        with FileLock(self.server_lock) as lock:
            return not lock.acquire()

    def password(self) -> str:
        """The password, made at the first call; a server that knew a lost one is told the new one."""
        try:
            return self.password_file.read_text()
        except FileNotFoundError:
            (self.root / "config" / "server-users.jsonl").unlink(missing_ok=True)
            _write_private(self.password_file, secrets.token_urlsafe(32))
            return self.password_file.read_text()

    def find(self) -> Whereabouts | None:
        """Where the server runs or last ran; None where no one has said so."""
        try:
            return Whereabouts.model_validate_json(self._whereabouts.read_bytes())
        except (FileNotFoundError, ValidationError):
            return None

    def announce(self, whereabouts: Whereabouts) -> None:
        """Tells other commands where the server runs."""
        _write_private(self._whereabouts, whereabouts.model_dump_json())

    def withdraw(self) -> None:
        """Takes the announcement back."""
        self._whereabouts.unlink(missing_ok=True)


def prepare_folder(data_dir: Path) -> EngineFolder:
    """The engine's folder inside the data folder, made if need be, readable by its user only."""
    folder = EngineFolder(data_dir / "engine")
    try:
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        data_dir.mkdir(mode=0o700, exist_ok=True)
        folder.path.mkdir(mode=0o700, exist_ok=True)
        folder.path.chmod(0o700)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise FullDisk(data_dir) from None
        raise UnsafeFolder(
            f"{data_dir} cannot hold the embedded engine ({error.strerror}): "
            "set SUYUAN_DATA_DIR to a folder of yours"
        ) from None
    return folder


def end_server(folder: EngineFolder, patience: float = 20.0) -> None:
    """Ends a server that outlived its owner, first gently; LockedFolder where it will not go.

    The lock proves that the process whose id it holds is alive and is the server.
    """
    for sent in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + patience
        if folder.server_lives():
            with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
                os.kill(int(folder.server_lock.read_text()), sent)
        while folder.server_lives() and time.monotonic() < deadline:
            time.sleep(0.05)
    if folder.server_lives():
        raise LockedFolder(f"an engine without owner runs on {folder.path} and will not end: end it by hand")


def _write_private(path: Path, text: str) -> None:
    """Replaces the file in one step; it is readable by its user only from the first byte on."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
