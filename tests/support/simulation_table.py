"""What the ledger makes of simulated histories: `python -m tests.support.simulation_table [histories]`."""

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from loaders.ledger.derive import derive
from tests.support.simulation_answers import Assurance, asked
from tests.support.simulation_records import Mix
from tests.support.simulation_verdict import LATER, LinkKind, Verdict, counted, judge
from tests.support.simulator import History, simulate

HEADER = (
    "| records | histories | events | links from an origin | missed | of two origins | birth unrecorded "
    "| later links | missed | answers | complete | falsely: from an origin | later | of two origins "
    "| birth unrecorded | over what went unrecorded | in vague times | withheld | may be two | astray "
    "| false movements flagged | cycles | pools | equal instants | events/s |"
)
PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"
MARKS = ("<!-- written by tests.support.simulation_table: begin -->", "<!-- end -->")
JUDGED = {Mix.COMPLETE, Mix.DAY_STAMPED, Mix.UNSAID}
"""Mixes in which every movement is recorded, so that a flag is a false one."""


@dataclass(slots=True)
class Tally:
    """The verdicts of one mix, added up; `seeds` name the histories at fault."""

    mix: Mix
    histories: int = 0
    events: int = 0
    cycles: int = 0
    pools: int = 0
    equal_instants: int = 0
    seconds: float = 0.0
    total: Verdict = field(default_factory=Verdict)
    assured: Assurance = field(default_factory=Assurance)
    missing_seeds: list[int] = field(default_factory=list)
    flagged_seeds: list[int] = field(default_factory=list)
    astray_seeds: list[int] = field(default_factory=list)
    false_seeds: dict[LinkKind, list[int]] = field(default_factory=dict)

    def add(self, seed: int) -> None:
        """Simulates, derives and judges one history."""
        history = simulate(seed, self.mix)
        started = time.process_time()
        derived = derive(history.recording.events, history.recording.register)
        self.seconds += time.process_time() - started
        verdict = judge(history.recording, derived)
        self._count(history)
        self.total.links += verdict.links
        self.total.later += verdict.later
        self.total.missed += verdict.missed
        self.total.flagged += verdict.flagged
        self.missing_seeds += [seed] if verdict.of(LinkKind.ORIGIN) else []
        self.flagged_seeds += [seed] if verdict.flagged else []
        told = asked(history, derived, verdict.missed, Random(seed)).assurance()
        self.assured.add(told)
        self.astray_seeds += [seed] if told.astray else []
        for kind in told.false:
            self.false_seeds.setdefault(kind, []).append(seed)

    def _count(self, history: History) -> None:
        self.histories += 1
        self.events += len(history.recording.events)
        self.cycles += history.world.cycled
        self.pools += history.world.pooled
        self.equal_instants += history.equal_instants

    def row(self) -> str:
        """One row of the table in docs/ledger.md."""
        shares = (f"{n / self.histories:.0%}" for n in (self.cycles, self.pools, self.equal_instants))
        flags = str(len(self.total.flagged)) if self.mix in JUDGED else "–"
        total, assured = self.total, self.assured
        excused = (LinkKind.TWO_ORIGINS, LinkKind.BIRTH_UNRECORDED)
        missed = (len(total.of(kind)) for kind in (LinkKind.ORIGIN, *excused))
        links = (total.links, *missed, total.later, sum(len(total.of(kind)) for kind in LATER))
        told = (
            assured.answers,
            assured.complete,
            *(assured.false[kind] for kind in LinkKind),
            assured.astray,
        )
        cells = (self.mix, self.histories, self.events, *links, *told, flags, *shares)
        return "| " + " | ".join(map(str, cells)) + f" | {self.events / self.seconds:,.0f} |"


def tally(mix: Mix, seeds: range) -> Tally:
    """The verdict on one mix over these histories."""
    result = Tally(mix)
    for seed in seeds:
        result.add(seed)
    return result


def written(count: int) -> str:
    """The table of so many histories a mix, and what was flagged in the mixes whose flags are false ones."""
    tallies = [tally(mix, range(count)) for mix in Mix]
    rows = [HEADER, "|---" * HEADER.count(" |") + "|", *(each.row() for each in tallies), ""]
    return "\n".join(rows + [_flags(each) for each in tallies if each.mix in JUDGED])


def _flags(told: Tally) -> str:
    return f"* Flagged in {told.mix}: {counted(told.total.flagged) or 'nothing'}."


def main() -> None:
    """Prints the table; with `--write` it also goes into docs/ledger.md."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    table = written(numbers[0] if numbers else 3000)
    sys.stdout.write(table + "\n")
    if "--write" in sys.argv:
        before, rest = PAGE.read_text(encoding="utf-8").split(MARKS[0])
        after = rest.split(MARKS[1], 1)[1]
        PAGE.write_text(f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
