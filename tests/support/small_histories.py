"""What a small history must come out as: its gaps, and what its goods do and do not come to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cypher.records.custody import Derived
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from cypher.records.vocabulary import Certainty, Effect
from tests.support.reference_arrivals import AGES_AGO, Ways, earliest_arrivals
from tests.support.telling import shown, told

REGISTER = Register(operators={"A": "PA", "B": "PB", "C": "PC"}, parents={"A1": "A", "A2": "A"})


@dataclass(frozen=True)
class Small:
    """`links`, `apart`: pairs of event ids; goods of the one's first line do, or do not, come to the other's.

    `gaps` counts kinds; `drawn` says at which places an event's first line drew, `sure` how
    certain the recorded edges of an event are.
    """

    name: str
    events: Sequence[EventRecord]
    gaps: str = ""
    links: Sequence[tuple[str, str]] = ()
    apart: Sequence[tuple[str, str]] = ()
    drawn: tuple[str, tuple[str, ...]] | None = None
    sure: tuple[str, Certainty] | None = None


def failures(small: Small, derived: Derived) -> list[str]:
    """What a derived graph has otherwise than the history demands."""
    wrong = []
    gaps = " ".join(
        f"{kind}*{n}" if n > 1 else kind for kind, n in sorted(Counter(g.kind for g in derived.gaps).items())
    )
    if gaps != small.gaps:
        wrong.append(f"gaps {gaps!r}, not {small.gaps!r}")
    ids = {event.key: event.event_id for event in small.events}
    ways = Ways(derived.edges)
    for pairs, wanted in ((small.links, True), (small.apart, False)):
        for first, last in pairs:
            if _linked(derived, ways, ids, first, last) is not wanted:
                wrong.append(f"{first} -> {last} {'missing' if wanted else 'joined'}")
    if small.drawn:
        event, places = small.drawn
        at = {h.key: h.place for h in derived.holdings}
        drew = {
            at[n.holding]
            for n in derived.lines
            if ids[n.event] == event and not n.line and n.effect is Effect.OUT
        }
        if drew != set(places):
            wrong.append(f"{event} drew at {drew}, not {places}")
    if small.sure:
        event, certainty = small.sure
        found = {edge.certainty for edge in derived.edges if ids[edge.event] == event and edge.gap is None}
        if found != {certainty}:
            wrong.append(f"{event} is {found}, not {certainty}")
    return [f"{small.name}: {each}" for each in wrong]


def explained(small: Small, derived: Derived) -> str:
    """The history and its graph, for people."""
    return f"{told(small.events)}\n{shown(derived)}"


def _linked(derived: Derived, ways: Ways, ids: dict[str, str | None], first: str, last: str) -> bool:
    """Whether goods of the first line of one event can come to the first line of the other."""
    item_of = {holding.key: holding.item for holding in derived.holdings}
    starts = _came_to(derived, ids, first, item_of)
    reached = earliest_arrivals(ways, frozenset((key, AGES_AGO) for key in starts))
    return bool(_came_to(derived, ids, last, item_of) & reached.keys())


def _came_to(derived: Derived, ids: dict[str, str | None], event: str, item_of: dict[str, str]) -> set[str]:
    """Where an event's first line laid its goods down, else where it drew or saw them; not its containers."""
    lines = [n for n in derived.lines if not n.line and ids[n.event] == event]
    moved = {n.holding for n in lines if n.effect is Effect.IN}
    seen = {n.holding for n in lines} - moved
    others = {item_of[key] for key in seen} - {item_of[key] for key in moved}
    return seen if others else moved or seen
