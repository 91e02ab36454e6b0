"""Why an answer is not complete, as a list of reasons; `docs/completeness.md` is the whole definition; pure.

An answer is complete exactly where there is no reason. To add one: a fact in `Facts`, a `ReasonKind`, a
line in `reasons`, a row in the document. A new kind of gap needs its sentence in `_MISSING` and its row.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cypher.records.views import GapView
from cypher.records.vocabulary import GapKind, GapSeverity
from graph_api.rules.budget import TruncationReason


class ReasonKind(StrEnum):
    """Reasons that are no gap."""

    TRUNCATED = "TRUNCATED"
    REDACTED = "REDACTED"
    EARLIER_PAGE = "EARLIER_PAGE"
    DAMAGED = "DAMAGED"
    SEED_UNKNOWN_THEN = "SEED_UNKNOWN_THEN"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer is not complete: `kind` is a GapKind or a ReasonKind, `count` how often it was met."""

    kind: str
    count: int
    message: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What an answer knows of itself.

    `earlier` are the kinds of reasons that earlier pages of it gave, `damaged` the trace points that have
    lost links which were written to them, `seeds_unknown` the seeds, as asked for, without a position then.
    """

    gaps: Sequence[GapView]
    truncated_by: TruncationReason | None = None
    redactions: int = 0
    earlier: Sequence[str] = ()
    seeds_unknown: Sequence[str] = ()
    damaged: int = 0


_OF_EACH_PAGE = {ReasonKind.TRUNCATED, ReasonKind.EARLIER_PAGE, ReasonKind.SEED_UNKNOWN_THEN}
_CUT = {
    TruncationReason.DEPTH: "the walk was cut at its greatest depth: ask for more, or from its frontier",
    TruncationReason.NODES: "the answer was cut at its greatest number of nodes: go on from its end cursor",
    TruncationReason.EDGES: "the walk was cut at its greatest number of links: go on from its frontier",
    TruncationReason.TIME: "the walk was cut by the time for a request: ask again, or for less",
}
_MISSING = {
    GapKind.UNKNOWN_ORIGIN: "it is not recorded where goods came from",
    GapKind.NO_LOT: "goods are recorded without a lot or serial number",
    GapKind.DIVERTED: "goods were received elsewhere than they were sent to",
    GapKind.MAYBE_TWO: "records are read as steps of one movement that could be of two",
    GapKind.MISSING_UNPACK: "goods left a container without a record",
    GapKind.MISSING_PACK: "goods came out of a container that no record had put them into",
    GapKind.MISSING_RECEIPT: "goods were sent, and their receipt is not recorded",
    GapKind.MISSING_DESPATCH: "goods were received, and their despatch is not recorded",
    GapKind.MISSING_MOVEMENT: "goods are named at a place, and how they came there is not recorded",
    GapKind.SEEN_AFTER_END: "goods are named after all of them were gone",
    GapKind.OVERDRAWN: "more goods were taken than are recorded to have been there",
    GapKind.TIME_CONTRADICTION: "goods were taken before any record of their coming into being",
    GapKind.BORN_TWICE: "one serial number was given out twice",
    GapKind.TWO_ORIGINS: "one lot number came into being at more than one place",
    GapKind.SAME_ID: "two records of different content bear one event id",
    GapKind.REFUSED_RECORD: "a record that names these goods or their container could not be read",
    GapKind.OVERDUE_RECEIPT: "a consignment is on its way for longer than expected",
}


def reasons(facts: Facts) -> tuple[Reason, ...]:
    """Every reason once, those of gaps by kind; none for an answer that is complete."""
    return (
        *_damaged(facts),
        *_cut(facts),
        *_withheld(facts),
        *_earlier(facts),
        *_unknown(facts),
        *_of_gaps(facts.gaps),
    )


def _damaged(facts: Facts) -> Iterator[Reason]:
    if facts.damaged:
        yield Reason(
            ReasonKind.DAMAGED.value,
            facts.damaged,
            "the graph has lost links that were written to it, so more may be reached: run `suyuan verify`",
        )


def _cut(facts: Facts) -> Iterator[Reason]:
    if facts.truncated_by is not None:
        yield Reason(ReasonKind.TRUNCATED.value, 1, _CUT[facts.truncated_by])


def _withheld(facts: Facts) -> Iterator[Reason]:
    if facts.redactions:
        yield Reason(
            ReasonKind.REDACTED.value,
            facts.redactions,
            "something was withheld from who asks; see redactions",
        )


def _earlier(facts: Facts) -> Iterator[Reason]:
    if facts.earlier:
        kinds = ", ".join(facts.earlier)
        yield Reason(
            ReasonKind.EARLIER_PAGE.value,
            len(facts.earlier),
            f"an earlier page of this answer tells of {kinds}",
        )


def _unknown(facts: Facts) -> Iterator[Reason]:
    if facts.seeds_unknown:
        named = ", ".join(repr(each[:100]) for each in facts.seeds_unknown[:5])
        more = " …" if len(facts.seeds_unknown) > 5 else ""
        message = f"nothing was known as of then of {named}{more}"
        yield Reason(ReasonKind.SEED_UNKNOWN_THEN.value, len(facts.seeds_unknown), message)


def _of_gaps(gaps: Sequence[GapView]) -> Iterator[Reason]:
    """One for each kind of which any gap is a WARNING or a CONFLICT; a gap told twice counts once."""
    weighty = {gap.key: gap.kind for gap in gaps if gap.severity is not GapSeverity.NOTE}
    for kind, count in sorted(Counter(weighty.values()).items()):
        often = f", {count} times" if count > 1 else ""
        yield Reason(kind.value, count, f"{_MISSING[kind]}{often}")


def so_far(told: Sequence[Reason]) -> tuple[str, ...]:
    """What the next page must know of this one: the kinds of its reasons, its cut apart, in order."""
    kept = {each.kind for each in told} - _OF_EACH_PAGE
    return tuple(sorted(kept))
