"""Strict scalars: RFC 3339 times that carry an offset, decimals as strings."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

Instant = NewType("Instant", int)
"""Microseconds since 1970 UTC: what the DateTime scalar is in Python."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LAST = (datetime.max.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_FIRST = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICROSECOND
_RFC_3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:([Zz])|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_WITHOUT_OFFSET = re.compile(r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?", re.ASCII)


def _refuse(message: str, code: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": code})


def parse_instant(value: object) -> Instant:
    """An RFC 3339 date-time with offset as microseconds UTC; digits beyond the microsecond are cut off."""
    if not isinstance(value, str):
        raise _refuse("DateTime must be a string such as 2026-03-01T08:00:00+08:00.", "BAD_DATETIME")
    match = _RFC_3339.fullmatch(value)
    if match is None:
        if _WITHOUT_OFFSET.fullmatch(value):
            raise _refuse(
                "DateTime must state time and offset, as in 2026-03-01T08:00:00+08:00: "
                "a date alone or a time without offset is not accepted.",
                "BAD_DATETIME",
            )
        raise _refuse("DateTime is not RFC 3339, as in 2026-03-01T08:00:00+08:00.", "BAD_DATETIME")
    try:
        return Instant((_moment(match) - _EPOCH) // _MICROSECOND)
    except (ValueError, OverflowError):
        raise _refuse("DateTime names no moment of the calendar.", "BAD_DATETIME") from None


def _moment(match: re.Match[str]) -> datetime:
    """The matched text as an aware datetime; ValueError or OverflowError where it is none."""
    year, month, day, hour, minute, second, fraction, zulu, sign, offset_hour, offset_minute = match.groups()
    if not zulu and (int(offset_hour) > 23 or int(offset_minute) > 59):
        raise ValueError(match.group())
    offset = timedelta() if zulu else timedelta(hours=int(offset_hour), minutes=int(offset_minute))
    micro = int((fraction or "")[:6].ljust(6, "0"))
    zone = timezone(-offset if sign == "-" else offset)
    moment = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second), micro, zone)
    return moment.astimezone(UTC)


def format_instant(value: int) -> str:
    """UTC with `Z` and six digits; an instant beyond the calendar is given as its last or first moment."""
    moment = _EPOCH + timedelta(microseconds=min(max(value, _FIRST), _LAST))
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_decimal(value: object) -> Decimal:
    """A plain decimal number given as a string: no float ever, no exponent."""
    if not isinstance(value, str):
        raise _refuse(
            'Decimal must be a string such as "12.50", so that nothing is lost on the way.', "BAD_DECIMAL"
        )
    if _DECIMAL.fullmatch(value) is None:
        raise _refuse("Decimal must be digits with an optional sign and point.", "BAD_DECIMAL")
    return Decimal(value)


def format_decimal(value: Decimal) -> str:
    """Without exponent and without trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


DATE_TIME: ScalarDefinition = strawberry.scalar(
    name="DateTime",
    description="RFC 3339 date-time with offset (带时区的时间). A date alone or a time without offset is "
    "refused. Given back in UTC with `Z` and microseconds.",
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
    serialize=format_instant,
    parse_value=parse_instant,
)
DECIMAL: ScalarDefinition = strawberry.scalar(
    name="Decimal",
    description="Exact decimal number as a string (精确小数): no exponent, never a float.",
    serialize=format_decimal,
    parse_value=parse_decimal,
)
