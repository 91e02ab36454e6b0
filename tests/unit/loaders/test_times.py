"""Recorded times as ranges; `datetime` is the reference for instants."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.records.events import TimeRange
from loaders.times import DAY, BadTimeError, NoOffsetError, parse_time, utc_milliseconds

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=OFFSETS)  # noqa: DTZ001


def micros(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


@given(MOMENTS)
def test_instants_agree_with_datetime(moment: datetime) -> None:
    found = parse_time(moment.isoformat(), None)
    expected = (moment - EPOCH) // timedelta(microseconds=1)
    assert found == TimeRange(expected, expected)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2026-03-01T08:30:00Z", "2026-03-01T08:30:00+00:00"),
        ("2026-03-01t08:30:00z", "2026-03-01T08:30:00+00:00"),
        ("2026-03-01 08:30:00+0800", "2026-03-01T00:30:00+00:00"),
        ("2026-03-01T08:30+08:00", "2026-03-01T00:30:00+00:00"),
        ("2026-03-01T08:30:00,5+08:00", "2026-03-01T00:30:00.500000+00:00"),
        ("2026-03-01T24:00:00+08:00", "2026-03-01T16:00:00+00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
        ("2026-03-01T08:30:00.1234564999Z", "2026-03-01T08:30:00.123456+00:00"),
        ("2026-03-01T08:30:00.1234565Z", "2026-03-01T08:30:00.123457+00:00"),
        ("2026-03-01T08:30:00.9999999Z", "2026-03-01T08:30:01+00:00"),
    ],
)
def test_spellings_of_an_instant(text: str, same: str) -> None:
    assert parse_time(text, None) == TimeRange(micros(same), micros(same))


@pytest.mark.parametrize(
    ("text", "start", "days"),
    [
        ("2026-03-01+08:00", "2026-02-28T16:00:00+00:00", 1),
        ("2026-02Z", "2026-02-01T00:00:00+00:00", 28),
        ("2024-02Z", "2024-02-01T00:00:00+00:00", 29),
        ("2026-12-05:00", "2026-12-01T05:00:00+00:00", 31),
        ("2024Z", "2024-01-01T00:00:00+00:00", 366),
    ],
)
def test_days_months_and_years_are_ranges(text: str, start: str, days: int) -> None:
    first = micros(start)
    assert parse_time(text, None) == TimeRange(first, first + days * DAY - 1)


def test_the_zone_of_the_source() -> None:
    shanghai = ZoneInfo("Asia/Shanghai")
    assert parse_time("2026-03-01T08:30:00", shanghai).earliest == micros("2026-03-01T00:30:00+00:00")
    assert parse_time("2026-03-01T08:30:00Z", shanghai).earliest == micros("2026-03-01T08:30:00+00:00")
    berlin = ZoneInfo("Europe/Berlin")
    assert parse_time("2026-03-29", berlin) == TimeRange(
        micros("2026-03-28T23:00:00+00:00"), micros("2026-03-29T22:00:00+00:00") - 1
    )


def test_an_offset_for_dates_says_nothing_of_instants() -> None:
    assert parse_time("2026-03-01", None, "+08:00").earliest == micros("2026-02-28T16:00:00+00:00")
    with pytest.raises(NoOffsetError):
        parse_time("2026-03-01T08:30:00", None, "+08:00")


@pytest.mark.parametrize("text", ["2026-03-01T08:30:00", "2026-03-01", "2026-03", "2026"])
def test_no_zone_is_guessed(text: str) -> None:
    with pytest.raises(NoOffsetError):
        parse_time(text, None)


@pytest.mark.parametrize(
    "text",
    [
        *("", "now", "22-07-2026", "2026-02-30", "2026-13", "2026-00-01", "0000-01-01Z", "20260301"),
        *("2026-03-01T25:00:00Z", "2026-03-01T24:00:01Z", "2026-03-01T08:60:00Z", "2026-03-01T08:30:61Z"),
        *(
            "2026-03-01T08:30:00+15:00",
            "2026-03-01T08:30:00+08:60",
            "2026-03-01T08:30:00+8",
            "２０２６-03-01Z",
        ),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-03-01T08:30:00 Asia/Shanghai"),
    ],
)
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(BadTimeError):
        parse_time(text, ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "hashed"),
    [
        ("2026-03-01T08:30:00.1234999Z", "2026-03-01T08:30:00.124Z"),
        ("2026-03-01T08:30:00.0005Z", "2026-03-01T08:30:00.000Z"),
        ("2026-03-01T08:30:00.0015Z", "2026-03-01T08:30:00.002Z"),
        ("1969-12-31T23:59:59.9994Z", "1969-12-31T23:59:59.999Z"),
        ("1969-12-31T23:59:59.9996Z", "1970-01-01T00:00:00.000Z"),
    ],
)
def test_milliseconds_half_to_even(text: str, hashed: str) -> None:
    assert utc_milliseconds(parse_time(text, None).earliest) == hashed


@given(MOMENTS)
def test_hashed_times_never_break(moment: datetime) -> None:
    hashed = utc_milliseconds(parse_time(moment.isoformat(), None).earliest)
    back = parse_time(hashed, None).earliest
    assert abs(back - parse_time(moment.isoformat(), None).earliest) <= 500
