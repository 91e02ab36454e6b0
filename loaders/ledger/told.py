"""The movements of one item as far as steps have told them (ledger.md 9)."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from decimal import Decimal

from cypher.records.events import EventRecord, TimeRange
from loaders.ledger.places import Place
from loaders.ledger.positions import ZERO, Position
from loaders.ledger.reading import Said

_MOVEMENTS = 16
"""Movements of an item at a site that a further step can be of."""


@dataclass(slots=True, eq=False)
class Movement:
    """A departure or an arrival of one item at one site, as far as steps have told it.

    `at` is where it is told, `other` the other end as stated, `documents` are identifiers with their types;
    `amount` is what moved, in `unit` (None: not known), `told` how much of it each step has told. `position`
    is the consignment that left, or the stock that came; `goods` are all items of the event that began it.
    """

    event: str
    begun: TimeRange
    at: Place
    other: Place
    documents: dict[str, str | None]
    unit: str | None
    amount: Decimal | None
    position: Position
    goods: frozenset[str]
    told: dict[str | None, Decimal | None]
    last: TimeRange = field(init=False)

    def __post_init__(self) -> None:
        self.last = self.begun

    def room(self, event: EventRecord, quantity: Decimal | None, unit: str | None) -> Decimal | None:
        """How much of a quantity an event can tell of it once more; None: all, of unknown quantity."""
        told = self.told.get(event.biz_step, ZERO)
        if None in (quantity, self.amount, told) or unit != self.unit:
            return ZERO if event.biz_step in self.told else quantity
        return max(min(quantity, self.amount - told), ZERO)  # type: ignore[operator, type-var]

    def add(self, step: str | None, quantity: Decimal | None) -> None:
        """Another line of the event that began it."""
        self.amount = plus(self.amount, quantity)
        self.told[step] = plus(self.told.get(step, ZERO), quantity)

    def tell(self, event: EventRecord, quantity: Decimal | None) -> None:
        """A step tells so much of it."""
        self.told[event.biz_step] = plus(self.told.get(event.biz_step, ZERO), quantity)
        self.documents |= {each.value: each.type for each in event.documents}
        self.last = max(self.last, event.time, key=lambda time: (time.latest, time.earliest))


def plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The sum, where both are known."""
    return None if one is None or other is None else one + other


def _known() -> defaultdict[tuple[str, str | None], deque[Movement]]:
    return defaultdict(lambda: deque(maxlen=_MOVEMENTS))


@dataclass(slots=True)
class Told:
    """Departures and arrivals by reading and site; and what was made ready under a document."""

    movements: defaultdict[tuple[str, str | None], deque[Movement]] = field(default_factory=_known)
    prepared: deque[tuple[Said, Decimal | None]] = field(default_factory=lambda: deque(maxlen=_MOVEMENTS))
