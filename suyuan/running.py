"""Runs a command's coroutine to its end, so that an interrupt or a termination still stops the engine."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

import typer

T = TypeVar("T")
_TERMINATED, _INTERRUPTED = 128 + signal.SIGTERM, 128 + signal.SIGINT


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of the work; interrupted, it is cancelled and cleans up before the process ends."""
    try:
        with asyncio.Runner() as runner:
            return runner.run(_terminable(work))
    except KeyboardInterrupt:
        raise typer.Exit(_INTERRUPTED) from None
    except asyncio.CancelledError:
        raise typer.Exit(_TERMINATED) from None


async def _terminable(work: Coroutine[Any, Any, T]) -> T:
    """A termination cancels the work, as asyncio does for an interrupt."""
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task
