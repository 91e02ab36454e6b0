"""Check characters against published examples and against their own law: one changed digit shows."""

from hypothesis import given
from hypothesis import strategies as st

from cypher.identifiers.check_digits import (
    gs1_check_digit,
    gs1_check_digit_holds,
    organisation_check_character,
    uscc_check_character,
    uscc_holds,
    vin_holds,
)


def test_published_examples() -> None:
    assert uscc_check_character("91350100M000100Y4") == "3"  # GB 32100-2015, annex
    assert uscc_holds("91350100M000100Y43")
    assert organisation_check_character("D2143569") == "X"  # GB 11714-1997, example
    assert gs1_check_digit("629104150021") == "3"  # GS1 General Specifications 7.9, 13 digits
    assert gs1_check_digit_holds("340123451111111111")
    assert vin_holds("1M8GDM9AXKP042788")  # 49 CFR 565, example: the check character is X
    assert not vin_holds("1M8GDM9A0KP042788")


@given(st.text("0123456789", min_size=7, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_a_changed_digit_shows(payload: str, place: int, step: int) -> None:
    key = payload + gs1_check_digit(payload)
    place %= len(key)
    changed = key[:place] + str((int(key[place]) + step) % 10) + key[place + 1 :]
    assert gs1_check_digit_holds(key)
    assert not gs1_check_digit_holds(changed)
