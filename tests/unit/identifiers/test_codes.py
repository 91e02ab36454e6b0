"""Whatever code names an entity is found again under one of the readings of that code."""

import pytest

from cypher.identifiers.codes import Code, code_scheme, codes_of
from cypher.identifiers.interpret import interpret
from cypher.records.parties import EntityKind

LOT_KEY = "https://id.gs1.org/01/04012345123456/10/Lot987"


@pytest.mark.parametrize(
    ("kind", "key", "attributes", "typed"),
    [
        (EntityKind.BATCH, LOT_KEY, {}, "urn:epc:class:lgtin:4012345.012345.Lot987"),
        (EntityKind.BATCH, LOT_KEY, {}, "https://maker.example/x/01/4012345123456/10/Lot987"),
        (EntityKind.BATCH, LOT_KEY, {}, "(01)04012345123456(10)Lot987"),
        (EntityKind.BATCH, LOT_KEY, {}, "]d2010401234512345610Lot987"),
        (EntityKind.BATCH, LOT_KEY, {}, "lot987"),
        (EntityKind.PRODUCT, "https://id.gs1.org/01/04012345123456", {}, "4012345123456"),
        (EntityKind.PRODUCT, "https://id.gs1.org/01/04012345123456", {}, "04012345123456"),
        (EntityKind.UNIT, "https://id.gs1.org/00/340123451111111111", {}, "340123451111111111"),
        (EntityKind.UNIT, "https://id.gs1.org/00/340123451111111111", {}, "00340123451111111111"),
        (EntityKind.UNIT, "https://id.gs1.org/00/340123451111111111", {}, "(00)340123451111111111"),
        (EntityKind.UNIT, "https://id.gs1.org/01/04012345123456/21/S7", {}, "s7"),
        (EntityKind.WAREHOUSE, "https://id.gs1.org/414/4000001000005", {}, "4000001000005"),
        (EntityKind.ENTERPRISE, "https://id.gs1.org/417/4000001000005", {}, "4000001000005"),
        (
            EntityKind.ENTERPRISE,
            "https://id.gs1.org/417/4000001000005",
            {},
            "urn:epc:id:sgln:4000001.00000.0",
        ),
        (EntityKind.ENTERPRISE, "urn:x", {"uscc": "91350100M000100Y43"}, "91350100m000100y43"),
        (EntityKind.VEHICLE, "urn:suyuan:vehicle:京A12345", {}, "京A·12345"),
        (EntityKind.VEHICLE, "urn:suyuan:vehicle:京AD12345", {}, "京AD12345"),
        (EntityKind.VEHICLE, "urn:suyuan:vehicle:1M8GDM9AXKP042788", {}, "1m8gdm9axkp042788"),
        (EntityKind.VEHICLE, "urn:x", {"vin": "1M8GDM9AXKP042788"}, "1M8GDM9AXKP042788"),
        (EntityKind.PERMIT, "urn:suyuan:permit:food:SC10115012300019", {}, "SC10115012300019"),
        (EntityKind.PERMIT, "urn:suyuan:permit:vet:兽药字〔2015〕123456789", {}, "兽药字(2015)123456789"),
        (EntityKind.UNIT, "urn:suyuan:unit:detonator:0160301A12345", {}, "0160301A12345"),
        (EntityKind.UNIT, "urn:suyuan:unit:drug:81234567890123456789", {}, "81234567890123456789"),
        (EntityKind.UNIT, "urn:suyuan:unit:ear-tag:110105123456789", {}, "110105123456789"),
        (EntityKind.UNIT, "猪-001", {}, "猪-001"),
        (EntityKind.PRODUCT, "urn:x", {"code:drug-id": "8123456"}, "8123456"),
    ],
)
def test_what_names_an_entity_finds_it(
    kind: EntityKind, key: str, attributes: dict[str, str], typed: str
) -> None:
    stored = codes_of(kind, key, attributes)
    scheme = "drug-id" if "code:drug-id" in attributes else None
    readings = {Code(each.scheme, each.value) for each in interpret(typed, scheme).readings}
    assert readings & set(stored)


@pytest.mark.parametrize(
    "attributes", [{"uscc": "9" * 513}, {"code:x": "\ufdfa" * 100}, {"code:" + "x" * 41: "7"}, {"uscc": " "}]
)
def test_what_nobody_can_ask_for_is_no_code(attributes: dict[str, str]) -> None:
    """Normal form can make a text 18 times as long; an engine refuses to index endless values."""
    assert codes_of(EntityKind.ENTERPRISE, "urn:", attributes) == (Code("KEY", "urn:"),)


def test_codes_are_sorted_and_stand_once() -> None:
    found = codes_of(EntityKind.BATCH, LOT_KEY, {"lotNumber": "lot 987"})
    assert found == (Code("KEY", LOT_KEY), Code("LOT", "LOT987"))


def test_declared_schemes_have_one_spelling() -> None:
    assert code_scheme("drug-id") == code_scheme("Drug ID") == code_scheme("DRUG_ID") == "DRUG_ID"
