"""What an event says of its goods: ilmd of lots and serials, the lots of serials, each a statement."""

from typing import Any

import pytest

from cypher.identifiers.identify import identify_item
from cypher.records.parties import EntityKind
from tests.unit.loaders.reading import goods_of

GTIN = "https://id.gs1.org/01/06901234000016"
LOT = f"{GTIN}/10/L1"
ONE, TWO = f"{GTIN}/21/S1", f"{GTIN}/21/S2"
MARCH = 1_772_325_000_000_000
"""2026-03-01T00:30:00Z, when the event happened."""


def serials(*units: str, **ilmd: object) -> dict[str, Any]:
    return {
        "action": "ADD",
        "bizStep": "commissioning",
        "quantityList": None,
        "epcList": list(units),
        "ilmd": ilmd,
    }


@pytest.mark.parametrize(
    "name",
    ["lotNumber", "cbvmda:lotNumber", "urn:epcglobal:cbv:mda#lotNumber", "urn:epcglobal:cbv:mda:lotNumber"],
)
def test_a_lot_number_beside_serials_is_their_lot(name: str) -> None:
    (told,) = goods_of(**serials(ONE, TWO, **{name: "L1", "cbvmda:itemExpirationDate": "2027-01-31"}))
    assert (told.kind, told.subject, told.asserted) == (EntityKind.BATCH, LOT, MARCH)
    assert told.attributes == (
        ("itemExpirationDate", "2027-01-31"),
        ("lotNumber", "L1"),
        ("unit", ONE),
        ("unit", TWO),
    )


@pytest.mark.parametrize(
    ("spelled", "lot"),
    [
        (f"{GTIN}/10/L1/21/S1", LOT),
        ("https://shop.example/gtin/06901234000016/lot/L1/ser/S1?x=1", LOT),
        (ONE, None),
        ("urn:epc:id:sgtin:6901234.000001.S1", None),
        (LOT, None),
        ("https://id.gs1.org/00/069012340000000015", None),
    ],
)
def test_a_link_with_lot_and_serial_states_the_lot(spelled: str, lot: str | None) -> None:
    assert identify_item(spelled).lot == lot
    told = goods_of(quantityList=None, epcList=[spelled])
    assert [(each.kind, each.subject, each.attributes) for each in told] == (
        [(EntityKind.UNIT, ONE, (("batch", LOT),))] if lot else []
    )


def test_the_same_link_says_the_same_whenever_it_is_read() -> None:
    link = f"{GTIN}/10/L1/21/S1"
    first = goods_of(quantityList=None, epcList=[link])
    later = goods_of(quantityList=None, epcList=[link], eventTime="2026-05-01T00:00:00Z")
    assert [each.key for each in first] == [each.key for each in later]


def test_ilmd_of_a_lot_describes_the_lot() -> None:
    (told,) = goods_of(action="ADD", ilmd={"cbvmda:bestBeforeDate": "2026-09-01", "x:farm": {"plot": 3}})
    assert told.subject == "https://id.gs1.org/01/06901234567892/10/L1" or told.kind is EntityKind.BATCH
    assert told.attributes == (("bestBeforeDate", "2026-09-01"), ("x:farm", '{"plot":3}'))


def test_ilmd_of_a_transformation_is_of_its_outputs() -> None:
    told = goods_of(
        type="TransformationEvent",
        action=None,
        quantityList=None,
        inputQuantityList=[{"epcClass": LOT, "quantity": 2}],
        outputEPCList=[ONE],
        ilmd={"lotNumber": "L2"},
    )
    assert [(each.subject, each.attributes) for each in told] == [
        (f"{GTIN}/10/L2", (("lotNumber", "L2"), ("unit", ONE)))
    ]


def test_serials_of_no_known_product_bear_the_attributes_themselves() -> None:
    unit = "urn:suyuan:unit:ear:7"
    (told,) = goods_of(**serials(unit, lotNumber="L1"))
    assert (told.kind, told.subject, told.attributes) == (EntityKind.UNIT, unit, (("lotNumber", "L1"),))


def test_a_declaration_of_error_says_nothing_of_its_goods() -> None:
    declared = {"declarationTime": "2026-03-02T00:00:00Z"}
    assert goods_of(**serials(ONE, lotNumber="L1"), errorDeclaration=declared) == []


@pytest.mark.parametrize("ilmd", [None, [], "L1", {}, {"": "x"}, {"lotNumber": None}, {"lotNumber": ""}])
def test_empty_or_odd_ilmd_says_nothing(ilmd: object) -> None:
    assert goods_of(action="ADD", ilmd=ilmd) == []
