"""The simulator: moves real goods among a few parties, writes it down well or badly, knows the true flows.

It imports nothing of the ledger or of the rules, so that what it says of them is independent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.support import simulation_making as making
from tests.support import simulation_moving as moving
from tests.support.simulation_records import MISSING, Mix, Recording, written_down
from tests.support.simulation_world import World

ACTS: tuple[tuple[Callable[[World], None], int], ...] = (
    (making.birth, 4), (making.transform, 5), (making.end, 2), (making.sell, 3), (making.observe, 2),
    (moving.despatch, 8), (moving.receive, 9), (moving.relocate, 3), (moving.pack, 4), (moving.unpack, 3),
    (moving.carry, 2), (moving.lend, 1), (moving.consume, 1),
)  # fmt: skip
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


def lived(seed: int, mix: Mix = Mix.COMPLETE) -> World:
    """One history of real goods: the same seed, the same goods, whatever is recorded of them."""
    rng, attention = Random(seed), Random(f"{seed}:attention")
    world = World(rng, lambda: attention.random() >= MISSING.get(mix, 0.0))
    making.commission_fleet(world)
    for _ in range(2):
        making.birth(world)
    for _ in range(rng.randint(6, 45)):
        rng.choice(CHOICES)(world)
    return world


def simulate(seed: int, mix: Mix) -> History:
    """A history and its records in one mix; deterministic."""
    world = lived(seed, mix)
    return History(world, written_down(world, mix, Random(f"{seed}:{mix}")), mix)
