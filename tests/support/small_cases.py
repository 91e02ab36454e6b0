"""Small histories, one to a rule, with the gaps and the links that ledger.md says come out."""

from cypher.records.events import EventRecord
from cypher.records.vocabulary import Certainty
from tests.support import events as say
from tests.support.events import (
    appear,
    day,
    lot,
    observe,
    pack,
    receive,
    ship,
    transform,
    unit,
    unpack,
    vanish,
)
from tests.support.small_histories import Small


def born(quantity: float | None = 10, at: float = 0, place: str = "A", name: str = "born") -> EventRecord:
    return appear(lot("L", quantity), at=at, biz=place, id=name)


def used(quantity: float | None = 10, at: float = 5, place: str = "A", name: str = "used") -> EventRecord:
    return vanish(lot("L", quantity), at=at, biz=place, step="dispensing", id=name)


def sent(
    quantity: float | None = 10, at: float = 1, to: str | None = "B", name: str = "sent", doc: str = ""
) -> EventRecord:
    more = {"docs": (doc,)} if doc else {}
    there = {"to": to} if to else {}
    return ship(lot("L", quantity), at=at, frm="A", id=name, **there, **more)  # type: ignore[arg-type]


def got(
    quantity: float | None = 10, at: float = 2, place: str = "B", name: str = "got", doc: str = ""
) -> EventRecord:
    more = {"docs": (doc,)} if doc else {}
    return receive(lot("L", quantity), at=at, biz=place, id=name, **more)  # type: ignore[arg-type]


