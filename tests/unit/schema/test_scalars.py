"""DateTime takes RFC 3339 with offset and nothing else; Decimal takes strings and nothing else."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from graph_api.schema.scalars import format_decimal, format_instant, parse_decimal, parse_instant


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z"),
        ("2026-03-01T08:00:00+08:00", "2026-03-01T00:00:00.000000Z"),
        ("2026-03-01t08:00:00.5z", "2026-03-01T08:00:00.500000Z"),
        ("2026-03-01T08:00:00.123456789-00:00", "2026-03-01T08:00:00.123456Z"),
        ("2024-02-29T23:59:59.999999-12:00", "2024-03-01T11:59:59.999999Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
    ],
)
def test_a_time_with_offset_comes_out_in_utc(text: str, utc: str) -> None:
    assert format_instant(parse_instant(text)) == utc


@pytest.mark.parametrize(
    "text", ["2026-03-01", "2026-03-01T08:00:00", "2026-03-01 08:00", "2026-03-01T08:00"]
)
def test_a_date_or_naive_time_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(GraphQLError, match="must state time and offset"):
        parse_instant(text)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "now",
        "2026-13-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T08:00:60Z",
        "2026-03-01T08:00:00+24:00",
        "2026-03-01T08:00:00+08:60",
        "2026-03-01T08:00:00+0800",
        "2026-03-01 08:00:00Z",
        "2026-03-01T08:00:00.Z",
        " 2026-03-01T08:00:00Z",
        "2026-03-01T08:00:00Z\n",
        "２０２６-03-01T08:00:00Z",
        "0001-01-01T00:00:00+01:00",
        0,
        1.5,
        True,
        None,
        ["2026-03-01T08:00:00Z"],
    ],
)
def test_anything_else_is_refused_with_a_code(value: object) -> None:
    with pytest.raises(GraphQLError) as refused:
        parse_instant(value)
    assert (refused.value.extensions or {})["code"] == "BAD_DATETIME"


@given(
    st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)),  # noqa: DTZ001
    st.integers(-23 * 60, 23 * 60),
)
def test_no_microsecond_is_lost(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    parsed = parse_instant(aware.isoformat())
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=parsed) == aware
    assert parse_instant(format_instant(parsed)) == parsed


def test_an_instant_beyond_the_calendar_is_its_edge() -> None:
    assert format_instant(2**63 - 1) == "9999-12-31T23:59:59.999999Z"
    assert format_instant(-(2**63)) == "0001-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(("text", "out"), [("12.50", "12.5"), ("-0.10", "-0.1"), ("100", "100"), ("0", "0")])
def test_a_decimal_is_text_both_ways(text: str, out: str) -> None:
    assert format_decimal(parse_decimal(text)) == out


@pytest.mark.parametrize(
    "value", [1, 1.5, True, None, "1e3", "NaN", "Infinity", "", ".5", "1.", "+1", "١", "9" * 41]
)
def test_floats_and_odd_spellings_are_refused(value: object) -> None:
    with pytest.raises(GraphQLError) as refused:
        parse_decimal(value)
    assert (refused.value.extensions or {})["code"] == "BAD_DECIMAL"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=9))
def test_no_digit_is_lost(value: Decimal) -> None:
    text = format_decimal(value)
    assert "e" not in text.lower()
    assert Decimal(text) == value
