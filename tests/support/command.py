"""The command line as people run it: `suyuan …` in a process of its own."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parents[2] / "samples"
COMMAND = (str(Path(sys.executable).with_name("suyuan")),)
_PATIENCE = 180.0


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Standard output as the one JSON object it must be."""
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Nothing of the person's own settings; data in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SUYUAN_")}
    return kept | {"SUYUAN_DATA_DIR": str(folder), "TZ": "Asia/Shanghai", "COLUMNS": "200", **settings}


def suyuan(folder: Path, *arguments: str, command: Sequence[str] = COMMAND, **settings: str) -> Ran:
    """Runs a command to its end."""
    done = subprocess.run(
        [*command, *arguments],
        env=environment(folder, settings),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_PATIENCE,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Serving:
    """A `suyuan serve` that answers."""

    folder: Path
    endpoint: str
    process: subprocess.Popen[str]
    errors: Path

    @property
    def said(self) -> str:
        """What it told people so far."""
        return self.errors.read_text(encoding="utf-8")

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.endpoint.rpartition(":")[2].partition("/")[0])


@contextmanager
def serving(folder: Path, *arguments: str, **settings: str) -> Iterator[Serving]:
    """`suyuan serve` on a free port, stopped by SIGTERM at the end."""
    errors = folder.with_suffix(".err")
    with errors.open("w", encoding="utf-8") as err:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", "--json", *arguments],
            env=environment(folder, settings),
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
            encoding="utf-8",
        )
    try:
        yield Serving(folder, _endpoint(process, errors), process, errors)
    finally:
        process.terminate()
        process.wait(60)
        assert process.stdout is not None
        process.stdout.close()


def _endpoint(process: subprocess.Popen[str], errors: Path) -> str:
    """The address from the one JSON object on standard output."""
    assert process.stdout is not None
    text, deadline = "", time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        line = process.stdout.readline()
        text += line
        if line == "}\n":
            return str(json.loads(text)["endpoint"])
        if not line:
            break
    raise AssertionError(f"serve did not come up: {errors.read_text(encoding='utf-8')}")
