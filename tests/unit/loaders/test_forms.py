"""Forms that documents come in beside the usual one: read, told of, or refused in plain words."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import FormatError
from loaders.formats.byte_checks import CHUNK
from loaders.numbers import canonical_number
from loaders.settings import IntakeSettings
from tests.support.cases import case_file
from tests.unit.loaders.reading import EVENT, Read, document, event_of, outcome_of, read

TAKEN = {
    "identifier-number": "NUMBER_AS_IDENTIFIER",
    "uni-rawid-int": "NUMBER_AS_IDENTIFIER",
    "quantity-empty-text": "EMPTY_QUANTITY",
    "num-strempty": "EMPTY_QUANTITY",
    "tzo-x": "BAD_ZONE_OFFSET",
    "dup-type": "DUPLICATE_KEY",
    "ld-sensor-bad": "BAD_SENSOR_DATA",
    "form_type_array1": None,
    "form_graph": None,
    "blanks-then-document": None,
}
QUARANTINED = {"time-bad60": "BAD_TIME", "form_untp_event": "UNKNOWN_EVENT_TYPE"}
REFUSED = {
    "lone-surrogate-merges-lots": "MALFORMED_JSON",
    "form_list_of_documents": "LIST_OF_DOCUMENTS",
    "form_vc_wrapped": "UNKNOWN_DOCUMENT",
}
PYTHON = ("None", "True", "False", "['", "{'", "Error", "Traceback", "b'")


def codes(found: Read) -> list[str]:
    return [each.code for each in found.warnings]


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.jsonld"
    path.write_text(text, "utf-8")
    return path


def no_python(*sentences: str) -> None:
    assert not [(word, each) for each in sentences for word in PYTHON if word in each]


@pytest.mark.parametrize(("name", "code"), TAKEN.items())
def test_case_files_that_are_taken(name: str, code: str | None) -> None:
    found = read(case_file(name))
    assert (len(found.events), found.refused) == (1, [])
    assert codes(found) == ([code] if code else [])
    no_python(*(each.message for each in found.warnings))


@pytest.mark.parametrize(("name", "code"), QUARANTINED.items())
def test_case_files_that_go_to_quarantine(name: str, code: str) -> None:
    found = read(case_file(name))
    assert ([each.code for each in found.refused], found.events) == ([code], [])
    no_python(*(each.reason for each in found.refused))


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_case_files_that_are_refused(name: str, code: str) -> None:
    with pytest.raises(FormatError) as caught:
        read(case_file(name))
    assert caught.value.code == code
    no_python(caught.value.message)


SINGLE: tuple[dict[str, Any], ...] = (
    {"type": ["ObjectEvent"]},
    {"eventTime": ["2026-03-01T08:30:00+08:00"], "eventTimeZoneOffset": ["+08:00"]},
    {"action": ["OBSERVE"], "bizStep": ["storing"], "eventID": ["urn:suyuan:test:1"]},
    {
        "quantityList": [
            {"epcClass": ["urn:epc:class:lgtin:6901234.056789.L1"], "quantity": [10], "uom": ["KGM"]}
        ]
    },
)


@pytest.mark.parametrize("changes", SINGLE)
def test_an_array_of_one_says_the_same_as_its_member(changes: dict[str, Any]) -> None:
    """Also as an event: one content hash, one key."""
    plain, wrapped = event_of(), event_of(**changes)
    assert (wrapped.key, wrapped.content_hash) == (plain.key, plain.content_hash)
    assert (wrapped.lines, wrapped.time, wrapped.biz_step) == (plain.lines, plain.time, plain.biz_step)


def test_partners_and_places_in_arrays_of_one_say_the_same() -> None:
    site = "urn:epc:id:sgln:6901234.00001.0"
    plain: dict[str, Any] = {
        "bizLocation": {"id": site},
        "sourceList": [{"type": "location", "source": site}],
        "bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:po:1"}],
    }
    wrapped: dict[str, Any] = {
        "bizLocation": [{"id": [site]}],
        "sourceList": [{"type": ["location"], "source": [site]}],
        "bizTransactionList": [{"type": ["po"], "bizTransaction": ["urn:x:po:1"]}],
    }
    assert event_of(**wrapped).content_hash == event_of(**plain).content_hash
    assert event_of(**wrapped).sources == event_of(**plain).sources


@pytest.mark.parametrize("kind", [["ObjectEvent", "Event"], [], [["ObjectEvent"]], {"a": None}, True, 5])
def test_a_type_that_names_no_event_is_refused_in_plain_words(kind: Any) -> None:
    (refused,) = outcome_of(type=kind).records
    assert getattr(refused, "code", "") == "UNKNOWN_EVENT_TYPE"
    no_python(getattr(refused, "reason", ""))


@pytest.mark.parametrize("name", ["action", "eventTime", "bizStep", "eventID", "disposition"])
@pytest.mark.parametrize("value", [{"a": None}, [None, True], True, [[1]]])
def test_no_reason_shows_how_we_are_made(name: str, value: Any) -> None:
    for each in outcome_of(**{name: value}).records:
        no_python(getattr(each, "reason", ""))


def test_a_graph_of_events_is_read(tmp_path: Path) -> None:
    found = read(written(tmp_path, json.dumps({"@context": [], "@graph": [dict(EVENT), dict(EVENT)]})))
    assert [event.position for event in found.events] == ["@graph[0]", "@graph[1]"]


@pytest.mark.parametrize("wrap", [lambda each: [each], lambda each: {"@graph": [each]}])
def test_whole_documents_in_a_list_are_refused_before_anything_is_taken(tmp_path: Path, wrap: Any) -> None:
    whole = {"type": "EPCISDocument", "epcisBody": {"eventList": [dict(EVENT)]}}
    with pytest.raises(FormatError) as caught:
        read(written(tmp_path, json.dumps(wrap(whole))))
    assert caught.value.code == "LIST_OF_DOCUMENTS"


@pytest.mark.parametrize(
    "text", [r"\ud800", r"\udc00", r"\ud800x", r"\ud800\ud800", r"a\udbff\n", r"\uDC00\uD800"]
)
@pytest.mark.parametrize("before", [0, 1, CHUNK - 60, CHUNK - 40, CHUNK - 7])
def test_half_a_pair_is_no_text(tmp_path: Path, text: str, before: int) -> None:
    path = document(tmp_path, {**EVENT, "x:note": "@"})
    path.write_text(path.read_text("utf-8").replace("@", "a" * before + text))
    with pytest.raises(FormatError) as caught:
        read(path)
    assert caught.value.code == "MALFORMED_JSON"
    assert "surrogate" in caught.value.message


PIECES = st.lists(st.sampled_from(["a", "\\", "😀", "u", "ud83d", "\\ud83d", "批", '"']), max_size=12).map(
    "".join
)


@given(PIECES, st.integers(0, 70))
def test_whole_characters_are_taken_however_they_are_written(text: str, before: int) -> None:
    """Escapes as pairs, and backslashes that only look like escapes, at every place in a chunk."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "own.json"
        note = "a" * (CHUNK - 300 + before) + text
        path.write_text(json.dumps([{**EVENT, "x:note": note}]))
        (event,) = read(path).events
    assert json.loads(event.body)["x:note"] == note


