"""What goes wrong on the command line: said in one sentence, with what to do; never a stack trace."""

import fcntl
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.support.command import COMMAND, SAMPLES, environment, suyuan

SAMPLE = str(SAMPLES / "milk.jsonld")
IMPATIENT = (
    sys.executable,
    "-c",
    (
        "import cypher.engine.embedded as e; e._JOIN_PATIENCE = 0.5\n"
        "import suyuan.assembly as a; a._USUAL = 0.1\n"
        "from suyuan.main import app; app()"
    ),
)


def test_an_unreachable_server_is_named(tmp_path: Path) -> None:
    ran = suyuan(tmp_path, "load", SAMPLE, SUYUAN_NEO4J_URI="bolt://127.0.0.1:1")
    assert ran.code == 1
    assert "127.0.0.1:1" in ran.err
    assert "SUYUAN_NEO4J_URI" in ran.err
    assert "Traceback" not in ran.err
    told = suyuan(tmp_path, "trace", "x1", "--json", SUYUAN_NEO4J_URI="bolt://127.0.0.1:1")
    assert (told.code, told.json["error"]["code"]) == (1, "GRAPH_UNAVAILABLE")


def test_a_locked_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "engine").mkdir(parents=True, mode=0o700)
    handle = os.open(folder / "engine" / "owner.lock", os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        ran = suyuan(folder, "load", SAMPLE, command=IMPATIENT)
    finally:
        os.close(handle)
    assert ran.code == 1
    waiting, told = ran.err.splitlines()
    assert f"still waiting: the engine in {folder}" in waiting
    assert str(folder) in told
    assert "SUYUAN_DATA_DIR" in told


def test_a_server_of_a_cluster_that_is_unreachable_is_one_sentence(tmp_path: Path) -> None:
    ran = suyuan(tmp_path, "trace", "x1", SUYUAN_NEO4J_URI="neo4j://127.0.0.1:1")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1, "what the driver logs of it is not for people"


def test_an_address_of_another_machine_is_told_from_a_busy_port(tmp_path: Path) -> None:
    ran = suyuan(tmp_path, "serve", "--host", "192.0.2.1", "--port", "0", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (1, "BAD_ADDRESS")
    assert "--host" in ran.json["error"]["message"]


def test_alone_it_explains_itself_as_wrong_use(tmp_path: Path) -> None:
    ran = suyuan(tmp_path)
    assert (ran.code, ran.out) == (1, "")
    for name in ("serve", "load", "check", "trace", "schema"):
        assert f"  {name}" in ran.err
    assert suyuan(tmp_path, "--version").out == f"suyuan {version('suyuan')}\n"


def test_an_answer_that_nobody_reads_on_ends_without_a_trace_of_it(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [*COMMAND, "schema"],
        env=environment(tmp_path, {}),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert ran.returncode == 1
    assert ran.stderr == b""


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    ran = suyuan(tmp_path / "file" / "data", "load", SAMPLE)
    assert ran.code == 1
    assert "SUYUAN_DATA_DIR" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SUYUAN_QUERY_TIMEOUT", "soon"),
        ("SUYUAN_NEO4J_URI", "http://user:hidden@graph.example"),
        ("SUYUAN_MAX_NODES", "0"),
    ],
)
def test_a_wrong_setting_is_named_and_its_value_is_not_shown(tmp_path: Path, name: str, value: str) -> None:
    ran = suyuan(tmp_path, "trace", "x1", **{name: value})
    assert ran.code == 1
    assert name in ran.err
    assert "hidden" not in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["load"],
        ["nonsense"],
        ["trace", "x1", "--direction", "sideways"],
        ["trace", "x1", "--as-of", "yesterday"],
        ["trace", "x1", "--known-at", "2025-05-13T08:00:00"],
        ["trace", "x1", "--max-nodes", "0"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "0", "--host", "256.1.1.1"],
        ["check", "-", SAMPLE],
        ["check", SAMPLE, "--zone", "Mars/Olympus"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_1_and_words(tmp_path: Path, arguments: list[str]) -> None:
    ran = suyuan(tmp_path, *arguments)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.strip()
    assert "Traceback" not in ran.err


def test_every_command_explains_itself(tmp_path: Path) -> None:
    for name in ("serve", "load", "check", "trace", "schema"):
        ran = suyuan(tmp_path, name, "--help")
        assert ran.code == 0
        assert "Exit codes" in ran.out


def test_the_schema_is_the_committed_one(tmp_path: Path) -> None:
    committed = SAMPLES.parent / "graph_api" / "schema" / "schema.graphql"
    assert suyuan(tmp_path, "schema").out == committed.read_text(encoding="utf-8")
    assert suyuan(tmp_path, "schema", "--check", str(committed)).code == 0
    other = tmp_path / "other.graphql"
    other.write_text(committed.read_text(encoding="utf-8").replace("type Query", "type Queries"))
    changed = suyuan(tmp_path, "schema", "--check", str(other), "--json")
    assert changed.code == 1
    assert changed.json["same"] is False
    assert suyuan(tmp_path, "schema", "--check", str(tmp_path / "none")).code == 1
