"""Questions as the services take them: plain values, times in microseconds UTC."""

from dataclasses import dataclass, field
from enum import StrEnum

from cypher.records.pages import EntityFilter
from cypher.records.parties import EntityKind
from cypher.records.walks import Direction


class Identity(StrEnum):
    """HOLDING follows positions; ITEM treats all holdings of a reached item as reached (ledger.md 4)."""

    HOLDING = "HOLDING"
    ITEM = "ITEM"


class ImpactBy(StrEnum):
    """What an impact is grouped by."""

    WAREHOUSE = "WAREHOUSE"
    ENTERPRISE = "ENTERPRISE"
    REGION = "REGION"
    COUNTY = "COUNTY"
    PREFECTURE = "PREFECTURE"
    PROVINCE = "PROVINCE"
    STATUS = "STATUS"
    PRODUCT = "PRODUCT"
    BATCH = "BATCH"


@dataclass(frozen=True, slots=True)
class Seed:
    """Where a trace starts: exactly one of a global id and a code of any scheme."""

    id: str | None = None
    code: str | None = None

    @property
    def asked(self) -> str:
        """The seed in the caller's words."""
        return self.id or self.code or ""


@dataclass(frozen=True, slots=True)
class TraceQuestion:
    """`as_of` None: up to now. `known_at` None: all that is known. `after`: an `end_cursor`."""

    seeds: tuple[Seed, ...]
    direction: Direction
    as_of: int | None = None
    known_at: int | None = None
    identity: Identity = Identity.HOLDING
    max_depth: int = 50
    max_nodes: int = 1000
    after: str | None = None


@dataclass(frozen=True, slots=True)
class ImpactQuestion:
    """What a forward trace from the seeds reaches, in groups by every combination of `group_by`."""

    seeds: tuple[Seed, ...]
    as_of: int | None = None
    known_at: int | None = None
    identity: Identity = Identity.HOLDING
    group_by: tuple[ImpactBy, ...] = (ImpactBy.WAREHOUSE,)
    max_nodes: int = 10_000


@dataclass(frozen=True, slots=True)
class PageRequest:
    """One page of a connection: `first` with `after`, or `last` with `before`."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class EntityQuestion:
    """A page of the entities of one kind."""

    kind: EntityKind
    page: PageRequest = field(default_factory=PageRequest)
    filter: EntityFilter = field(default_factory=EntityFilter)
