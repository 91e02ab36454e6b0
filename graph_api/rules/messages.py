"""One sentence for people on each gap (ledger.md 4): of what, where, what is missing, how much."""

from cypher.records.quarantine import RefusedView
from cypher.records.views import GapView, HoldingView
from cypher.records.vocabulary import GapKind
from graph_api.rules.naming import amount, called, goods, short, whereabouts

_MESSAGES = {
    GapKind.UNKNOWN_ORIGIN: "where it came from before is not recorded here",
    GapKind.NO_LOT: "no lot or serial number is recorded, only the product",
    GapKind.DIVERTED: "it was received at another place than it was sent to",
    GapKind.MAYBE_TWO: "two records of it are read as steps of one movement, but could be of two",
    GapKind.MISSING_UNPACK: "it came out of a container, or may have, without a record of the unpacking",
    GapKind.MISSING_PACK: "it was taken from a container that no record had put it into",
    GapKind.MISSING_RECEIPT: "it was sent there, but its receipt is not recorded",
    GapKind.MISSING_DESPATCH: "it was received, but its despatch is not recorded",
    GapKind.MISSING_MOVEMENT: "it is named here, but how it came here is not recorded",
    GapKind.SEEN_AFTER_END: "it is named here after all of it was gone",
    GapKind.OVERDRAWN: "more was taken than is recorded to have been there",
    GapKind.TIME_CONTRADICTION: "it was taken before any record of its coming into being",
    GapKind.BORN_TWICE: "one serial number was given out twice",
    GapKind.TWO_ORIGINS: "one lot number came into being at more than one place",
    GapKind.SAME_ID: "two records of different content bear one event id",
    GapKind.REFUSED_RECORD: "a record that names it could not be read",
    GapKind.OVERDUE_RECEIPT: "it is on its way for longer than expected, and its receipt is not recorded",
}


def refusal_message(refused: RefusedView) -> str:
    """What was refused, where it stands, and why."""
    return (
        f"{short(refused.named)}: {_MESSAGES[GapKind.REFUSED_RECORD]}, {refused.source} {refused.position}: "
        f"{refused.reason} ({refused.code})"
    )


def message(gap: GapView, holding: HoldingView | None = None) -> str:
    """The sentence; `holding` is the position that the gap concerns, None where it is not told of.

    Without it the goods are named by their key, and no place.
    """
    if holding is not None:
        subject = f"{goods(holding)}, {whereabouts(holding)}: "
    else:
        subject = f"{short(gap.item)}: " if gap.item else ""
    lacking = f" ({amount(gap.amount, gap.unit)})" if gap.amount is not None else ""
    between = f": {', '.join(called(place) for place in gap.places)}" if gap.places else ""
    return f"{subject}{_MESSAGES[gap.kind]}{between}{lacking}"
