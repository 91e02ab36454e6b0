"""Pages of keys, and what narrows them; keys are those of entities, times microseconds UTC."""

from dataclasses import dataclass

from cypher.records.entities import EntityRef
from cypher.records.quarantine import RefusalState
from cypher.records.vocabulary import FOREVER, StockStatus


@dataclass(frozen=True, slots=True)
class KeyRange:
    """Keys strictly between `after` and `before`, at most `limit`; from the end where `reverse`.

    "" for `after` and None for `before` leave that side open.
    """

    limit: int
    after: str = ""
    before: str | None = None
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class EntityFilter:
    """Which entities of a kind: with a text in key or name, of one product, operator or region."""

    text: str | None = None
    product: str | None = None
    operator: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class HoldingFilter:
    """Which holdings: of an item, at a place, of a status."""

    item: str | None = None
    place: str | None = None
    status: StockStatus | None = None


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events: those that may have happened in [start, end), of one step, with a line of an item,
    naming a place, party, vehicle or permit."""

    start: int = -FOREVER
    end: int = FOREVER
    biz_step: str | None = None
    item: str | None = None
    involved: EntityRef | None = None


@dataclass(frozen=True, slots=True)
class RefusalFilter:
    """Which refused records: of a state, a code, a source, naming something; `known_at` None: all known."""

    state: RefusalState | None = None
    code: str | None = None
    source: str | None = None
    named: EntityRef | None = None
    known_at: int | None = None
