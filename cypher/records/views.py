"""Holdings, transformations, events and gaps as they are read for an answer, at one view of both clocks."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.vocabulary import (
    Effect,
    GapKind,
    GapSeverity,
    HoldingKind,
    ItemKind,
    PlaceKind,
    SpanKind,
    StockStatus,
)


@dataclass(frozen=True, slots=True)
class SpanView:
    """For how long a holding was kept or owned by a party, or lay inside a container.

    `target` is the party, or the container's item; `container` the holding of the container that it was
    put into, None for a party. `end` None: still so.
    """

    kind: SpanKind
    holding: str
    target: EntityRef
    container: str | None
    start: TimeRange
    end: TimeRange | None


class HoldingView(NamedTuple):
    """A holding as of the view: `status`, `ended`, `keeper`, `owner` and `container` are those of `as_of`.

    `entity` is what it is OF; `product` the product behind it. `at` (a site, or a party whose site is
    not known), `aboard` a vehicle, `bound_for` the intended receiver of a consignment. `container` is
    the key of the holding of the container it lies in. Quantities are in `unit`, None where not known.
    `spans` are all its spans that began by `as_of`. (A named tuple, because an answer has thousands.)
    """

    key: str
    item: str
    item_kind: ItemKind
    kind: HoldingKind
    place: str | None
    place_kind: PlaceKind
    status: StockStatus
    opened: TimeRange
    ended: TimeRange | None = None
    received: Decimal | None = None
    balance: Decimal | None = None
    unit: str | None = None
    entity: EntityRef | None = None
    product: EntityRef | None = None
    at: EntityRef | None = None
    aboard: EntityRef | None = None
    bound_for: EntityRef | None = None
    keeper: EntityRef | None = None
    owner: EntityRef | None = None
    container: str | None = None
    spans: tuple[SpanView, ...] = ()


@dataclass(frozen=True, slots=True)
class TransformationView:
    """Goods that became other goods; `events` are the keys of the events that recorded it."""

    key: str
    transformation_id: str | None
    place: EntityRef | None
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A recorded line of an event: which list, which item, how much."""

    line: int
    role: str
    item: EntityRef
    quantity: Decimal | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Involvement:
    """A place, party, vehicle or permit of an event, and as what."""

    role: str
    entity: EntityRef


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as recorded; `body` is its recorded JSON text, `record_time` when it was known here."""

    key: str
    event_id: str | None
    content_hash: str
    type: str
    action: str | None
    time: TimeRange
    time_text: str
    biz_step: str | None
    disposition: str | None
    transformation_id: str | None
    source: str
    position: str
    record_time: int
    error: bool
    body: str
    mentions: tuple[Mention, ...] = ()
    involves: tuple[Involvement, ...] = ()


@dataclass(frozen=True, slots=True)
class GapView:
    """Something missing or contradictory; `holding` and `event` are keys.

    Without both it is of the item as a whole; `places` are those that it is between.
    """

    key: str
    kind: GapKind
    severity: GapSeverity
    item: str | None
    amount: Decimal | None
    unit: str | None
    at: TimeRange | None
    holding: str | None
    event: str | None
    places: tuple[EntityRef, ...] = ()


class LineView(NamedTuple):
    """What a recorded line brought into a holding or took out of it, and when its event happened.

    `status`, `pool` and `among` as in `custody.LineRecord`. (A named tuple, because there are thousands.)
    """

    holding: str
    effect: Effect
    quantity: Decimal | None
    unit: str | None
    status: StockStatus | None
    pool: str | None
    among: int | None
    earliest: int
    latest: int
