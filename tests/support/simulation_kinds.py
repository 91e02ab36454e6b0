"""The kinds of histories that the simulator can make beyond the plain ones, each to be switched by itself."""

from enum import StrEnum
from random import Random

SHARE = 0.2
"""Of this part of the histories each kind that is switched on may occur."""


class Kind(StrEnum):
    """What field records hold and plain despatch, receipt and transformation do not."""

    REWORK = "rework under the own number"
    SECOND_BIRTH = "second birth after the first is spent"
    STEPS = "departures and arrivals in several steps"
    SALE = "sold by DELETE, by step or by disposition alone"
    IN_PLACE = "part of a position dispensed or destroyed by OBSERVE"
    READING = "contents read inside their container"
    CONTAINER_ENDED = "number of a full container ended"
    UNIT_ENDED = "number of a unit ended, or replaced by another"
    SENT_HOME = "container sent on without its contents"
    BY_ITEM = "shipped by container, received by item"
    BY_CONTAINER = "shipped by item, received by container"
    SERIALS = "serials of a lot, with a line of the lot beside them"
    PRODUCT_CODE = "lots shipped, received and sold under the product code"


OFF: frozenset[Kind] = frozenset(
    {
        Kind.REWORK,
        Kind.SECOND_BIRTH,
        Kind.STEPS,
        Kind.UNIT_ENDED,
        Kind.SERIALS,
        Kind.PRODUCT_CODE,
    }
)
"""Kinds that the ledger does not yet read right, so that the default world leaves them out."""
ON = frozenset(Kind) - OFF


def drawn(seed: int, kinds: frozenset[Kind]) -> frozenset[Kind]:
    """Those of these kinds that a history has; whether it has one hangs on no other."""
    return frozenset(kind for kind in kinds if Random(f"{seed}:{kind}").random() < SHARE)
