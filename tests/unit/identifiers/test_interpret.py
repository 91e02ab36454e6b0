"""Readings of typed codes: best first, several where several fit, and three different refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.identifiers.characters import LONGEST
from cypher.identifiers.codes import codes_of
from cypher.identifiers.interpret import CHECK_DIGIT, INVALID_FORMAT, interpret
from cypher.records.parties import EntityKind


def schemes(code: str) -> list[str]:
    return [reading.scheme for reading in interpret(code).readings]


def test_a_valid_check_digit_comes_first() -> None:
    first, second = interpret("6901234567892").readings[:2]
    assert (first.scheme, first.value, first.check_digit_valid) == ("GTIN", "06901234567892", True)
    assert (second.scheme, second.check_digit_valid) == ("GLN", True)


def test_twenty_digits_are_a_drug_code_and_an_sscc() -> None:
    fits = interpret("00340123451111111111").readings
    assert [each.value for each in fits[:2]] == [
        "https://id.gs1.org/00/340123451111111111",
        "00340123451111111111",
    ]
    assert fits[1].scheme == "DRUG"
    wrong = interpret("00340123451111111112").readings
    assert wrong[0].scheme == "DRUG"
    assert wrong[1].check_digit_valid is False


@pytest.mark.parametrize(
    ("code", "scheme"),
    [
        ("京A·12345", "PLATE"),
        ("粤B12345D", "PLATE"),
        ("沪A1234挂", "PLATE"),
        ("SC10115012300019", "PERMIT"),
        ("国药准字H20190001", "PERMIT"),
        ("国械注准20193010001", "PERMIT"),
        ("PD20190001", "PERMIT"),
        ("兽药生字〔2015〕123456789", "PERMIT"),
        ("(湘)PF〔2024〕12号", "PERMIT"),
        ("0160301A12345", "DETONATOR"),
        ("110105123456789", "EAR_TAG"),
        ("123456789012345678901234", "VET_DRUG"),
        ("12345678901234567890123456789012", "PESTICIDE"),
        ("86901234567891", "DRUG_STANDARD"),
        ("7732-18-5", "CAS"),
        ("UN1203", "UN"),
    ],
)
def test_forms_of_the_sectors(code: str, scheme: str) -> None:
    assert scheme in schemes(code)


def test_a_detonator_code_needs_a_calendar_day() -> None:
    assert "DETONATOR" not in schemes("0161301A12345")
    assert "DETONATOR" not in schemes("0160332A12345")


@pytest.mark.parametrize("code", ["", "   ", "a\x01b", "a\nb", "x" * (LONGEST + 1)])
def test_malformed(code: str) -> None:
    found = interpret(code)
    assert found.readings == ()
    assert found.problem is not None
    assert found.problem.code == INVALID_FORMAT


@pytest.mark.parametrize(
    "code", ["6901234567891", "91350100M000100Y44", "https://id.gs1.org/01/04012345123457"]
)
def test_a_wrong_check_digit_is_searched_all_the_same(code: str) -> None:
    found = interpret(code)
    assert found.problem is None
    assert found.readings[0].check_digit_valid is False
    assert found.if_unknown is not None
    assert found.if_unknown.code == CHECK_DIGIT


@pytest.mark.parametrize("code", ["(01)1", "urn:epc:id:sgtin:1", "https://id.gs1.org/01/1"])
def test_what_is_written_like_a_gs1_key_and_is_none(code: str) -> None:
    found = interpret(code)
    assert found.if_unknown is not None
    assert found.if_unknown.code == INVALID_FORMAT


@pytest.mark.parametrize(
    "code",
    ["6901234567892", "批次 一", "hello", "0160301A12345", "00340123451111111112", "LSVAU2180C2184847"],
)
def test_nothing_is_wrong_with_these(code: str) -> None:
    assert interpret(code).if_unknown is None


def test_a_demanded_scheme() -> None:
    assert [each.scheme for each in interpret("6901234567892", "gln").readings] == ["GLN"]
    refused = interpret("hello", "GTIN").problem
    assert refused is not None
    assert refused.code == INVALID_FORMAT
    declared = interpret("ab-1", "internal code").readings
    assert [(each.scheme, each.value) for each in declared] == [("INTERNAL_CODE", "AB-1")]
    assert interpret("x", "no|name").problem is not None
    assert interpret("hello", " ").problem is None


@given(st.text(max_size=80))
def test_any_text_has_readings_or_a_reason(code: str) -> None:
    found = interpret(code)
    assert bool(found.readings) != (found.problem is not None)
    assert len({(each.scheme, each.value) for each in found.readings}) == len(found.readings)


@given(st.from_regex(r"\A(\(\d{2,4}\)[^()]{0,12}){1,4}\Z"))
def test_bracketed_text_never_breaks(code: str) -> None:
    interpret(code)


def test_the_number_of_a_permit_is_known_alone() -> None:
    codes = codes_of(EntityKind.PERMIT, "urn:suyuan:permit:purchase:422823250617", {})
    readings = interpret("422823250617").readings
    assert {(code.scheme, code.value) for code in codes} & {(each.scheme, each.value) for each in readings}
    assert interpret("422823250617").if_unknown is None, "twelve digits may be any number"
