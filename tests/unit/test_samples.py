"""The sample chains: written by their generator, valid EPCIS 2.0, real code schemes with check characters."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from cypher.identifiers.canonical import parse_gs1
from cypher.identifiers.check_digits import organisation_check_character, uscc_holds
from samples import make_samples
from samples.chain import Chain
from samples.codes import Company, LinkedCompany
from tests.support.shared_data import shared

FOLDER = Path(make_samples.__file__).parent
NAMES = ["milk", "detonators", "vaccine"]
PLATE = re.compile(r"^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z]"
                   r"([A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂]|\d{5}[A-HJK])$")  # fmt: skip
SHELL = re.compile(r"^\d{2}\d(0[1-9]|1[0-2])([0-2]\d|3[01])[0-9A-Z]\d{5}$")


def document(name: str) -> dict[str, Any]:
    """A sample as it is committed."""
    loaded: dict[str, Any] = json.loads((FOLDER / f"{name}.jsonld").read_text(encoding="utf-8"))
    return loaded


def strings(value: object) -> Iterator[str]:
    """Every string in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


@pytest.fixture(params=NAMES)
def sample(request: pytest.FixtureRequest) -> dict[str, Any]:
    return document(request.param)


@pytest.mark.parametrize("chain", make_samples.chains(), ids=lambda chain: chain.name)
def test_committed_files_are_what_the_generator_writes(chain: Chain) -> None:
    committed = (FOLDER / f"{chain.name}.jsonld").read_text(encoding="utf-8")
    assert committed == make_samples.text(chain), "run `python -m samples.make_samples`"


def test_samples_have_at_least_a_hundred_events_each(sample: dict[str, Any]) -> None:
    assert len(sample["epcisBody"]["eventList"]) >= 100


def test_samples_are_valid_against_the_schema_of_gs1(sample: dict[str, Any]) -> None:
    schema = json.loads(shared("schemas/EPCISJsonSchema.jsonld").read_text(encoding="utf-8-sig"))
    validator = jsonschema_rs.Draft7Validator(schema, validate_formats=False)
    assert [error.message for error in validator.iter_errors(sample)] == []


def test_every_gs1_key_has_a_chinese_prefix_and_a_valid_check_digit(sample: dict[str, Any]) -> None:
    keys = {key for text in strings(sample) if (key := parse_gs1(text)) is not None}
    assert {key.scheme for key in keys} & {"LGTIN", "SGTIN", "GTIN"}
    for key in keys:
        assert key.check_digit_valid is not False, key.uri
        assert re.search(r"/0*69\d{6}", key.uri), key.uri


def test_master_data_names_every_place_and_party(sample: dict[str, Any]) -> None:
    elements = {
        element["id"]: {
            entry["id"].rpartition(":")[2].rpartition("#")[2]: entry["attribute"]
            for entry in element["attributes"]
        }
        for vocabulary in sample["epcisHeader"]["epcisMasterData"]["vocabularyList"]
        for element in vocabulary["vocabularyElementList"]
    }
    for event in sample["epcisBody"]["eventList"]:
        places = [event[part]["id"] for part in ("readPoint", "bizLocation") if part in event]
        ends = [end["source"] for end in event.get("sourceList", [])] + [
            end["destination"] for end in event.get("destinationList", [])
        ]
        for place in (*places, *ends):
            assert place.startswith("geo:") or elements[place]["name"], place
    for code in (attributes["uscc"] for attributes in elements.values() if "uscc" in attributes):
        assert uscc_holds(code), code
        assert organisation_check_character(code[8:16]) == code[16], code


def test_own_codes_have_their_scheme_s_form(sample: dict[str, Any]) -> None:
    codes = [text.split(":", 3)[2:] for text in strings(sample) if text.startswith("urn:suyuan:")]
    for kind, value in (pair for pair in codes if len(pair) == 2):
        if kind == "vehicle":
            assert PLATE.match(value), value
        elif value.startswith("detonator:"):
            assert SHELL.match(value.partition(":")[2]), value
        elif value.startswith("drug:"):
            assert re.match(r"^\d{20}$", value.partition(":")[2]), value


def test_both_spellings_of_a_company_name_the_same_things() -> None:
    urn, link = Company("69387010"), LinkedCompany("69387010")
    spellings: list[Callable[[Company], str]] = [
        lambda company: company.party(),
        lambda company: company.site("1001"),
        lambda company: company.site("1001", "BAY1"),
        lambda company: company.lot("2001", "L1"),
        lambda company: company.unit("2001", "S1"),
        lambda company: company.sscc(17),
        lambda company: company.asset("7001", "LX001"),
        lambda company: company.product("2001"),
    ]
    for spell in spellings:
        one, other = parse_gs1(spell(urn)), parse_gs1(spell(link))
        assert one is not None
        assert one == other


@pytest.mark.parametrize("name", NAMES)
def test_a_story_tells_how_many_events_its_sample_has(name: str) -> None:
    story = (FOLDER.parent / "docs" / "stories" / f"{name}.md").read_text(encoding="utf-8")
    assert f"`samples/{name}.jsonld`: {len(document(name)['epcisBody']['eventList'])} events" in story
