"""Together the samples show every way in which the ledger reads an event, and the samples' own promises."""

from collections import Counter

import pytest

from cypher.identifiers.parts import parent_place
from cypher.records.events import EventRecord
from cypher.records.parties import MasterRecord, Register
from cypher.records.quarantine import QuarantineRecord
from cypher.records.vocabulary import Action, EventType, GapKind, LineRole, PartyRole, StockStatus
from loaders.formats.registry import read_documents
from loaders.ledger.derive import derive
from loaders.ledger.reading import Reading, ended_as, party, read
from loaders.settings import IntakeSettings
from loaders.sources import file_source
from loaders.validate import to_records
from loaders.validate_context import Record, context_of
from tests.support.command import SAMPLES

NAMES = ("milk", "detonators", "vaccine")
NOW = 1_800_000_000_000_000


def records(name: str) -> list[Record]:
    """What the loader makes of a sample; a sample gives no warning."""
    source, settings = file_source(SAMPLES / f"{name}.jsonld"), IntakeSettings()
    found: list[Record] = []
    for draft in read_documents(source, settings):
        outcome = to_records(draft, context_of(name, settings, NOW))
        assert outcome.warnings == ()
        found += outcome.records
    return found


@pytest.fixture(scope="module")
def events() -> list[EventRecord]:
    return [record for name in NAMES for record in records(name) if isinstance(record, EventRecord)]


@pytest.mark.parametrize("name", NAMES)
def test_everything_in_a_sample_is_taken(name: str) -> None:
    kinds = Counter(type(record) for record in records(name))
    assert kinds[QuarantineRecord] == 0
    assert kinds[EventRecord] >= 100
    assert kinds[MasterRecord] >= 30


@pytest.mark.parametrize("reading", list(Reading))
def test_every_reading_occurs(events: list[EventRecord], reading: Reading) -> None:
    assert any(read(event) is reading for event in events if event.error is None)


@pytest.mark.parametrize("kind", list(EventType))
def test_every_event_type_occurs(events: list[EventRecord], kind: EventType) -> None:
    assert any(event.type is kind for event in events)


def test_an_event_is_voided_and_another_stands_in(events: list[EventRecord]) -> None:
    (declared,) = [event for event in events if event.error is not None]
    assert declared.error is not None
    voided = [event for event in events if event.event_id == declared.event_id and event.error is None]
    assert len(voided) == 1
    corrective = [event for event in events if event.event_id in declared.error.corrective_ids]
    assert len(corrective) == 1
    assert corrective[0].content_hash != voided[0].content_hash


def test_a_container_moves_with_what_it_holds(events: list[EventRecord]) -> None:
    moves = [
        read(event)
        for event in events
        if event.type is EventType.AGGREGATION and event.action is Action.OBSERVE
    ]
    assert set(moves) == {Reading.DEPART, Reading.ARRIVE}


def test_goods_are_sold_where_they_are(events: list[EventRecord]) -> None:
    sales = [event for event in events if event.type is EventType.TRANSACTION]
    assert sales
    for event in sales:
        seller, buyer = (
            party(listed, PartyRole.OWNING_PARTY) for listed in (event.sources, event.destinations)
        )
        assert seller != buyer
        assert read(event) is Reading.OBSERVE


def test_goods_end_in_every_way(events: list[EventRecord]) -> None:
    ends = {ended_as(event) for event in events if read(event) is Reading.VANISH}
    assert ends == {StockStatus.USED, StockStatus.DISPENSED, StockStatus.DESTROYED, StockStatus.SAMPLED}


def test_one_event_is_reported_twice(events: list[EventRecord]) -> None:
    hashes = Counter(event.content_hash for event in events if event.error is None)
    assert [count for count in hashes.values() if count > 1] == [2]


def test_a_vehicle_is_a_container_a_place_and_an_item(events: list[EventRecord]) -> None:
    vehicle = "urn:suyuan:vehicle:"
    assert any(
        line.role is LineRole.PARENT and vehicle in line.item for event in events for line in event.lines
    )
    assert any(
        line.role is LineRole.ITEM and vehicle in line.item for event in events for line in event.lines
    )
    assert any(vehicle in (event.biz_location or "") for event in events)


def test_permits_of_every_sector_stand_on_events(events: list[EventRecord]) -> None:
    kinds = {
        document.value.split(":")[3]
        for event in events
        for document in event.documents
        if document.type == "urn:suyuan:btt:permit"
    }
    assert kinds >= {
        "explosives-production",
        "explosives-sale",
        "explosives-purchase",
        "explosives-transport",
        "blasting-unit",
        "food-production",
        "drug-approval",
    }


@pytest.mark.parametrize(
    ("name", "gaps"), [("milk", {}), ("detonators", {}), ("vaccine", {GapKind.MISSING_RECEIPT: 10})]
)
def test_the_ledger_finds_the_gaps_that_the_stories_tell_of(name: str, gaps: dict[GapKind, int]) -> None:
    derived = derive([record for record in records(name) if isinstance(record, EventRecord)], register(name))
    assert Counter(gap.kind for gap in derived.gaps) == gaps


def test_the_ledger_ends_the_goods_as_the_stories_tell() -> None:
    kept = derive([r for r in records("detonators") if isinstance(r, EventRecord)], register("detonators"))
    ends = Counter(each.status for each in kept.holdings if ":detonator:" in each.item)
    assert (ends[StockStatus.USED], ends[StockStatus.LOST], ends[StockStatus.SAMPLED]) == (133, 1, 2)
    given = derive([r for r in records("vaccine") if isinstance(r, EventRecord)], register("vaccine"))
    assert Counter(each.status for each in given.holdings)[StockStatus.DISPENSED] == 40
    assert len(given.repeats) == 1


def register(name: str) -> Register:
    """Who runs each site, and the site of each bin, as the master data and the keys tell."""
    stated = {
        record.subject: dict(record.attributes).get("operator")
        for record in records(name)
        if isinstance(record, MasterRecord)
    }
    parents = {subject: parent_place(subject) for subject in stated}
    return Register(
        operators={subject: operator for subject, operator in stated.items() if operator},
        parents={subject: parent for subject, parent in parents.items() if parent},
    )


def test_of_a_hundred_shells_issued_two_are_missing(events: list[EventRecord]) -> None:
    """domain.md 6.4, scenario 5: 100 issued, 83 used, 15 returned, of the first case of shells."""
    first_case = {f"urn:suyuan:unit:detonator:8850612A{serial:05}" for serial in range(1, 101)}

    def named(step: str) -> set[str]:
        return {line.item for event in events if event.biz_step == step for line in event.lines} & first_case

    issued, returned = named("picking"), named("collecting")
    fired = named("urn:suyuan:bizstep:consume")
    assert (len(issued), len(fired), len(returned)) == (100, 83, 15)
    assert {item[-5:] for item in issued - fired - returned} == {"00060", "00100"}
