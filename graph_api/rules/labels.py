"""When, and how surely, a walk is at a trace point: the values that a walk makes better and better.

A label is a list of six times in the walk's own direction (`start` and `end` of a step are negated going
backward, so that one rule serves both): at 1 to 5 the earliest arrival over ways whose every step is at
least that certain (`vocabulary.Certainty`), so 1 is the earliest of all; at 0 the earliest moment by which
a way whose order is beyond doubt has surely arrived. UNREACHED where there is no such way.
"""

from cypher.records.vocabulary import Certainty

START = -(2**63)
"""Before every time: nothing bounds the arrival."""
UNREACHED = 2**63
"""After every time."""

Label = list[int]

_SURE_ORDER = 0
_ANY = Certainty.DECLARED.value
_SUREST = Certainty.CONFIRMED.value


_BEST_FIRST = sorted(Certainty, reverse=True)
_BEYOND = [[UNREACHED] * (_SUREST - certainty) for certainty in range(_SUREST + 1)]
"""What a step leaves of the levels above its own certainty."""


def seed_label() -> Label:
    """A seed is there from the start, surely."""
    return [START] * (_SUREST + 1)


def no_label() -> Label:
    """Reached by nothing yet."""
    return [UNREACHED] * (_SUREST + 1)


def follow(label: Label, start: int, end: int, certainty: int) -> Label | None:
    """The label at the far end of a step that may happen at any moment of [start, end]; None if too late.

    Equal instants chain. The order is beyond doubt where the step cannot begin before the latest
    moment of arrival.
    """
    first = label[_ANY]
    if first > end:
        return None
    sure = end if label[_SURE_ORDER] <= start else UNREACHED
    if label[certainty] == first:  # nothing is gained by less certain ways: the common case
        return [sure, *[max(start, first)] * certainty, *_BEYOND[certainty]]
    reached = [sure]
    for level in range(_ANY, _SUREST + 1):
        arrival = label[level]
        possible = level <= certainty and arrival <= end
        reached.append(max(start, arrival) if possible else UNREACHED)
    return reached


def leap(label: Label, certainty: int) -> Label:
    """The label behind a link that no time binds: a contradiction in time, or another holding of an item."""
    reached = [UNREACHED]
    for level in range(_ANY, _SUREST + 1):
        known = level <= certainty and label[level] != UNREACHED
        reached.append(START if known else UNREACHED)
    return reached


def improve(label: Label, other: Label) -> bool:
    """Takes over what `other` has better; whether anything was."""
    better = False
    for level, arrival in enumerate(other):
        if arrival < label[level]:
            label[level] = arrival
            better = True
    return better


def arrival(label: Label) -> int:
    """The earliest arrival of all."""
    return label[_ANY]


def certainty(label: Label) -> Certainty:
    """The best over ways of the weakest link on each."""
    return next(each for each in _BEST_FIRST if label[each] != UNREACHED)


def order_certain(label: Label) -> bool:
    """Whether some way is certain in its order."""
    return label[_SURE_ORDER] != UNREACHED
