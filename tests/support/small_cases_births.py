"""Small histories of rework, rings and second births (ledger.md 9), and of what is told again."""

from cypher.records.events import EventRecord
from tests.support.events import Goods, appear, day, lot, receive, ship, transform, vanish
from tests.support.small_histories import Small


def made(name: str, inputs: Goods, *outputs: Goods, at: object = 4, place: str = "B") -> EventRecord:
    return transform([inputs], outputs, at=at, biz=place, id=name)  # type: ignore[arg-type]


BORN = appear(lot("Z", 10), at=1, biz="A", id="born")
MADE = made("made", lot("Z", 10), lot("L", 10), at=2, place="A")
SENT = ship(lot("L", 10), at=3, frm="A", to="B", id="sent")
BIRTHS = (
    Small(
        "rework where the receipt is missing",
        (BORN, MADE, SENT, made("reworked", lot("L", 10), lot("L", 10), lot("X", 1))),
        "MISSING_RECEIPT",
        [("sent", "reworked"), ("made", "reworked")],
    ),
    Small(
        "a ring of two steps in a day",
        (
            BORN,
            MADE,
            SENT,
            made("first", lot("L", 10), lot("C", 10), at=day(4)),
            made("second", lot("C", 10), lot("L", 10), lot("X", 1), at=day(4)),
        ),
        "MISSING_RECEIPT",
        [("sent", "first"), ("first", "second")],
    ),
    Small(
        "rework of more than is there",
        (
            BORN,
            MADE,
            ship(lot("L", 4), at=3, frm="A", to="B", id="sent"),
            receive(lot("L", 4), at=3.5, biz="B", id="got"),
            made("reworked", lot("L", 10), lot("L", 9)),
        ),
        "MISSING_MOVEMENT",
        [("got", "reworked"), ("made", "reworked")],
    ),
    Small(
        "rework of what came from nowhere",
        (made("reworked", lot("L", 10), lot("L", 9)), made("used", lot("L", 9), lot("Y", 9), at=5)),
        "UNKNOWN_ORIGIN",
        [("reworked", "used")],
    ),
    Small(
        "rework away from home is one origin",
        (
            BORN,
            MADE,
            SENT,
            receive(lot("L", 10), at=3.5, biz="B", id="got"),
            made("reworked", lot("L", 10), lot("L", 9)),
            made("used", lot("L", 9), lot("Y", 9), at=5),
        ),
        "",
        [("born", "used")],
    ),
    Small(
        "commissioned after it was made",
        (BORN, MADE, appear(lot("L", 10), at=2.5, biz="A", id="told"), SENT),
        "",
        [("made", "told"), ("told", "sent")],
    ),
    Small(
        "a second birth after the first is spent",
        (
            BORN,
            MADE,
            made("spent", lot("L", 10), lot("B", 10), at=3, place="A"),
            appear(lot("L", 10), at=4, biz="A", id="again"),
            made("used", lot("L", 10), lot("C", 10), at=5, place="A"),
        ),
        "",
        [("made", "spent"), ("again", "used")],
    ),
)
TOLD_AGAIN = (
    Small(
        "a despatch told twice under its document",
        (
            appear(lot("L", 20), at=0, biz="A", id="born"),
            ship(lot("L", 10), at=1, frm="A", to="B", docs=("D",), id="sent"),
            ship(lot("L", 10), at=1.5, frm="A", to="B", docs=("D",), id="again"),
            ship(lot("L", 10), at=2, frm="A", to="C", docs=("E",), id="other"),
            receive(lot("L", 10), at=3, biz="B", docs=("D",), id="got"),
        ),
        "",
        [("sent", "got"), ("born", "other")],
    ),
    Small(
        "sold by the disposition alone, and returned",
        (
            appear(lot("L", 10), at=0, biz="A", id="born"),
            vanish(lot("L", 10), at=1, biz="A", disposition="retail_sold", id="sold"),
            receive(lot("L", 10), at=2, biz="B", disposition="returned", id="back"),
        ),
        "",
        [("born", "sold"), ("sold", "back")],
    ),
)
