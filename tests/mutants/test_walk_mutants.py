"""Mistakes planted in the walk: each must be told from the sound walk by comparison with brute force."""

import pytest

from tests.mutants.plant import DoesNotFit, Mutant, plant
from tests.mutants.walk_battery import walk_failure

RULES = "graph_api.rules"
MUTANTS = (
    Mutant("visit once", RULES, "_take_over", "return labels.improve(known, label)", "return False"),
    Mutant("> for >=", RULES, "follow", "first > end", "first >= end"),
    Mutant("vague order taken as certain", RULES, "follow", "[_SURE_ORDER] <= start", "[_SURE_ORDER] <= end"),
    Mutant(
        "the last link's certainty",
        RULES,
        "follow",
        "level <= certainty and arrival <= end",
        "arrival <= end",
    ),
    Mutant(
        "backward in forward time",
        RULES,
        "_take",
        "(-edge.latest, -edge.earliest)",
        "(edge.earliest, edge.latest)",
    ),
    Mutant("arrival forgotten", RULES, "follow", "[max(start, first)] * certainty", "[start] * certainty"),
    Mutant(
        "arrival of a surer way forgotten",
        RULES,
        "follow",
        "max(start, arrival) if possible",
        "start if possible",
    ),
    Mutant("time kept behind a contradiction", RULES, "leap", "START if known", "label[level] if known"),
    Mutant("a certain order behind a contradiction", RULES, "leap", "[UNREACHED]", "[START]"),
    Mutant("only the earliest way", RULES, "improve", "enumerate(other)", "list(enumerate(other))[:2]"),
    Mutant("contradictions bound by time", RULES, "_followed", "if step.timeless:", "if False:"),
)


def test_the_sound_walk_passes() -> None:
    assert walk_failure() is None


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_mistake_is_caught(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        plant(mutant, patch)
        assert walk_failure() is not None
    assert walk_failure() is None


def test_a_mistake_that_no_longer_fits_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for function, old in (("follow", "no such text"), ("no_such_function", "return")):
        with pytest.raises(DoesNotFit):
            plant(Mutant("stale", RULES, function, old, ""), monkeypatch)
