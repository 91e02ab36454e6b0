"""Who keeps and owns, keys, and what an incremental replay must include (ledger.md 1, 6)."""

from dataclasses import fields
from random import Random

from cypher.records.custody import Derived
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from cypher.records.vocabulary import SpanKind
from loaders.ledger.derive import derive
from loaders.ledger.scope import linked
from tests.support.events import appear, lot, pack, receive, ship, transform, unit, voided
from tests.unit.ledger.look import REGISTER, look

HISTORY = [
    appear(lot("L", 100), lot("M", 10), unit("U"), at=0, biz="A"),
    ship(lot("L", 40), lot("M", 10), at=1, frm="A", to="B", to_party="PB", to_owner="PO"),
    receive(lot("L", 40), lot("M", 10), at=2, biz="B", to_owner="PO"),
    pack("S", unit("U"), at=1, biz="A"),
    transform([lot("L", 10)], [lot("N", 9)], at=3, biz="B", transformation="R"),
    transform([lot("M", 10)], [], at=3, biz="B", transformation="R"),
    receive(lot("Z", 10), at=2, biz="B"),
]


def test_keepers_and_owners_are_spans() -> None:
    seen = look(*HISTORY)
    assert {"L@A PA", "L@B PB", "M@A PA over", "M@B PB over"} <= set(seen.spans(SpanKind.KEPT_BY))
    assert {"L→B PO over", "L@B PO"} <= set(seen.spans(SpanKind.OWNED_BY))


def test_a_new_keeper_ends_the_span_of_the_one_before() -> None:
    told = [appear(lot("L", 5), at=0, biz="A"), receive(unit("X"), at=1, biz="A", to_party="P")]
    told.append(ship(lot("L", 5), at=9, frm="A"))
    seen = look(*told, receive(lot("L", 5), at=10, biz="A", to_party="P"))
    assert "L@A PA over" in seen.spans(SpanKind.KEPT_BY)
    assert "L@A P" in seen.spans(SpanKind.KEPT_BY)


def test_the_same_events_in_any_order_and_number_give_the_same_keys() -> None:
    whole = derive(HISTORY, REGISTER)
    rng = Random(7)
    for _ in range(20):
        told = HISTORY + rng.choices(HISTORY, k=3)
        rng.shuffle(told)
        assert derive(told, REGISTER) == whole


def test_links_name_what_other_events_may_share() -> None:
    links = linked(HISTORY[4:6])
    assert links.items == {"L", "M", "N"}
    assert links.transformation_ids == {"R"}
    assert len(links.event_ids) == len(links.content_hashes) == 2


def test_links_of_items_follow_containment_alone() -> None:
    assert linked(HISTORY, frozenset({"L"})).items == {"L"}
    assert linked(HISTORY, frozenset({"U"})).items == {"U", "S"}


def test_a_closed_set_gives_exactly_its_part() -> None:
    whole = derive(HISTORY, REGISTER)
    for start in ({"L"}, {"U"}, {"M", "Z"}):
        items, events = _closed(frozenset(start), HISTORY)
        part = derive(events, REGISTER, items)
        keys = {h.key for h in whole.holdings if h.item in items}
        assert {h.key for h in part.holdings} == keys
        assert part.edges == {e for e in whole.edges if {e.source, e.target} & keys}
        assert part.lines == {n for n in whole.lines if n.holding in keys}
        for each in fields(Derived):
            assert getattr(part, each.name) <= getattr(whole, each.name), each.name


def test_a_void_reaches_what_it_voids() -> None:
    wrong = voided(HISTORY[1])
    items, _ = _closed(linked([wrong]).items, [*HISTORY, wrong])
    assert items == {"L", "M"}


def _closed(items: frozenset[str], stored: list[EventRecord]) -> tuple[frozenset[str], list[EventRecord]]:
    """The items and events that a replay of these items needs."""
    while True:
        about = [e for e in stored if any(line.item in items for line in e.lines)]
        links = linked(about, items)
        ids, hashes, runs = links.event_ids, links.content_hashes, links.transformation_ids
        events = [
            e for e in stored
            if e in about or e.event_id in ids or e.content_hash in hashes or e.transformation_id in runs
        ]  # fmt: skip
        if links.items == items:
            return items, events
        items = links.items


def test_a_register_may_be_empty() -> None:
    assert derive(HISTORY, Register()).holdings
    assert derive([], Register()) == Derived()
