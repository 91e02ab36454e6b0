"""Records that could not be taken: kept where they were found wanting, and evidence of what they name."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange


class RefusalState(StrEnum):
    """What became of a refused record.

    SUPERSEDED: another record of its event id stands in. TAKEN: the same record was read well later.
    DROPPED: a person said that it does not count, and why.
    """

    OPEN = "OPEN"
    SUPERSEDED = "SUPERSEDED"
    TAKEN = "TAKEN"
    DROPPED = "DROPPED"


class NameRole(StrEnum):
    """What a refused record names something as: goods or a container, a place or party, a permit."""

    ITEM = "ITEM"
    PLACE = "PLACE"
    DOCUMENT = "DOCUMENT"


class RefusedName(NamedTuple):
    """Something that a refused record can be seen to name."""

    role: NameRole
    entity: EntityRef


@dataclass(frozen=True, slots=True)
class QuarantineRecord:
    """A refused record, or a refused line of an event that was taken without it.

    `key` hashes all that is stored, so that loading it again changes nothing. `code` is a stable word
    (`docs/errors.md`), `reason` a sentence for people, `position` where in `source` it stood, `content` its
    JSON text, cut at 64 KiB (`whole` False). `fingerprint` is the hash of the uncut record: copies of one
    record have it in common. `time` is what the record can be seen to tell of its time, None for nothing.
    `kind` is what it claimed to be, `document` what reading it again needs of its document, as JSON.
    `event` is the key of the event that was taken without this line, None where all was refused.
    """

    key: str
    source: str
    position: str
    code: str
    reason: str
    content: str
    whole: bool = True
    fingerprint: str = ""
    event_id: str | None = None
    time: TimeRange | None = None
    names: tuple[RefusedName, ...] = ()
    kind: str = "EVENT"
    document: str = "{}"
    event: str | None = None

    @property
    def names_goods(self) -> bool:
        """Whether it names an item or a container."""
        return any(name.role is NameRole.ITEM for name in self.names)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A refused record that is no longer open: by what became of it, and why."""

    key: str
    state: RefusalState
    note: str


class RefusedWindow(NamedTuple):
    """Something reached, for which refused records of a time, inclusive at both ends, are asked for.

    `named` is the key to tell of it. With `place` only those count that name this place, or none.
    """

    entity: EntityRef
    named: str
    start: int
    end: int
    place: str | None = None


class RefusedView(NamedTuple):
    """A refused record that names something in an answer; `named` is the key of it, the first by key.

    `goods`: it names an item or a container, not a place alone. `time` None: it tells none.
    """

    key: str
    source: str
    position: str
    code: str
    reason: str
    named: str
    goods: bool
    time: TimeRange | None


@dataclass(frozen=True, slots=True)
class QuarantineView:
    """An entry of the quarantine as of a record time; `note` is why it is no longer open.

    `settled` is the record time from which it was not, None while it is. `names` are at most 100, `content`
    is the beginning of what was recorded.
    """

    key: str
    source: str
    position: str
    code: str
    reason: str
    record_time: int
    state: RefusalState
    note: str | None
    settled: int | None
    event_id: str | None
    time: TimeRange | None
    names: tuple[RefusedName, ...]
    content: str
