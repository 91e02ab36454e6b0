"""A full disk is told as a full disk, whatever the embedded engine makes of it.

It says so only in its log, and not even there where the log lies on the same disk; over Bolt it answers with
whatever broke first: a lost transaction, a conflict, a record that is not there, or nothing at all.
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cypher.errors import FullDisk, GraphError

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_SAID = b"No space left on device"
_LEFT = 4 * 1024 * 1024
"""Bytes below which the engine cannot be sure to write a transaction down: with less the disk is full."""


@contextmanager
def full_disk_told(data_dir: Path) -> Iterator[None]:
    """Raises FullDisk for a failure that comes of it, every other one as it is."""
    log = data_dir / "engine" / "server.log"
    begun = _size(log)
    try:
        yield
    except GraphError:
        if _is_full(data_dir) or _said_since(log, begun):
            raise FullDisk(data_dir) from None
        raise
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise FullDisk(data_dir) from None
        raise


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LEFT
    except OSError:
        return False


def _said_since(log: Path, begun: int) -> bool:
    """Whether the engine has said so since; a log that became shorter was begun anew."""
    try:
        with log.open("rb") as stream:
            stream.seek(begun if begun <= _size(log) else 0)
            return _SAID in stream.read()
    except OSError:
        return False


def _size(log: Path) -> int:
    try:
        return log.stat().st_size
    except OSError:
        return 0
