"""Every query file has exactly one caller, on the side of the house it belongs to."""

from cypher.catalog import load_catalog
from tests.architecture.tree import ROOT, python_files


def _callers(name: str) -> list[str]:
    return [
        str(path.relative_to(ROOT))
        for path in python_files()
        if not path.is_relative_to(ROOT / "tests") and not path.is_relative_to(ROOT / "benchmarks")
        for _ in range(path.read_text(encoding="utf-8").count(f'"{name}"'))
    ]


def _data_queries() -> list[str]:
    return [name for name in load_catalog().names() if not name.startswith("schema/")]


def test_every_query_has_exactly_one_caller() -> None:
    wrong = {name: callers for name in _data_queries() if len(callers := _callers(name)) != 1}
    assert wrong == {}


def test_questions_call_readers_and_data_calls_writers() -> None:
    homes = {
        "read/check": ("cypher/checks/",),
        "read": ("cypher/readers/", "cypher/connection.py"),
        "write": ("cypher/writers/", "cypher/constraints.py"),
    }
    for name in _data_queries():
        home = next(callers for folder, callers in homes.items() if name.startswith(f"{folder}/"))
        for caller in _callers(name):
            assert caller.startswith(home), f"{name} is called by {caller}"
