"""The real example of ledger.md 8: 17 events, and every gap of its table exactly."""

from collections import Counter

from cypher.records.custody import Derived
from cypher.records.events import EventRecord
from cypher.records.parties import MasterRecord, Register
from cypher.records.vocabulary import EdgeKind
from loaders.formats.registry import read_documents
from loaders.ledger.derive import derive
from loaders.settings import IntakeSettings
from loaders.sources import file_source
from loaders.validate import to_records
from loaders.validate_context import context_of
from tests.support.shared_data import shared

FILE = "gdst-opentraceability/gdst_data_withmasterdata.jsonld"
LOT = "urn:gdst:example.org:product:lot:class:"
FEED, HATCHLINGS = f"{LOT}feedmill.1u.ff11252021", f"{LOT}hatchery.1u.tf12012021"
CATCH, PACKED = f"{LOT}fisherman01.tunau.v1-0122-2022", f"{LOT}processor.2u.v1-0122-2022"
PALLET = "urn:epc:id:sscc:08600031303.0004"
TABLE = {
    (10, "MISSING_MOVEMENT", FEED, 10000),
    (10, "MISSING_MOVEMENT", HATCHLINGS, 1000),
    (4, "MISSING_MOVEMENT", CATCH, 9876),
    (5, "MISSING_MOVEMENT", CATCH, 9876),
    (6, "MISSING_DESPATCH", CATCH, 9876),
    (11, "OVERDRAWN", CATCH, 124),
    (15, "MISSING_MOVEMENT", PALLET, 1),
    (15, "MISSING_MOVEMENT", PACKED, 5000),
    (16, "MISSING_MOVEMENT", PALLET, 1),
}


def recorded() -> tuple[list[EventRecord], Register]:
    """The events in document order, and who runs which site."""
    settings = IntakeSettings()
    source = file_source(shared(FILE))
    context = context_of(source.name, settings, 1_800_000_000_000_000)
    records = [
        record for draft in read_documents(source, settings) for record in to_records(draft, context).records
    ]
    runs = {
        record.subject: value
        for record in records
        if isinstance(record, MasterRecord)
        for name, value in record.attributes
        if name == "operator"
    }
    return [record for record in records if isinstance(record, EventRecord)], Register(operators=runs)


def test_every_gap_of_the_table_and_no_other() -> None:
    events, register = recorded()
    for known in (register, Register()):
        assert _table(events, derive(events, known)) == TABLE


def test_backward_from_the_packed_lot_five_lots() -> None:
    events, register = recorded()
    derived = derive(events, register)
    item = {holding.key: holding.item for holding in derived.holdings}
    before: dict[str, set[str]] = {}
    for edge in derived.edges:
        before.setdefault(edge.target, set()).add(edge.source)
    reached = {key for key, name in item.items() if name == PACKED}
    waiting = list(reached)
    while waiting:
        found = before.get(waiting.pop(), set()) - reached
        reached |= found
        waiting += found
    lots = {item[key] for key in reached if key in item} - {PACKED}
    assert len(lots) == 5
    assert {FEED, HATCHLINGS, CATCH} <= lots


def test_ten_inputs_and_outputs_lie_on_three_transformations() -> None:
    events, register = recorded()
    derived = derive(events, register)
    kinds = Counter(edge.kind for edge in derived.edges)
    assert len(derived.transformations) == 3
    assert (kinds[EdgeKind.INPUT], kinds[EdgeKind.OUTPUT]) == (5, 3)


def _table(events: list[EventRecord], derived: Derived) -> set[tuple[int, str, str, int]]:
    number = {event.key: at for at, event in enumerate(events)}
    return {
        (
            number[gap.event or ""],
            gap.kind.value,
            gap.item or "",
            int(gap.amount or 0),
        )
        for gap in derived.gaps
    }
