"""Quantities as of the past: what came later is taken off, what went later is put back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, cast

import pytest

from cypher.records.events import TimeRange
from cypher.records.views import HoldingView, LineView
from cypher.records.vocabulary import Effect, HoldingKind, ItemKind, PlaceKind, StockStatus
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.services.answering import Details, as_it_was

IN, OUT = Effect.IN, Effect.OUT


def held(received: int | None, balance: int | None) -> HoldingView:
    came, left = (None if each is None else Decimal(each) for each in (received, balance))
    return HoldingView(
        "h", "i", ItemKind.LOT, HoldingKind.STOCK, None, PlaceKind.UNKNOWN, StockStatus.IN_STOCK,
        TimeRange(0, 0), None, came, left, "KGM",
    )  # fmt: skip


def line(effect: Effect, quantity: int | None, when: int, pool: str | None = None) -> LineView:
    known = None if quantity is None else Decimal(quantity)
    among = None if pool is None else 2
    return LineView("h", effect, known, "KGM" if quantity else None, None, pool, among, when, when)


@pytest.mark.parametrize(
    ("now", "lines", "then"),
    [
        (held(10, 3), [line(IN, 10, 1), line(OUT, 7, 9)], held(10, 10)),
        (held(15, 8), [line(IN, 10, 1), line(OUT, 7, 4), line(IN, 5, 9)], held(10, 3)),
        (held(10, None), [line(IN, 10, 1), line(OUT, None, 9)], held(None, None)),
        (held(10, 0), [line(IN, 10, 1), line(OUT, 15, 9, pool="p")], held(10, None)),
        (held(10, 0), [line(IN, 10, 1), line(OUT, 15, 4, pool="p")], held(10, None)),
    ],
    ids=[
        "drawn later",
        "received later",
        "drawn later, who knows",
        "pooled later",
        "pooled before, ended later",
    ],
)
async def test_quantities_as_they_were(now: HoldingView, lines: list[LineView], then: HoldingView) -> None:
    class Lines:
        async def lines(self, keys: Sequence[str], *_: object) -> list[LineView]:
            assert keys == ["h"]
            return lines

    found = await as_it_was(
        cast(Any, Lines()), Details({"h": now}, {}), View(as_of=5, known_at=99), Deadline(9)
    )
    assert found.holdings == {"h": then}
