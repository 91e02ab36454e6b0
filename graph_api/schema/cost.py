"""What a request may cost at most, from weights in the schema and the sizes its arguments ask for."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)

from graph_api.schema.cost_directives import Cost, ListSize
from graph_api.schema.shape import fragments_of

_INTROSPECTION_COST = 10.0
_DEFINITION = "strawberry-definition"


@dataclass(frozen=True, slots=True)
class FieldCost:
    """`weight` once, `per_member` for each member asked for; `sizes` says where the members are."""

    type: str
    weight: float
    per_member: float = 0.0
    sizes: ListSize | None = None
    defaults: Mapping[str, object] = field(default_factory=dict)

    def size(self, given: Mapping[str, object]) -> int:
        """The largest slicing argument, else the assumed size; a negative one is refused elsewhere."""
        if self.sizes is None:
            return 1
        asked = [given.get(name, self.defaults.get(name)) for name in self.sizes.slicing_arguments]
        numbers = [number for number in asked if isinstance(number, int) and not isinstance(number, bool)]
        return max(0, max(numbers, default=self.sizes.assumed_size))


class CostModel:
    """The cost of every field of a schema, read once from its directives."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._fields = {
            (kind.name, name): _field_cost(definition)
            for kind in schema.type_map.values()
            if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
            for name, definition in kind.fields.items()
        }
        self._roots = {"query": schema.query_type.name if schema.query_type else ""}

    def field(self, type_name: str, field_name: str) -> FieldCost | None:
        """None where the schema has no such field: validation will say so."""
        return self._fields.get((type_name, field_name))

    def requested(
        self, document: DocumentNode, operation: OperationDefinitionNode, variables: Mapping[str, object]
    ) -> int:
        """The cost of an operation; its shape has been checked, so that its fields nest only so deep."""
        root = self._roots.get(operation.operation.value, "")
        costing = _Costing(self, document, _with_defaults(operation, variables))
        plain, _ = costing.selections(operation.selection_set, root, ())
        return math.ceil(plain)


class _Costing:
    """One operation's costs, each written selection set being worked out once for a type."""

    def __init__(self, model: CostModel, document: DocumentNode, variables: Mapping[str, object]) -> None:
        self._model = model
        self._fragments = fragments_of(document)
        self._variables = variables
        self._known: dict[tuple[int, str, tuple[str, ...]], tuple[float, float]] = {}

    def selections(self, root: SelectionSetNode, kind: str, sized: tuple[str, ...]) -> tuple[float, float]:
        """(cost of the fields counted once, cost of one member of the `sized` fields)."""
        key = (id(root), kind, sized)
        if key not in self._known:
            once = member = 0.0
            for node, parent in self._fields(root, kind):
                cost = self._field(node, parent)
                if node.name.value in sized:
                    member += cost
                else:
                    once += cost
            self._known[key] = (once, member)
        return self._known[key]

    def _field(self, node: FieldNode, parent: str) -> float:
        name = node.name.value
        if name.startswith("__"):
            return 0.0 if name == "__typename" else _INTROSPECTION_COST
        cost = self._model.field(parent, name)
        if cost is None:
            return 0.0
        given = {argument.name.value: self._value(argument) for argument in node.arguments or ()}
        size = cost.size({name: value for name, value in given.items() if value is not None})
        sized = tuple(cost.sizes.sized_fields) if cost.sizes else ()
        if node.selection_set is None:
            return cost.weight + cost.per_member * size
        once, member = self.selections(node.selection_set, cost.type, sized)
        return cost.weight + cost.per_member * size + once + size * member

    def _fields(self, root: SelectionSetNode, kind: str) -> list[tuple[FieldNode, str]]:
        """Fields with the type they are asked of, fragments flattened."""
        found: list[tuple[FieldNode, str]] = []
        spread: set[str] = set()
        stack = [(root, kind)]
        while stack:
            current, parent = stack.pop()
            for selection in current.selections:
                if isinstance(selection, FieldNode):
                    found.append((selection, parent))
                elif isinstance(selection, InlineFragmentNode):
                    condition = selection.type_condition
                    stack.append((selection.selection_set, condition.name.value if condition else parent))
                elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
                    spread.add(selection.name.value)
                    if fragment := self._fragments.get(selection.name.value):
                        stack.append((fragment.selection_set, fragment.type_condition.name.value))
        return found

    def _value(self, argument: ArgumentNode) -> object:
        return _literal(argument.value, self._variables)


def _literal(value: ValueNode | None, variables: Mapping[str, object]) -> object:
    """An integer as it stands or as its variable says; all else is of no size."""
    if isinstance(value, IntValueNode):
        return int(value.value) if len(value.value) <= 12 else None
    if isinstance(value, VariableNode):
        return variables.get(value.name.value)
    return None


def _with_defaults(
    operation: OperationDefinitionNode, variables: Mapping[str, object]
) -> Mapping[str, object]:
    defaults = {
        definition.variable.name.value: _literal(definition.default_value, {})
        for definition in operation.variable_definitions or ()
    }
    return {**defaults, **variables}


def _field_cost(definition: GraphQLField) -> FieldCost:
    named = get_named_type(definition.type)
    directives = _directives(definition)
    cost = next((each for each in directives if isinstance(each, Cost)), None)
    if cost is None:
        cost = next((each for each in _directives(named) if isinstance(each, Cost)), None)
    weight = float(cost.weight) if cost else float(is_composite_type(named))
    return FieldCost(
        type=named.name,
        weight=weight,
        per_member=float(cost.per_member or 0) if cost else 0.0,
        sizes=next((each for each in directives if isinstance(each, ListSize)), None),
        defaults={name: _default(argument) for name, argument in definition.args.items()},
    )


def _directives(definition: object) -> list[object]:
    backref = getattr(definition, "extensions", {}).get(_DEFINITION)
    return list(getattr(backref, "directives", None) or ())


def _default(argument: GraphQLArgument) -> object:
    return argument.default_value if isinstance(argument.default_value, int) else None
