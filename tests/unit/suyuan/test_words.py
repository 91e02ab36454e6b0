"""Times, quantities and places in words."""

from datetime import UTC, timedelta, timezone
from decimal import Decimal

import pytest

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import HoldingKind, ItemKind
from graph_api.rules.naming import amount, goods, whereabouts
from suyuan.words import moment, offset, span, steps, stock
from tests.unit.suyuan.answers import DAY, edge, holding

CHINA = timezone(timedelta(hours=8))
NOON = 1_747_108_800_000_000  # 2025-05-13T12:00+08:00


def test_a_time_is_shown_in_the_zone_asked_for() -> None:
    assert moment(NOON, CHINA) == "2025-05-13 12:00"
    assert moment(NOON, UTC) == "2025-05-13 04:00"
    assert offset(NOON, CHINA) == "UTC+08:00"


@pytest.mark.parametrize(("micros", "words"), [(2**63 - 1, "now"), (-(2**63), "before all records")])
def test_a_time_beyond_the_calendar_has_words(micros: int, words: str) -> None:
    assert moment(micros, UTC) == words


def test_ranges_are_as_short_as_they_can_truly_be() -> None:
    midnight = NOON - 12 * 3_600_000_000
    assert span(TimeRange(NOON, NOON), CHINA) == "2025-05-13 12:00"
    assert span(TimeRange(midnight, midnight + DAY - 1), CHINA) == "2025-05-13"
    assert span(TimeRange(NOON, NOON + DAY), CHINA) == "2025-05-13 12:00 … 2025-05-14 12:00"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (None, "KGM", "?"),
        (Decimal("1200.50"), "KGM", "1200.5 kg"),
        (Decimal("1E+3"), None, "1000 pcs"),
        (Decimal(0), "XYZ", "0 XYZ"),
    ],
)
def test_quantities(value: Decimal | None, unit: str | None, words: str) -> None:
    assert amount(value, unit) == words


def test_goods_are_named_by_product_and_number() -> None:
    lot = holding("L1")
    assert goods(lot) == "01/06938701020010/10/L1"
    named = lot._replace(product=EntityRef(EntityKind.PRODUCT, "p", "学生饮用奶"))
    assert goods(named) == "学生饮用奶 L1"
    assert goods(named._replace(item_kind=ItemKind.CLASS)) == "学生饮用奶"


def test_places_say_what_the_position_is() -> None:
    shop = EntityRef(EntityKind.WAREHOUSE, "s", "校门口奶亭")
    assert whereabouts(holding("a")._replace(at=shop)) == "校门口奶亭"
    assert whereabouts(holding("a")._replace(at=shop, kind=HoldingKind.SOLD)) == "sold by 校门口奶亭"
    assert whereabouts(holding("a")._replace(at=shop, kind=HoldingKind.LOST)) == "lost at 校门口奶亭"
    transit = holding("a")._replace(kind=HoldingKind.TRANSIT, place=None)
    assert whereabouts(transit) == "on the way to a receiver not stated"
    assert whereabouts(transit._replace(bound_for=shop)) == "on the way to 校门口奶亭"
    assert whereabouts(holding("a")._replace(place=None)) == "place unknown"


def test_a_serial_has_no_stock() -> None:
    assert stock(holding("a")) == "12.5 kg in, 0 kg left"
    assert stock(holding("a")._replace(item_kind=ItemKind.UNIT)) == ""


def test_many_links_between_two_positions_are_counted_beyond_the_first() -> None:
    told = steps(tuple(edge("ab", number) for number in range(40)), UTC)
    assert told.count("POOLED") == 5
    assert told.endswith("and 35 more")
