"""Queries live in files with a checked header; this reads them all, once, and hands each out by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable

from cypher.errors import CatalogError
from cypher.query_text import Header, Problem, check_body, read_header, statements


class Mode(StrEnum):
    """What a query may do: `read` changes nothing, `write` may, `schema` makes keys and indexes."""

    READ = "read"
    WRITE = "write"
    SCHEMA = "schema"


@dataclass(frozen=True, slots=True)
class CypherQuery:
    """One query file. `name` is its path without suffix, such as `read/custody/edges_out`."""

    name: str
    mode: Mode
    text: str
    params: tuple[str, ...]
    returns: tuple[str, ...]
    summary: str

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements of a schema file, which are divided by `;` at the end of a line."""
        return statements(self.text)


class Catalog:
    """Every query of the service, by name."""

    def __init__(self, queries: Mapping[str, CypherQuery]) -> None:
        self._queries = dict(sorted(queries.items()))

    def get(self, name: str) -> CypherQuery:
        """The query of that name; CatalogError where there is none."""
        try:
            return self._queries[name]
        except KeyError:
            raise CatalogError(f"no query is called {name!r}") from None

    def names(self) -> tuple[str, ...]:
        """All names in order, so schema files come in the order of their numbers."""
        return tuple(self._queries)


def load_catalog(dialect: str = "", root: Traversable | None = None) -> Catalog:
    """Every query under `root` (this package); files under `dialects/<dialect>/` replace their namesakes.

    CatalogError names every file and line that breaks a rule.
    """
    root = root or files("cypher")
    problems: list[str] = []
    queries = {query.name: query for query in _folder(root, problems)}
    overlay = root / "dialects" / dialect
    if dialect and overlay.is_dir():
        for query in _folder(overlay, problems):
            problems += _changed_face(queries.get(query.name), query)
            queries[query.name] = query
    if problems:
        raise CatalogError("\n".join(problems))
    return Catalog(queries)


def _folder(root: Traversable, problems: list[str]) -> Iterator[CypherQuery]:
    """The queries below `root`; what is wrong with the others goes to `problems`."""
    for folder in Mode:
        for name, file in _walk(root / folder.value, folder.value):
            try:
                yield _query(name, folder, file.read_text(encoding="utf-8"))
            except Problem as problem:
                problems.append(f"{file}:{problem.line}: {problem}")


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from _walk(entry, path)
        elif entry.name.endswith(".cypher"):
            yield path.removesuffix(".cypher"), entry


def _query(name: str, folder: Mode, text: str) -> CypherQuery:
    header = read_header(text)
    mode = _mode(header, folder)
    check_body(text, header, reads_only=mode is Mode.READ, schema=mode is Mode.SCHEMA)
    return CypherQuery(name, mode, text, header.params, header.returns, header.summary)


def _mode(header: Header, folder: Mode) -> Mode:
    """Under write/ a query may be a read that a writing transaction needs; else folder and mode agree."""
    allowed = {Mode.READ, Mode.WRITE} if folder is Mode.WRITE else {folder}
    if header.mode not in {mode.value for mode in allowed}:
        raise Problem(1, f"mode {header.mode!r} does not belong under {folder.value}/")
    return Mode(header.mode)


def _changed_face(replaced: CypherQuery | None, query: CypherQuery) -> list[str]:
    """An overlay changes the text of a query, never what its caller sees."""
    if replaced is None:
        return [f"{query.name}: an overlay replaces no file"]
    kept = (replaced.mode, set(replaced.params), replaced.returns)
    if kept != (query.mode, set(query.params), query.returns):
        return [f"{query.name}: an overlay must keep mode, params and returns of what it replaces"]
    return []
