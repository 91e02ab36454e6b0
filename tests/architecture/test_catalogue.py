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


def test_every_query_has_exactly_one_caller() -> None:
    wrong = {
        query.name: callers for query in load_catalog().queries if len(callers := _callers(query.name)) != 1
    }
    assert wrong == {}


def test_read_queries_are_called_by_readers_and_write_queries_by_writers() -> None:
    for query in load_catalog().queries:
        side = query.name.partition("/")[0]
        for caller in _callers(query.name):
            assert caller.startswith(
                ("cypher/readers/", "cypher/connection", "cypher/constraints")
                if side == "read"
                else "cypher/"
            ), caller
