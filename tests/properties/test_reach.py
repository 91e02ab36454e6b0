"""Properties 6 and 7 of ledger.md 7: reach against the closure, and after a missing record has arrived."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.records.events import EventRecord
from cypher.records.vocabulary import LineRole
from loaders.ledger.derive import derive
from tests.support import claims
from tests.support.claims_of_arrival import reach_survives
from tests.support.depth import examples
from tests.support.reference_closure import births, own_outputs
from tests.support.simulation_records import Mix
from tests.support.simulator import simulate
from tests.support.soups import REGISTER, recorded, soups

SEEDS, MIXES = st.integers(0, 10**9), st.sampled_from(Mix)
COUNT = settings(max_examples=examples(150, 1500))


@COUNT
@given(soups())
def test_a_soup_reaches_no_more_than_its_closure(events: list[EventRecord]) -> None:
    derived = derive(events, REGISTER)
    claims.reach_within_closure(events, derived, REGISTER)
    claims.origins_are_unknown(events, derived)


@COUNT
@given(SEEDS, MIXES)
def test_a_history_reaches_no_more_than_its_closure(seed: int, mix: Mix) -> None:
    history = simulate(seed, mix)
    events, register = history.recording.events, history.recording.register
    derived = derive(events, register)
    claims.reach_within_closure(events, derived, register)
    claims.origins_are_unknown(events, derived)


@COUNT
@given(st.lists(recorded, min_size=2, max_size=10))
def test_born_once_without_quantities_a_soup_reaches_its_closure(told: list[EventRecord]) -> None:
    events = born_once(told)
    claims.reach_is_closure(events, derive(events, REGISTER), REGISTER)


@COUNT
@given(SEEDS, st.sampled_from((Mix.COMPLETE, Mix.VAGUE, Mix.MISSING_20)))
def test_born_once_without_quantities_a_history_reaches_its_closure(seed: int, mix: Mix) -> None:
    history = simulate(seed, mix)
    events = born_once(list(history.recording.events))
    register = history.recording.register
    claims.reach_is_closure(events, derive(events, register), register)


def born_once(told: list[EventRecord]) -> list[EventRecord]:
    """The same events without quantities, second births, rework, and containers named as inputs.

    (What was ever inside a container is only the most that pouring it out can have used; what an item went
    into itself is no birth of it.)
    """
    parents = {line.item for event in told for line in event.lines if line.role is LineRole.PARENT}
    kept: list[EventRecord] = []
    for event in told:
        if any(line.role is LineRole.INPUT and line.item in parents for line in event.lines):
            continue
        lines = tuple(replace(line, quantity=None, unit=None) for line in event.lines)
        bare = replace(event, lines=lines, content_hash=f"{event.content_hash}-")
        told_so_far = [*kept, bare]
        once = all(count < 2 for count in births(told_so_far).values())
        if once and not any(own_outputs(told_so_far).values()):
            kept.append(bare)
    return kept


@COUNT
@given(st.integers(0, 10**9), st.sampled_from((Mix.COMPLETE, Mix.DAY_STAMPED)), st.integers(0, 99))
def test_a_missing_record_that_arrives_removes_no_reach(seed: int, mix: Mix, pick: int) -> None:
    history = simulate(seed, mix)
    events, register = history.recording.events, history.recording.register
    added = events[pick % len(events)]
    without = [event for event in events if event is not added]
    reach_survives(derive(without, register), derive(events, register), added)
