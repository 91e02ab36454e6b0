"""Properties 1 and 2 of ledger.md 7: any order, any batching and any repetition give the same graph."""

from collections.abc import Sequence
from dataclasses import fields
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.records.custody import Derived
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from loaders.ledger.derive import derive
from tests.support.depth import examples
from tests.support.incremental import Stored, batches
from tests.support.simulation_records import Mix
from tests.support.simulator import simulate
from tests.support.soups import REGISTER, soups
from tests.support.telling import shown, told

SEEDS, MIXES = st.integers(0, 10**9), st.sampled_from(Mix)
COUNT = settings(max_examples=examples(100, 1000))


@COUNT
@given(soups(), st.integers(0, 99))
def test_any_order_of_a_soup_is_one_graph(events: list[EventRecord], seed: int) -> None:
    same_in_any_order(events, REGISTER, Random(seed))


@COUNT
@given(SEEDS, MIXES, st.integers(0, 99))
def test_any_order_of_a_history_is_one_graph(seed: int, mix: Mix, order: int) -> None:
    history = simulate(seed, mix)
    same_in_any_order(history.recording.events, history.recording.register, Random(order))


@COUNT
@given(soups(), st.lists(st.integers(0, 99), max_size=4))
def test_a_soup_in_batches_is_one_graph_after_every_batch(events: list[EventRecord], cuts: list[int]) -> None:
    same_after_every_batch(events, REGISTER, cuts)


@COUNT
@given(SEEDS, MIXES, st.lists(st.integers(0, 99), max_size=6))
def test_a_history_in_batches_is_one_graph_after_every_batch(seed: int, mix: Mix, cuts: list[int]) -> None:
    history = simulate(seed, mix)
    same_after_every_batch(history.recording.events, history.recording.register, cuts)


def same_after_every_batch(events: Sequence[EventRecord], register: Register, cuts: list[int]) -> None:
    """Replaying only what a batch touches leaves the graph that all events so far derive."""
    stored = Stored(register)
    for batch in batches(events, cuts):
        stored.load(batch)
        whole = derive(stored.events.values(), register)
        for each in fields(Derived):
            kept, wanted = getattr(stored.graph, each.name), getattr(whole, each.name)
            assert kept == wanted, f"{each.name}: {kept ^ wanted}\n{told(events)}\n{shown(whole)}"


def same_in_any_order(events: Sequence[EventRecord], register: Register, rng: Random) -> None:
    """Shuffled and with some events given again, the same events derive the same graph, key for key."""
    shuffled = [*events, *rng.sample(events, rng.randint(0, len(events)))]
    rng.shuffle(shuffled)
    one, other = derive(events, register), derive(shuffled, register)
    assert one == other, f"{told(events)}\nONE\n{shown(one)}\nOTHER\n{shown(other)}"
