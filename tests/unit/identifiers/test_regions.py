"""One key for a region, and what lies around it (GB/T 2260)."""

import pytest

from cypher.identifiers.regions import REGION, region_around, region_at, region_key, region_level

DISTRICT, CITY, PROVINCE = (f"{REGION}{code}" for code in ("150102", "150100", "150000"))


@pytest.mark.parametrize("written", ["1501", "150100", "CN-1501", "cn150100", f"{REGION}150100", " 150100 "])
def test_one_key_however_it_is_written(written: str) -> None:
    assert region_key(written) == CITY


@pytest.mark.parametrize("written", ["15010", "1501001", "北京", "", "CN"])
def test_other_words_stay_as_they_are(written: str) -> None:
    assert region_key(written) == f"{REGION}{written}"
    assert region_level(region_key(written)) is None
    assert region_at(region_key(written), "PROVINCE") is None


def test_what_lies_around() -> None:
    assert [region_level(key) for key in (DISTRICT, CITY, PROVINCE)] == ["COUNTY", "PREFECTURE", "PROVINCE"]
    assert [region_at(DISTRICT, level) for level in ("COUNTY", "PREFECTURE", "PROVINCE")] == [
        DISTRICT,
        CITY,
        PROVINCE,
    ]
    assert region_at(CITY, "COUNTY") is None, "a county is not guessed"
    assert [region_around(key) for key in (DISTRICT, CITY, PROVINCE)] == [CITY, PROVINCE, None]
