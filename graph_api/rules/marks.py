"""Marks: what stands against goods, from the dispositions of events (ADR 0032)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from cypher.records.marks import Bearer, ConditionView


class MarkKind(StrEnum):
    """What stands against goods."""

    HELD = "HELD"
    RECALLED = "RECALLED"
    BLOCKED = "BLOCKED"
    STOLEN = "STOLEN"
    DAMAGED = "DAMAGED"
    EXPIRED = "EXPIRED"


class Mark(NamedTuple):
    """A mark that stands; `since` is the earliest time of the first event that set it and still counts."""

    kind: MarkKind
    since: int
    event: str


_HOLDING = "holding"
_KINDS = {
    "recalled": MarkKind.RECALLED,
    "expired": MarkKind.EXPIRED,
    "damaged": MarkKind.DAMAGED,
    "stolen": MarkKind.STOLEN,
    "non_conformant": MarkKind.BLOCKED,
    "non_sellable_other": MarkKind.HELD,
    "unavailable": MarkKind.HELD,
    "no_pedigree_match": MarkKind.HELD,
    _HOLDING: MarkKind.HELD,
}
"""Dispositions of CBV 2.0, 7.2; `holding` is the business step of 7.1 (segregated for review)."""
_FREED = frozenset({"available", "sellable_accessible", "sellable_not_accessible", "conformant"})
"""Dispositions of CBV 2.0, 7.2, that contradict every mark but a recall."""
WORDS = (frozenset(_KINDS) - {_HOLDING}) | _FREED
"""Dispositions that set or lift a mark."""


class _Set(NamedTuple):
    """A mark as one event sets it; a persistent one lasts until it is unset (EPCIS 2.0)."""

    word: str
    persistent: bool
    by: ConditionView


def marks(bearer: Bearer, told: Iterable[ConditionView]) -> tuple[Mark, ...]:
    """The marks that stand on these goods, one of a kind, in order of time."""
    told = list(told)
    standing: dict[MarkKind, Mark] = {}
    for each in _set(told):
        if _bears(bearer, each) and not any(_lifts(bearer, later, each) for later in told):
            kind = _KINDS[each.word]
            mark = Mark(kind, each.by.at.earliest, each.by.event)
            standing[kind] = min(standing.get(kind, mark), mark, key=lambda found: found[1:])
    return tuple(sorted(standing.values(), key=lambda mark: (mark.since, mark.kind)))


def _set(told: Sequence[ConditionView]) -> Iterable[_Set]:
    for each in told:
        persistent = set(each.set) & _KINDS.keys()
        for word in persistent:
            yield _Set(word, True, each)
        passing = {each.disposition, _HOLDING if each.step == _HOLDING else None} - persistent
        for word in _KINDS.keys() & passing:
            yield _Set(word, False, each)


def _bears(bearer: Bearer, mark: _Set) -> bool:
    """A recall is of all that is named and of its parts; any other mark of the stock that is meant."""
    if _KINDS[mark.word] is MarkKind.RECALLED:
        return True
    return _is_meant(bearer, mark.by)


def _is_meant(bearer: Bearer, event: ConditionView) -> bool:
    """Whether an event is about these goods: what it names itself, or a position that was there then."""
    if bearer.holding is None:
        return event.breadth == 0
    if bearer.holding in event.holdings:
        return True
    if event.places and bearer.place not in event.places:
        return False
    opened, ended = bearer.opened, bearer.ended
    begun = opened is None or opened.earliest <= event.at.latest
    return begun and (ended is None or event.at.earliest <= ended.latest)


def _lifts(bearer: Bearer, later: ConditionView, mark: _Set) -> bool:
    """Whether a later event of the same goods, or of a part of them for that part, takes a mark away."""
    if later.breadth > mark.by.breadth or later.at.earliest <= mark.by.at.latest:
        return False
    recall = _KINDS[mark.word] is MarkKind.RECALLED
    if not recall and not _is_meant(bearer, later):
        return False
    if mark.word in later.unset:
        return True
    if mark.word == _HOLDING and any(_KINDS.get(word) is MarkKind.HELD for word in later.unset):
        return True
    return not recall and not mark.persistent and later.disposition in _FREED
