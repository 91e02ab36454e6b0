"""Becomes the engine's server: takes the folder's lock for it, ties it to its parent, then executes it.

Run by path with `python -I`, so that it starts in milliseconds: `launch.py LOCK PARENT COMMAND…`.
The lock is held by the server itself, as an open file: it is free exactly when the server is gone.
"""

import ctypes
import fcntl
import os
import signal
import sys

FOLDER_IN_USE = 75
"""Exit code where another server holds the folder (EX_TEMPFAIL of sysexits.h)."""

_PR_SET_PDEATHSIG = 1


def main(lock: str, parent: int, command: list[str]) -> None:
    """Never returns: executes `command` in this process, or exits with FOLDER_IN_USE."""
    os.umask(0o077)
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(FOLDER_IN_USE)
    os.ftruncate(handle, 0)
    os.write(handle, str(os.getpid()).encode())
    os.set_inheritable(handle, True)
    _die_with(parent)
    os.execv(command[0], command)  # noqa: S606 - the command is the engine's own, made in server.py


def _die_with(parent: int) -> None:
    """Asks Linux to end this process when its parent dies; elsewhere an orphan is found by its lock.

    Linux counts the death of the very thread that started it: an engine is opened in a thread that lasts.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
