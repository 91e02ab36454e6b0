"""Small histories of one movement in several steps, and of what is another movement (ledger.md 9)."""

from cypher.records.events import EventRecord
from tests.support.events import appear, day, lot, observe, receive, ship, unit, vanish
from tests.support.small_cases import born, used
from tests.support.small_histories import Small


def left(step: str, name: str, quantity: float | None = 10, at: object = 1, **said: object) -> EventRecord:
    there = {"to": "B"} | said
    return ship(lot("L", quantity), at=at, frm="A", step=step, id=name, **there)  # type: ignore[arg-type]


def came(step: str, name: str, quantity: float | None = 10, at: object = 2, **said: object) -> EventRecord:
    return receive(lot("L", quantity), at=at, biz="B", step=step, id=name, **said)  # type: ignore[arg-type]


SENT = left("shipping", "sent")
STEPS = (
    Small(
        "three steps of an arrival",
        (
            born(),
            SENT,
            came("arriving", "one"),
            came("receiving", "two", at=2.1),
            came("accepting", "three", at=4),
            used(place="B"),
        ),
        "",
        [("sent", "two"), ("sent", "three"), ("one", "used")],
    ),
    Small(
        "two steps of a departure",
        (born(), SENT, left("departing", "gone", at=1.1), came("receiving", "got"), used(place="B")),
        "",
        [("sent", "gone"), ("gone", "got"), ("born", "used")],
    ),
    Small(
        "one or two",
        (born(30), SENT, left("departing", "gone", at=1.1), came("receiving", "got")),
        "MAYBE_TWO",
        [("sent", "gone"), ("gone", "got")],
    ),
    Small(
        "two, since two were received",
        (
            born(30),
            SENT,
            left("departing", "gone", at=1.1),
            came("receiving", "got"),
            came("receiving", "more", at=3),
        ),
        "",
        [("born", "more")],
    ),
    Small(
        "the same step is another movement",
        (born(30), SENT, left("shipping", "more", at=1.1), came("receiving", "got", 20)),
        "",
        [("more", "got"), ("sent", "got")],
        [("sent", "more")],
    ),
    Small(
        "another destination",
        (born(30), SENT, left("departing", "more", at=1.1, to="C"), came("receiving", "got")),
        "",
        [("sent", "got")],
        [("sent", "more"), ("more", "got")],
    ),
    Small(
        "another document of the type",
        (born(30), left("shipping", "sent", docs=("D",)), left("departing", "more", at=1.1, docs=("E",))),
        "",
        [("born", "more")],
        [("sent", "more")],
    ),
    Small(
        "another source",
        (
            born(),
            appear(lot("L", 10), at=0, biz="C", id="other"),
            SENT,
            ship(lot("L", 10), at=1, frm="C", to="B", id="coming"),
            came("arriving", "one", frm="A"),
            came("receiving", "two", at=3, frm="C"),
        ),
        "TWO_ORIGINS",
        [("coming", "two"), ("sent", "one")],
    ),
    Small(
        "parts of one arrival",
        (
            born(),
            SENT,
            came("arriving", "one"),
            came("receiving", "two", 6, at=3),
            came("receiving", "three", 4, at=4),
        ),
        "",
        [("sent", "three")],
    ),
    Small(
        "the whole of two arrivals",
        (
            born(),
            SENT,
            came("arriving", "one", 6),
            came("arriving", "two", 4, at=2.1),
            came("receiving", "three", at=3),
        ),
        "",
        [("one", "three"), ("two", "three")],
    ),
    Small(
        "an earlier step later is another movement",
        (
            born(20),
            SENT,
            came("receiving", "got"),
            left("shipping", "again", at=3),
            came("arriving", "more", at=4),
        ),
        "",
        [("again", "more")],
    ),
    Small(
        "goods gone on are another movement",
        (
            born(20),
            SENT,
            came("receiving", "got"),
            left("departing", "again", at=3),
        ),
        "",
        [("born", "again")],
        [("sent", "again")],
    ),
    Small(
        "in any order of a day",
        (
            born(),
            left("departing", "sent", at=day(1)),
            left("shipping", "gone", at=day(1)),
            came("accepting", "one", at=day(1)),
            came("arriving", "two", at=day(1)),
        ),
        "",
        [("born", "one"), ("born", "two")],
    ),
    Small(
        "made ready under a document",
        (
            born(),
            observe(lot("L", 10), at=0.5, biz="A", step="packing", docs=("D",), id="packed"),
            left("departing", "sent"),
            receive(lot("L", 10), at=2, biz="C", docs=("D",), id="got"),
        ),
        "",
        [("sent", "got"), ("packed", "got")],
    ),
    Small(
        "made ready for another site",
        (
            born(),
            observe(lot("L", 10), at=0.5, biz="A", frm="A", to="B", step="loading", id="loaded"),
            SENT,
            came("receiving", "got"),
        ),
        "",
        [("loaded", "sent"), ("sent", "got")],
    ),
    Small(
        "put away with both ends named",
        (
            born(30),
            SENT,
            came("receiving", "got"),
            observe(lot("L", 10), at=3, biz="B", frm="A", to="B", step="storing", id="stored"),
            used(20, at=5, place="A"),
        ),
        "",
        [("got", "stored")],
    ),
    Small(
        "a unit in three steps",
        (
            appear(unit("U"), at=0, biz="A", id="born"),
            ship(unit("U"), at=1, frm="A", to="B", id="sent"),
            ship(unit("U"), at=1.1, frm="A", step="departing", id="gone"),
            receive(unit("U"), at=2, biz="B", step="arriving", id="one"),
            receive(unit("U"), at=3, biz="B", id="two"),
        ),
        "",
        [("sent", "gone"), ("gone", "one"), ("one", "two")],
    ),
    Small(
        "other goods with it are another movement",
        (
            born(90),
            appear(lot("M", 5), lot("N", 5), at=0, biz="A", id="others"),
            ship(lot("L", 10), lot("M", 5), at=1, frm="A", to="B", id="sent"),
            ship(lot("L", 10), lot("N", 5), at=1.1, frm="A", to="B", step="departing", id="more"),
        ),
        "",
        [("born", "more")],
        [("sent", "more")],
    ),
    Small(
        "a little of much is another movement",
        (born(90), left("shipping", "sent", 40), left("departing", "more", 2, at=1.1)),
        "",
        [("born", "more")],
        [("sent", "more")],
    ),
    Small(
        "parts of a departure, though stock is left",
        (
            born(90),
            left("shipping", "sent", 40),
            left("departing", "one", 20, at=1.1),
            left("departing", "two", 10, at=1.2),
            left("departing", "three", 10, at=1.3),
        ),
        "MAYBE_TWO*3",
        [("sent", "one"), ("sent", "two")],
    ),
    Small(
        "sold by DELETE, and returned",
        (
            appear(unit("U"), at=0, biz="A", id="born"),
            vanish(unit("U"), at=1, biz="A", step="retail_selling", id="sold"),
            receive(unit("U"), at=2, biz="A", disposition="returned", id="back"),
        ),
        "",
        [("sold", "back")],
    ),
    Small(
        "the same step under the same document once more",
        (
            born(20),
            left("shipping", "sent", docs=("D",)),
            came("receiving", "got", docs=("D",)),
            came("receiving", "again", at=3, docs=("D",)),
        ),
        "",
        [("got", "again")],
    ),
    Small(
        "steps without quantities",
        (
            born(),
            left("shipping", "sent", None),
            came("arriving", "one", None),
            came("receiving", "two", None, at=3),
        ),
        "",
        [("sent", "one"), ("sent", "two")],
    ),
)
