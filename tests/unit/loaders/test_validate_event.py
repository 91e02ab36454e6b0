"""What an event's record holds, and what is told of what was odd."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.identifiers.interpret import interpret
from cypher.records.events import (
    DocumentRef,
    ErrorDeclaration,
    EventLine,
    EventRecord,
    PartyRef,
    TimeRange,
)
from cypher.records.parties import MasterRecord
from cypher.records.quarantine import QuarantineRecord
from cypher.records.vocabulary import Action, EventType, ItemKind, LineRole, PartyRole
from loaders.settings import IntakeSettings
from loaders.times import DAY, SECOND
from tests.unit.loaders.reading import EVENT, event_of, good, outcome_of

L1 = "https://id.gs1.org/01/06901234567892/10/L1"
SSCC = "https://id.gs1.org/00/069012340000000016"


def codes(**changes: Any) -> list[str]:
    return [warning.code for warning in outcome_of(**changes).warnings]


def test_a_shipping_event_whole() -> None:
    event = good("capture.jsonld").events[5]
    assert event.type is EventType.OBJECT
    assert event.action is Action.OBSERVE
    assert (event.biz_step, event.disposition) == ("shipping", "in_transit")
    assert event.time == TimeRange(1772341200123457, 1772341200123457)
    assert event.time_text == "2026-03-01T13:00:00.1234567+08:00"
    assert event.read_point == "https://id.gs1.org/414/6901234000016"
    assert event.biz_location is None
    assert event.sources == (PartyRef(PartyRole.POSSESSING_PARTY, "https://id.gs1.org/417/6901234000009"),)
    assert event.destinations == (
        PartyRef(PartyRole.LOCATION, "https://id.gs1.org/414/6905678000021"),
        PartyRef(PartyRole.OWNING_PARTY, "https://id.gs1.org/417/6905678000007"),
    )
    assert (event.dispositions_set, event.dispositions_unset) == (
        ("completeness_verified",),
        ("completeness_inferred",),
    )
    assert event.lines == (EventLine(0, LineRole.ITEM, L1, ItemKind.LOT, Decimal(10), "KGM"),)
    assert '"value":4.20' in event.body
    assert (event.source, event.position) == ("capture.jsonld", "eventList[5]")


def test_a_transformation() -> None:
    event = good("capture.jsonld").events[1]
    product = "https://id.gs1.org/01/06901234567908"
    assert event.action is None
    assert event.biz_step == "commissioning"
    assert event.transformation_id == "https://id.gs1.org/253/6901234000016T1"
    assert event.lines == (
        EventLine(0, LineRole.INPUT, L1, ItemKind.LOT, Decimal("2.5"), "KGM"),
        EventLine(1, LineRole.OUTPUT, f"{product}/21/S1", ItemKind.UNIT),
        EventLine(2, LineRole.OUTPUT, f"{product}/10/P1", ItemKind.LOT, Decimal(10), None),
    )


def test_parents_come_first_and_permits_are_documents() -> None:
    events = good("capture.jsonld").events
    assert [(line.role, line.number) for line in events[2].lines] == [
        (LineRole.PARENT, 0),
        (LineRole.CHILD, 1),
        (LineRole.CHILD, 2),
    ]
    assert events[2].biz_step == "packing"
    assert events[3].documents == (
        DocumentRef("po", "urn:epcglobal:cbv:bt:6901234000016:PO1"),
        DocumentRef("urn:suyuan:btt:permit", "urn:suyuan:permit:food:SC10115012300019"),
    )
    assert events[4].lines[0].item == "urn:suyuan:vehicle:京A12345"


def test_an_error_declaration_is_not_taken_for_its_event() -> None:
    first, declared, corrective = good("error_declaration.jsonld").events
    assert declared.error == ErrorDeclaration(1772467200000000, "incorrect_data", ("urn:suyuan:test:9",))
    assert first.event_id == declared.event_id
    assert first.content_hash == declared.content_hash
    assert first.key != declared.key
    assert corrective.error is None


def test_vague_dates() -> None:
    day, month, year, own_offset = good("vague_dates.jsonld").events
    assert day.time == TimeRange(1772294400000000, 1772294400000000 + DAY - 1)
    assert month.time == TimeRange(1772341200000000, 1772341200000000 + 31 * DAY - 1)
    assert year.time.latest - year.time.earliest == 365 * DAY - 1
    assert year.time_text == "2026"
    assert own_offset.time.earliest == 1772319600000000


def test_loss_is_a_true_extension() -> None:
    assert [event.loss for event in good("loss.jsonld").events] == [True, False, False]
    assert event_of(None, **{"vendor:Loss": "theft"}).loss
    assert not event_of(gloss=True).loss


def test_the_zone_and_the_tolerance_of_the_source() -> None:
    shanghai = IntakeSettings(zone="Asia/Shanghai", clock_tolerance_seconds=5)
    event = event_of(shanghai, eventTime="2026-03-01T08:30:00")
    exact = event_of().time.earliest
    assert event.time == TimeRange(exact - 5 * SECOND, exact + 5 * SECOND)
    assert event.content_hash == event_of().content_hash


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"eventTimeZoneOffset": None}, "NO_ZONE_OFFSET"),
        ({"bizStep": "urn:epcglobal:cbv:bizstep:storing"}, "WORD_SPELLING"),
        ({"bizStep": "cbv:BizStep-storing"}, "WORD_SPELLING"),
        ({"disposition": "mouldy"}, "UNKNOWN_WORD"),
        (
            {
                "type": "TransformationEvent",
                "inputQuantityList": EVENT["quantityList"],
                "quantityList": None,
            },
            "ACTION_IGNORED",
        ),
        ({"epcList": ["https://id.gs1.org/00/069012340000000017"]}, "CHECK_DIGIT"),
        ({"readPoint": {"id": "https://id.gs1.org/414/6901234000017"}}, "CHECK_DIGIT"),
        (
            {"sourceList": [{"type": "location", "source": "https://x.example/414/6901234000017"}]},
            "CHECK_DIGIT",
        ),
        ({"epcList": [SSCC, "urn:epc:id:sscc:6901234.0000000001"]}, "DUPLICATE_ITEM"),
        ({"quantityList": [{"epcClass": L1, "quantity": "10", "uom": "KGM"}]}, "QUANTITY_AS_TEXT"),
        (
            {"sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": "4"}]}]},
            "SENSOR_VALUE_AS_TEXT",
        ),
        ({"certificationInfo": [{"x": 1}]}, "BAD_CERTIFICATION"),
        ({"childEPCs": [SSCC]}, "LIST_IGNORED"),
        ({"type": "TransformationEvent", "action": None, "inputEPCList": [SSCC]}, "LIST_IGNORED"),
        ({"epclist": [SSCC]}, "UNKNOWN_MEMBER"),
        ({"epcList": ["urn:epc:id:sscc:6901234.1"]}, "MALFORMED_KEY"),
        ({"epcList": ["https://id.gs1.org/01/123/21/7"]}, "MALFORMED_KEY"),
        ({"readPoint": {"id": "urn:epc:id:sgln:6901234.1.0"}}, "MALFORMED_KEY"),
        ({"epcList": ["批次\u200b一"]}, "INVISIBLE_CHARACTER"),
        (
            {"eventID": None, "errorDeclaration": {"declarationTime": "2026-03-02T00:00:00Z"}},
            "DECLARATION_WITHOUT_ID",
        ),
    ],
)
def test_what_is_odd_is_taken_and_told(changes: dict[str, Any], code: str) -> None:
    assert codes(**changes) == [code]
    event_of(**changes)


def test_nothing_is_odd_about_a_plain_event() -> None:
    assert codes() == []
    assert (
        codes(**{"x:y": 1, "ilmd": {"a:b": 1}, "childEPCs": [], "recordTime": "2026-03-01T00:30:00Z"}) == []
    )
    assert codes(epcList=["urn:epc:idpat:sgtin:6901234.056789.*", "urn:epc:id:gid:95100000.12345.400"]) == []
    assert codes(bizStep="urn:suyuan:bizstep:merge", disposition="in_progress") == []


def test_a_wrong_check_digit_flags_the_line() -> None:
    wrong = "https://id.gs1.org/00/069012340000000017"
    line = event_of(epcList=[wrong], quantityList=None).lines[0]
    assert (line.item, line.flags) == (wrong, ("CHECK_DIGIT",))


def test_a_unit_named_twice_counts_once_and_a_lot_twice() -> None:
    twice = event_of(epcList=[SSCC, SSCC], quantityList=[{"epcClass": L1}, {"epcClass": L1, "quantity": 1}])
    assert [line.item for line in twice.lines] == [SSCC, L1, L1]
    assert [line.quantity for line in twice.lines] == [None, None, Decimal(1)]


@pytest.mark.parametrize(
    ("recorded", "unit"), [("KGM", "KGM"), ("H87", None), ("EA", None), (None, None), ("XBX", "XBX")]
)
def test_units(recorded: str | None, unit: str | None) -> None:
    line = event_of(quantityList=[{"epcClass": L1, "quantity": 0, "uom": recorded}]).lines[0]
    assert (line.quantity, line.unit) == (Decimal(0), unit)


@pytest.mark.parametrize("spelled", ["isA", "@type"])
def test_the_type_under_other_names(spelled: str) -> None:
    for name in ("ObjectEvent", "epcis:ObjectEvent", "https://ref.gs1.org/epcis/ObjectEvent"):
        assert event_of(None, type=None, **{spelled: name}).type is EventType.OBJECT


def test_sensor_data_without_goods_is_taken() -> None:
    event = event_of(
        quantityList=None, sensorElementList=[{"sensorReport": [{"type": "Temperature", "value": 4}]}]
    )
    assert event.lines == ()


def test_an_observed_aggregation_needs_no_parent() -> None:
    event = event_of(type="AggregationEvent", quantityList=None, childEPCs=[SSCC])
    assert [line.role for line in event.lines] == [LineRole.CHILD]


def test_quantities_have_one_spelling() -> None:
    spelled = [Decimal(10), Decimal("10.0"), Decimal("1E+1"), 10]
    lines = {
        str(event_of(quantityList=[{"epcClass": L1, "quantity": each}]).lines[0].quantity) for each in spelled
    }
    assert lines == {"10"}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-10, 10)
    | st.decimals(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        *(
            "type",
            "eventID",
            "eventTime",
            "eventTimeZoneOffset",
            "action",
            "bizStep",
            "disposition",
            "epcList",
        ),
        *("quantityList", "readPoint", "bizLocation", "bizTransactionList", "sourceList", "destinationList"),
        *("persistentDisposition", "errorDeclaration", "sensorElementList", "ilmd", "parentID", "x:y"),
        *("certificationInfo", "inputQuantityList", "transformationID"),
    ]
)


@given(st.dictionaries(NAMES, JSON, max_size=5))
def test_anything_is_taken_or_refused_with_a_reason(changes: dict[str, Any]) -> None:
    """Never an error of ours: `UNREADABLE` is for what no rule foresaw."""
    *refused, record = [each for each in outcome_of(**changes).records if not isinstance(each, MasterRecord)]
    for each in refused:
        assert isinstance(each, QuarantineRecord)
        assert isinstance(record, EventRecord), "only lines of an event that is taken stand beside it"
        assert each.event == record.key
    if isinstance(record, EventRecord):
        assert record.refused_lines == len(refused)
    else:
        refused.append(record)
    assert "UNREADABLE" not in [each.code for each in refused if isinstance(each, QuarantineRecord)]


@pytest.mark.parametrize("declared", [True, [], "incorrect_data", [{"declarationTime": "2026-03-02"}] * 2])
def test_a_withdrawal_is_never_overlooked(declared: object) -> None:
    """Left aside, the event would count, and pass for a copy of what it withdraws."""
    (refused,) = outcome_of(errorDeclaration=declared).records
    assert isinstance(refused, QuarantineRecord)
    assert refused.code == "BAD_ERROR_DECLARATION"


@pytest.mark.parametrize(
    ("stated", "ids"),
    [
        (None, ()),
        ("urn:b", ("urn:b",)),
        (["urn:b", "urn:a", "urn:b"], ("urn:a", "urn:b")),
        ({"correctiveEventID": ["urn:b", "urn:a"]}, ("urn:a", "urn:b")),
    ],
)
def test_what_stands_in_for_a_withdrawn_event(stated: object, ids: tuple[str, ...]) -> None:
    declared = {"declarationTime": "2026-03-02T00:00:00Z", "correctiveEventIDs": stated}
    assert event_of(errorDeclaration=declared).error == ErrorDeclaration(1772409600000000, None, ids)


RARE = ["厂区\u3000一号库", "a\u00a0b", "\ue863记", chr(0x31350), chr(0x3FFFD)]
"""A wide and a hard blank, a private character of old Chinese encodings, characters newer than Python."""


@pytest.mark.parametrize("text", RARE)
def test_rare_characters_do_not_hide_goods(text: str) -> None:
    assert [line.item for line in event_of(epcList=[text], quantityList=None).lines] == [text]
    assert interpret(text).problem is None


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\x00b", "a\u2028b", "a\x9bb", "a" * 513])
def test_controls_are_taken_in_no_identifier_and_no_word(text: str) -> None:
    assert interpret(f"x{text}").problem is not None
    for changes, code in (
        ({"epcList": [f"x{text}"]}, "BAD_IDENTIFIER"),
        ({"bizStep": f"x:{text}"}, "BAD_WORD"),
    ):
        refused, *_ = outcome_of(**changes).records
        assert isinstance(refused, QuarantineRecord)
        assert refused.code == code
        assert refused.reason.isprintable()
        assert len(refused.reason) < 300


def test_an_error_declaration_in_a_base_extension_voids_all_the_same() -> None:
    declared = {"declarationTime": "2026-03-02T08:00:00", "correctiveEventIDs": ["urn:uuid:2"]}
    inner = {"eventID": "urn:uuid:1", "errorDeclaration": declared}
    event = event_of(eventID=None, baseExtension=inner)
    assert event.event_id == "urn:uuid:1"
    assert event.error == ErrorDeclaration(1772438400000000, None, ("urn:uuid:2",))
    assert {"BASE_EXTENSION", "DECLARATION_WITHOUT_OFFSET"} <= set(codes(eventID=None, baseExtension=inner))
