"""Files and functions stay readable on one or two screens."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, code_lines, python_files

FILE_CAP, TEST_FILE_CAP, FUNCTION_CAP = 300, 400, 40


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    lines = code_lines(source, tree)
    in_tests = path.is_relative_to(ROOT / "tests")
    assert len(lines) <= (TEST_FILE_CAP if in_tests else FILE_CAP), "one subject, or two?"
    if in_tests:
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = {line for line in lines if node.lineno <= line <= (node.end_lineno or node.lineno)}
            assert len(body) <= FUNCTION_CAP, f"{node.name} has {len(body)} code lines"


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "a module docstring of one to three lines"
    if path.name == "__init__.py":
        assert len(tree.body) == 1, "__init__ holds a docstring and nothing else"
