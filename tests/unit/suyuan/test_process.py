"""How a command runs and ends: signals clean up first, logs are lines, bars are for people."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from loaders.sources import Source
from suyuan import progress


def python(program: str) -> subprocess.CompletedProcess[str]:
    """Runs a program of its own, for signals and log handlers belong to a whole process."""
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )


_SIGNALLED = """
import asyncio, os, signal, sys, typer
from suyuan.running import run

async def work():
    try:
        os.kill(os.getpid(), signal.{name})
        await asyncio.sleep(30)
    finally:
        await asyncio.sleep(0)
        print("cleaned up")

try:
    run(work())
except typer.Exit as end:
    sys.exit(end.exit_code)
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_lets_the_work_clean_up(name: str, code: int) -> None:
    done = python(_SIGNALLED.format(name=name))
    assert done.returncode == code, done.stderr
    assert done.stdout == "cleaned up\n"
    assert done.stderr == ""


def test_work_that_ends_gives_its_result() -> None:
    done = python("import asyncio; from suyuan.running import run; print(run(asyncio.sleep(0, 'result')))")
    assert done.stdout == "result\n"


_LOGGING = """
import logging, structlog
from suyuan.logs import log_requests, set_up_logs
set_up_logs()
logging.getLogger("a.library").warning("it %s", "happened")
structlog.get_logger("graph_api.access").info("too early")
log_requests()
structlog.get_logger("graph_api.access").info("request", status=200, name="溯源")
logging.getLogger("a.library").info("too quiet")
"""


def test_logs_of_all_libraries_are_json_lines_on_standard_error() -> None:
    done = python(_LOGGING)
    assert done.stdout == ""
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["it happened", "request"]
    assert lines[0]["logger"] == "a.library"
    assert (lines[1]["status"], lines[1]["name"], lines[1]["level"]) == (200, "溯源", "info")
    assert all(line["timestamp"].endswith("Z") for line in lines)


def test_progress_is_shown_at_a_terminal_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    files = [Source(name, tmp_path / name) for name in ("first.jsonld", "refused.jsonld", "third.jsonld")]
    for file, size in zip(files, (100, 100, 200), strict=True):
        file.path.write_bytes(b" " * size)
    for terminal in (True, False):
        shown = io.StringIO()
        console = Console(file=shown, force_terminal=terminal, width=100)
        monkeypatch.setattr(progress, "notes", console)
        with progress.progress_bar(files) as show:
            show("first.jsonld", 500, 100)
            show("third.jsonld", 1000, 50)
        assert ("third.jsonld (file 3 of 3): 1000 records" in shown.getvalue()) is terminal
        assert ("62%" in shown.getvalue()) is terminal, "250 of 400 bytes"
        assert bool(shown.getvalue()) is terminal
