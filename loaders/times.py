"""Recorded times as ranges of microseconds UTC: instants, days, months and years, never a guessed zone."""

import re
from datetime import date, datetime, timedelta, tzinfo

from cypher.records.events import TimeRange

SECOND = 1_000_000
DAY = 86_400 * SECOND
_EPOCH = date(1970, 1, 1).toordinal()
_FIRST = (2 - _EPOCH) * DAY
_LAST = (date.max.toordinal() - _EPOCH) * DAY
"""Years 1 to 9999 less a day at both ends: every instant is a calendar date in every zone."""
_OFFSET = r"(?P<offset>[Zz]|[+-]\d{2}:?\d{2})?"
_INSTANT = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s?" + _OFFSET, re.ASCII
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?" + _OFFSET, re.ASCII)
_ZONE_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})", re.ASCII)


class BadTimeError(ValueError):
    """The text is no time of a known form."""


class NoOffsetError(ValueError):
    """The text is a time without offset and its source states no zone."""


def parse_time(text: str, zone: tzinfo | None, day_offset: str | None = None) -> TimeRange:
    """The range that an RFC 3339 or XML Schema time, date, month or year spans.

    `zone` is what the source states for times without offset; `day_offset` is an offset such as `+08:00`
    that holds for dates only. Raises BadTimeError or NoOffsetError.
    """
    match = _INSTANT.fullmatch(text)
    if match is not None:
        instant = _instant(match, zone)
        found = TimeRange(instant, instant)
    elif (match := _DATE.fullmatch(text)) is not None:
        found = _span(match, zone, day_offset)
    else:
        raise BadTimeError(text)
    if found.earliest < _FIRST or found.latest > _LAST:
        raise BadTimeError(text)
    return found


def offset_micros(text: str) -> int | None:
    """An offset such as `+08:00` or `Z` in microseconds, None for other texts."""
    if text in ("Z", "z"):
        return 0
    match = _ZONE_OFFSET.fullmatch(text)
    if match is None or int(match[2]) > 14 or int(match[3]) > 59:
        return None
    minutes = int(match[2]) * 60 + int(match[3])
    return (-minutes if match[1] == "-" else minutes) * 60 * SECOND


def _instant(match: re.Match[str], zone: tzinfo | None) -> int:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        raise BadTimeError(match[0])
    local = _midnight(year, month, day) + ((hour * 60 + minute) * 60 + second) * SECOND
    instant = local - _offset(match["offset"], local, zone)
    if second == 60 and instant % DAY:  # a leap second is the last of a day in UTC (ITU-R TF.460)
        raise BadTimeError(match[0])
    return instant + _fraction(match[7])


def _fraction(digits: str | None) -> int:
    """A fraction of a second rounded half up to microseconds."""
    if not digits:
        return 0
    return (int(digits[:7].ljust(7, "0")) + 5) // 10


def _span(match: re.Match[str], zone: tzinfo | None, day_offset: str | None) -> TimeRange:
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    start = _midnight(year, month, day)
    if match[3]:
        end = start + DAY
    elif match[2]:
        end = _midnight(year + month // 12, month % 12 + 1, 1)
    else:
        end = _midnight(year + 1, 1, 1)
    offset = match["offset"] or (day_offset if zone is None else None)
    return TimeRange(start - _offset(offset, start, zone), end - 1 - _offset(offset, end, zone))


def _midnight(year: int, month: int, day: int) -> int:
    try:
        return (date(year, month, day).toordinal() - _EPOCH) * DAY
    except ValueError as error:
        raise BadTimeError(str(error)) from None


def _offset(text: str | None, local: int, zone: tzinfo | None) -> int:
    """Microseconds that local time is ahead of UTC."""
    if text:
        offset = offset_micros(text)
        if offset is None:
            raise BadTimeError(text)
        return offset
    if zone is None:
        raise NoOffsetError
    naive = datetime(1970, 1, 1) + timedelta(microseconds=local)  # noqa: DTZ001 - local time, zone added below
    ahead = naive.replace(tzinfo=zone).utcoffset() or timedelta()
    return ahead // timedelta(microseconds=1)


def utc_milliseconds(micros: int) -> str:
    """An instant as the event hash writes it: UTC, three digits, half to even."""
    moment = datetime(1970, 1, 1) + timedelta(milliseconds=_half_even(micros))  # noqa: DTZ001 - is UTC
    return moment.isoformat(timespec="milliseconds") + "Z"


def _half_even(micros: int) -> int:
    """Milliseconds of microseconds, rounded half to even without floats."""
    whole, rest = divmod(micros, 1000)
    return whole + (rest > 500 or (rest == 500 and whole % 2 == 1))
