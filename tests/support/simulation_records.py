"""How well the simulator's facts are written down: six mixes, with repetitions, corrections and shuffles."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random

from cypher.records.events import DocumentRef, ErrorDeclaration, EventLine, EventRecord, PartyRef, TimeRange
from cypher.records.parties import Register
from cypher.records.vocabulary import Action, EventType, ItemKind, PartyRole
from tests.support.simulation_world import DAY, Fact, TrueLine, World

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ROLES = {role.value: role for role in PartyRole}


class Mix(StrEnum):
    """How the facts are recorded (ledger.md 7, property 9); the last is harder than the page asks for.

    Unsaid: all is recorded but what a style of recording leaves out, such as unpacking at the receiver.
    Vague is a month for three events in ten and a day for four. Papers missing: of the same, three in ten
    lost their document, two their destination, three the place where they happened.
    """

    COMPLETE = "complete"
    DAY_STAMPED = "day-stamped"
    UNSAID = "unpacking unsaid"
    MISSING_20 = "20 % missing"
    MISSING_50 = "50 % missing"
    WITHHELD = "quantities withheld"
    VAGUE = "vague"
    BARE = "vague, papers missing"


UNSAID = {Mix.UNSAID}
"""Mixes in which what a style of recording leaves out is left out."""
MONTHS = {Mix.VAGUE, Mix.BARE}
MISSING = {Mix.MISSING_20: 0.2, Mix.MISSING_50: 0.5}


@dataclass(frozen=True, slots=True)
class Written:
    """A fact as recorded, under every key that carries its content; whether a quantity was withheld."""

    fact: Fact
    keys: tuple[str, ...]
    time: TimeRange
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """What the platform gets of a history, and what of it is true; `lost` are lines that nobody recorded."""

    events: tuple[EventRecord, ...]
    written: tuple[Written, ...]
    register: Register
    lost: tuple[TrueLine, ...] = ()


def register_of(world: World) -> Register:
    """Who runs which site, which bin belongs to which, and which unit to which lot."""
    operators = {site.key: site.party for site in world.sites}
    parents = {b: site.key for site in world.sites for b in site.bins}
    batches = {goods.key: goods.lot for goods in world.goods.values() if goods.lot}
    return Register(operators=operators, parents=parents, batches=batches)


def written_down(world: World, mix: Mix, rng: Random) -> Recording:
    """The records of a history in one mix, in no order."""
    events: list[EventRecord] = []
    written: list[Written] = []
    for number, fact in enumerate(world.facts):
        if not fact.recorded:
            continue
        record = _record(fact, number, mix, rng)
        copies = [record]
        if rng.random() < 0.06:
            copies.append(rng.choice((record, renamed(record, f"{record.event_id}:copy"))))
        if rng.random() < 0.05 and fact.lines:
            events += _mistaken(record, number, rng)
        events += copies
        withheld = any(line.quantity is None and line.kind is not ItemKind.UNIT for line in record.lines)
        written.append(Written(fact, tuple({c.key for c in copies}), record.time, withheld))
    rng.shuffle(events)
    lost = tuple(line for fact in world.facts if not fact.recorded for line in fact.lines)
    return Recording(tuple(events), tuple(written), register_of(world), lost)


def _mistaken(record: EventRecord, number: int, rng: Random) -> list[EventRecord]:
    """A wrong version that came first, and its error declaration, which names the right one."""
    wrong_lines = list(record.lines)
    at = rng.randrange(len(wrong_lines))
    quantity = wrong_lines[at].quantity
    wrong_lines[at] = replace(wrong_lines[at], quantity=(quantity or Decimal(1)) + 7)
    place = rng.choice((record.biz_location, "https://id.gs1.org/414/6909999999991"))
    wrong = sealed(
        replace(
            record, event_id=f"urn:suyuan:test:wrong:{number}", lines=tuple(wrong_lines), biz_location=place
        )
    )
    return [wrong, voiding(wrong, (record.event_id or "",))]


def voiding(record: EventRecord, corrective: tuple[str, ...] = ()) -> EventRecord:
    """The error declaration of an event: its content again, under its id."""
    error = ErrorDeclaration(record.time.latest + DAY, "incorrect_data", corrective)
    return replace(record, key=_digest(record.key, "error"), error=error)


def renamed(record: EventRecord, event_id: str) -> EventRecord:
    """The same content under another event id."""
    return replace(record, event_id=event_id, key=_digest(event_id, record.content_hash))


def sealed(record: EventRecord) -> EventRecord:
    """With the content hash and the key that its content and id give it."""
    content = _digest(
        record.type, record.action, record.time, record.biz_step, record.disposition, record.read_point,
        record.biz_location, record.sources, record.destinations, record.documents, record.transformation_id,
        record.lines, record.loss, record.body,
    )  # fmt: skip
    return replace(record, content_hash=content, key=_digest(record.event_id, content))


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _record(fact: Fact, number: int, mix: Mix, rng: Random) -> EventRecord:
    place, read_point, document = fact.place, fact.read_point, fact.document
    destinations = fact.destinations
    if mix is Mix.BARE:
        document = document if rng.random() < 0.7 else None
        destinations = destinations if rng.random() < 0.8 else ()
        read_point = read_point if place is None or rng.random() < 0.7 else None
    action = Action(fact.action) if fact.action else None
    draft = EventRecord(
        "", f"urn:suyuan:test:event:{number}", "", EventType(fact.type), action, _time(fact.time, mix, rng),
        text(fact.time), fact.step, fact.disposition, read_point=read_point, biz_location=place,
        sources=_parties(fact.sources), destinations=_parties(destinations),
        documents=(DocumentRef(fact.paper_type, document),) if document else (),
        transformation_id=fact.transformation, lines=_lines(fact.lines, mix, rng), loss=fact.loss,
        body=f'{{"number": {number}}}',
    )  # fmt: skip
    return sealed(draft)


def _parties(listed: Sequence[tuple[str, str]]) -> tuple[PartyRef, ...]:
    return tuple(PartyRef(ROLES[role], key) for role, key in listed)


def _lines(lines: Sequence[TrueLine], mix: Mix, rng: Random) -> tuple[EventLine, ...]:
    return tuple(
        EventLine(
            number, line.role, line.goods.key, line.goods.kind, None if withheld else _stated(line),
            line.goods.unit if not withheld and _stated(line) is not None else None,
        )
        for number, line in enumerate(lines)
        for withheld in [mix is Mix.WITHHELD and rng.random() < 0.8]
    )  # fmt: skip


def _stated(line: TrueLine) -> Decimal | None:
    """Counted and measured lots state what they are; a serial needs no quantity."""
    if line.goods.kind.value == "UNIT":
        return None
    return Decimal(line.amount).scaleb(-1) if line.goods.unit else Decimal(line.amount)


def _time(moment: int, mix: Mix, rng: Random) -> TimeRange:
    roll = rng.random()
    if mix is Mix.DAY_STAMPED or (mix in MONTHS and 0.3 < roll < 0.7):
        return TimeRange(moment - moment % DAY, moment - moment % DAY + DAY - 1)
    if mix in MONTHS and roll >= 0.7:
        return month(moment)
    return TimeRange(moment, moment)


def month(moment: int) -> TimeRange:
    """The calendar month that a moment lies in."""
    first = (EPOCH + timedelta(microseconds=moment)).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (first + timedelta(days=32)).replace(day=1)
    return TimeRange(
        round((first - EPOCH).total_seconds()) * 1_000_000,
        round((after - EPOCH).total_seconds()) * 1_000_000 - 1,
    )


def text(moment: int) -> str:
    """A moment as a clerk with a clock at UTC writes it."""
    return (EPOCH + timedelta(microseconds=moment)).isoformat()
