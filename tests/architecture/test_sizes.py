"""Files and functions stay readable on one or two screens, and every module says what it is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, code_lines, python_files

FILE_CAP, TEST_FILE_CAP, FUNCTION_CAP = 300, 400, 40


def test_files_and_functions_stay_small() -> None:
    assert [breach for path in python_files() for breach in _too_long(path)] == []


def _too_long(path: Path) -> Iterator[str]:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    lines = code_lines(source, tree)
    in_tests = path.is_relative_to(ROOT / "tests")
    if len(lines) > (TEST_FILE_CAP if in_tests else FILE_CAP):
        yield f"{path.relative_to(ROOT)} has {len(lines)} code lines: one subject, or two?"
    if in_tests:
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = {line for line in lines if node.lineno <= line <= (node.end_lineno or node.lineno)}
            if len(body) > FUNCTION_CAP:
                yield f"{path.relative_to(ROOT)}: {node.name} has {len(body)} code lines"


def test_every_module_says_what_it_is_for() -> None:
    trees = {path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8")) for path in python_files()}
    assert [str(path) for path, tree in trees.items() if not ast.get_docstring(tree)] == []
    inits = {path: tree for path, tree in trees.items() if path.name == "__init__.py"}
    assert [str(path) for path, tree in inits.items() if len(tree.body) != 1] == []
