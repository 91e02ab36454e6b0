"""The CBV event hash: every JSON vector, and what it must and must not see."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.records.events import EventRecord
from loaders.content_hash import HashTerms, content_hash, pre_hash
from tests.support.shared_data import shared
from tests.unit.loaders.reading import EVENT, event_of, read

TIME = "2026-03-01T00:30:00.000Z"


def digest(**changes: Any) -> str:
    return event_of(**changes).content_hash


def test_reference_vectors() -> None:
    expected = json.loads(shared("event-hash/expected.json").read_text("utf-8"))
    compared = 0
    for entry in expected.values():
        for name in entry["documents"]:
            if name.endswith(".jsonld"):
                events = read(shared(f"event-hash/{name}")).events
                found = [f"ni:///sha-256;{event.content_hash}?ver=CBV2.0" for event in events]
                assert found == entry["expected_hash_ids"], name
                compared += len(found)
    assert compared == 15


def test_the_text_that_is_hashed() -> None:
    event = {
        **EVENT,
        "bizTransactionList": [{"bizTransaction": "urn:x:1", "type": "po"}],
        "e:b": 2,
        "e:a": 1.5,
    }
    text = pre_hash(event, "ObjectEvent", HashTerms({"e": "https://e.example/"}), TIME)
    assert text == (
        "eventType=ObjectEventeventTime=2026-03-01T00:30:00.000ZeventTimeZoneOffset=+08:00"
        "quantityListquantityElementepcClass=https://id.gs1.org/01/06901234567892/10/L1quantity=10uom=KGM"
        "action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-storing"
        "bizTransactionListtype=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:x:1"
        "{https://e.example/}a=1.5{https://e.example/}b=2"
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"eventID": "urn:other"},
        {"eventID": None},
        {"recordTime": "2026-03-02T00:00:00Z"},
        {"errorDeclaration": {"declarationTime": "2026-03-02T00:00:00Z"}},
        {"eventTime": "2026-03-01T00:30:00.0001Z"},
        {"bizStep": "urn:epcglobal:cbv:bizstep:storing"},
        {"bizStep": "https://ref.gs1.org/cbv/BizStep-storing"},
        {"bizStep": "cbv:BizStep-storing"},
        {"action": "observe"},
        {"rdfs:comment": "said aloud"},
        {
            "quantityList": [
                {"uom": "KGM", "quantity": "10.00", "epcClass": "https://x.example/01/06901234567892/10/L1"}
            ]
        },
    ],
)
def test_what_makes_no_difference(changes: dict[str, Any]) -> None:
    assert digest(**changes) == digest()


@pytest.mark.parametrize(
    "changes",
    [
        {"eventTime": "2026-03-01T08:30:00.001+08:00"},
        {"eventTimeZoneOffset": "+09:00"},
        {"action": "ADD"},
        {"bizStep": "holding"},
        {"disposition": "in_progress"},
        {"persistentDisposition": {"set": ["recalled"]}},
        {"persistentDisposition": {"unset": ["recalled"]}},
        {"readPoint": {"id": "urn:epc:id:sgln:6901234.00001.0"}},
        {"bizLocation": {"id": "urn:epc:id:sgln:6901234.00001.0"}},
        {"certificationInfo": "https://example.org/1"},
        {"sourceList": [{"type": "location", "source": "urn:epc:id:sgln:6901234.00001.0"}]},
        {"bizTransactionList": [{"type": "po", "bizTransaction": "7"}]},
        {"bizTransactionList": [{"type": "po", "bizTransaction": "007"}]},
        {"epcList": ["urn:epc:id:sscc:6901234.0000000001"]},
        {"sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": 4}]}]},
        {"ilmd": {"cbvmda:lotNumber": "L1"}},
        {"suyuan:loss": True},
        {"suyuan:loss": False},
    ],
)
def test_what_makes_a_difference(changes: dict[str, Any]) -> None:
    assert digest(**changes) != digest()


def test_documents_that_differ_by_zeros_are_not_one() -> None:
    seven = {"bizTransactionList": [{"type": "po", "bizTransaction": "7"}]}
    padded = {"bizTransactionList": [{"type": "po", "bizTransaction": "007"}]}
    assert digest(**seven) != digest(**padded)


def test_the_recorder_is_left_out() -> None:
    terms = HashTerms({"suyuan": "urn:suyuan:ext:"})
    plain = content_hash(EVENT, "ObjectEvent", terms, TIME)
    assert content_hash({**EVENT, "suyuan:recorder": "王"}, "ObjectEvent", terms, TIME) == plain
    assert content_hash({**EVENT, "suyuan:driver": "王"}, "ObjectEvent", terms, TIME) != plain


def test_prefixes_are_read_by_their_namespace() -> None:
    first = content_hash({**EVENT, "a:x": 1}, "ObjectEvent", HashTerms({"a": "https://e.example/"}), TIME)
    second = content_hash({**EVENT, "b:x": 1}, "ObjectEvent", HashTerms({"b": "https://e.example/"}), TIME)
    other = content_hash({**EVENT, "a:x": 1}, "ObjectEvent", HashTerms({"a": "https://f.example/"}), TIME)
    assert first == second != other


def test_a_list_of_events_may_bring_their_own_contexts(tmp_path: Path) -> None:
    path = tmp_path / "events.json"
    found = []
    for prefix in ("a", "b"):
        event = {**EVENT, "@context": [{prefix: "https://e.example/"}], f"{prefix}:x": 1}
        path.write_text(json.dumps([event]))
        found.append(read(path).events[0].content_hash)
    assert found[0] == found[1]


def test_the_order_of_members_makes_no_difference_within_either() -> None:
    first = digest(certificationInfo=[{"a": 1, "b": [{"c": 2, "d": 3}]}])
    assert first == digest(certificationInfo=[{"b": [{"d": 3, "c": 2}], "a": 1}])
    assert first != digest(certificationInfo=[{"a": 1, "b": [{"c": 2, "d": 4}]}])


ITEMS = st.lists(
    st.sampled_from([f"urn:epc:id:sgtin:6901234.056789.{serial}" for serial in range(9)]),
    min_size=1,
    max_size=6,
    unique=True,
)


@given(ITEMS, st.randoms(use_true_random=False))
def test_order_in_lists_and_members_makes_no_difference(items: list[str], random: Any) -> None:
    """Not for the hash, and so not for the key or the lines either."""
    shuffled = random.sample(items, len(items))
    names = random.sample(list(EVENT), len(EVENT))
    first: EventRecord = event_of(epcList=items)
    second = event_of(**{name: EVENT[name] for name in names}, epcList=shuffled)
    assert (first.content_hash, first.key, first.lines) == (second.content_hash, second.key, second.lines)
