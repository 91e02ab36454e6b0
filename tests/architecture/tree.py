"""The tracked files of the checkout, and how their code lines are counted."""

import ast
import io
import subprocess
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("cypher", "graph_api", "loaders", "suyuan", "tests", "benchmarks")
_QUIET = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
}


def project_files() -> list[Path]:
    """Every file that git tracks or would track."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [path for line in listing.stdout.splitlines() if (path := ROOT / line).is_file()]


def python_files() -> list[Path]:
    """The project's Python modules."""
    return [path for path in project_files() if path.suffix == ".py"]


def code_lines(source: str, tree: ast.Module | None = None) -> set[int]:
    """Line numbers that hold code: blank lines, comments and docstrings left out."""
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _QUIET and token.type != tokenize.ENDMARKER:
            lines.update(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(tree or ast.parse(source)):
        if isinstance(
            node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        ) and ast.get_docstring(node, clean=False):
            text = node.body[0]
            lines.difference_update(range(text.lineno, (text.end_lineno or text.lineno) + 1))
    return lines
