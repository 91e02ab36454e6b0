"""What people type and scan finds the goods; malformed, wrong, unknown and several stay four answers."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from cypher.connection import Graph
from tests.support.cases import Case, loaded
from tests.support.command import SAMPLES

LOOKUP = """query ($code: String!) { lookup(code: $code) { __typename ... on Problem { code message }
  ... on LookupMatches { matches { reason entity { ... on Entity { key } } } } } }"""
TRACE = """query ($code: String!) { trace(seeds: [{code: $code}], direction: FORWARD) { __typename
  ... on AmbiguousCode { choices { entity { ... on Entity { key } } } } } }"""
LINK = "https://id.gs1.org/01/"
L05 = f"{LINK}06901234567892/10/L2024-05A"
PRODUCT = f"{LINK}06901234567892"
NINE = f"{LINK}07612345678900/10/abc-9x"
ABC = f"{LINK}09506000164908/10/ABC123"
FNC1 = "\x1d"


@pytest_asyncio.fixture(loop_scope="session")
async def case(graph: Graph) -> AsyncIterator[Case]:
    async with loaded(graph, "lookup_codes", SAMPLES / "milk.jsonld") as found:
        yield found


async def keys(case: Case, code: str) -> list[str]:
    answer = (await case.ask(LOOKUP, code=code))["lookup"]
    assert answer["__typename"] == "LookupMatches", (code, answer)
    assert all(match["reason"] for match in answer["matches"])
    return [match["entity"]["key"] for match in answer["matches"]]


async def problem(case: Case, code: str) -> tuple[str, str]:
    answer = (await case.ask(LOOKUP, code=code))["lookup"]
    return answer["__typename"], answer.get("code", "")


KNOWN: dict[str, list[str]] = {
    # only the lot is known, then the product
    "(01)06901234567892(10)L2024-05A(21)S77": [L05, PRODUCT],
    f"010690123456789210L2024-05A{FNC1}21S77": [L05, PRODUCT],
    f"{LINK}06901234567892/10/L2024-05A/21/S77": [L05, PRODUCT],
    f"{LINK}06901234567892/10/NEVER": [PRODUCT],
    # full width
    "（01）06901234567892（10）L2024-05A": [L05],
    "（０１）０６９０１２３４５６７８９２（１０）L2024-05A": [L05],
    # elements without a product, content of a unit, groups of digits
    "(10)L2024-05A": [L05],
    "(21)1GTFG32DLF": [f"{LINK}04150011164140/21/1GTFG32DLF"],
    "(02)06901234567892(37)20(10)L2024-05A": [L05],
    "(00) 1 0614141 234567890 8": ["https://id.gs1.org/00/106141412345678908"],
    # symbology identifiers
    "]C1010690123456789210L2024-05A": [L05],
    "]d2010690123456789210L2024-05A": [L05],
    "]Q3010690123456789210L2024-05A": [L05],
    "]E06901234567892": [PRODUCT],
    "]E496385074": [f"{LINK}00000096385074"],
    # another case
    f"{LINK}06901234567892/10/l2024-05a": [L05, PRODUCT],
    "(01)07612345678900(10)ABC-9X": [NINE, f"{LINK}07612345678900"],
    "ABC-9X": [NINE],
    # lot in the query
    f"{LINK}06901234567892?10=L2024-05A": [L05],
    "https://shop.example/01/06901234567892?10=L2024-05A&x=1": [L05],
    # separators
    "0106901234567892 10L2024-05A 21S77": [L05, PRODUCT],
    "010690123456789210L2024-05A|21S77": [L05, PRODUCT],
    "010690123456789210L2024-05A<GS>21S77": [L05, PRODUCT],
    "010690123456789210L2024-05A␝21S77": [L05, PRODUCT],
    "010690123456789210L2024-05A21S77": [L05, PRODUCT],
    "010950600016490817261231" + "10ABC123": [ABC],
    # UPC-E and zeros that a spreadsheet has eaten
    "07838604": [f"{LINK}00078000003864"],
    "75678164125": [f"{LINK}00075678164125"],
    "075678164125": [f"{LINK}00075678164125"],
    "614141000012": ["https://id.gs1.org/417/0614141000012", "https://id.gs1.org/414/0614141000012"],
    # labels
    "批号：L2024-05A": [L05],
    "批号L2024-05A": [L05],
    "生产批号 L2024-05A": [L05],
    "Lot No.: L2024-05A": [L05],
    # links without a beginning
    "id.gs1.org/01/06901234567892/10/L2024-05A": [L05],
    "shop.example/gtin/06901234567892/lot/L2024-05A": [L05],
    # plates
    "鲁A．12345": ["urn:suyuan:vehicle:鲁A12345"],
    "鲁A·12345": ["urn:suyuan:vehicle:鲁A12345"],
    "鲁 A 12345": ["urn:suyuan:vehicle:鲁A12345"],
    "车牌：鲁A12345": ["urn:suyuan:vehicle:鲁A12345"],
}


async def test_each_finds_what_is_meant(case: Case) -> None:
    found = {code: await keys(case, code) for code in KNOWN}
    assert {code: sorted(each) for code, each in found.items()} == {
        code: sorted(each) for code, each in KNOWN.items()
    }
    assert {code: each[0] for code, each in found.items() if len(each) > 1 and "614141" not in code} == {
        code: each[0] for code, each in KNOWN.items() if len(each) > 1 and "614141" not in code
    }


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("15250601", ("CodeNotFound", "CODE_NOT_FOUND")),
        ("422823259999", ("CodeNotFound", "CODE_NOT_FOUND")),
        ("CSQU305438-3", ("CodeNotFound", "CODE_NOT_FOUND")),
        ("LOTUS77", ("CodeNotFound", "CODE_NOT_FOUND")),
        ("6901234567891", ("BadCode", "BAD_CODE")),
        ("(01)06901234567891(10)X", ("BadCode", "BAD_CODE")),
        ("(01)1", ("BadCode", "BAD_CODE")),
        ("批号：", ("CodeNotFound", "CODE_NOT_FOUND")),
    ],
)
async def test_what_is_not_known_is_told_as_what_it_is(
    case: Case, code: str, answer: tuple[str, str]
) -> None:
    assert await problem(case, code) == answer


async def test_a_trace_never_takes_less_than_was_typed_in_silence(case: Case) -> None:
    answer: dict[str, Any] = (await case.ask(TRACE, code="(01)06901234567892(10)L2024-05A(21)S77"))["trace"]
    assert answer["__typename"] == "AmbiguousCode"
    assert [each["entity"]["key"] for each in answer["choices"]] == [L05]
    unknown: dict[str, Any] = (await case.ask(TRACE, code=f"{LINK}06901234567892/10/NEVER"))["trace"]
    assert unknown["__typename"] == "CodeNotFound"
