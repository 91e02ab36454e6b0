"""Every shape of document gives the same records, one event at a time, in bounded memory."""

import io
import json
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.drafts import Draft, DraftKind
from loaders.errors import FormatError
from loaders.formats.byte_checks import CHUNK, CheckedStream, place_of
from loaders.formats.json_records import Limits, Record, build, pass_over
from loaders.formats.registry import read_documents
from loaders.settings import IntakeSettings
from loaders.sources import file_source
from loaders.validate import to_records
from loaders.validate_context import context_of
from tests.support.depth import examples
from tests.unit.loaders.reading import DATA, EVENT, NOW, document, good, read

SETTINGS = IntakeSettings()


@pytest.mark.parametrize(
    ("name", "positions"),
    [
        ("query.jsonld", ["eventList[0]", "eventList[1]"]),
        ("array.json", ["[0]", "[1]"]),
        ("bare_event.json", ["$"]),
        ("event_list_object.jsonld", ["eventList"]),
        ("single_event_member.jsonld", ["event"]),
        ("context_last.jsonld", ["eventList[0]"]),
        ("byte_order_mark.jsonld", ["eventList[0]", "eventList[1]"]),
    ],
)
def test_shapes(name: str, positions: list[str]) -> None:
    found = good(name)
    assert found.refused == []
    assert [event.position for event in found.events] == positions
    assert found.events[0].key == good("array.json").events[0].key


@pytest.mark.parametrize(
    "name", ["no_events.jsonld", "no_events_with_master_data.jsonld", "empty_array.json"]
)
def test_a_document_of_no_events_is_valid(name: str) -> None:
    found = good(name)
    assert (found.events, found.refused) == ([], [])
    assert len(found.masters) == (6 if "master" in name else 0)


def test_all_five_event_types() -> None:
    found = good("capture.jsonld")
    assert found.refused == []
    assert len({event.type for event in found.events}) == 5
    assert len(found.masters) == 6


def test_the_context_counts_wherever_it_stands(tmp_path: Path) -> None:
    event = {**EVENT, "e:x": "1"}
    first = document(tmp_path, event)
    hashes = set()
    for namespace in ("https://e.example/", "https://f.example/"):
        text = json.loads(first.read_text("utf-8"))
        last = tmp_path / "last.jsonld"
        last.write_text(json.dumps({**text, "@context": [{"e": namespace}]}))
        head = tmp_path / "head.jsonld"
        head.write_text(json.dumps({"@context": [{"e": namespace}], **text}))
        (one,), (other,) = read(last).events, read(head).events
        assert one.content_hash == other.content_hash
        hashes.add(one.content_hash)
    assert len(hashes) == 2


def test_numbers_are_exact(tmp_path: Path) -> None:
    path = document(tmp_path, EVENT)
    path.write_text(path.read_text().replace('"quantity": 10', '"quantity": 10.10000000000000000100'))
    (event,) = read(path).events
    assert event.lines[0].quantity == Decimal("10.100000000000000001")
    assert '"quantity":10.10000000000000000100' in event.body


def test_integers_beyond_64_bits_stay_exact(tmp_path: Path) -> None:
    (event,) = read(document(tmp_path, {**EVENT, "x:big": 2**80})).events
    assert json.loads(event.body)["x:big"] == 2**80


def test_a_key_that_stands_twice_is_told(tmp_path: Path) -> None:
    path = document(tmp_path, EVENT)
    path.write_text(path.read_text().replace('"action"', '"action": "ADD", "action"'))
    found = read(path)
    assert [each.code for each in found.warnings] == ["DUPLICATE_KEY"]
    assert found.events[0].action == "OBSERVE"


def drafts(path: Path, settings: IntakeSettings = SETTINGS) -> Iterator[Draft]:
    return read_documents(file_source(path), settings)


def test_offsets_grow_to_the_size_of_the_file(tmp_path: Path) -> None:
    path = document(tmp_path, *[{**EVENT, "eventID": f"urn:{number}"} for number in range(1000)])
    offsets = [draft.offset for draft in drafts(path)]
    assert offsets == sorted(offsets)
    assert 0 < offsets[0] <= CHUNK
    assert offsets[-1] == path.stat().st_size


def test_kinds_of_drafts() -> None:
    kinds = [draft.kind for draft in drafts(DATA / "good" / "capture.jsonld")]
    assert kinds == [DraftKind.MASTER] * 6 + [DraftKind.EVENT] * 6
    kinds = [draft.kind for draft in drafts(DATA / "good" / "web_vocabulary.json")]
    assert kinds == [DraftKind.WEB_VOCABULARY] * 3


def write_large(path: Path, piece: str, times: int) -> None:
    """A document whose first event is huge and whose second is small."""
    with path.open("w") as file:
        file.write('{"type": "EPCISDocument", "epcisBody": {"eventList": [{"type": "ObjectEvent", "x": [0')
        for _ in range(times):
            file.write(piece)
        file.write(f"]}}, {json.dumps(EVENT)}]}}}}")


