"""Properties 4, 5 and 8 of ledger.md 7: lines, balances, positions, and how many edges."""

from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.records.events import EventRecord
from loaders.ledger.derive import derive
from tests.support import claims
from tests.support.depth import examples
from tests.support.simulation_records import Mix
from tests.support.simulator import simulate
from tests.support.soups import REGISTER, soups

SEEDS, MIXES = st.integers(0, 10**9), st.sampled_from(Mix)
COUNT = settings(max_examples=examples(150, 1500))


@COUNT
@given(soups())
def test_a_soup_is_read_whole(events: list[EventRecord]) -> None:
    claims.read_whole(events, derive(events, REGISTER))


@COUNT
@given(SEEDS, MIXES)
def test_a_history_is_read_whole(seed: int, mix: Mix) -> None:
    history = simulate(seed, mix)
    events = history.recording.events
    claims.read_whole(events, derive(events, history.recording.register))


@COUNT
@given(soups())
def test_a_unit_stands_once_in_a_soup(events: list[EventRecord]) -> None:
    claims.units_stand_once(events, derive(events, REGISTER))


@COUNT
@given(SEEDS, MIXES)
def test_a_unit_stands_once(seed: int, mix: Mix) -> None:
    history = simulate(seed, mix)
    claims.units_stand_once(
        history.recording.events, derive(history.recording.events, history.recording.register)
    )


@COUNT
@given(soups(most=14))
def test_edges_of_a_soup_are_linear_in_its_lines(events: list[EventRecord]) -> None:
    claims.edges_are_linear(events, derive(events, REGISTER))


@COUNT
@given(SEEDS, MIXES)
def test_edges_are_linear_in_the_lines(seed: int, mix: Mix) -> None:
    history = simulate(seed, mix)
    claims.edges_are_linear(
        history.recording.events, derive(history.recording.events, history.recording.register)
    )
