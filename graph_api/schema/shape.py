"""The shape of a document: depth, aliases, directives, repeats. Fragments are flattened, merged selections
are looked at once, and the work itself is bounded, so that no document costs more than milliseconds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TokenKind,
)

_MAX_STEPS = 20_000
"""Selections looked at before a document is refused: far more than any honest document needs."""
_INTROSPECTION_DEPTH = 20
"""The usual introspection query is 15 deep; the specification's own rule bounds its lists."""
_MAX_DIGITS = 400
"""Characters of a number: no double is longer, and Python refuses to read integers of thousands of digits."""
_Directed: TypeAlias = (
    FieldNode | FragmentSpreadNode | InlineFragmentNode | OperationDefinitionNode | FragmentDefinitionNode
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may ask for."""

    tokens: int
    depth: int
    aliases: int
    root_fields: int
    directives: int
    repeats: int
    """of one response key in one merged selection set"""
    fields: int
    """in one merged selection set"""
    cost: int


def refuse(code: str, what: str, limit: int, actual: int) -> GraphQLError:
    """The error for a document over a limit: it says which, how much is allowed, how much was asked."""
    return GraphQLError(
        f"The document has {what} {actual}, at most {limit} is allowed.",
        extensions={"code": code, "limit": limit, "actual": actual},
    )


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """Fragment definitions by name; of two with one name the first (validation refuses them later)."""
    found: dict[str, FragmentDefinitionNode] = {}
    for definition in document.definitions:
        if isinstance(definition, FragmentDefinitionNode):
            found.setdefault(definition.name.value, definition)
    return found


def check_counts(document: DocumentNode, limits: Limits) -> None:
    """Aliases and directives as written, each once, and the length of numbers."""
    aliases = directives = 0
    for node in _nodes(document):
        directives += len(node.directives or ())
        aliases += isinstance(node, FieldNode) and node.alias is not None
    if aliases > limits.aliases:
        raise refuse("QUERY_TOO_MANY_ALIASES", "an alias count of", limits.aliases, aliases)
    if directives > limits.directives:
        raise refuse("QUERY_TOO_MANY_DIRECTIVES", "a directive count of", limits.directives, directives)
    longest = max(map(len, _numbers(document)), default=0)
    if longest > _MAX_DIGITS:
        raise refuse("QUERY_TOO_LARGE", "a number of length", _MAX_DIGITS, longest)


def _numbers(document: DocumentNode) -> Iterator[str]:
    token = document.loc.start_token if document.loc else None
    while token:
        if token.kind in (TokenKind.INT, TokenKind.FLOAT):
            yield token.value or ""
        token = token.next


def _nodes(document: DocumentNode) -> Iterator[_Directed]:
    stack: list[object] = list(document.definitions)
    while stack:
        node = stack.pop()
        if not isinstance(node, _Directed):
            continue
        yield node
        if not isinstance(node, FragmentSpreadNode) and node.selection_set:
            stack.extend(node.selection_set.selections)


class Shape:
    """Walks merged selection sets of one document and raises where a limit is passed.

    Fields of one response key are merged as execution merges them, because validation compares all their
    pairs: the count that must stay small is that of the merged set, not of any written one.
    """

    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        self._limits = limits
        self._fragments = fragments_of(document)
        self._operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
        self._heights: dict[frozenset[int], int] = {}
        self._reached: set[str] = set()
        self.steps = 0

    def check(self) -> None:
        """Every operation, then the fragments that none of them reaches: validation reads those too."""
        for operation in self._operations:
            self._check_root(operation.selection_set)
        for name, fragment in self._fragments.items():
            if name not in self._reached:
                self._height([fragment.selection_set], 1, self._limits.depth)

    def _check_root(self, root: SelectionSetNode) -> None:
        fields = self._merged([root])
        if len(fields) > self._limits.root_fields:
            raise refuse(
                "QUERY_TOO_MANY_ROOT_FIELDS", "a root field count of", self._limits.root_fields, len(fields)
            )
        for key_fields in fields.values():
            introspection = key_fields[0].name.value.startswith("__")
            limit = _INTROSPECTION_DEPTH if introspection else self._limits.depth
            self._height(_below(key_fields), 2, limit)

    def _height(self, sets: list[SelectionSetNode], depth: int, limit: int) -> int:
        """Levels of fields below and at these merged sets, `depth` being that of their own fields."""
        if not sets:
            return 0
        group = frozenset(map(id, sets))
        height = self._heights.get(group)
        if height is None:
            if depth > limit:
                raise refuse("QUERY_TOO_DEEP", "a depth of at least", limit, depth)
            below = [_below(fields) for fields in self._merged(sets).values()]
            height = 1 + max((self._height(each, depth + 1, limit) for each in below), default=0)
            self._heights[group] = height
        if depth + height - 1 > limit:
            raise refuse("QUERY_TOO_DEEP", "a depth of", limit, depth + height - 1)
        return height

    def _merged(self, sets: Iterable[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """Fields by response key, each fragment looked into once, as execution collects them."""
        fields: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        stack = list(sets)
        while stack:
            for selection in stack.pop().selections:
                self._step()
                if isinstance(selection, FieldNode):
                    fields.setdefault(response_key(selection), []).append(selection)
                elif isinstance(selection, InlineFragmentNode):
                    stack.append(selection.selection_set)
                elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
                    spread.add(selection.name.value)
                    if fragment := self._fragments.get(selection.name.value):
                        stack.append(fragment.selection_set)
        self._reached |= spread
        self._check_merged(fields)
        return fields

    def _check_merged(self, fields: dict[str, list[FieldNode]]) -> None:
        repeats = max(map(len, fields.values()), default=0)
        if repeats > self._limits.repeats:
            raise refuse("QUERY_REPEATS_FIELD", "one response key repeated", self._limits.repeats, repeats)
        total = sum(map(len, fields.values()))
        if total > self._limits.fields:
            raise refuse("QUERY_TOO_WIDE", "a field count in one selection of", self._limits.fields, total)

    def _step(self) -> None:
        self.steps += 1
        if self.steps > _MAX_STEPS:
            raise refuse("QUERY_TOO_COMPLEX", "a selection count of at least", _MAX_STEPS, self.steps)


def response_key(field: FieldNode) -> str:
    """The name a field's value has in the answer."""
    return field.alias.value if field.alias else field.name.value


def _below(fields: list[FieldNode]) -> list[SelectionSetNode]:
    return [field.selection_set for field in fields if field.selection_set]
