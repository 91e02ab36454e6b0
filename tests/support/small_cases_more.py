"""More small histories: certainty, order within a day or a month, and one lot in very many places."""

from cypher.records.events import EventRecord
from cypher.records.vocabulary import Certainty
from tests.support import events as say
from tests.support.events import appear, day, lot, observe, pack, receive, ship, transform, unit, vanish
from tests.support.small_cases import CASCADE, MATCHING, POSITIONS, UNITS, born, got, sent, used
from tests.support.small_cases_births import BIRTHS, TOLD_AGAIN
from tests.support.small_cases_containers import CONTAINERS
from tests.support.small_cases_missing import EXPLAINED
from tests.support.small_cases_sold import SOLD_TWICE
from tests.support.small_cases_steps import STEPS
from tests.support.small_histories import Small

SURENESS = (
    Small("one receipt", (born(), sent(5)), sure=("sent", Certainty.RECORDED)),
    Small(
        "document and quantity agree",
        (born(), sent(5, doc="D"), got(5, doc="D")),
        sure=("got", Certainty.CONFIRMED),
    ),
    Small(
        "a unit",
        (appear(unit("U"), at=0, biz="A"), ship(unit("U"), at=1, frm="A", to="B", id="sent")),
        sure=("sent", Certainty.CONFIRMED),
    ),
    Small(
        "from the stated source",
        (
            born(20),
            ship(lot("L", 10), at=1, frm="A", to="C", id="away"),
            receive(lot("L", 10), at=2, biz="C"),
            sent(5, at=3, name="one"),
            ship(lot("L", 5), at=3, frm="C", to="B", id="two"),
            receive(lot("L", 5), at=4, biz="B", frm="C", id="got"),
        ),
        "",
        [("two", "got")],
        [("one", "got")],
    ),
)


ORDER = (
    Small(
        "suppliers before users",
        (
            receive(lot("L", 10), at=day(3), biz="B", id="got"),
            ship(lot("L", 10), at=day(3), frm="B", to="C", id="sent"),
        ),
        "UNKNOWN_ORIGIN",
        [("got", "sent")],
    ),
    Small(
        "handed over before it is used",
        (
            transform([lot("L", 5)], [lot("M", 5)], at=day(3), biz="B", id="used"),
            observe(lot("L", 5), at=day(3), step="collecting", frm="A", to="B", biz="B", id="hand"),
        ),
        "UNKNOWN_ORIGIN",
        [("hand", "used")],
    ),
    Small(
        "there and back on one day",
        (
            ship(unit("U"), at=day(3), frm="A", to="B", docs=("D1",), id="there"),
            receive(unit("U"), at=day(3), biz="B", docs=("D1",), id="came"),
            ship(unit("U"), at=day(3), frm="B", to="A", docs=("D2",), id="back"),
            receive(unit("U"), at=day(3), biz="A", docs=("D2",), id="home"),
        ),
        "UNKNOWN_ORIGIN",
        [("there", "came"), ("back", "home")],
    ),
    Small(
        "vanish last",
        (ship(unit("U"), at=day(3), frm="A", id="sent"), vanish(unit("U"), at=day(3), biz="A", id="used")),
        "MISSING_RECEIPT UNKNOWN_ORIGIN",
        [("sent", "used")],
    ),
    Small(
        "sold, brought back and sent at one instant",
        (
            appear(unit("U"), at=0, biz="A"),
            say.sell(unit("U"), at=1, biz="A", id="sold"),
            receive(unit("U"), at=1, biz="A", disposition="returned", id="back"),
            ship(unit("U"), at=1, frm="A", to="B", docs=("D",), id="sent"),
            receive(unit("U"), at=2, biz="B", docs=("D",), id="got"),
        ),
        "",
        [("sold", "back"), ("back", "sent"), ("sold", "got")],
    ),
    Small(
        "suppliers that need not be due",
        (
            ship(unit("U"), at=say.between(0, 30), frm="A", to="B", id="first"),
            receive(unit("U"), at=say.between(0, 30), biz="B", id="second"),
            ship(unit("U"), at=8, frm="B", id="third"),
        ),
        "UNKNOWN_ORIGIN",
        [("first", "second"), ("second", "third")],
    ),
    Small(
        "packed and destroyed on one day",
        (
            born(),
            pack("S", at=1, biz="A"),
            pack("S", lot("L", 10), unit("S2"), at=day(3), biz="A"),
            vanish(unit("S"), at=day(3), biz="A", step="destroying", id="end"),
            observe(unit("S2"), at=1, biz="B"),
        ),
        "MISSING_MOVEMENT UNKNOWN_ORIGIN",
        [("born", "end")],
    ),
)


