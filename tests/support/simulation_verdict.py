"""Compares what the ledger derived with what truly happened (ledger.md 7, property 9)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from cypher.records.custody import Derived, GapRecord
from cypher.records.vocabulary import SEVERITY, Effect, GapKind, GapSeverity, LineRole
from tests.support.reference_arrivals import Start, Ways, earliest_arrivals
from tests.support.simulation_records import Recording, Written
from tests.support.simulation_world import TrueLine


class LinkKind(StrEnum):
    """Links from an origin, links between later records, and what of both no record can tell.

    The gravest to miss comes first.
    """

    ORIGIN = "from an origin"
    LATER = "later"
    TWO_ORIGINS = "of two origins"
    BIRTH_UNRECORDED = "birth unrecorded"
    UNRECORDED = "later, over what went unrecorded"
    VAGUE = "later, in vague times"
    WITHHELD = "later, quantities withheld"
    MAYBE_TWO = "later, of steps that may be two movements"

    @property
    def weight(self) -> int:
        """More for what is graver to miss."""
        return -list(LinkKind).index(self)


LATER = (LinkKind.LATER, LinkKind.UNRECORDED, LinkKind.VAGUE, LinkKind.WITHHELD, LinkKind.MAYBE_TWO)


@dataclass(frozen=True, slots=True)
class Link:
    """Goods that passed one recorded line and later truly came to another."""

    earlier: tuple[Written, int]
    later: tuple[Written, int]
    one_origin: bool
    """whether no number with two origins lies on some true way between them"""
    born: bool
    """whether on some true way every birth of every number was recorded"""
    from_origin: bool
    """whether it starts where the goods came into being, or were first recorded"""
    recording: Recording = field(repr=False, compare=False)
    maybe_two: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """items of which the ledger says that steps which it took for one movement may be two"""

    @property
    def kind(self) -> LinkKind:
        """What excuses missing it, if anything."""
        if self.from_origin:
            if not self.one_origin:
                return LinkKind.TWO_ORIGINS
            return LinkKind.ORIGIN if self.born else LinkKind.BIRTH_UNRECORDED
        way = self.later[0].fact.lines[self.later[1]].way
        if any(line.bit & way for line in self.recording.lost):
            return LinkKind.UNRECORDED
        if any(each.time.earliest != each.time.latest for each in self._meanwhile()):
            return LinkKind.VAGUE
        if any(each.withheld for each in self._meanwhile()):
            return LinkKind.WITHHELD
        item = self.later[0].fact.lines[self.later[1]].goods.key
        return LinkKind.MAYBE_TWO if item in self.maybe_two else LinkKind.LATER

    def _passed(self, line: TrueLine) -> bool:
        """Whether the goods passed a line between the two."""
        first, last = (written.fact.lines[number] for written, number in (self.earlier, self.later))
        return bool(line.bit & last.way and first.bit & line.way)

    def _meanwhile(self) -> Iterator[Written]:
        """Records of the goods on the way, these ends with them, that may be of a time between."""
        written = self.recording.written
        ends = (self.earlier[0].fact.lines[self.earlier[1]], self.later[0].fact.lines[self.later[1]])
        between = (line for each in written for line in each.fact.lines if self._passed(line))
        items = {line.goods.key for line in (*ends, *between)}
        first, last = self.earlier[0].time.earliest, self.later[0].time.latest
        for each in written:
            told = any(line.goods.key in items for line in each.fact.lines)
            if told and each.time.earliest <= last and first <= each.time.latest:
                yield each


@dataclass(slots=True)
class Verdict:
    """What a derived graph misses, and what it flags without cause.

    `links` start at an origin; `later` ones between two later records of the same goods. Where a movement
    went unrecorded and the books explain a draw without it, no ledger can know the later ones.
    """

    links: int = 0
    later: int = 0
    missed: list[Link] = field(default_factory=list)
    flagged: list[GapRecord] = field(default_factory=list)

    def of(self, kind: LinkKind) -> list[Link]:
        """The missed links of one kind."""
        return [link for link in self.missed if link.kind is kind]


class Readings:
    """On which holdings each recorded line was read."""

    def __init__(self, derived: Derived) -> None:
        self._found: dict[tuple[str, int], list[tuple[str, str, Effect]]] = {}
        items = {holding.key: holding.item for holding in derived.holdings}
        for line in derived.lines:
            found = (line.holding, items.get(line.holding, ""), line.effect)
            self._found.setdefault((line.event, line.line), []).append(found)

    def held(self, written: Written, number: int) -> list[str]:
        """Of each item of a line, the holdings where it left them, or else where it drew or saw them."""
        found = [each for key in written.keys for each in self._found.get((key, number), ())]
        entered = {item for _, item, effect in found if effect is Effect.IN}
        return [key for key, item, effect in found if effect is Effect.IN or item not in entered]


def judge(recording: Recording, derived: Derived) -> Verdict:
    """Every true link between recorded lines is looked for in the derived graph, in possible order."""
    verdict = Verdict(flagged=list(_false_flags(recording, derived)))
    ways, read = Ways(derived.edges), Readings(derived)
    arrivals: dict[Start, dict[str, int]] = {}
    for link in true_links(recording, derived):
        verdict.links += link.from_origin
        verdict.later += not link.from_origin
        start = frozenset((h, link.earlier[0].time.earliest) for h in read.held(*link.earlier))
        if start not in arrivals:
            arrivals[start] = earliest_arrivals(ways, start)
        labels, latest = arrivals[start], link.later[0].time.latest
        if not any(labels.get(holding, latest + 1) <= latest for holding in read.held(*link.later)):
            verdict.missed.append(link)
    return verdict


def true_links(recording: Recording, derived: Derived | None = None) -> Iterator[Link]:
    """Every pair of recorded lines that real goods join."""
    gaps = derived.gaps if derived else ()
    unsure = frozenset(gap.item for gap in gaps if gap.item and gap.kind is GapKind.MAYBE_TWO)
    bits = {
        line.bit: (written, number)
        for written in recording.written
        for number, line in enumerate(written.fact.lines)
    }
    known = sum(bits)
    origins = sum(
        bit for bit, (written, number) in bits.items() if _is_origin(written.fact.lines[number], known)
    )
    for later in bits.values():
        line: TrueLine = later[0].fact.lines[later[1]]
        past = line.past & known
        while past:
            bit = past & -past
            past ^= bit
            clean, born = bool(line.clean & bit), bool(line.known & bit)
            yield Link(bits[bit], later, clean, born, bool(bit & origins), recording, unsure)


def _is_origin(line: TrueLine, known: int) -> bool:
    return line.role is LineRole.OUTPUT or not line.past & known


def _false_flags(recording: Recording, derived: Derived) -> Iterator[GapRecord]:
    """Gaps of weight that nothing true stands behind; meaningful only where every movement was recorded.

    Goods whose beginning nobody recorded, containers that were just there, are not completely recorded;
    nor are those of which a style of recording leaves the unpacking out.
    """
    excused = {key: w.fact.excused for w in recording.written for key in w.keys}
    goods = {line.goods.key: line.goods for w in recording.written for line in w.fact.lines}
    for gap in derived.gaps:
        if SEVERITY[gap.kind] is GapSeverity.NOTE:
            continue
        about = goods.get(gap.item or "")
        if about and (about.unborn or about.unsaid or (gap.kind is GapKind.TWO_ORIGINS and about.twin)):
            continue
        if gap.kind not in excused.get(gap.event or "", frozenset()):
            yield gap


def counted(flags: list[GapRecord]) -> str:
    """Gaps by kind, for people."""
    return ", ".join(f"{kind} {n}" for kind, n in sorted(Counter(str(g.kind) for g in flags).items()))
