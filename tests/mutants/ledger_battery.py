"""Fixed histories on which the ledger must hold what the properties claim; quick, first failure wins."""

from collections.abc import Callable, Iterator
from random import Random

from loaders.ledger.derive import derive
from tests.support import claims
from tests.support.simulation_records import Mix
from tests.support.simulation_verdict import LinkKind, judge
from tests.support.simulator import History, simulate
from tests.support.small_cases_more import EVERY, scattered
from tests.support.small_histories import REGISTER, failures

HISTORIES = 25


def ledger_failure() -> str | None:
    """The first thing that does not hold; an exception of the ledger counts too."""
    for check in _checks():
        try:
            found = check()
        except Exception as error:  # whatever a planted mistake does, it is caught
            return f"{type(error).__name__}: {str(error)[:200]}"
        if found:
            return found
    return None


def _checks() -> Iterator[Callable[[], str | None]]:
    yield small_failure
    yield gathering_failure
    for seed in range(HISTORIES):
        for mix in Mix:
            yield lambda seed=seed, mix=mix: _history_failure(simulate(seed, mix))  # type: ignore[misc]


def small_failure() -> str | None:
    """The first small history that comes out otherwise than it must."""
    for small in EVERY:
        wrong = failures(small, derive(small.events, REGISTER))
        if wrong:
            return "; ".join(wrong)
    return None


def gathering_failure() -> None:
    """Fails where many candidates for many draws make an edge for every pair."""
    events = scattered()
    claims.edges_are_linear(events, derive(events, REGISTER))


def _history_failure(history: History) -> str | None:
    events, register = history.recording.events, history.recording.register
    derived = derive(events, register)
    verdict = judge(history.recording, derived)
    if verdict.of(LinkKind.ORIGIN) and history.mix is not Mix.BARE:
        return f"{history.mix}: a true link missed"
    if history.mix is Mix.COMPLETE and (verdict.flagged or verdict.of(LinkKind.TWO_ORIGINS)):
        return f"{history.mix}: flagged {verdict.flagged}"
    claims.ends_meet(events, derived)
    claims.every_line_is_read(events, derived)
    claims.balances_are_exact(events, derived)
    claims.lines_tell_what_left(events, derived)
    claims.units_stand_once(events, derived)
    claims.reach_within_closure(events, derived, register)
    claims.origins_are_unknown(events, derived)
    claims.edges_are_linear(events, derived)
    shuffled = list(events)
    Random(1).shuffle(shuffled)
    return None if derive(shuffled, register) == derived else f"{history.mix}: another order, another graph"
