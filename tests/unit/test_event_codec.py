"""A recorded event survives its way into the graph and back, field for field."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cypher.records.events import (
    DocumentRef,
    ErrorDeclaration,
    EventLine,
    EventRecord,
    PartyRef,
    TimeRange,
)
from cypher.records.vocabulary import Action, EventType, ItemKind, LineRole, PartyRole
from cypher.writers.event_codec import decode, encode
from cypher.writers.rows import decimal_text

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_NUMBER = st.integers(-(2**63), 2**63 - 1)
_QUANTITY = st.decimals(allow_nan=False, allow_infinity=False, places=None)
_MAYBE = st.none() | _TEXT
_PARTIES = st.lists(st.builds(PartyRef, st.none() | st.sampled_from(PartyRole), _TEXT), max_size=2).map(tuple)
_LINES = st.lists(
    st.builds(
        EventLine,
        st.integers(0, 9),
        st.sampled_from(LineRole),
        _TEXT,
        st.sampled_from(ItemKind),
        st.none() | _QUANTITY,
        _MAYBE,
        st.lists(_TEXT, max_size=2).map(tuple),
    ),
    max_size=3,
).map(tuple)
_EVENTS = st.builds(
    EventRecord,
    key=_TEXT,
    event_id=_MAYBE,
    content_hash=_TEXT,
    type=st.sampled_from(EventType),
    action=st.none() | st.sampled_from(Action),
    time=st.builds(TimeRange, _NUMBER, _NUMBER),
    time_text=_TEXT,
    biz_step=_MAYBE,
    disposition=_MAYBE,
    dispositions_set=st.lists(_TEXT, max_size=2).map(tuple),
    dispositions_unset=st.lists(_TEXT, max_size=2).map(tuple),
    read_point=_MAYBE,
    biz_location=_MAYBE,
    sources=_PARTIES,
    destinations=_PARTIES,
    documents=st.lists(st.builds(DocumentRef, _MAYBE, _TEXT), max_size=2).map(tuple),
    transformation_id=_MAYBE,
    lines=_LINES,
    error=st.none() | st.builds(ErrorDeclaration, _NUMBER, _MAYBE, st.lists(_TEXT, max_size=2).map(tuple)),
    loss=st.booleans(),
    body=_TEXT,
    source=_TEXT,
    position=_TEXT,
)


@given(_EVENTS)
def test_an_event_comes_back_as_it_went(event: EventRecord) -> None:
    assert decode(encode(event), event.body) == event


@given(_QUANTITY)
def test_decimal_text_is_exact_and_canonical(value: Decimal) -> None:
    text = decimal_text(value)
    assert text is not None
    assert Decimal(text) == value
    assert "e" not in text.lower()
    assert text == "0" or not text.startswith("-0") or "." in text
    assert "." not in text or not text.endswith("0")
