"""Master data: kinds, short names, canonical values."""

import pytest

from cypher.records.parties import EntityKind, MasterRecord
from loaders.drafts import DocumentFacts, Draft, DraftKind
from loaders.validate import to_records
from loaders.validate_context import ValidationContext
from loaders.validate_master import short_name
from tests.unit.loaders.reading import NOW, good

CREATED = 1772413200000000
PARTY = "https://id.gs1.org/417/6901234000009"
SITE = "https://id.gs1.org/414/6901234000016"


def by_subject(records: list[MasterRecord]) -> dict[str, MasterRecord]:
    return {record.subject: record for record in records}


def test_the_header_of_a_document() -> None:
    found = by_subject(good("capture.jsonld").masters)
    assert {subject: record.kind for subject, record in found.items()} == {
        SITE: EntityKind.WAREHOUSE,
        "urn:suyuan:vehicle:京A12345": EntityKind.VEHICLE,
        PARTY: EntityKind.ENTERPRISE,
        "https://id.gs1.org/01/06901234567892": EntityKind.PRODUCT,
        "https://id.gs1.org/01/06901234567908/10/P1": EntityKind.BATCH,
        "urn:suyuan:permit:food:SC10115012300019": EntityKind.PERMIT,
    }
    assert found[SITE].attributes == (
        ("child", f"{SITE}/254/line2"),
        ("name", "一号厂"),
        ("operator", PARTY),
        ("region", "110105"),
        ("siteKind", "plant"),
    )
    assert found[SITE].asserted == CREATED
    assert found["https://id.gs1.org/01/06901234567892"].attributes == (
        ("descriptionShort", "原料"),
        ("tolerance", "0.005"),
    )
    assert found["urn:suyuan:permit:food:SC10115012300019"].attributes == (
        ("holder", PARTY),
        ("validTo", "2028-12-31"),
    )


def test_web_vocabulary() -> None:
    found = by_subject(good("web_vocabulary.json").masters)
    assert found[SITE].attributes == (("addressLocality", "北京"), ("countryCode", "CN"), ("name", "一号厂"))
    assert found[PARTY].attributes == (("name", "样例食品有限公司"),)
    assert found["https://id.gs1.org/01/06901234567892"].attributes == (("name", "牛奶"),)
    assert found[SITE].asserted == 0


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("urn:epcglobal:cbv:mda#name", "name"),
        ("urn:epcglobal:cbv:mda:name", "name"),
        ("cbvmda:name", "name"),
        ("urn:suyuan:mda:siteKind", "siteKind"),
        ("urn:suyuan:mda:code:drug-id", "code:drug-id"),
        ("urn:epcglobal:cbv:owning_party", "owning_party"),
        ("urn:gdst:kde#vesselName", "urn:gdst:kde#vesselName"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    assert short_name(name) == short


def statement(
    identifier: str, attributes: object, vocabulary: str = "Location", created: str | None = None
) -> tuple[MasterRecord, list[str]]:
    content = {"id": identifier, "attributes": attributes}
    draft = Draft(
        DraftKind.MASTER,
        "x",
        content,
        DocumentFacts(created=created),
        f"urn:epcglobal:epcis:vtype:{vocabulary}",
    )
    outcome = to_records(draft, ValidationContext("test", NOW))
    (record,) = outcome.records
    assert isinstance(record, MasterRecord)
    return record, [warning.code for warning in outcome.warnings]


def test_values_that_name_others_become_canonical() -> None:
    record, _ = statement(
        "urn:epc:id:sgln:6901234.00001.7",
        [
            {"id": "urn:suyuan:mda:parent", "attribute": "urn:epc:id:sgln:6901234.00001.0"},
            {"id": "urn:suyuan:mda:sameAs", "attribute": "urn:epc:id:pgln:6901234.00001"},
        ],
    )
    assert record.attributes == (("parent", SITE), ("sameAs", SITE))
    record, _ = statement(
        "猪-1", {"urn:suyuan:mda:batch": "urn:epc:class:lgtin:6901234.056789.L1"}, "EPCInstance"
    )
    assert record.kind is EntityKind.UNIT
    assert record.attributes == (("batch", "https://id.gs1.org/01/06901234567892/10/L1"),)


def test_a_tolerance_that_is_no_share_is_left_aside() -> None:
    for value in ("much", "-0.1", "1.1"):
        record, warnings = statement(
            "urn:x", [{"id": "urn:suyuan:mda:tolerance", "attribute": value}], "EPCClass"
        )
        assert (record.attributes, warnings) == ((), ["BAD_ATTRIBUTE"])


def test_regions_are_known_by_their_code() -> None:
    spelled = ("urn:suyuan:region:110105", "Location"), ("110105", "Region"), ("CN-110105", "Region")
    for identifier, vocabulary in spelled:
        record, _ = statement(identifier, {"cbvmda:name": "朝阳区"}, vocabulary)
        assert (record.kind, record.subject) == (EntityKind.REGION, "urn:suyuan:region:110105")
    for code in ("urn:suyuan:region:110105", "110105", " cn110105"):
        record, _ = statement("urn:x", {"urn:suyuan:mda:region": code})
        assert record.attributes == (("region", "110105"),)


def test_lists_and_objects_as_values() -> None:
    record, _ = statement(
        "urn:x", [{"id": "a", "attribute": ["x", "y", "x", None, ""]}, {"id": "b", "attribute": {"c": True}}]
    )
    assert record.attributes == (("a", "x"), ("a", "y"), ("b", '{"c":true}'))


def test_the_key_sees_what_is_said_and_when_but_not_where() -> None:
    def key(value: str, created: str | None) -> str:
        return statement("urn:x", {"name": value}, created=created)[0].key

    assert key("a", None) == key("a", "not a time")
    assert len({key("a", None), key("b", None), key("a", "2026-03-01T00:00:00Z")}) == 3


@pytest.mark.parametrize("name", ["operator", "parent", "region", "sameAs", "child"])
@pytest.mark.parametrize("value", ["x" * 10_000, "x\x1b[2J"])
def test_what_cannot_be_a_key_names_no_entity(name: str, value: str) -> None:
    """Engines index keys and refuse endless ones: one bad value would stop the whole load."""
    record, warnings = statement("urn:suyuan:place:1", {name: value})
    assert (record.attributes, warnings) == ((), ["BAD_ATTRIBUTE"])
