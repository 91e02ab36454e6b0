"""The simulator: moves real goods among a few parties, writes it down well or badly, knows the true flows.

It imports nothing of the ledger or of the rules, so that what it says of them is independent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.support import simulation_contents as contents
from tests.support import simulation_making as making
from tests.support import simulation_moving as moving
from tests.support import simulation_numbers as numbers
from tests.support import simulation_rework as rework
from tests.support import simulation_serials as serials
from tests.support import simulation_steps as steps
from tests.support.simulation_kinds import ON, Kind, drawn
from tests.support.simulation_records import MISSING, UNSAID, Mix, Recording, written_down
from tests.support.simulation_world import World

ACTS: tuple[tuple[Callable[[World], None], int], ...] = (
    (making.birth, 4), (making.transform, 5), (making.end, 2), (making.sell, 3), (making.observe, 2),
    (moving.despatch, 8), (moving.receive, 9), (moving.relocate, 3), (moving.pack, 4), (moving.unpack, 3),
    (moving.carry, 2), (moving.lend, 1), (moving.consume, 1),
)  # fmt: skip
Acts = tuple[tuple[Callable[[World], None], int], ...]
OF_KIND: dict[Kind, Acts] = {
    Kind.REWORK: ((rework.rework, 4),),
    Kind.SECOND_BIRTH: ((rework.second_birth, 3),),
    Kind.STEPS: ((steps.despatch_in_steps, 6), (steps.receive_in_steps, 8)),
    Kind.SALE: ((making.sell, 3),),
    Kind.IN_PLACE: ((making.end, 3),),
    Kind.READING: ((moving.pack, 3), (contents.read_inside, 6), (moving.carry, 2)),
    Kind.CONTAINER_ENDED: ((moving.pack, 2), (contents.end_container, 3)),
    Kind.UNIT_ENDED: ((numbers.end_unit, 4),),
    Kind.SENT_HOME: ((moving.pack, 2), (contents.send_home, 4)),
    Kind.BY_ITEM: ((moving.pack, 2), (contents.receive_by_item, 8)),
    Kind.BY_CONTAINER: ((moving.pack, 2), (contents.ship_by_item, 4)),
    Kind.SERIALS: ((serials.birth_of_serials, 3), (serials.ship_serials, 4)),
    Kind.PRODUCT_CODE: (
        (numbers.ship_as_product, 4), (numbers.receive_as_product, 5), (numbers.sell_as_product, 3),
        (numbers.use_as_product, 1), (numbers.pack_as_product, 2),
    ),
}  # fmt: skip
"""What may happen, and how often beside the rest, where a history has the kind."""
CHOICES = [act for act, weight in ACTS for _ in range(weight)]


@dataclass(frozen=True, slots=True)
class History:
    """A world that has been lived in, and how it was recorded."""

    world: World
    recording: Recording
    mix: Mix

    @property
    def equal_instants(self) -> bool:
        """Two different events of one item at one instant (or in ranges that are equal)."""
        seen: set[tuple[str, object]] = set()
        for written in self.recording.written:
            marks = {(line.goods.key, written.time) for line in written.fact.lines}
            if marks & seen:
                return True
            seen |= marks
        return False


def lived(seed: int, mix: Mix = Mix.COMPLETE, kinds: frozenset[Kind] = ON, acts: int = 45) -> World:
    """One history of real goods: the same seed, the same goods, whatever is recorded of them."""
    rng, attention = Random(seed), Random(f"{seed}:attention")
    told = drawn(seed, kinds)
    world = World(rng, lambda: attention.random() >= MISSING.get(mix, 0.0), told, unsaid=mix in UNSAID)
    making.commission_fleet(world)
    for _ in range(2):
        making.birth(world)
    choices = CHOICES + [act for kind in sorted(told) for act, weight in OF_KIND[kind] for _ in range(weight)]
    for _ in range(rng.randint(min(acts, 6), acts)):
        rng.choice(choices)(world)
    return world


def simulate(seed: int, mix: Mix, kinds: frozenset[Kind] = ON, acts: int = 45) -> History:
    """A history and its records in one mix; deterministic."""
    world = lived(seed, mix, kinds, acts)
    return History(world, written_down(world, mix, Random(f"{seed}:{mix}")), mix)