CASCADE = (
    Small("rule 1", (born(), used()), "", [("born", "used")], drawn=("used", ("A",))),
    Small(
        "rule 2",
        (born(), pack("S", lot("L", 10), at=1, biz="A"), used()),
        "MISSING_UNPACK",
        [("born", "used")],
    ),
    Small(
        "rule 3", (born(), sent(), used(place="B")), "MISSING_RECEIPT", [("born", "used"), ("sent", "used")]
    ),
    Small(
        "rule 3, nobody stated",
        (born(), sent(to=None), used(place="C")),
        "MISSING_RECEIPT",
        [("sent", "used")],
    ),
    Small("rule 4", (born(), used(place="B")), "MISSING_MOVEMENT", [("born", "used")]),
    Small(
        "rule 4, all of them",
        (born(30), sent(10), got(10), used(5, place="C")),
        "MISSING_MOVEMENT",
        [("born", "used"), ("got", "used")],
    ),
    Small("rule 5", (born(), used(at=1, name="first"), used(5)), "OVERDRAWN", [("born", "used")]),
    Small(
        "rule 5, the latest at the place",
        (born(), used(at=1, name="first"), born(at=2, name="again"), used(at=3, name="second"), used(5)),
        "OVERDRAWN",
        [("again", "used")],
        [("born", "used")],
    ),
    Small(
        "rule 5, elsewhere",
        (born(), used(at=1, name="first"), used(5, place="B")),
        "OVERDRAWN",
        [("born", "used")],
    ),
    Small("rule 6", (used(at=1), born(at=2)), "TIME_CONTRADICTION", [("born", "used")]),
    Small("rule 7", (used(),), "UNKNOWN_ORIGIN"),
    Small(
        "what is wanting goes on",
        (
            born(4),
            sent(4, to="B"),
            used(4, place="B", at=2, name="first"),
            born(6, at=3, name="more"),
            used(6, place="B"),
        ),
        "MISSING_MOVEMENT MISSING_RECEIPT",
        [("more", "used")],
        [("more", "first")],
    ),
)
MATCHING = (
    Small("met", (born(), sent(), got(), used(place="B")), "", [("born", "used")]),
    Small(
        "by document",
        (born(), sent(5, name="one", doc="D1"), sent(5, name="two", doc="D2"), got(5, doc="D2")),
        "",
        [("two", "got")],
        [("one", "got")],
    ),
    Small(
        "by destination",
        (born(), sent(5, name="one", to="C"), sent(5, name="two", to="B"), got(5)),
        "",
        [("two", "got")],
        [("one", "got")],
    ),
    Small(
        "destination before none stated",
        (born(), sent(5, name="one", to=None), sent(5, name="two", to="B"), got(5)),
        "",
        [("two", "got")],
        [("one", "got")],
    ),
    Small(
        "a group where nothing tells",
        (born(), sent(5, name="one"), sent(5, at=1.5, name="two"), got(5)),
        "",
        [("one", "got"), ("two", "got")],
    ),
    Small("without destination", (born(), sent(to=None), got()), "", [("sent", "got")]),
    Small("diverted", (born(), sent(), got(place="C")), "DIVERTED", [("sent", "got")]),
    Small("no despatch", (born(), got()), "MISSING_DESPATCH", [("born", "got")]),
    Small(
        "unnamed before named",
        (
            born(None),
            sent(None, name="one"),
            got(None, at=2),
            sent(None, at=3, name="two"),
            got(None, at=4, name="late"),
        ),
        "",
        [("one", "got"), ("two", "late")],
    ),
    Small(
        "second reports",
        (
            born(20),
            sent(doc="D"),
            ship(lot("L", 10), at=1.1, frm="A", step="departing", docs=("D",), id="again"),
            got(doc="D"),
        ),
        "",
        [("sent", "got"), ("sent", "again")],
    ),
    Small(
        "cancelled",
        (born(), sent(), observe(lot("L", 10), at=2, biz="A", step="void_shipping", id="back"), used()),
        "",
        [("sent", "back"), ("sent", "used")],
    ),
)
POSITIONS = (
    Small(
        "generations",
        (born(), used(at=1, name="first"), born(at=2, name="again"), used(5)),
        "",
        [("again", "used")],
        [("born", "used")],
    ),
    Small(
        "a pool",
        (born(), born(at=1, name="more"), ship(lot("L", 15), at=5, frm="A", id="used")),
        "",
        [("born", "used"), ("more", "used")],
        sure=("used", Certainty.POOLED),
    ),
    Small(
        "reopened by a receipt that may have come before the end",
        (
            born(),
            born(5, at=0.2, place="B", name="other"),
            used(at=2.5, name="first"),
            ship(lot("L", 5), at=3, frm="B", to="A", id="sent"),
            receive(lot("L", 5), at=say.between(2, 4), biz="A", id="got"),
            used(5),
        ),
        "TWO_ORIGINS",
        [("born", "used"), ("got", "used")],
    ),
    Small(
        "reopened by a range",
        (
            born(),
            vanish(lot("L", 10), at=day(2), biz="A", id="first"),
            appear(lot("L", 5), at=day(2), biz="A", id="more"),
            used(5),
        ),
        "",
        [("born", "used"), ("more", "used")],
    ),
    Small(
        "finest place first",
        (
            born(place="A1"),
            observe(lot("L", 5), at=1, step="storing", frm="A1", to="A", biz="A", id="moved"),
            used(5, place="A1"),
        ),
        "",
        [("born", "used")],
        [("moved", "used")],
        drawn=("used", ("A1",)),
    ),
    Small("a site matches its bins", (born(place="A1"), used()), "", [("born", "used")]),
    Small(
        "one day",
        (
            born(at=0),
            ship(lot("L", 10), at=day(3), frm="A", to="B", id="sent"),
            receive(lot("L", 10), at=day(3), biz="B", id="got"),
            vanish(lot("L", 10), at=day(3), biz="B", id="used"),
        ),
        "",
        [("sent", "got"), ("born", "used")],
    ),
    Small(
        "within tolerance",
        (born(100), born(10, place="B", name="other"), used(100.4)),
        "OVERDRAWN TWO_ORIGINS",
        [("born", "used")],
        [("other", "used")],
    ),
    Small("said twice", (born(name="one"), born(name="two"), used(20)), "OVERDRAWN"),
    Small(
        "its commissioning",
        (transform([lot("M", 5)], [lot("L", 10)], at=0, biz="A", id="made"), born(at=1), used(20)),
        "OVERDRAWN UNKNOWN_ORIGIN",
        [("made", "used")],
    ),
)
UNITS = (
    Small("born twice", (appear(unit("U"), at=0, biz="A"), appear(unit("U"), at=1, biz="A")), "BORN_TWICE"),
    Small("two origins", (born(), born(place="B", at=1, name="other")), "TWO_ORIGINS"),
    Small(
        "seen after its end",
        (
            appear(unit("U"), at=0, biz="A"),
            vanish(unit("U"), at=1, biz="A"),
            observe(unit("U"), at=2, biz="A"),
        ),
        "SEEN_AFTER_END",
    ),
    Small(
        "never packed",
        (appear(unit("U"), at=0, biz="A"), unpack("S", unit("U"), at=1, biz="A")),
        "MISSING_PACK",
    ),
    Small(
        "voided by id",
        (born(), used(at=1, name="wrong"), say.voided(used(at=1, name="wrong")), used()),
        "",
        [("born", "used")],
    ),
    Small(
        "same content, the other id",
        (born(), used(name="wrong"), say.voided(used(name="wrong")), used()),
        "",
        [("born", "used")],
    ),
    Small("one id, two contents", (born(), used(3, name="x"), used(4, name="x")), "SAME_ID*2"),
    Small(
        "a container and its contents",
        (
            born(),
            pack("S", lot("L", 10), at=1, biz="A", id="packed"),
            ship(unit("S"), at=2, frm="A", to="B", id="sent"),
            receive(unit("S"), at=3, biz="B", id="got"),
            unpack("S", lot("L", 10), at=4, biz="B", id="out"),
            used(place="B"),
        ),
        "",
        [("born", "used")],
        [("packed", "used"), ("got", "used")],
    ),
    Small(
        "emptied without a list",
        (born(), pack("S", lot("L", 10), at=1, biz="A"), unpack("S", at=2, biz="A"), used()),
        "",
        [("born", "used")],
    ),
    Small(
        "poured out of two containers",
        (
            born(),
            pack("S", lot("L", 10), at=1, biz="A"),
            pack("T", unit("S"), at=2, biz="A"),
            transform([unit("T")], [lot("N", 3)], at=3, biz="A", id="made"),
            vanish(lot("N", 3), at=4, biz="A", id="end"),
        ),
        "",
        [("born", "end")],
    ),
    Small(
        "poured out",
        (
            born(),
            pack("S", lot("L", 10), at=1, biz="A"),
            transform([unit("S")], [lot("N", 3)], at=2, biz="A", id="made"),
            vanish(lot("N", 3), at=3, biz="A", id="end"),
        ),
        "",
        [("born", "end")],
    ),
    Small(
        "sold and brought back",
        (
            appear(unit("U"), at=0, biz="A", id="born"),
            say.sell(unit("U"), at=1, biz="A"),
            receive(unit("U"), at=2, biz="A", id="back"),
        ),
        "MISSING_DESPATCH",
        [("born", "back")],
    ),
    Small(
        "stolen",
        (
            appear(unit("U"), at=0, biz="A", id="born"),
            observe(unit("U"), at=1, biz="A", disposition="stolen", id="gone"),
        ),
        "",
        [("born", "gone")],
    ),
    Small(
        "handed over",
        (born(), observe(lot("L", 4), at=1, step="picking", frm="A", to_party="P", id="hand"), used(6)),
        "",
        [("born", "hand"), ("born", "used")],
    ),
)
