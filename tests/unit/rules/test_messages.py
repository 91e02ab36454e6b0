"""A gap's sentence says of what and where, as far as the answer knows."""

from dataclasses import replace
from decimal import Decimal

import pytest

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.views import GapView, HoldingView
from cypher.records.vocabulary import SEVERITY, GapKind, HoldingKind
from graph_api.rules.messages import message
from tests.unit.suyuan.answers import holding

MILK = EntityRef(EntityKind.PRODUCT, "https://id.gs1.org/01/06938701020017", "学生饮用奶")
SCHOOL = EntityRef(EntityKind.WAREHOUSE, "https://id.gs1.org/414/6938702010018", "玉泉区第一小学")
HELD = holding("XN12")._replace(product=MILK, at=SCHOOL)


def gap(kind: GapKind, amount: Decimal | None = None) -> GapView:
    return GapView("g", kind, SEVERITY[kind], HELD.item, amount, "KGM", TimeRange(1, 1), "XN12", "e")


@pytest.mark.parametrize("kind", list(GapKind))
def test_goods_and_place_are_named(kind: GapKind) -> None:
    sentence = message(gap(kind, Decimal("2.50")), HELD)
    assert sentence.startswith("学生饮用奶 XN12, 玉泉区第一小学: ")
    assert sentence.endswith("(2.5 kg)")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"kind": HoldingKind.TRANSIT, "bound_for": SCHOOL},
            "学生饮用奶 XN12, on the way to 玉泉区第一小学: ",
        ),
        (
            {"at": None, "container": "c", "place": "https://id.gs1.org/00/1"},
            "学生饮用奶 XN12, inside 00/1: ",
        ),
        ({"at": None, "place": None}, "学生饮用奶 XN12, place unknown: "),
    ],
)
def test_the_place_is_what_the_position_is(change: dict[str, object], words: str) -> None:
    held: HoldingView = HELD._replace(**change)  # type: ignore[arg-type]
    assert message(gap(GapKind.DIVERTED), held).startswith(words)


def test_a_gap_of_an_event_names_the_goods_by_their_key() -> None:
    assert (
        message(gap(GapKind.BORN_TWICE)) == "01/06938701020010/10/XN12: one serial number was given out twice"
    )


def test_a_gap_of_no_goods_is_the_sentence_alone() -> None:
    told = message(replace(gap(GapKind.SAME_ID), item=None))
    assert told == "two records of different content bear one event id"


def test_a_gap_between_places_names_them() -> None:
    away = EntityRef(EntityKind.WAREHOUSE, "https://id.gs1.org/414/6938702010025")
    told = message(replace(gap(GapKind.TWO_ORIGINS), places=(SCHOOL, away, EntityRef(SCHOOL.kind, ""))))
    assert told.endswith("more than one place: 玉泉区第一小学, 414/6938702010025, place unknown")