LATE_FIXES = (
    Small(
        "packed from what may be left, beside what is inside",
        (
            born(None),
            pack("S", lot("L"), at=0.5, biz="A"),
            sent(None, at=0.6, doc="D"),
            got(None, at=0.7, doc="D"),
            ship(unit("S"), at=1, frm="A", to="B"),
            receive(unit("S"), at=2, biz="B"),
            used(None, at=3, place="B", name="some"),
            pack("S", lot("L", 1), at=4, biz="B"),
            vanish(unit("S"), at=5, biz="B", step="destroying", id="end"),
        ),
        "",
        [("got", "end")],
    ),
    Small(
        "emptied before it may have been packed",
        (
            appear(unit("S"), at=0, biz="A"),
            born(10),
            pack("S", lot("L", 10), at=say.between(1, 9), biz="A"),
            say.unpack("S", at=5, biz="A"),
            vanish(unit("S"), at=say.between(2, 9), biz="A", step="destroying", id="end"),
        ),
        "",
        [("born", "end")],
    ),
    Small(
        "what no quantity was ever recorded of is not overdrawn",
        (born(None), used(None, at=1, name="some"), observe(lot("L"), at=2, biz="A"), used(None)),
        "",
        [("born", "some"), ("born", "used")],
    ),
    Small(
        "nor is what was left by a draw without a quantity",
        (born(10), used(None, at=1, name="some"), used(10)),
        "",
        [("born", "used")],
    ),
    Small(
        "more than ever came is",
        (born(10), used(None, at=1, name="some"), used(11)),
        "OVERDRAWN",
        [("born", "used")],
    ),
    Small(
        "what a draw without a quantity may have left",
        (
            born(None),
            vanish(lot("L"), at=1, biz="A", step="sampling", id="first"),
            appear(lot("L"), at=2, biz="A", id="again"),
            sent(None, at=3),
        ),
        "",
        [("born", "sent"), ("again", "sent")],
    ),
    Small(
        "a despatch of the same instant",
        (born(20), sent(15), sent(2, at=2, name="late"), got(2)),
        "",
        [("sent", "got"), ("late", "got")],
    ),
    Small(
        "received where it is only later commissioned",
        (
            receive(unit("U"), at=0, biz="A", id="got"),
            appear(unit("U"), at=1, biz="A"),
            ship(unit("U"), at=2, frm="A", to="B", id="sent"),
        ),
        "TIME_CONTRADICTION",
        [("got", "sent")],
    ),
)

ANOTHER_ORDER = (
    Small(
        "sold only when it was back",
        (
            born(),
            ship(lot("L", 10), at=day(3), frm="A", to="B", docs=("D1",), id="there"),
            receive(lot("L", 10), at=day(3), biz="B", docs=("D1",), id="came"),
            ship(lot("L", 10), at=day(3), frm="B", to="A", docs=("D2",), id="back"),
            receive(lot("L", 10), at=day(3), biz="A", docs=("D2",), id="home"),
            say.sell(lot("L", 10), at=day(3), biz="A", id="sold"),
        ),
        "",
        [("born", "there"), ("came", "back"), ("home", "sold")],
    ),
    Small(
        "emptied when all was inside",
        (
            born(),
            pack("S", lot("L", 3), at=day(3), biz="A"),
            pack("S", lot("L", 4), at=day(3), biz="A"),
            say.unpack("S", at=day(3), biz="A"),
            vanish(lot("L", 10), at=4, biz="A", id="used"),
        ),
        "",
        [("born", "used")],
    ),
    Small(
        "stolen and found on one day",
        (
            appear(unit("U"), at=0, biz="A"),
            observe(unit("U"), at=day(3), biz="A", step="", disposition="stolen", id="stolen"),
            receive(unit("U"), at=day(3), biz="A", disposition="returned", id="found"),
            ship(unit("U"), at=4, frm="A", to="B", id="sent"),
        ),
        "",
        [("stolen", "found"), ("found", "sent")],
    ),
)


def scattered(places: int = 20, draws: int = 25) -> list[EventRecord]:
    """One lot at so many places, then so often drawn where nobody recorded how it came."""
    events = [born(float(10 * places))]
    for number in range(places):
        events.append(ship(lot("L", 10), at=1 + number / 100, frm="A", to=f"P{number}", docs=(f"D{number}",)))
        events.append(receive(lot("L", 10), at=2 + number / 100, biz=f"P{number}", docs=(f"D{number}",)))
    return events + [
        used(1, at=5 + number / 100, place=f"Q{number}", name=f"used{number}") for number in range(draws)
    ]


EVERY = (
    *CASCADE,
    *MATCHING,
    *POSITIONS,
    *UNITS,
    *SURENESS,
    *ORDER,
    *LATE_FIXES,
    *ANOTHER_ORDER,
    *EXPLAINED,
    *CONTAINERS,
    *STEPS,
    *SOLD_TWICE,
    *BIRTHS,
    *TOLD_AGAIN,
)
