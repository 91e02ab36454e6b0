"""Cursors, deadlines, exact sums and sentences."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.records.events import TimeRange
from cypher.records.pages import KeyRange
from cypher.records.views import GapView
from cypher.records.vocabulary import SEVERITY, GapKind
from cypher.records.walks import View
from graph_api.rules import paging, trace_cursor
from graph_api.rules.budget import Deadline
from graph_api.rules.exact import minus, plus
from graph_api.rules.messages import message
from graph_api.rules.trace_cursor import TraceCursor
from graph_api.services.errors import BadArgument
from graph_api.services.ids import LABELS, decode_id, encode_id

WIDE = Context(prec=200)


TIMES = st.integers(-(2**63), 2**63 - 1)


REASONS = st.lists(st.sampled_from([each.value for each in GapKind]), unique=True).map(tuple)


@given(st.text(alphabet="0123456789abcdef", min_size=1), TIMES, TIMES, st.integers(1), REASONS)
def test_a_trace_cursor_comes_back_as_it_was(
    question: str, as_of: int, known_at: int, given_nodes: int, told: tuple[str, ...]
) -> None:
    cursor = TraceCursor(question, View(as_of, known_at), given_nodes, told)
    assert trace_cursor.decode(cursor.encode()) == cursor


@given(st.text())
def test_what_is_no_trace_cursor_is_none(text: str) -> None:
    assert trace_cursor.decode(text) is None


@pytest.mark.parametrize(
    "parts",
    [
        "t3:q:1:2:0:",
        "t3:q:1:2:-4:",
        "t2:q:1:2:3:",
        "t3:q:x:2:3:",
        "t3:q:1:2:3",
        "t3:q:1:2:3:<b>",
        "t3:q:1:2:3:OVERDRAWN,",
        f"t3:q:{2**63}:2:3:",
        f"t3:q:1:{-(2**63) - 1}:3:",
        "t3:q:٣:2:3:",
    ],
)
def test_a_made_up_trace_cursor_is_none(parts: str) -> None:
    assert trace_cursor.decode(urlsafe_b64encode(parts.encode()).decode().rstrip("=")) is None


@given(st.text())
def test_a_page_cursor_comes_back_as_it_was(key: str) -> None:
    assert paging.decode_cursor(paging.encode_cursor(key), "after") == key


@given(st.text())
def test_what_is_no_page_cursor_is_refused(text: str) -> None:
    with pytest.raises(paging.BadPage, match="cursor"):
        paging.decode_cursor(text, "after")


def test_the_range_of_a_page_asks_for_one_row_more() -> None:
    after, before = paging.encode_cursor("a"), paging.encode_cursor("b")
    assert paging.key_range((None, None), (None, None), 5, 10) == KeyRange(6)
    assert paging.key_range((3, after), (None, None), 5, 10) == KeyRange(4, "a")
    assert paging.key_range((None, None), (3, before), 5, 10) == KeyRange(4, "", "b", reverse=True)
    with pytest.raises(paging.BadPage, match="wrong way round"):
        paging.key_range((3, before), (None, after), 5, 10)
    with pytest.raises(paging.BadPage, match="together"):
        paging.key_range((3, None), (3, None), 5, 10)


@given(st.sampled_from(sorted(LABELS)), st.text(alphabet=st.characters(codec="utf-8"), min_size=1))
def test_a_global_id_comes_back_as_it_was(label: str, key: str) -> None:
    assert decode_id(encode_id(label, key)) == (label, key)


@given(st.text())
def test_what_is_no_global_id_is_refused(text: str) -> None:
    with pytest.raises(BadArgument, match="not an id"):
        decode_id(text)


def test_a_deadline_never_has_less_than_nothing_left() -> None:
    time = [0.0]
    deadline = Deadline(10, lambda: time[0])
    half = deadline.share(0.5)
    assert (deadline.remaining, half.remaining, half.passed) == (10, 5, False)
    time[0] = 6
    assert (deadline.remaining, half.remaining, half.passed) == (4, 0, True)
    assert not deadline.passed


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40, places=20)
    )
)
def test_sums_are_exact(values: list[Decimal]) -> None:
    total = Decimal(0)
    for value in values:
        total = plus(total, value)
    assert int(total.scaleb(20, WIDE)) == sum(int(value.scaleb(20, WIDE)) for value in values)
    for value in values:
        total = minus(total, value)
    assert total == 0


def test_every_gap_has_a_sentence_of_its_own() -> None:
    gap = GapView(
        "k",
        GapKind.NO_LOT,
        SEVERITY[GapKind.NO_LOT],
        None,
        Decimal("2.5"),
        "KGM",
        TimeRange(1, 1),
        None,
        None,
    )
    sentences = {message(replace(gap, kind=kind)) for kind in GapKind}
    assert len(sentences) == len(GapKind)
    assert all(sentence.endswith("(2.5 kg)") for sentence in sentences)
