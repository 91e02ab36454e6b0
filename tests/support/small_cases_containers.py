"""Small histories of contents that records name by themselves, and of containers that go on without them."""

from cypher.records.events import EventRecord
from cypher.records.vocabulary import Action, EventType, LineRole
from tests.support.events import (
    appear,
    day,
    event,
    lot,
    observe,
    pack,
    receive,
    sell,
    ship,
    transform,
    unit,
    unpack,
    vanish,
)
from tests.support.small_histories import Small

U, V, S = unit("U"), unit("V"), unit("S")
BORN = (appear(U, at=0, biz="A", id="born"), appear(V, at=0, biz="A"))
PACKED = (*BORN, pack("S", U, V, at=1, biz="A", id="packed"))
SENT = (*PACKED, ship(S, at=2, frm="A", to="B", id="sent"))
GOT = receive(S, at=3, biz="B", id="got")
OUT = (unpack("S", U, V, at=4, biz="B"), sell(U, at=4.5, biz="B", id="sold"))
LOT = (appear(lot("L", 50), at=0, biz="A", id="born"), pack("S", lot("L", 20), at=1, biz="A", id="packed"))
LOT_SENT = (*LOT, ship(S, at=2, frm="A", to="B", id="sent"))


def read(at: float = 2.5, where: str = "R") -> EventRecord:
    return observe(U, at=at, read=where, step="sensor_reporting", id="read")


def ended(at: float = 4, where: str = "B") -> EventRecord:
    return vanish(S, at=at, biz=where, step="decommissioning", id="ended")


