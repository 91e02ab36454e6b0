"""Bad input by name: each a clear refusal or a clear entry in quarantine, and the rest kept."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.errors import FormatError, SourceError
from loaders.formats.byte_checks import CHUNK
from loaders.settings import IntakeSettings
from loaders.sources import file_source
from tests.unit.loaders.reading import DATA, EVENT, document, event_of, outcome_of, read

QUARANTINED = {
    "no_time": "NO_EVENT_TIME",
    "time_without_offset": "TIME_WITHOUT_OFFSET",
    "bad_time": "BAD_TIME",
    "impossible_date": "BAD_TIME",
    "negative_quantity": "NEGATIVE_QUANTITY",
    "absurd_quantity": "ABSURD_QUANTITY",
    "too_fine_quantity": "ABSURD_QUANTITY",
    "quantity_of_words": "BAD_QUANTITY",
    "unknown_unit": "UNKNOWN_UNIT",
    "container_in_itself": "CONTAINER_IN_ITSELF",
    "no_parent": "NO_PARENT",
    "unknown_event_type": "UNKNOWN_EVENT_TYPE",
    "no_event_type": "NO_EVENT_TYPE",
    "bad_action": "BAD_ACTION",
    "no_action": "BAD_ACTION",
    "no_items": "NO_ITEMS",
    "bad_word": "BAD_WORD",
    "bad_list": "BAD_LIST",
    "bad_error_declaration": "BAD_ERROR_DECLARATION",
    "not_an_object": "NOT_AN_OBJECT",
    "too_deep": "TOO_DEEP",
}
BAD_LINES = {
    "empty_identifier": "BAD_IDENTIFIER",
    "control_characters": "BAD_IDENTIFIER",
    "endless_identifier": "BAD_IDENTIFIER",
}
REFUSED = {
    "truncated.jsonld": ("MALFORMED_JSON", 33, 28),
    "trailing_comma.jsonld": ("MALFORMED_JSON", 18, 25),
    "two_documents.jsonld": ("MALFORMED_JSON", 51, 2),
    "utf16.jsonld": ("WRONG_ENCODING", 1, None),
    "utf16_without_mark.jsonld": ("WRONG_ENCODING", 1, None),
    "gbk.jsonld": ("WRONG_ENCODING", 30, 23),
    "empty.jsonld": ("EMPTY_FILE", 1, None),
    "not_json.csv": ("UNKNOWN_FORMAT", 1, None),
    "other_json.json": ("UNKNOWN_DOCUMENT", 1, None),
    "endless_number.json": ("NUMBER_TOO_LONG", 1, 61),
}


@pytest.mark.parametrize(("name", "code"), QUARANTINED.items())
def test_one_bad_event_goes_to_quarantine_and_the_rest_is_kept(name: str, code: str) -> None:
    found = read(DATA / "bad" / f"{name}.jsonld")
    assert [event.event_id for event in found.events] == ["urn:suyuan:test:1", "urn:suyuan:test:3"]
    (refused,) = found.refused
    assert (refused.code, refused.position) == (code, "eventList[1]")
    assert refused.source == f"{name}.jsonld"
    assert len(refused.reason) > 20
    assert refused.content.startswith("{")


@pytest.mark.parametrize(("name", "code"), BAD_LINES.items())
def test_a_bad_line_leaves_the_good_lines_of_its_event(name: str, code: str) -> None:
    found = read(DATA / "bad" / f"{name}.jsonld")
    assert [event.event_id for event in found.events] == [f"urn:suyuan:test:{n}" for n in (1, 2, 3)]
    assert [event.refused_lines for event in found.events] == [0, 1, 0]
    (refused,) = found.refused
    assert (refused.code, refused.event) == (code, found.events[1].key)
    assert refused.position.startswith("eventList[1].epcList[")


@pytest.mark.parametrize(("name", "expected"), REFUSED.items())
def test_a_malformed_file_is_refused_whole(name: str, expected: tuple[str, int | None, int | None]) -> None:
    with pytest.raises(FormatError) as caught:
        read(DATA / "bad" / name)
    assert (caught.value.code, caught.value.line, caught.value.column) == expected


def test_every_bad_file_is_named_here() -> None:
    here = (
        {f"{name}.jsonld" for name in QUARANTINED | BAD_LINES} | set(REFUSED) | {"unknown_vocabulary.jsonld"}
    )
    assert {path.name for path in (DATA / "bad").iterdir()} == here


@pytest.mark.parametrize(
    ("value", "code", "column"),
    [
        ('"\\udc00"', "MALFORMED_JSON", 21),
        ("1e9999999999999999999", "NUMBER_TOO_LONG", 35),
        ("1e-9999999999999999999", "NUMBER_TOO_LONG", 36),
        ("1" * 4301, "NUMBER_TOO_LONG", 14),
        ("0." + "1" * 4301, "NUMBER_TOO_LONG", 16),
        ("[" * 100_000, "TOO_DEEP", None),
        ("NaN", "MALFORMED_JSON", 14),
        ("1] [1", "MALFORMED_JSON", 15),
    ],
)
def test_what_the_parser_cannot_take_is_refused_by_place(
    tmp_path: Path, value: str, code: str, column: int | None
) -> None:
    """Also what the parser answers with something else than an error of syntax."""
    path = tmp_path / "odd.json"
    path.write_text(f'[{{}}, {{"x:y": {value}}}]')
    with pytest.raises(FormatError) as caught:
        read(path)
    assert (caught.value.code, caught.value.column) == (code, column)


@pytest.mark.parametrize("before", ["", "x", '\\"', "\\\\", "1" * CHUNK, " " * (CHUNK - 200)])
def test_a_text_may_hold_any_number_of_digits(tmp_path: Path, before: str) -> None:
    path = document(tmp_path, {**EVENT, "x:raw": "@"}, {**EVENT, "x:raw": "1" * 5000})
    path.write_text(path.read_text().replace("@", before + "1" * 5000))
    assert len(read(path).events) == 2


EVENTS = {"eventList": [dict(EVENT)]}
VOCABULARY = {
    "type": "urn:epcglobal:epcis:vtype:Location",
    "vocabularyElementList": [{"id": "urn:suyuan:place:1"}],
}


@pytest.mark.parametrize(
    "content",
    [
        {"type": "EPCISDocument", "epcisBody": {"EventList": EVENTS["eventList"]}},
        {"type": "EPCISDocument", "EPCISBody": EVENTS},
        {
            "type": "EPCISDocument",
            "epcisHeader": {"epcisMasterData": {"vocabularyList": [VOCABULARY]}},
            "EPCISBody": EVENTS,
        },
        {"type": "EPCISDocument", "epcisBody": {"eventList": "none"}},
        {"type": "EPCISDocument", "epcisBody": None},
        {"type": "EPCISQueryDocument", "epcisBody": {"queryResults": EVENTS}},
        {"type": "EPCISMasterDataDocument", "epcisBody": {"vocabularyList": [VOCABULARY]}},
    ],
)
def test_events_that_stand_elsewhere_are_not_passed_over_in_silence(
    tmp_path: Path, content: dict[str, Any]
) -> None:
    path = tmp_path / "elsewhere.jsonld"
    path.write_text(json.dumps(content))
    with pytest.raises(FormatError) as caught:
        read(path)
    assert caught.value.code == "NO_EVENT_LIST"
    assert all(f'"{name}"' in caught.value.message for name in content)


@pytest.mark.parametrize(
    "data", [{"vocabularyList": {"vocabulary": [VOCABULARY]}}, {"vocabularies": [VOCABULARY]}, [VOCABULARY]]
)
def test_master_data_of_another_shape_is_told(tmp_path: Path, data: Any) -> None:
    found = read(document(tmp_path, EVENT, EVENT, epcisHeader={"epcisMasterData": data}))
    assert [(each.code, each.position) for each in found.warnings] == [("MASTER_DATA_UNREAD", "eventList[0]")]
    assert len(found.events) == 2
    with pytest.raises(FormatError) as caught:
        read(document(tmp_path, epcisHeader={"epcisMasterData": data}))
    assert caught.value.code == "MASTER_DATA_UNREAD"


def test_bad_master_data_goes_to_quarantine() -> None:
    (refused,) = read(DATA / "bad" / "unknown_vocabulary.jsonld").refused
    assert refused.code == "UNKNOWN_VOCABULARY"
    assert refused.position == "vocabularyList[0].vocabularyElementList[0]"


def test_a_byte_order_mark_is_accepted_with_a_warning() -> None:
    found = read(DATA / "good" / "byte_order_mark.jsonld")
    assert len(found.events) == 2
    assert [(each.code, each.position) for each in found.warnings] == [("BYTE_ORDER_MARK", "eventList[0]")]


def test_a_malformed_file_with_a_mark_names_the_right_column(tmp_path: Path) -> None:
    path = tmp_path / "marked.json"
    path.write_bytes(b'\xef\xbb\xbf["\xe4\xb8\xad", x]')
    with pytest.raises(FormatError) as caught:
        read(path)
    assert (caught.value.line, caught.value.column) == (1, 7)


def test_two_contents_under_one_event_id_are_both_taken(tmp_path: Path) -> None:
    found = read(document(tmp_path, EVENT, {**EVENT, "bizStep": "holding"}))
    assert len({event.event_id for event in found.events}) == 1
    assert len({event.key for event in found.events}) == 2
    assert found.refused == []


def test_an_event_in_the_future_is_taken_with_a_warning() -> None:
    tomorrow, later = "2027-01-16T08:00:00Z", "2027-01-16T08:00:00.000001Z"
    assert [each.code for each in outcome_of(eventTime=tomorrow).warnings] == []
    assert [each.code for each in outcome_of(eventTime=later).warnings] == ["FUTURE_EVENT"]
    assert event_of(eventTime=later).time_text == later


def test_a_refusal_has_one_key_for_each_place_where_it_stands(tmp_path: Path) -> None:
    bad = {**EVENT, "action": "CREATE"}
    first, second = read(path := document(tmp_path, EVENT, bad, bad)).refused
    assert [each.key for each in read(path).refused] == [first.key, second.key]
    assert first.key != second.key
    assert first.fingerprint == second.fingerprint
    (elsewhere,) = read(path.rename(tmp_path / "copy.jsonld")).refused[:1]
    assert (elsewhere.fingerprint, elsewhere.position) == (first.fingerprint, first.position)
    assert elsewhere.key != first.key


def test_refused_content_is_cut(tmp_path: Path) -> None:
    (refused,) = read(document(tmp_path, {**EVENT, "action": "CREATE", "x:note": "批" * 60_000})).refused
    assert 65_530 < len(refused.content.encode()) <= 65_536


def test_nesting_beyond_all_measure_refuses_the_file(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text('[{"a":' + "[" * 100_000 + "]" * 100_000 + "}]")
    with pytest.raises(FormatError) as caught:
        read(path)
    assert caught.value.code == "TOO_DEEP"


def test_a_large_event_goes_to_quarantine_and_a_large_bare_event_is_refused(tmp_path: Path) -> None:
    small = IntakeSettings(record_limit_bytes=4096)
    large = {**EVENT, "epcList": [f"urn:epc:id:sscc:6901234.{serial:010}" for serial in range(200)]}
    found = read(document(tmp_path, EVENT, large, EVENT), small)
    assert len(found.events) == 2
    assert [(each.code, each.position) for each in found.refused] == [("RECORD_TOO_LARGE", "eventList[1]")]
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps(large))
    with pytest.raises(FormatError) as caught:
        read(bare, small)
    assert caught.value.code == "RECORD_TOO_LARGE"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as missing:
        file_source(tmp_path / "nowhere.json")
    assert missing.value.code == "SOURCE_NOT_FOUND"
    with pytest.raises(SourceError) as folder:
        file_source(tmp_path)
    assert folder.value.code == "SOURCE_IS_FOLDER"


def test_a_file_that_changes_between_the_passes(tmp_path: Path) -> None:
    from loaders.formats.registry import read_documents

    path = document(tmp_path, *[{**EVENT, "eventID": f"urn:{number}"} for number in range(2000)])
    drafts = read_documents(file_source(path), IntakeSettings())
    next(drafts)
    path.write_text("{")
    with pytest.raises(SourceError) as caught:
        list(drafts)
    assert caught.value.code == "SOURCE_CHANGED"


PIECES = st.sampled_from(
    [b"", b"{", b"}", b"[", b"]", b'"', b"\\", b",", b":", b"0", b"-", b"e", b"\xff", b"\x00", b"null"]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), PIECES), min_size=1, max_size=4)


@given(edits=EDITS)
def test_a_spoilt_file_is_refused_or_read_but_never_breaks(tmp_path: Path, edits: list[Any]) -> None:
    """Bytes taken out and put in anywhere: a refusal that names its line, or records with a reason."""
    data = (DATA / "good" / "capture.jsonld").read_bytes()
    for share, length, piece in edits:
        at = int(share * len(data))
        data = data[:at] + piece + data[at + length :]
    path = tmp_path / "spoilt.jsonld"
    path.write_bytes(data)
    try:
        found = read(path)
    except FormatError as error:
        refusal: FormatError | None = error
    else:
        refusal = None
        assert all(entry.code != "UNREADABLE" for entry in found.refused)
    assert refusal is None or refusal.code == "UNKNOWN_DOCUMENT" or refusal.line is not None
