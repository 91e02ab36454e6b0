"""Mistakes planted in the rules of contents and containers: each must break a small history or a property."""

import pytest

from tests.mutants.ledger_battery import ledger_failure
from tests.mutants.plant import Mutant, plant

LEDGER = "loaders.ledger"
READ = (
    Mutant("nothing is read on the road", LEDGER, "there", "else under_way(stocks, state)", "else []"),
    Mutant("stocked in the container", LEDGER, "shelved", "if not shelves(told.event):", "if True:"),
    Mutant("any amount is loose", LEDGER, "shelved", "held >= cause.amount", "True"),
    Mutant("sensors are goods", LEDGER, "devices", "return assets - goods", "return set()"),
)
ARRIVED = (
    Mutant("contents never tell of their container", LEDGER, "arrive", "if inside:", "if False:"),
    Mutant(
        "the container stays on the road", LEDGER, "_arrive_inside", "landed.append(outer.item)", "return"
    ),
    Mutant("what is not named has come", LEDGER, "finish", "self.unconfirmed.items()", "()"),
    Mutant("what is named later has not", LEDGER, "finish", "== each.spoken_until", "!= -1"),
    Mutant("all of a named lot has come", LEDGER, "_unnamed", "told < held", "False"),
    Mutant(
        "bound for anywhere",
        LEDGER,
        "_comes",
        "any(outer is each for found in meant for each in found)",
        "True",
    ),
)
DEPARTED = (
    Mutant("contents leave alone", LEDGER, "depart", "if not found:", "if True:"),
    Mutant(
        "some move all", LEDGER, "_is_listed", "return self._all_listed(told, position.item)", "return True"
    ),
    Mutant("any amount is all", LEDGER, "_is_listed", "position.available in (None, named.amount)", "True"),
    Mutant(
        "it ends anywhere",
        LEDGER,
        "ends_in",
        "matches(told.destination, then.place)",
        "matches(then.place, then.place)",
    ),
    Mutant("no other report of it", LEDGER, "_is_report_of", "then.reading is not Reading.DEPART", "True"),
    Mutant("it left once", LEDGER, "_left_already", "outer.documents & documents(told)", "False"),
)
CAME_OUT = (
    Mutant("the number takes all with it", LEDGER, "vanish", "if ends_number(told):", "if False:"),
    Mutant("any end", LEDGER, "ends_number", "is StockStatus.ENDED", "is not None"),
    Mutant("a number lives once", LEDGER, "_outlive", "state.born = Births()", "pass"),
    Mutant("given out before it ended", LEDGER, "awaits_end", "return any(", "return False and any("),
    Mutant("found elsewhere, still packed", LEDGER, "_came_out", "part.position.inside and", "False and"),
)
WENT_ON = (
    Mutant("a round tells nothing", LEDGER, "finish", "self._settle(self.told)", "None"),
    Mutant("an end speaks of all", LEDGER, "_takes_all", "and not act.bears", "and False"),
    Mutant("an emptying speaks of all", LEDGER, "_takes_all", "cause.line.role is LineRole.PARENT", "False"),
    Mutant("only the outer is settled", LEDGER, "settle", "waiting += ", "_ = "),
    Mutant("any packing is anew", LEDGER, "_stops", "not self._same_site(told.place, home.place)", "False"),
    Mutant("packed where it stood", LEDGER, "_stops", "stood if not self", "stood if self"),
    Mutant("home from anywhere", LEDGER, "_stops", "[] if away else", "[] if False else"),
    Mutant("named before it left", LEDGER, "_since", "each.ended.latest > said", "True"),
    Mutant("cleaning tells nothing", LEDGER, "_cleaned", "return bool(", "return False and bool("),
    Mutant("parts come out", LEDGER, "_stops", "or position.fixed", ""),
    Mutant("named later is nothing", LEDGER, "_settle", "_said_until(position) <", "0 <"),
    Mutant("it stopped nowhere", LEDGER, "_stopped", "return stop.ended is not None", "return False"),
    Mutant("stocked on the road", LEDGER, "there", "or shelves(cause.event)", ""),
)
MUTANTS = (*READ, *ARRIVED, *DEPARTED, *CAME_OUT, *WENT_ON)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_mistake_is_caught(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        plant(mutant, patch)
        assert ledger_failure() is not None