@pytest.mark.parametrize("blanks", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_blanks_before_a_document_are_passed_over(tmp_path: Path, blanks: int) -> None:
    assert len(read(written(tmp_path, " " * blanks + json.dumps([dict(EVENT)]))).events) == 1
    with pytest.raises(FormatError) as caught:
        read(written(tmp_path, "\n" * blanks))
    assert caught.value.code == "EMPTY_FILE"


def test_a_member_twice_in_the_document_is_told_once(tmp_path: Path) -> None:
    body = json.dumps([dict(EVENT), dict(EVENT)])
    text = '{"type": "EPCISDocument", "x:a": 1, "x:a": 2, "epcisBody": {"eventList": @}}'
    found = read(written(tmp_path, text.replace("@", body)))
    assert [(each.code, each.position) for each in found.warnings] == [("DUPLICATE_KEY", "eventList[0]")]
    lone = json.dumps(EVENT)[:-1] + ', "action": "ADD"}'
    assert codes(read(written(tmp_path, lone))) == ["DUPLICATE_KEY"]


def test_empty_texts_are_told_and_mean_nothing_was_stated() -> None:
    line = {"epcClass": "urn:epc:class:lgtin:6901234.056789.L1", "quantity": "  ", "uom": ""}
    outcome = outcome_of(quantityList=[line])
    assert [each.code for each in outcome.warnings] == ["EMPTY_QUANTITY", "EMPTY_UNIT"]
    assert event_of(quantityList=[line]).lines[0].quantity is None


@pytest.mark.parametrize("offset", ["x", "+8", "+25:00", 8, "", "UTC+8", {}])
def test_an_offset_that_is_none_is_told_and_dates_stay_without(offset: Any) -> None:
    assert [each.code for each in outcome_of(eventTimeZoneOffset=offset).warnings] == ["BAD_ZONE_OFFSET"]
    (refused,) = outcome_of(eventTimeZoneOffset=offset, eventTime="2026-03-01").records
    assert getattr(refused, "code", "") == "TIME_WITHOUT_OFFSET"


@pytest.mark.parametrize(
    ("time", "taken"),
    [
        ("2016-12-31T23:59:60Z", True),
        ("2017-01-01T07:59:60.5+08:00", True),
        ("2016-12-31T23:59:60+08:00", False),
        ("2017-01-01T08:00:60+08:00", False),
    ],
)
def test_second_60_is_the_last_of_a_day_in_utc(time: str, taken: bool) -> None:
    (record,) = outcome_of(eventTime=time).records
    assert (getattr(record, "code", None) is None) is taken
    zoned = IntakeSettings(zone="Asia/Shanghai")
    (local,) = outcome_of(zoned, eventTime="2017-01-01T07:59:60").records
    assert getattr(local, "code", None) is None


@pytest.mark.parametrize("sensors", [5, "warm", [5], {"a": 1}, [{"sensorReport": 5}], [[]]])
def test_sensor_data_that_is_none_is_told_and_is_no_content(sensors: Any) -> None:
    told = [each.code for each in outcome_of(sensorElementList=sensors).warnings]
    assert told == ([] if sensors == {"a": 1} else ["BAD_SENSOR_DATA"])
    (alone,) = outcome_of(sensorElementList=sensors, quantityList=None).records
    real = isinstance(sensors, dict) or sensors == [{"sensorReport": 5}]
    assert (getattr(alone, "code", None) == "NO_ITEMS") is not real


def test_numbers_as_identifiers_are_told_wherever_they_stand() -> None:
    outcome = outcome_of(quantityList=None, epcList=[12], bizLocation={"id": 7}, readPoint=8)
    assert [each.code for each in outcome.warnings] == ["NUMBER_AS_IDENTIFIER"] * 3
    assert event_of(quantityList=None, epcList=[12]).lines[0].item == canonical_number(12)
