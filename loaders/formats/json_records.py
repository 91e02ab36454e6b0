"""Records out of a token stream, one at a time in bounded memory; what lies around them is the skeleton."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from loaders.drafts import JsonValue
from loaders.errors import FormatError
from loaders.identifiers import shown

Token = tuple[str, JsonValue]
Path = tuple[str, ...]
ITEM = "[]"
"""Stands for any index of an array in a path."""

_SCALAR_COST = 16
"""Bytes counted for a token beside its text: a list of ten million zeros is large in memory too."""
_LARGEST_INTEGER = 2**63 - 1
DEEPEST_FILE = 1_000
_MOST_NOTES = 20
DOCUMENT_BODY = "epcisBody"


class Limits(NamedTuple):
    """What one record may cost."""

    bytes: int
    depth: int


@dataclass(slots=True)
class Record:
    """One record as read: `problem` says why it is not whole, `notes` what was odd."""

    content: JsonValue
    problem: tuple[str, str] | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)


class Found(NamedTuple):
    """A record at a route: `indices` are those of the arrays on its way."""

    route: Path
    indices: tuple[int, ...]
    record: Record


@dataclass(slots=True)
class _Frame:
    container: JsonValue
    path: Path
    key: str = ""
    index: int = -1
    names: set[str] = field(default_factory=set)


class RecordReader:
    """Walks a document: records at `routes` come one by one, all else is kept in `skeleton`.

    A route names an object, or an array item. Without `take`, records are passed over unread.
    """

    def __init__(
        self, tokens: Iterator[Token], routes: frozenset[Path], limits: Limits, *, take: bool
    ) -> None:
        self._tokens = tokens
        self._routes = routes
        self._limits = limits
        self._take = take
        self._stack: list[_Frame] = []
        self._size = 0
        self.skeleton: JsonValue = None
        self.found: set[Path] = set()
        self.notes: list[tuple[str, str]] = []
        """What was odd about the skeleton."""
        self.nested = False
        """Whether a record that was passed over is a whole document itself."""

    def __iter__(self) -> Iterator[Found]:
        for kind, value in self._tokens:
            if kind == "map_key":
                self._key(value)
            elif kind in ("end_map", "end_array"):
                self._stack.pop()
            else:
                yield from self._value(kind, value)

    def _key(self, name: str) -> None:
        top = self._stack[-1]
        if name in top.names and len(self.notes) < _MOST_NOTES:
            self.notes.append(_twice(name))
        top.names.add(name)
        top.key = name
        self._count(len(name))

    def _value(self, kind: str, value: JsonValue) -> Iterator[Found]:
        path = self._next_path()
        if path in self._routes and (path[-1] == ITEM or kind == "start_map"):
            self.found.add(path)
            record = self._record(kind, value)
            if record is not None:
                yield Found(path, tuple(frame.index for frame in self._stack if frame.index >= 0), record)
        elif kind == "start_map":
            self._open({}, path)
        elif kind == "start_array":
            self._open([], path)
        else:
            self._put(value)
            self._count(len(value) if isinstance(value, str) else 0)

    def _next_path(self) -> Path:
        if not self._stack:
            return ()
        top = self._stack[-1]
        if isinstance(top.container, dict):
            return (*top.path, top.key)
        top.index += 1
        return (*top.path, ITEM)

    def _open(self, container: JsonValue, path: Path) -> None:
        self._put(container)
        if len(self._stack) >= self._limits.depth:
            raise FormatError("TOO_DEEP", f"the document nests deeper than {self._limits.depth} levels")
        self._stack.append(_Frame(container, path))

    def _put(self, value: JsonValue) -> None:
        if not self._stack:
            self.skeleton = value
        elif isinstance(top := self._stack[-1].container, dict):
            top[self._stack[-1].key] = value
        else:
            top.append(value)

    def _count(self, size: int) -> None:
        self._size += size + _SCALAR_COST
        if self._size > self._limits.bytes:
            raise FormatError(
                "RECORD_TOO_LARGE",
                f"the file holds more than {self._limits.bytes} bytes outside its event list, "
                "or is one event of that size; split it or raise the record limit",
            )

    def _record(self, kind: str, value: JsonValue) -> Record | None:
        if kind not in ("start_map", "start_array"):
            return Record(value) if self._take else None
        if self._take:
            return build(kind, self._tokens, self._limits)
        self.nested |= DOCUMENT_BODY in pass_over(self._tokens)
        return None


def pass_over(tokens: Iterator[Token]) -> set[str]:
    """Reads on to the end of the container that was just opened; which of `DOCUMENT_BODY` it has itself."""
    depth, found = 1, set[str]()
    for kind, value in tokens:
        if depth == 1 and kind == "map_key" and value == DOCUMENT_BODY:
            found.add(value)
        elif kind in ("start_map", "start_array"):
            depth += 1
            if depth > DEEPEST_FILE:
                raise FormatError("TOO_DEEP", f"the document nests deeper than {DEEPEST_FILE} levels")
        elif kind in ("end_map", "end_array"):
            depth -= 1
            if not depth:
                break
    return found


def build(kind: str, tokens: Iterator[Token], limits: Limits) -> Record:
    """The container that was just opened, whole; or as much as the limits allow, and the reason."""
    top: JsonValue = {} if kind == "start_map" else []
    record = Record(top)
    stack, key, size = [top], "", 0
    for event, value in tokens:
        if event == "map_key":
            key = value
            size += len(value)
            if key in top and len(record.notes) < _MOST_NOTES:
                record.notes.append(_twice(key))
            continue
        if event in ("end_map", "end_array"):
            stack.pop()
            if not stack:
                return record
            top = stack[-1]
            continue
        child = _child(event, value)
        if isinstance(top, dict):
            top[key] = child
        else:
            top.append(child)
        if event in ("start_map", "start_array"):
            stack.append(child)
            top = child
        size += _SCALAR_COST + (len(value) if event == "string" else 0)
        if size > limits.bytes or len(stack) > limits.depth:
            record.problem = _over(size, limits)
            for _ in stack:
                pass_over(tokens)
            return record
    return record


def _child(event: str, value: JsonValue) -> JsonValue:
    """An empty container or the scalar itself.

    Integers beyond 64 bits become decimals: JSON writers and the engines know no larger ones.
    """
    if event == "start_map":
        return {}
    if event == "start_array":
        return []
    if event == "number" and type(value) is int and not -_LARGEST_INTEGER <= value <= _LARGEST_INTEGER:
        return Decimal(value)
    return value


def _twice(name: str) -> tuple[str, str]:
    return "DUPLICATE_KEY", f"the key {shown(name)} stands twice; the last counts"


def _over(size: int, limits: Limits) -> tuple[str, str]:
    if size > limits.bytes:
        return (
            "RECORD_TOO_LARGE",
            f"the record is larger than {limits.bytes} bytes; split it or raise the limit",
        )
    return "TOO_DEEP", f"the record nests deeper than {limits.depth} levels; flatten it"


def member(skeleton: JsonValue, *names: str) -> JsonValue:
    """The member at a path of names, None where there is none."""
    for name in names:
        skeleton = skeleton.get(name) if isinstance(skeleton, Mapping) else None
    return skeleton