MEBIBYTES = examples(40, 200)


def test_a_huge_event_is_never_in_memory(tmp_path: Path) -> None:
    """One event of 200 MB (in the deep run), and many small ones: a few MiB either way."""
    path = tmp_path / "huge.json"
    write_large(path, ',"urn:epc:id:sscc:6901234.0000000001"' * 1000, MEBIBYTES * 28)
    assert path.stat().st_size > MEBIBYTES * 1_000_000
    limit = 1 << 20
    tracemalloc.start()
    found = read(path, IntakeSettings(record_limit_bytes=limit))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(each.code, each.position) for each in found.refused] == [("RECORD_TOO_LARGE", "eventList[0]")]
    assert [event.event_id for event in found.events] == [EVENT["eventID"]]
    assert peak < 8 * limit


@pytest.mark.parametrize(
    ("first", "more", "code"),
    [
        ('"', "a" * 65_536, "TOKEN_TOO_LONG"),
        ('"', '\\"' * 32_768, "TOKEN_TOO_LONG"),
        ("1", "1" * 65_536, "NUMBER_TOO_LONG"),
        ("1", ",0" * 32_768, "TOKEN_TOO_LONG"),
    ],
)
def test_a_huge_token_is_refused_before_it_is_in_memory(
    tmp_path: Path, first: str, more: str, code: str
) -> None:
    path = tmp_path / "huge.json"
    path.write_text('{"epcisBody": {"eventList": [{"x": [0,' + first + more * 300)
    tracemalloc.start()
    with pytest.raises(FormatError) as caught:
        list(drafts(path, IntakeSettings(record_limit_bytes=1 << 20)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.code == code
    assert peak < 4 << 20


def test_many_events_are_read_one_by_one(tmp_path: Path) -> None:
    path = document(tmp_path, *[{**EVENT, "eventID": f"urn:{number}"} for number in range(20_000)])
    size = path.stat().st_size
    tracemalloc.start()
    count = sum(1 for _ in drafts(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < size / 5


def test_long_texts_are_not_remembered(tmp_path: Path) -> None:
    """Every text of an extension is asked whether it is a key; the answers are kept, but not for such."""
    photos = [{**EVENT, "x:photo": f"https://p{number}.example/" + "a" * 100_000} for number in range(300)]
    path = document(tmp_path, *photos)
    context = context_of("test", SETTINGS, NOW)
    tracemalloc.start()
    taken = sum(len(to_records(draft, context).records) for draft in drafts(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken == 300
    assert peak < 8 << 20


TEXTS = st.text(max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | TEXTS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)
OBJECTS = st.dictionaries(TEXTS, VALUES, max_size=5)


def tokens(text: str) -> Iterator[tuple[str, object]]:
    import ijson

    return iter(ijson.basic_parse(io.BytesIO(text.encode())))


@given(OBJECTS)
def test_records_are_built_as_they_stand(value: dict[str, object]) -> None:
    stream = tokens(json.dumps(value))
    next(stream)
    assert build("start_map", stream, Limits(1 << 20, 64)) == Record(value)


@given(OBJECTS, st.integers(1, 200), st.integers(1, 4))
def test_a_refused_record_leaves_the_stream_behind_it(
    value: dict[str, object], size: int, depth: int
) -> None:
    """Whatever the limits, the next token is the one after the record."""
    stream = tokens(json.dumps([value, "behind"]))
    next(stream)
    next(stream)
    build("start_map", stream, Limits(size, depth))
    assert next(stream) == ("string", "behind")
    stream = tokens(json.dumps([value, "behind"]))
    next(stream)
    next(stream)
    pass_over(stream)
    assert next(stream) == ("string", "behind")


@given(st.text(max_size=200), st.integers(0, 200))
def test_lines_and_columns(text: str, at: int) -> None:
    at = min(at, len(text))
    data = text.encode(errors="ignore")
    before = text[:at].encode(errors="ignore")
    place = place_of(io.BytesIO(b"x" + data), 1 + len(before))
    line = before.decode().rpartition("\n")[2] if b"\n" in before else "x" + before.decode()
    assert place == (before.count(b"\n") + 1, len(line) + 1)


@given(st.binary(max_size=400), st.integers(1, 50))
def test_the_check_passes_bytes_through_or_names_the_encoding(data: bytes, step: int) -> None:
    checked = CheckedStream(io.BytesIO(b" " + data), 1 << 20)
    if data.decode(errors="replace").encode() == data:
        assert b"".join(iter(lambda: checked.read(step), b"")) == b" " + data
        return
    with pytest.raises(FormatError) as caught:
        list(iter(lambda: checked.read(step), b""))
    assert caught.value.code == "WRONG_ENCODING"
