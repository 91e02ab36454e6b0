"""Mistakes planted in births, rework and rings: each must break a small history or a claim."""

import pytest

from tests.mutants.ledger_battery import ledger_failure
from tests.mutants.plant import Mutant, plant

LEDGER = "loaders.ledger"
BIRTHS = (
    Mutant("outputs do not wait for inputs", LEDGER, "made_of", "if act.event.key in inputs", "if False"),
    Mutant("an output is brought forward", LEDGER, "bear", "own = act.bears and", "own = False and"),
    Mutant("rings are no family", LEDGER, "rings", "if items:", "if False:"),
    Mutant("nothing descends from itself", LEDGER, "descends", "if item in inputs:", "if False:"),
    Mutant("spent outputs are repeated", LEDGER, "repeats", "if _left(", "if True or _left("),
    Mutant("nothing is left of an output", LEDGER, "repeats", "if _left(", "if False and _left("),
)


@pytest.mark.parametrize("mutant", BIRTHS, ids=lambda mutant: mutant.name)
def test_the_mistake_is_caught(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        plant(mutant, patch)
        assert ledger_failure() is not None
