"""Checks of a query file's text: header against body, no write in a read, no lookup that no index serves.

Textual on purpose: on the embedded engine, which does not enforce READ access, this is the only guard.
"""

import re
from dataclasses import dataclass

_HEADER = ("mode", "params", "returns")
_NAME = re.compile(r"[A-Za-z_]\w*")
_PARAM = re.compile(r"\$([A-Za-z_]\w*)")
# Words in any position but that of a property, label, parameter or map key.
_WRITES = re.compile(
    r"(?<![\w.:$])(CREATE|INSERT|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH)\b(?!\s*:)", re.IGNORECASE
)
_OUTSIDE = re.compile(
    r"(?<![\w.:$])(IN\s+(?:[\w$]+\s+)?(?:CONCURRENT\s+)?TRANSACTIONS|USE\s+\w+|LOAD\s+CSV|DROP|ALTER"
    r"|CALL\s+[A-Za-z_][\w.]*)\b(?!\s*:)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?<![\w.:$])(MATCH|CREATE|MERGE|WITH|UNWIND|RETURN|SET|DELETE|REMOVE|FOREACH|CALL|UNION)\b",
    re.IGNORECASE,
)
_NODE = re.compile(r"\(\s*(?P<name>\w*)\s*(?P<known>[:{])?")
_EDGE = re.compile(r"\]\s*-|--")
_WORD = re.compile(r"\w+")
_EDGE_MAP = re.compile(r"-\s*\[[^\[\]]*\{")
_QUIET = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|`[^`]*`", re.DOTALL)
_UNION = re.compile(r"(?<![\w.:$])UNION(?:\s+ALL)?\b", re.IGNORECASE)
_RETURN = re.compile(r"(?<![\w.:$])RETURN\b", re.IGNORECASE)
_TAIL = re.compile(r"(?<![\w.:$])(ORDER\s+BY|SKIP|LIMIT)\b", re.IGNORECASE)


class Problem(Exception):
    """What is wrong with a query file, and on which line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Header:
    """The comment lines on top of a query file."""

    mode: str
    params: tuple[str, ...]
    returns: tuple[str, ...]
    summary: str


def read_header(text: str) -> Header:
    """`// mode: …`, `// params: …`, `// returns: …` (both may be empty), `// <one sentence>`."""
    lines = text.splitlines()
    values = []
    for number, key in enumerate(_HEADER, start=1):
        line = lines[number - 1] if len(lines) >= number else ""
        found = re.fullmatch(rf"// {key}:(.*)", line.rstrip())
        if not found:
            raise Problem(number, f"the header's line {number} must be `// {key}: …`")
        values.append(found[1].strip())
    summary = lines[3].removeprefix("//").strip() if len(lines) > 3 and lines[3].startswith("// ") else ""
    if not summary:
        raise Problem(4, "the header's line 4 must be one sentence that says what the query is for")
    return Header(values[0], _names(2, values[1]), _names(3, values[2]), summary)


def _names(line: int, text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",")) if text else ()
    for name in names:
        if not _NAME.fullmatch(name):
            raise Problem(line, f"{name!r} is no name")
    if len(set(names)) < len(names):
        raise Problem(line, "a name is declared twice")
    return names


def check_body(text: str, header: Header, *, reads_only: bool, schema: bool) -> None:
    """Refuses what the header does not declare and what no query file may do."""
    body = _blank(text)
    if not body.strip().strip(";").strip():
        raise Problem(len(text.splitlines()) or 1, "the file holds no query")
    _check_params(body, header)
    if schema:
        return
    if ";" in body:
        raise Problem(_line(body, body.index(";")), "one query a file, without `;`")
    _refuse(body, _OUTSIDE, "leaves its transaction or its database")
    _check_edges(body)
    if reads_only:
        _refuse(body, _WRITES, "writes, in mode read")
    _check_columns(body, header)


def statements(text: str) -> tuple[str, ...]:
    """The statements of a schema file, without its comments."""
    bare = re.sub(r"^//[^\n]*$", "", text, flags=re.MULTILINE)
    parts = re.split(r";\s*$", bare, flags=re.MULTILINE)
    return tuple(part.strip() for part in parts if part.strip())


def _check_params(body: str, header: Header) -> None:
    used = {found[1]: _line(body, found.start()) for found in _PARAM.finditer(body)}
    for name, line in used.items():
        if name not in header.params:
            raise Problem(line, f"${name} is used and not declared")
    for name in header.params:
        if name not in used:
            raise Problem(2, f"parameter {name} is declared and not used")


def _check_edges(body: str) -> None:
    """An edge must be reached from a node: no index serves a lookup by its own property on both engines."""
    marks = [*_CLAUSE.finditer(body)]
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        word, start, end = mark[1].upper(), mark.end(), following.start() if following else len(body)
        found = _EDGE_MAP.search(body, start, end) if word not in {"CREATE", "MERGE"} else None
        if found:
            raise Problem(_line(body, found.start()), "a relationship is matched by its own property")
        if word == "MATCH" and _EDGE.search(body, start, end) and not _anchored(body, start, end):
            raise Problem(_line(body, start), "a relationship is matched from no node that is known")


def _anchored(body: str, start: int, end: int) -> bool:
    """Whether a node of the pattern has a label or properties, or was bound further up."""
    bound = set(_WORD.findall(body, 0, start))
    return any(found["known"] or found["name"] in bound for found in _NODE.finditer(body, start, end))


def _check_columns(body: str, header: Header) -> None:
    flat = _top_level(body)
    starts = [0, *(found.end() for found in _UNION.finditer(flat))]
    ends = [*(found.start() for found in _UNION.finditer(flat)), len(flat)]
    for start, end in zip(starts, ends, strict=True):
        found = [*_RETURN.finditer(flat, start, end)]
        columns = _columns(flat, found[-1].end(), end) if found else ()
        if columns != header.returns:
            line = _line(body, found[-1].start() if found else start)
            raise Problem(line, f"returns {', '.join(columns) or 'nothing'}, declares otherwise")


def _columns(flat: str, start: int, end: int) -> tuple[str, ...]:
    tail = _TAIL.search(flat, start, end)
    text = re.sub(r"^\s*DISTINCT\b", "", flat[start : tail.start() if tail else end], flags=re.IGNORECASE)
    columns = []
    for part in text.split(","):
        alias = re.search(r"\bAS\s+(\w+)\s*$", part, re.IGNORECASE)
        columns.append(alias[1] if alias else part.strip())
    return tuple(columns)


def _top_level(body: str) -> str:
    """The text with all that stands in brackets blanked, so that commas and RETURNs are the query's own."""
    depth, out = 0, []
    for char in body:
        depth -= char in ")]}"
        out.append(char if depth <= 0 or char == "\n" else " ")
        depth += char in "([{"
    return "".join(out)


def _blank(text: str) -> str:
    """The text with comments, strings and quoted names blanked, line breaks kept."""
    return _QUIET.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _refuse(body: str, pattern: re.Pattern[str], complaint: str) -> None:
    found = pattern.search(body)
    if found:
        raise Problem(_line(body, found.start()), f"{' '.join(found[0].split())} {complaint}")


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