READINGS = (
    Small("read on the road", (*SENT, read(), GOT, *OUT), "", [("read", "sold")]),
    Small("read where it stands", (*SENT, GOT, read(3.5, "B"), *OUT), "", [("read", "sold")]),
    Small(
        "a lot is read on the road",
        (
            *LOT_SENT,
            observe(lot("L", 20), at=2.5, read="R", id="read"),
            GOT,
            unpack("S", at=4, biz="B"),
            sell(lot("L", 5), at=5, biz="B", id="sold"),
        ),
        "",
        [("read", "sold")],
    ),
    Small(
        "read on the road, in a container in it",
        (
            *PACKED,
            pack("P", S, at=1.5, biz="A"),
            ship(unit("P"), at=2, frm="A", to="B"),
            read(),
            receive(unit("P"), at=3, biz="B"),
            unpack("P", S, at=3.5, biz="B"),
            *OUT,
        ),
        "",
        [("read", "sold")],
    ),
    Small(
        "stocked where its container stands",
        (
            *SENT,
            GOT,
            observe(U, at=4, biz="B", step="stocking", id="read"),
            ship(S, at=5, frm="B", to="A"),
            receive(S, at=6, biz="A"),
            sell(U, at=7, biz="B", id="sold"),
        ),
        "MISSING_UNPACK",
        [("born", "sold"), ("read", "sold")],
    ),
    Small(
        "stored on the day of its unpacking",
        (
            *SENT,
            GOT,
            observe(U, at=day(4), biz="B", step="storing", id="read"),
            unpack("S", U, V, at=day(4), biz="B"),
        ),
        "",
        [("born", "read")],
    ),
    Small(
        "more of a lot is stored than lies there loose",
        (*LOT, observe(lot("L", 50), at=3, biz="A", step="storing", id="read")),
        "MISSING_UNPACK",
        [("born", "read")],
    ),
    Small(
        "as much of a lot is stored as lies there loose",
        (
            *LOT,
            observe(lot("L", 30), at=3, biz="A", step="storing", id="read"),
            unpack("S", lot("L", 20), at=4, biz="A"),
        ),
        "",
    ),
)
ARRIVALS = (
    Small(
        "shipped by container, received by item",
        (*SENT, receive(U, V, at=3, biz="B", id="got"), *OUT, ship(S, at=5, frm="B", to="A")),
        "",
        [("born", "got"), ("got", "sold")],
    ),
    Small(
        "some are not named",
        (*SENT, receive(U, at=3, biz="B", id="got")),
        "MISSING_UNPACK",
        [("born", "got")],
    ),
    Small(
        "the rest is named later",
        (*SENT, receive(U, at=3, biz="B", id="got"), receive(V, at=3.5, biz="B", id="rest")),
        "",
    ),
    Small(
        "part of a lot is named",
        (*LOT_SENT, receive(lot("L", 15), at=3, biz="B", id="got")),
        "MISSING_UNPACK",
        [("born", "got")],
    ),
    Small(
        "received by container, then by item",
        (*SENT, GOT, receive(U, V, at=3.5, biz="B", id="again"), *OUT),
        "",
        [("again", "sold")],
    ),
    Small(
        "received by item where it was not bound",
        (*SENT, receive(U, at=2.5, biz="C", id="stray"), GOT),
        "MISSING_DESPATCH MISSING_UNPACK",
        [("born", "stray")],
    ),
    Small(
        "received by item within a day",
        (
            appear(U, at=day(0), biz="A", id="born"),
            pack("S", U, at=day(1), biz="A"),
            ship(S, at=day(1), frm="A", to="B"),
            receive(U, at=day(1), biz="B", id="got"),
        ),
        "",
        [("born", "got")],
    ),
)
DEPARTURES = (
    Small(
        "shipped by item, received by container",
        (*PACKED, ship(U, V, at=2, frm="A", to="B", id="sent"), GOT, *OUT),
        "",
        [("born", "sent"), ("sent", "sold")],
    ),
    Small(
        "some of them leave",
        (*PACKED, ship(U, at=2, frm="A", to="B", id="sent"), receive(U, at=3, biz="B", id="got")),
        "MISSING_UNPACK",
        [("born", "got")],
    ),
    Small(
        "all of them leave, the container stays",
        (*PACKED, ship(U, V, at=2, frm="A", to="B", id="sent"), observe(S, at=4, biz="A", id="empty")),
        "MISSING_UNPACK*2",
        [("born", "sent")],
    ),
    Small(
        "some of them leave, and the container arrives",
        (*PACKED, ship(U, at=2, frm="A", to="B", id="sent"), GOT),
        "MISSING_DESPATCH MISSING_UNPACK",
    ),
    Small(
        "all of them leave, and the container arrives elsewhere",
        (*PACKED, ship(U, V, at=2, frm="A", to="C", id="sent"), GOT),
        "MISSING_DESPATCH MISSING_UNPACK*2",
    ),
    Small(
        "less leaves than went in, and the container arrives",
        (*LOT, ship(lot("L", 5), at=2, frm="A", to="B", id="sent"), GOT),
        "MISSING_DESPATCH",
    ),
    Small(
        "shipped by container and by item",
        (
            *PACKED,
            ship(U, at=2, frm="A", to="B", docs=("D",), id="listed"),
            ship(S, at=2.5, frm="A", to="B", docs=("D",), id="sent"),
            ship(V, at=2.7, frm="X", to="B", docs=("D",)),
            GOT,
            *OUT,
        ),
        "",
        [("listed", "sold")],
    ),
    Small(
        "all of what went in is shipped by item, though more of it is loose",
        (
            *LOT,
            ship(lot("L", 20), at=2, frm="A", to="B", id="sent"),
            GOT,
            unpack("S", at=4, biz="B"),
            sell(lot("L", 5), at=5, biz="B", id="sold"),
        ),
        "",
        [("sent", "sold")],
    ),
)
NUMBERS = (
    Small(
        "the number of a container ends",
        (*SENT, GOT, ended(), sell(U, at=5, biz="B", id="sold")),
        "MISSING_UNPACK*2",
        [("born", "ended"), ("born", "sold")],
        drawn=("sold", ("B",)),
    ),
    Small(
        "the number of an empty container ends, and is given out again",
        (
            appear(S, at=0, biz="A"),
            *SENT,
            GOT,
            *OUT,
            ended(5),
            appear(S, at=6, biz="A", id="anew"),
            pack("S", unit("W"), at=7, biz="A"),
        ),
        "UNKNOWN_ORIGIN",
    ),
    Small(
        "and at the same instant",
        (
            appear(S, at=0, biz="A"),
            *SENT,
            GOT,
            *OUT,
            ended(5),
            appear(S, at=5, biz="A", id="anew"),
            observe(S, at=6, biz="A"),
        ),
        "",
    ),
    Small(
        "a container is destroyed",
        (*SENT, GOT, vanish(S, at=4, biz="B", step="destroying", id="ended")),
        "",
        [("packed", "ended")],
    ),
)
HOME = (*SENT, GOT, ship(S, at=4, frm="B", to="A"), receive(S, at=5, biz="A", id="home"))
AGAIN = pack("S", unit("W"), at=6, biz="A", id="again")
ROUND = (
    appear(unit("W"), at=0, biz="A"),
    *HOME,
    AGAIN,
    ship(S, at=7, frm="A", to="C"),
    receive(S, at=8, biz="C"),
)
"""Sent to B, home, packed anew and sent to C: what was packed first came out at B."""
STILL_AT_B = observe(U, at=10, biz="B", id="seen")
TAKEN_WHOLE = (
    Small(
        "emptied after its next round",
        (*ROUND, unpack("S", at=9, biz="C", id="emptied"), STILL_AT_B),
        "MISSING_UNPACK*2",
        [("born", "seen")],
    ),
    Small(
        "destroyed after its next round",
        (*ROUND, vanish(S, at=9, biz="C", step="destroying", id="ended"), STILL_AT_B),
        "MISSING_UNPACK*2",
        [("born", "seen")],
    ),
    Small(
        "used up after its next round",
        (*ROUND, transform([S], [lot("M", 1)], at=9, biz="C", id="used"), STILL_AT_B),
        "MISSING_UNPACK*2",
        [("born", "seen")],
    ),
    Small(
        "inside of what is destroyed",
        (
            appear(unit("W"), at=0, biz="A"),
            appear(unit("T"), at=0, biz="A"),
            *HOME,
            AGAIN,
            pack("T", S, at=6.5, biz="A"),
            ship(unit("T"), at=7, frm="A", to="C"),
            receive(unit("T"), at=8, biz="C"),
            vanish(unit("T"), at=9, biz="C", step="destroying", id="ended"),
            STILL_AT_B,
        ),
        "MISSING_UNPACK*2",
        [("born", "seen")],
    ),
)
WENT_ON = (
    Small("packed anew at home", (appear(unit("W"), at=0, biz="A"), *HOME, AGAIN), "MISSING_UNPACK*2"),
    Small(
        "packed anew at home, but they are inside still",
        (appear(unit("W"), at=0, biz="A"), *HOME, AGAIN, unpack("S", U, V, at=7, biz="A")),
        "",
    ),
    Small(
        "packed on its round",
        (appear(unit("W"), at=0, biz="B"), *SENT, GOT, pack("S", unit("W"), at=4, biz="B")),
        "",
    ),
    Small("packed on at home", (appear(unit("W"), at=0, biz="A"), *PACKED, AGAIN), ""),
    Small(
        "cleaned on its round",
        (*SENT, GOT, observe(S, at=4, biz="B", step="cleaning")),
        "MISSING_UNPACK*2",
    ),
    Small(
        "cleaned, with a part of it",
        (
            *BORN,
            event(
                EventType.ASSOCIATION,
                Action.ADD,
                ((LineRole.PARENT, S), (LineRole.CHILD, U)),
                {"at": 1, "biz": "A"},
            ),
            observe(S, at=4, biz="A", step="cleaning"),
        ),
        "",
    ),
    Small(
        "cleaned before it is packed",
        (observe(S, at=0.5, biz="A", step="cleaning"), *SENT, GOT),
        "UNKNOWN_ORIGIN",
    ),
    Small("back home, received nowhere", (*SENT, receive(S, at=5, biz="A")), "DIVERTED MISSING_UNPACK*2"),
    Small("back home from where it was received", HOME, ""),
    Small(
        "named on the way home, and packed anew",
        (
            appear(unit("W"), at=0, biz="A"),
            *SENT,
            GOT,
            ship(S, U, V, at=4, frm="B", to="A"),
            receive(S, at=5, biz="A"),
            AGAIN,
        ),
        "",
    ),
    Small(
        "sold where the container was",
        (*HOME, sell(U, at=6, biz="B", id="sold")),
        "MISSING_UNPACK",
        [("born", "sold")],
    ),
    Small(
        "stocked where the container was, which is on its way",
        (*HOME[:-1], observe(U, at=4.5, biz="B", step="stocking", id="read"), *HOME[-1:]),
        "MISSING_UNPACK",
        [("born", "read")],
    ),
    Small(
        "stocked where the container never was, which is on its way",
        (*SENT, observe(U, at=2.5, biz="C", step="stocking", id="read")),
        "MISSING_MOVEMENT MISSING_UNPACK",
        [("born", "read")],
    ),
    Small(
        "sold where the container never was",
        (*HOME, sell(U, at=6, biz="C", id="sold")),
        "MISSING_MOVEMENT MISSING_UNPACK",
        [("born", "sold")],
    ),
)
DEVICE = "https://id.gs1.org/8004/4012345SENS1"
DEVICES = (
    Small(
        "a sensor goes where it goes",
        (
            pack("S", unit(DEVICE), at=1, biz="A"),
            ship(S, at=2, frm="A", to="B"),
            observe(unit(DEVICE), at=2.5, read="R", step="sensor_reporting"),
            receive(S, at=3, biz="B"),
            observe(unit(DEVICE), at=4, biz="C", step="sensor_reporting"),
        ),
        "",
    ),
)
CONTAINERS = (*READINGS, *ARRIVALS, *DEPARTURES, *NUMBERS, *WENT_ON, *TAKEN_WHOLE, *DEVICES)
