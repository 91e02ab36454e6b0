"""Import laws hold, and nothing names a registry, this machine or unfinished work."""

import re
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT, project_files, python_files

# Spelled in parts, so that this file does not break its own law.
_HOSTS = [
    "pypi" + r"\.org", "python" + r"hosted\.org", "repo1?" + r"\.maven\.", "maven" + r"\.apache\.org/maven2",
    "registry" + r"\.npmjs", "crates" + r"\.io", "proxy" + r"\.golang", "deb" + r"\.debian\.org",
]  # fmt: skip
_MACHINE = ["/work" + "/(main|shared|steering)", r"/\." + "library", "/farm" + "/in", "farm" + "-studio"]
_UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + "Error")


def test_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:]


def test_no_file_names_a_registry_or_this_machine() -> None:
    laws = [re.compile(pattern) for pattern in _HOSTS + _MACHINE]
    texts = {path.relative_to(ROOT): path.read_bytes().decode("utf-8", "replace") for path in project_files()}
    named = [f"{path}: {law.pattern}" for path, text in texts.items() for law in laws if law.search(text)]
    assert named == []


def test_no_unfinished_work() -> None:
    found = [path for path in python_files() if _UNFINISHED.search(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(ROOT)) for path in found] == []


def test_only_the_connection_imports_the_driver() -> None:
    pattern = re.compile(r"^\s*(import neo4j|from neo4j)\b", re.MULTILINE)
    importers = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if not path.is_relative_to(ROOT / "tests") and not path.is_relative_to(ROOT / "benchmarks")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert importers == ["cypher/connection.py"]


def test_nothing_asynchronous_in_rules_and_ledger() -> None:
    for folder in ("graph_api/rules", "loaders/ledger"):
        for path in (ROOT / folder).glob("*.py"):
            assert not re.search(r"\basync (def|for|with)\b", path.read_text(encoding="utf-8")), path
