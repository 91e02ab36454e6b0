"""Mistakes planted in the rules of steps and of ends: each must break a small history or a property."""

import pytest

from tests.mutants.ledger_battery import ledger_failure
from tests.mutants.plant import Mutant, plant

LEDGER = "loaders.ledger"
ONE = (
    Mutant("every step is a movement", LEDGER, "parts", "told.event.key in self.apart", "True"),
    Mutant("no other reading is tried", LEDGER, "_two_where_one_lacks", "not least or", "True or"),
    Mutant("nobody says that it may be two", LEDGER, "join", "if part.maybe_two:", "if False:"),
    Mutant("a unit leaves again and again", LEDGER, "_under_way", "if from_there or", "if False and"),
    Mutant("not seen on the movement", LEDGER, "join", "self.goods.seen([", "([].append)([")
)  # fmt: skip
ANOTHER = (
    Mutant("the same step is of it", LEDGER, "room", "self.amount - told", "self.amount"),
    Mutant("a step has no amount", LEDGER, "room", "min(quantity, self.amount - told)", "quantity"),
    Mutant("any other end", LEDGER, "_agrees", "if alike and not", "if False and not"),
    Mutant("any document", LEDGER, "_agrees", "set(papers.values()).isdisjoint", "bool([].append)"
        " or set().isdisjoint"),
    Mutant("never over", LEDGER, "_over", "gone is not None and gone.latest < cause.time.earliest", "False"),
    Mutant("steps in any order", LEDGER, "_over", "_order(told)[s] > step", "False"),
    Mutant("with any goods", LEDGER, "_over", "if not (movement.goods <=", "if 0 and (movement.goods <="),
    Mutant("a little of much is of it", LEDGER, "_most", "2 * sum_up > whole", "True"),
    Mutant("parts are of nothing", LEDGER, "_most", "sum_up += other.amount", "sum_up = other.amount"),
)  # fmt: skip
TOLD = (
    Mutant("made ready without papers", LEDGER, "prepare", "told.event.documents:", "not told.event:"),
    Mutant("made ready is handed over", LEDGER, "step_of", "if step in DEPARTURE:", "if False:"),
    Mutant("put away is handed over", LEDGER, "step_of", "if step in ARRIVAL:", "if False:"),
    Mutant("a move in the site arrives", LEDGER, "step_of", "if places.site(", "if 0 and places.site("),
)  # fmt: skip
ENDS = (
    Mutant("sold by the action", LEDGER, "_sold", 'if event.biz_step == "retail_selling":', "if False:"),
    Mutant("only the step sells", LEDGER, "_sold", 'event.disposition == "retail_sold" and', "False and"),
    Mutant("sold twice is sold once", LEDGER, "_sold_elsewhere", "if gone[0].kind is not", "if gone or not"),
    Mutant("sold twice is no conflict", LEDGER, "_sold_elsewhere", "recorder.gap(", "(lambda *_: None)("),
    Mutant("a number is used up", LEDGER, "ended_as", "return status", "return StockStatus.USED"),
)


@pytest.mark.parametrize("mutant", [*ONE, *ANOTHER, *TOLD, *ENDS], ids=lambda mutant: mutant.name)
def test_the_mistake_is_caught(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        plant(mutant, patch)
        assert ledger_failure() is not None
