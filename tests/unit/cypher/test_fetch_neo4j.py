"""Where Java or Maven is missing the tests say what to install, and CI does not let it pass."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import engines
from tests.support.neo4j import fetch

ROOT = Path(__file__).parents[3]


def test_no_java_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(fetch.Missing, match="install a JDK"):
        fetch.java()


def test_java_home_picks_the_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert fetch.java() == str(java)


def test_no_maven_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUYUAN_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(fetch.Missing, match="install Maven"):
        fetch.libraries("5.26.30")
    assert list((tmp_path / "neo4j").iterdir()) == []


def test_libraries_once_fetched_need_no_maven(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUYUAN_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    (tmp_path / "neo4j" / "1.2.3").mkdir(parents=True)
    assert fetch.libraries("1.2.3") == tmp_path / "neo4j" / "1.2.3"


@pytest.mark.parametrize(
    ("ci", "outcome", "said"), [("true", 1, "1 error"), ("", 0, "THE NEO4J HALF DID NOT RUN")]
)
def test_a_missing_engine_is_loud_and_fails_in_ci(tmp_path: Path, ci: str, outcome: int, said: str) -> None:
    """A whole run of one test that needs Neo4j, on a machine without Java and Maven."""
    test = "tests/contract/test_connection.py::test_neo4j_refuses_a_write_in_a_read_by_itself"
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", test],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"CI": ci, "PATH": str(tmp_path), "HOME": str(tmp_path), "SUYUAN_CACHE_DIR": str(tmp_path)},
    )  # fmt: skip
    assert run.returncode == outcome, run.stdout
    assert said in run.stdout
    assert "install Maven" in run.stdout


def test_only_a_named_server_is_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUYUAN_TEST_NEO4J_URI", "bolt://graph.example:7687")
    monkeypatch.setenv("SUYUAN_TEST_NEO4J_PASSWORD", "word")
    given = engines._given()
    assert (given.neo4j_uri, given.neo4j_user, given.neo4j_database) == (
        "bolt://graph.example:7687", "neo4j", "neo4j",
    )  # fmt: skip
    assert given.neo4j_password.get_secret_value() == "word"
