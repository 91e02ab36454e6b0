"""One sentence for people on each kind of gap (ledger.md 4)."""

from cypher.records.views import GapView
from cypher.records.vocabulary import GapKind

_MESSAGES = {
    GapKind.UNKNOWN_ORIGIN: "where it came from before is not recorded here",
    GapKind.NO_LOT: "no lot or serial number is recorded, only the product",
    GapKind.DIVERTED: "it was received at another place than it was sent to",
    GapKind.MISSING_UNPACK: "it was taken from a container without a record of the unpacking",
    GapKind.MISSING_PACK: "it was taken from a container that no record had put it into",
    GapKind.MISSING_RECEIPT: "it was sent there, but its receipt is not recorded",
    GapKind.MISSING_DESPATCH: "it was received, but its despatch is not recorded",
    GapKind.MISSING_MOVEMENT: "it is named here, but how it came here is not recorded",
    GapKind.SEEN_AFTER_END: "it is named here after all of it was gone",
    GapKind.OVERDRAWN: "more was taken than is recorded to have been there",
    GapKind.TIME_CONTRADICTION: "it was taken before any record of its coming into being",
    GapKind.BORN_TWICE: "one serial number was given out twice",
    GapKind.TWO_ORIGINS: "one lot number came into being at two places",
    GapKind.SAME_ID: "two records of different content bear one event id",
}


def message(gap: GapView) -> str:
    """What is missing or contradictory, and how much."""
    text = _MESSAGES[gap.kind]
    if gap.amount is None:
        return text
    return f"{text} ({gap.amount} {gap.unit})" if gap.unit else f"{text} ({gap.amount})"
