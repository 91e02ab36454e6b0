"""What an identifier names: the identifier decides, the list it stands in only where it does not tell."""

import json

import pytest

from cypher.identifiers.identify import identify_item, identify_party, identify_place, place_kind
from cypher.identifiers.parts import KeyParts, parent_place, parts_of
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import ItemKind, PlaceKind
from tests.support.shared_data import shared

UNIT, LOT, CLASS = ItemKind.UNIT, ItemKind.LOT, ItemKind.CLASS


@pytest.mark.parametrize(
    ("text", "kind", "entity"),
    [
        ("urn:epc:id:sgtin:4012345.011111.9876", UNIT, EntityKind.UNIT),
        ("urn:epc:class:lgtin:4012345.012345.Lot987", LOT, EntityKind.BATCH),
        ("urn:epc:idpat:sgtin:4012345.012345.*", CLASS, EntityKind.PRODUCT),
        ("https://id.gs1.org/01/04012345123456", CLASS, EntityKind.PRODUCT),
        ("urn:epc:id:sscc:4012345.3111111111", UNIT, EntityKind.UNIT),
        ("urn:epc:id:grai:4012345.00022.334455", UNIT, EntityKind.UNIT),
        ("urn:epc:idpat:grai:4012345.99999.*", CLASS, EntityKind.PRODUCT),
        ("urn:gdst:example.org:product:lot:class:feedmill.1u.ff1", LOT, EntityKind.BATCH),
        ("urn:gdst:example.org:product:class:feedmill.1u", CLASS, EntityKind.PRODUCT),
        ("urn:gdst:example.org:product:serial:obj:feedmill.1u.ff1", UNIT, EntityKind.UNIT),
        ("urn:suyuan:lot:06901234567892:B1", LOT, EntityKind.BATCH),
        ("urn:suyuan:unit:detonator:0160301A12345", UNIT, EntityKind.UNIT),
        ("urn:suyuan:vehicle:京A12345", UNIT, EntityKind.VEHICLE),
    ],
)
def test_the_identifier_decides_whatever_the_list(text: str, kind: ItemKind, entity: EntityKind) -> None:
    for quantity_list in (False, True):
        found = identify_item(text, quantity_list=quantity_list)
        assert (found.item_kind, found.entity) == (kind, entity)
        assert identify_item(found.key, quantity_list=quantity_list).key == found.key


def test_the_list_decides_where_the_identifier_does_not_tell() -> None:
    assert identify_item(" 批次-1 ").item_kind is UNIT
    assert identify_item("批次-1", quantity_list=True).item_kind is LOT
    assert identify_item(" 批次-1 ").key == "批次-1"


def test_a_wrong_check_digit_is_taken_and_flagged() -> None:
    found = identify_item("https://id.gs1.org/01/04012345123457/10/A")
    assert found.key == "https://id.gs1.org/01/04012345123457/10/A"
    assert found.flags == ("CHECK_DIGIT",)
    assert identify_item("https://id.gs1.org/01/04012345123456/10/A").flags == ()


def test_a_gln_is_a_site_as_a_place_and_a_party_as_a_party() -> None:
    site, party = "https://id.gs1.org/414/4000001000005", "https://id.gs1.org/417/4000001000005"
    for text in ("urn:epc:id:sgln:4000001.00000.0", "urn:epc:id:pgln:4000001.00000", site, party):
        assert (identify_place(text).key, identify_place(text).entity) == (site, EntityKind.WAREHOUSE)
        assert (identify_party(text).key, identify_party(text).entity) == (party, EntityKind.ENTERPRISE)


def test_a_site_within_keeps_its_extension() -> None:
    key = identify_place("urn:epc:id:sgln:4000001.00000.bin7").key
    assert key == "https://id.gs1.org/414/4000001000005/254/bin7"
    assert identify_party(key).key == key
    assert parent_place(key) == "https://id.gs1.org/414/4000001000005"
    assert parent_place("https://id.gs1.org/414/4000001000005") is None


@pytest.mark.parametrize(
    ("text", "kind", "entity"),
    [
        ("urn:epc:id:sgln:4000001.00000.0", PlaceKind.SITE, EntityKind.WAREHOUSE),
        ("urn:suyuan:vehicle:京A12345", PlaceKind.VEHICLE, EntityKind.VEHICLE),
        ("urn:epc:id:giai:4012345.TRUCK7", PlaceKind.VEHICLE, EntityKind.VEHICLE),
        ("urn:epc:id:sscc:4012345.3111111111", PlaceKind.CONTAINER, EntityKind.UNIT),
        ("geo:47.506694,11.104301", PlaceKind.GEO, None),
        ("厂区一号库", PlaceKind.SITE, EntityKind.WAREHOUSE),
    ],
)
def test_places(text: str, kind: PlaceKind, entity: EntityKind | None) -> None:
    found = identify_place(text)
    assert found.entity is entity
    assert place_kind(found.key) is kind


def test_no_place_and_a_party_as_a_place() -> None:
    assert place_kind(None) is PlaceKind.UNKNOWN
    assert place_kind("https://id.gs1.org/417/4000001000005") is PlaceKind.PARTY


def test_parts_of_keys() -> None:
    product = "https://id.gs1.org/01/04012345123456"
    assert parts_of(f"{product}/10/A%2FB") == KeyParts(product, lot="A/B")
    assert parts_of(f"{product}/21/7") == KeyParts(product, serial="7")
    assert parts_of(product) == KeyParts()
    assert parts_of("https://id.gs1.org/00/340123451111111111") == KeyParts(serial="340123451111111111")
    assert parts_of("urn:suyuan:lot:06901234567892:B1") == KeyParts(
        "https://id.gs1.org/01/06901234567892", lot="B1"
    )
    assert parts_of("urn:suyuan:lot:国药准字H1:B1") == KeyParts("urn:suyuan:product:国药准字H1", lot="B1")
    assert parts_of("urn:suyuan:unit:drug:81234567890123456789").serial == "81234567890123456789"
    assert parts_of("批次-1") == KeyParts()


def test_bins_of_our_own() -> None:
    assert parent_place("urn:suyuan:place:4000001000005:bin7") == "https://id.gs1.org/414/4000001000005"
    assert parent_place("urn:suyuan:place:厂区:7号仓") == "urn:suyuan:place:厂区"
    assert parent_place("urn:suyuan:place:厂区") is None


def test_gdst_vectors() -> None:
    vectors = json.loads(shared("gs1-identifiers/epc_tests.json").read_text("utf-8"))
    assert vectors
    for each in vectors:
        parts = parts_of(each["epc"])
        assert parts.product == each["gtin"]
        assert (parts.lot or parts.serial) == each["lotOrSerial"]
        kind = identify_item(each["epc"]).item_kind
        assert kind is (LOT if each["type"] == "Class" else UNIT)
