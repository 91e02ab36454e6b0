"""What the services answer: plain attribute carriers, keys as in the graph, times in microseconds UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from cypher.records.entities import Entity, EntityRef
from cypher.records.quarantine import QuarantineView
from cypher.records.views import EventView, GapView, HoldingView, TransformationView
from cypher.records.vocabulary import Certainty, EdgeKind, GapKind, StockStatus
from cypher.records.walks import Direction
from graph_api.rules.budget import TruncationReason
from graph_api.rules.completeness import Reason
from graph_api.services.questions import ImpactBy

T = TypeVar("T")


class TraceNodeKind(StrEnum):
    """What a trace point is."""

    HOLDING = "HOLDING"
    TRANSFORMATION = "TRANSFORMATION"


class CarrierKind(StrEnum):
    """What carried reached goods."""

    CONTAINER = "CONTAINER"
    VEHICLE = "VEHICLE"


class TraceNode(NamedTuple):
    """One reached holding or transformation; exactly the one that `kind` says is set.

    `depth` is the round in which it was first reached, 0 for seeds. `time`: forward the earliest
    possible arrival, backward the latest possible departure; None where nothing bounds it (a seed, a
    way over a TIME_CONTRADICTION). `direction` is the walk that reached it, BOTH where both did.
    """

    key: str
    kind: TraceNodeKind
    depth: int
    time: int | None
    order_certain: bool
    certainty: Certainty
    direction: Direction
    holding: HoldingView | None = None
    transformation: TransformationView | None = None


class TraceEdge(NamedTuple):
    """One edge between reached trace points; `source`, `target` and `event` are keys."""

    key: str
    source: str
    target: str
    kind: EdgeKind
    earliest: int
    latest: int
    quantity: Decimal | None
    unit: str | None
    certainty: Certainty
    gap: GapKind | None
    event: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A container or vehicle that held reached goods; it is not itself reached.

    `carried` are the keys of the reached holdings it held, directly or in something it held; `start`
    and `end` the time they were in it (`end` None: still there, or not known); `positions` the
    container's own holdings in that time, in order; `inside` the carriers that held this one then.
    `stays` are the times in which it held some of them, first and last moment each.
    """

    kind: CarrierKind
    entity: EntityRef
    carried: tuple[str, ...]
    start: int | None
    end: int | None
    positions: tuple[HoldingView, ...] = ()
    inside: tuple[EntityRef, ...] = ()
    stays: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap that concerns the answer, with a sentence for people."""

    view: GapView
    message: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """Something withheld, and why."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class TraceGraph:
    """The answer to a trace: nodes by depth, then key; edges between them; never paths.

    A page that continues another gives the nodes that are new and, again, those whose time, certainty
    or order became better; the union of all pages, later ones winning, is the answer of one large walk.
    A page tells the carriers and gaps of its own nodes; `reasons` say why the answer up to it is
    not complete.
    `frontier` are the reached keys from which more could be followed. `end_cursor` continues a walk cut
    by NODES; one cut by DEPTH, EDGES or TIME is continued by asking for more or again, or from its frontier.
    `transformations` tells which seeds and which of the frontier are no holdings: an earlier page shows them.
    """

    direction: Direction
    seeds: tuple[str, ...]
    nodes: tuple[TraceNode, ...]
    edges: tuple[TraceEdge, ...]
    carriers: tuple[Carrier, ...]
    gaps: tuple[Gap, ...]
    reasons: tuple[Reason, ...]
    truncated: bool
    truncated_by: TruncationReason | None
    frontier: tuple[str, ...]
    end_cursor: str | None
    as_of: int
    known_at: int
    redactions: tuple[Redaction, ...] = ()
    transformations: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        """Whether there is no reason why not."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class GroupKey:
    """One part of what a group has in common; all None: not known, or none."""

    by: ImpactBy
    entity: EntityRef | None = None
    status: StockStatus | None = None


@dataclass(frozen=True, slots=True)
class QuantitySum:
    """What became of goods, in one unit, each amount once: how much stands, or ended, in which status."""

    unit: str | None
    amounts: Mapping[StockStatus, Decimal]


@dataclass(frozen=True, slots=True)
class ImpactGroup:
    """Reached holdings of which all, or some of the goods, have `keys` in common.

    `items` counts different items, `in_transit` the holdings on their way (grouped under their intended
    receiver), `unknown` those of which some quantity is not known, or not whose it is: it is in no sum.
    """

    keys: tuple[GroupKey, ...]
    holdings: int
    items: int
    in_transit: int
    unknown: int
    quantities: tuple[QuantitySum, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a forward trace reaches, as a `whole` and in groups; `consignments` are those still open."""

    seeds: tuple[str, ...]
    whole: ImpactGroup
    groups: tuple[ImpactGroup, ...]
    transformations: int
    consignments: tuple[HoldingView, ...]
    gaps: tuple[Gap, ...]
    reasons: tuple[Reason, ...]
    truncated: bool
    truncated_by: TruncationReason | None
    as_of: int
    known_at: int
    redactions: tuple[Redaction, ...] = ()
    transformation_seeds: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        """Whether there is no reason why not."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class LookupMatch:
    """One entity that a code may mean, how the code was read, and why it was taken."""

    entity: Entity
    scheme: str
    canonical: str
    check_digit_valid: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class LookupMatches:
    """Everything a code may mean, best first; several is normal."""

    matches: tuple[LookupMatch, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a connection; `cursors` go with `items`, one each."""

    items: tuple[T, ...]
    cursors: tuple[str, ...]
    has_next: bool
    has_previous: bool


Found = Entity | HoldingView | TransformationView | EventView | QuarantineView
"""What a global id may name."""
