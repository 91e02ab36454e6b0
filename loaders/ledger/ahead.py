"""What the records to come tell of containers: how to read what is at hand (ledger.md 9)."""

from collections.abc import Container, Iterator, Mapping, Sequence

from cypher.records.vocabulary import LineRole
from loaders.ledger.acts import Act
from loaders.ledger.containers import parent_of
from loaders.ledger.family import Family
from loaders.ledger.reading import Reading, Said, ends_number
from loaders.ledger.waiting import Waiting

_MOVES = frozenset(
    {
        Reading.ARRIVE,
        Reading.CALL_OFF,
        Reading.HAND_OVER,
        Reading.DEPART,
        Reading.SELL_OUT,
        Reading.LOSE,
        Reading.VANISH,
        Reading.TRANSFORM,
    }
)


class Ahead:
    """Looks at the acts of containers that are still to apply."""

    def __init__(
        self,
        family: Family,
        waiting: Waiting,
        of_carrier: Mapping[str, Sequence[Act]],
        applied: Container[Act],
    ) -> None:
        self._family = family
        self._waiting = waiting
        self._of_carrier = of_carrier
        self._applied = applied

    def next_moves(self, container: str, told: Said) -> list[Said]:
        """How a container may move next, by records that are still to apply and not before an event."""
        earliest = told.event.time.earliest
        coming = [
            act.said
            for act in self._of_carrier.get(container, ())
            if act.reading in _MOVES
            and act not in self._applied
            and act.event.time.latest >= earliest
            and act.said is not told
        ]
        first = min((said.event.time.latest for said in coming), default=earliest)
        return [said for said in coming if said.event.time.earliest <= first]

    def leaves_later(self, act: Act) -> bool:
        """Goods that leave with a container leave after they went into it, and after it came there."""
        if act.reading is not Reading.DEPART or act.causes[0].line.role is LineRole.PARENT:
            return False
        return self._awaits_loading(act) or self._awaits_carrier(act)

    def _awaits_loading(self, act: Act) -> bool:
        """Goods that leave with a container come after they went into it within the same time."""
        packing = (o for o in self._waiting.about(items_of(act)) if o.reading is Reading.PACK)
        parents = {parent_of(other.causes) for other in packing} - {None, *items_of(act)}
        return any(self._family.leaving.leaves_with(act.said, parent) for parent in parents if parent)

    def _awaits_carrier(self, act: Act) -> bool:
        """Goods that leave with a container come after it came to where they leave."""
        stocks = self._family.stocks
        packed = (p for item in items_of(act) for p in stocks.state(item).packed.values())
        outer = {each.item for p in packed if (each := stocks.outermost(p)) is not None}
        return any(self._goes_through(container, act) for container in outer)

    def _goes_through(self, container: str, act: Act) -> bool:
        """Whether a container comes to where goods leave, and goes on to where they are bound."""
        arriving = [
            o
            for o in self._of_carrier.get(container, ())
            if o.reading is Reading.ARRIVE and o not in self._applied
        ]
        matches, said = self._family.stocks.places.matches, act.said
        coming = [o for o in arriving if o in self._waiting and matches(o.said.place, said.origin)]
        later = (o for o in arriving if o not in coming)
        return bool(coming) and any(self._family.leaving.ends_in(said, o.said) for o in later)

    def awaits_end(self, act: Act) -> bool:
        """A number is given out again after it ended, within the same time."""
        standing = [item for item in items_of(act) if self._family.stocks.state(item).open]
        return any(ends_number(other.said) for other in self._waiting.about(standing))

    def given_out_again(self, act: Act) -> Iterator[Act]:
        """Where a number that ends is given out anew within the same time."""
        about = self._waiting.about(items_of(act)) if ends_number(act.said) else ()
        return (other for other in about if other.reading is Reading.APPEAR)

    def lives_on(self, act: Act, anew: list[Act]) -> bool:
        """Whether what happens to it within the time is of the old life: not where it is given out."""
        within = (
            o for o in self._waiting.about(items_of(act)) if o.reading in (Reading.PACK, Reading.UNPACK)
        )
        matches = self._family.stocks.places.matches
        return any(not any(matches(o.said.place, new.said.place) for new in anew) for o in within)


def items_of(act: Act) -> list[str]:
    """The items of an act's lines."""
    return [cause.item for cause in act.causes]
