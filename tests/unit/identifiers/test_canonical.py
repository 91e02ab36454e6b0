"""One spelling for each GS1 key: the shared vectors, round trips, and what is refused."""

import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.identifiers.canonical import canonical, parse_gs1
from cypher.identifiers.check_digits import gs1_check_digit
from tests.support.shared_data import shared

DIGITS = "0123456789"
SERIALS = st.text("ABCabc019-._%/&!()*+ ,:;=<>?\"'批次", min_size=1, max_size=20).filter(
    lambda text: text.strip() == text and text != "*"
)


def test_shared_vectors() -> None:
    vectors = json.loads(shared("gs1-identifiers/epc-to-digital-link.json").read_text("utf-8"))
    assert len(vectors) == 32
    assert [canonical(each["input"]) for each in vectors] == [each["expected"] for each in vectors]


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("urn:epc:id:giai:4012345.ABC345", "https://id.gs1.org/8004/4012345ABC345"),
        ("urn:epc:id:giai:4012345.A.B.C", "https://id.gs1.org/8004/4012345A.B.C"),
        ("urn:epc:id:gdti:987659999999..9", "https://id.gs1.org/253/98765999999929"),
        ("urn:epc:id:sgln:4012345.00005.0", "https://id.gs1.org/414/4012345000054"),
        ("https://a.example/414/4012345000054/254/0", "https://id.gs1.org/414/4012345000054"),
        ("urn:epc:id:sgcn:4012345.00005.77", "https://id.gs1.org/255/401234500005477"),
        ("urn:epc:tag:sgtin-96:3.4012345.011111.9876", "https://id.gs1.org/01/04012345111118/21/9876"),
        ("urn:epc:tag:sscc-96:0.4012345.3111111111", "https://id.gs1.org/00/340123451111111111"),
        ("urn:epc:tag:sgln-195:1.4012345.00005.0", "https://id.gs1.org/414/4012345000054"),
        ("URN:EPC:ID:SGTIN:4012345.011111.9876", "https://id.gs1.org/01/04012345111118/21/9876"),
        ("  urn:epc:id:pgln:4000001.00000  ", "https://id.gs1.org/417/4000001000005"),
        (
            "https://shop.example/p/gtin/4012345123456/lot/A%2fB",
            "https://id.gs1.org/01/04012345123456/10/A%2FB",
        ),
        ("HTTPS://shop.example/01/4012345123456/?17=260101#x", "https://id.gs1.org/01/04012345123456"),
    ],
)
def test_spellings(spelled: str, expected: str) -> None:
    assert canonical(spelled) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "urn:epc:id:sgtin:4012345.01111.9876",  # twelve digits, not thirteen
        "urn:epc:id:sgtin:40123.01111123.9876",  # company prefix too short
        "urn:epc:id:sgtin:4012345.011111.",
        "urn:epc:id:sgtin:4012345.011111.*",  # a pattern must say idpat
        "urn:epc:idpat:sgtin:4012345.011111.9876",
        "urn:epc:idpat:sgtin:4012345.*.*",
        "urn:epc:id:sgtin:4012345.011111.%FF",  # not UTF-8
        "urn:epc:tag:sgtin-96:8.4012345.011111.9876",  # no filter value
        "urn:epc:tag:sgtin-96:4012345.011111.9876",
        "urn:epc:id:unknown:4012345.011111",
        "https://example.com/01/123",
        "https://example.com/party/4226350800008/orders/5",
        "https://example.com/01/4012345123456/10/",
        "https://[broken/01/4012345123456",
        "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
    ],
)
def test_what_is_no_gs1_key_is_refused(text: str) -> None:
    assert canonical(text) is None


@given(st.integers(6, 12), st.text(DIGITS, min_size=13, max_size=13), SERIALS)
def test_urn_and_digital_link_meet(split: int, digits: str, serial: str) -> None:
    """Any split of the company prefix, any domain, any serial: one key, which spells itself."""
    prefix, reference = digits[1 : split + 1], digits[0] + digits[split + 1 :]
    urn = f"urn:epc:id:sgtin:{prefix}.{reference}.{quote(serial, safe='')}"
    gtin = digits + gs1_check_digit(digits)
    link = f"http://anything.example/a/b/01/{gtin}/21/{quote(serial, safe='')}?15=260101"
    key = canonical(urn)
    assert key is not None
    assert key == canonical(link) == canonical(key)
    parsed = parse_gs1(key)
    assert parsed is not None
    assert (parsed.value, parsed.qualifier, parsed.check_digit_valid) == (gtin, serial, True)


@given(st.text(max_size=60))
def test_any_text_is_taken_or_left(text: str) -> None:
    for candidate in (text, f"urn:epc:id:{text}", f"https://x.example/{text}"):
        key = canonical(candidate)
        assert key is None or canonical(key) == key
