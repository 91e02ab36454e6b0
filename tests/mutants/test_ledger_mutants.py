"""Mistakes planted in the ledger: each must break a property or a small history of a fixed set."""

import pytest

from loaders.ledger.reading import Reading
from tests.mutants.ledger_battery import ledger_failure
from tests.mutants.plant import Mutant, Swap, plant, swap

LEDGER = "loaders.ledger"
AT_PLACE = "[*tiers(self.stocks, state, want.place, want.cause.time)]"
RULES = (
    Mutant("rule 1 left out", LEDGER, "draw", AT_PLACE, "[]"),
    Mutant("rule 2 left out", LEDGER, "_known", "inside_at(self.stocks, state, want.place)", "[]"),
    Mutant("rule 3 left out", LEDGER, "_known", "bound_for(self.stocks, state, want.place)", "[]"),
    Mutant(
        "rule 3, nobody stated",
        LEDGER,
        "_known",
        "bound_nowhere(self.stocks, state, want.place)",
        "[]",
    ),
    Mutant("rule 4 left out", LEDGER, "_known", "self._elsewhere(want)", "[]"),
    Mutant("rule 5 left out", LEDGER, "_beyond", "any(position is not here for", "any(False for"),
    Mutant("rule 6 left out", LEDGER, "_not_yet", "self.bear(name)", "return here"),
    Mutant("rule 7 left out", LEDGER, "_beyond", "return self._unknown(drawn, here)", "return here"),
)
TIES = (
    Mutant("the widest place first", LEDGER, "draw", AT_PLACE, f"{AT_PLACE}[::-1]"),
    Mutant(
        "the first that ended, not the last",
        LEDGER,
        "ended_at",
        "state.last_at.get(place.key)",
        "next((p for p in state.ended.values() if p.place == place), None)",
    ),
    Mutant("named consignments first", LEDGER, "_unnamed_first", "not p.named", "p.named"),
    Mutant(
        "users before suppliers",
        LEDGER,
        "forced",
        "sorted(free, key=forced_rank)",
        "sorted(acts, key=forced_rank)",
    ),
    Mutant("the first order is kept", LEDGER, "best", "gaps < least", "False"),
    Mutant("any order is kept", LEDGER, "best", "gaps < least", "True"),
    Mutant("nothing is held", LEDGER, "_may", "first is not None and", "False and"),
    Mutant("only exchanges with what is missing", LEDGER, "_pairs", "range(len(acts) - 1, 0, -1)", "()"),
    Mutant("seen once is seen", LEDGER, "_seen_meanwhile", "self.stocks.state(target.item).observed", "()"),
    Mutant("any order where keys decide", LEDGER, "rank", "act.event.key", "id(act)"),
    Mutant("any copy counts", LEDGER, "in_force", "held.sort(key=lambda event: event.key)", "pass"),
)
SWAPS = (
    Swap("arrivals before departures", LEDGER, "_WHEN_FORCED", Reading.ARRIVE, Reading.DEPART),
    Swap("vanish first", LEDGER, "_WHEN_FORCED", Reading.VANISH, Reading.DEPART),
)
MATCHES = (
    Mutant("no rule by document", LEDGER, "_matches", "yield [*by_slip.values()]", "yield []"),
    Mutant("no rule by destination", LEDGER, "_matches", "[bound, free]", "[free]"),
    Mutant("no rule without destination", LEDGER, "_matches", "[bound, free]", "[bound]"),
    Mutant("returned from nowhere", LEDGER, "_away", "[*state.away.values()]", "[]"),
    Mutant("any source agrees", LEDGER, "_agrees", "not told.source_stated or", "True or"),
    Mutant("nothing is diverted", LEDGER, "diverted", "stocks.state(cause.item).transit.values()", "()"),
    Mutant("second departures count", LEDGER, "departed_before", "moving = ", "moving = False and "),
    Mutant("second arrivals count", LEDGER, "_reported", "return any(", "return False and any("),
)
POSITIONS = (
    Mutant("seen by itself is not seen inside", LEDGER, "there", "in inside_at(", "in [] and ("),
    Mutant("nothing may be left to pack", LEDGER, "pack", "loose or self", "loose and self"),
    Mutant("emptied is empty", LEDGER, "empty", "position.opened.latest > cause.time.earliest", "False"),
    Mutant("what was left is overdrawn", LEDGER, "_beyond_receipts", "want.left > last.received", "True"),
    Mutant(
        "what was left is never overdrawn", LEDGER, "_beyond_receipts", "want.left > last.received", "False"
    ),
    Mutant("void by key", LEDGER, "in_force", "e.event_id not in void", "e.key not in void"),
    Mutant("repetitions count", LEDGER, "in_force", "setdefault(event.content_hash", "setdefault(event.key"),
    Mutant("generations never end", LEDGER, "end", "if position.ended is not None:", "if True:"),
    Mutant("exactly zero is not the end", LEDGER, "take", "want >= held", "want > held"),
    Mutant(
        "nothing opens again",
        LEDGER,
        "_reopens",
        "if last.item_kind is not ItemKind.UNIT:",
        "if last.item_kind is not ItemKind.UNIT:\n        return False\n    if False:",
    ),
    Mutant("units are born anywhere", LEDGER, "appear", "ItemKind.UNIT", "ItemKind.CLASS"),
    Mutant("commissioning adds", LEDGER, "_commissioned", "if not found:", "if True:"),
    Mutant("contents stay behind", LEDGER, "_contents", "waiting, gone = [cause.item], []", "return []"),
    Mutant("one container deep", LEDGER, "_contents", "waiting.append(position.item)", "pass"),
    Mutant(
        "a site is not its bins",
        LEDGER,
        "related",
        "one in self.line(other) or other in self.line(one)",
        "one == other",
    ),
    Mutant("by time alone", LEDGER, "_may", "return self._ready.met(act)", "return True"),
    Mutant(
        "one id at all sites", LEDGER, "transformation_key", "transformation_id, site", "transformation_id"
    ),
    Mutant("no gathering", LEDGER, "_elsewhere", "len(state.fresh) > self.gathering.LIMIT", "False"),
    Mutant(
        "pools are as sure", LEDGER, "how_sure", "return Certainty.POOLED if", "return Certainty.RECORDED if"
    ),
    Mutant("lines do not say how goods ended", LEDGER, "drawn", "None, status, pool", "None, None, pool"),
    Mutant("what ended passes on", LEDGER, "_pass", "drawn.want.status", "None"),
    Mutant("one of a pool is all of it", LEDGER, "_pool", "len(found)", "1"),
)
BORN_ONCE = "self.stocks.state(want.item[0]).births < 2"
GUESSES = (
    Mutant("the nearest hides the others", LEDGER, "_explained", BORN_ONCE, "True"),
    Mutant("anything explains", LEDGER, "_explained", BORN_ONCE, "False"),
    Mutant("a guess empties for good", LEDGER, "_guess", "source.guessed = True", "pass"),
    Mutant("what a guess took is gone", LEDGER, "_left_inside", "while emptied:", "while False:"),
    Mutant("no draw waits for stock", LEDGER, "_reopens", "or self.awaited(last)", ""),
    Mutant("documents may differ", LEDGER, "diverted", "not (slips and p.documents)", "True"),
    Mutant("what passes by stays", LEDGER, "there", "if passing(cause.event):", "if False:"),
    Mutant("the last output is meant", LEDGER, "_commissioned", "overlap(each.time, cause.time)", "False"),
)


def test_the_sound_ledger_passes() -> None:
    assert ledger_failure() is None


@pytest.mark.parametrize(
    "mutant", [*RULES, *TIES, *MATCHES, *POSITIONS, *GUESSES], ids=lambda mutant: mutant.name
)
def test_the_mistake_is_caught(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        plant(mutant, patch)
        assert ledger_failure() is not None


@pytest.mark.parametrize("mutant", SWAPS, ids=lambda mutant: mutant.name)
def test_the_wrong_order_is_caught(mutant: Swap, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        swap(mutant, patch)
        assert ledger_failure() is not None
