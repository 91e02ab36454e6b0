"""Small histories of what is missing or vague: the books must not hide where goods may have come from."""

from tests.support import events as say
from tests.support.events import (
    appear,
    between,
    lot,
    observe,
    pack,
    receive,
    ship,
    transform,
    unit,
    vanish,
)
from tests.support.small_cases import born, sent, used
from tests.support.small_histories import Small

EXPLAINED = (
    Small(
        "seen as it arrived, or in a container there",
        (
            born(20),
            pack("S", lot("L", 10), at=1, biz="A"),
            ship(unit("S"), at=1.2, frm="A", to="B"),
            receive(unit("S"), at=1.4, biz="B"),
            sent(5, at=1.5),
            observe(lot("L"), at=2, biz="B", id="seen"),
            receive(lot("L", 5), at=2, biz="B", id="got"),
        ),
        "",
        [("got", "seen")],
    ),
    Small(
        "another document is not diverted",
        (
            born(20),
            ship(lot("L", 10), at=1, frm="A", to="C", docs=("D1",), id="sent"),
            receive(lot("L", 10), at=2, biz="B", frm="A", docs=("D2",), id="got"),
        ),
        "MISSING_DESPATCH",
        [("born", "got")],
        [("sent", "got")],
    ),
    Small(
        "passing by under an unknown document",
        (
            born(20),
            sent(5),
            receive(lot("L", 5), at=2, biz="B"),
            ship(lot("L", 5), at=3, frm="A", to="C", id="other"),
            observe(lot("L", 5), at=4, read="B", step="transporting", docs=("D9",), id="seen"),
        ),
        "",
        [("born", "seen"), ("other", "seen")],
    ),
    Small(
        "born once: the nearest explains",
        (
            born(10, place="A1"),
            ship(lot("L", 5), at=1, frm="A1", to="B", docs=("D",), id="sent"),
            receive(lot("L", 5), at=2, biz="B", docs=("D",)),
            ship(lot("L", 5), at=3, frm="B", to="A", id="back"),
            used(2, at=6, place="A2"),
        ),
        "MISSING_RECEIPT",
        [("back", "used")],
    ),
    Small(
        "born twice: all that can explain",
        (
            born(10, place="A1"),
            ship(lot("L", 10), at=1, frm="A1", to="B", docs=("D",), id="sent"),
            receive(lot("L", 10), at=2, biz="B", docs=("D",)),
            ship(lot("L", 10), at=3, frm="B", to="A", id="back"),
            born(5, at=4, place="A1", name="again"),
            used(2, at=6, place="A2"),
        ),
        "MISSING_MOVEMENT",
        [("back", "used"), ("again", "used")],
    ),
    Small(
        "what a guess emptied",
        (born(), used(at=1, place="B", name="guess"), born(5, at=2, name="again"), sent(5, at=3)),
        "MISSING_MOVEMENT",
        [("born", "guess"), ("born", "sent"), ("again", "sent")],
    ),
    Small(
        "what a guess took out of a container",
        (
            born(),
            pack("S", lot("L", 10), at=1, biz="A"),
            used(at=2),
            vanish(unit("S"), at=3, biz="A", step="destroying", id="end"),
        ),
        "MISSING_UNPACK",
        [("born", "used"), ("born", "end")],
    ),
    Small(
        "a vague draw of either generation",
        (
            born(),
            say.sell(lot("L", 10), at=between(0, 30), biz="A", id="sold"),
            observe(lot("L", 10), at=0, step="collecting", frm="A", to="B", biz="B", id="hand"),
            born(100, at=7, name="again"),
        ),
        "",
        [("born", "hand"), ("born", "sold"), ("again", "sold")],
    ),
    Small(
        "a vague commissioning of either output",
        (
            transform([], [lot("L", 5)], at=1, biz="A", id="first"),
            vanish(lot("L", 5), at=2, biz="A"),
            transform([], [lot("L", 5)], at=3, biz="A", id="second"),
            appear(lot("L", 5), at=between(0, 30), biz="A", id="told"),
        ),
        "",
        [("first", "told"), ("second", "told")],
    ),
    Small(
        "packed some time in the month, then destroyed",
        (
            born(),
            appear(unit("S"), at=0, biz="A"),
            pack("S", lot("L", 10), unit("S2"), at=between(0, 30), biz="A"),
            vanish(unit("S"), at=5, biz="A", step="destroying", id="end"),
        ),
        "UNKNOWN_ORIGIN",
        [("born", "end")],
    ),
    Small(
        "commissioned in a bin of the site",
        (
            transform([], [unit("U"), lot("L", 5)], at=1, biz="A", id="made"),
            appear(unit("U"), lot("L", 5), at=2, biz="A1", id="told"),
            ship(lot("L", 5), at=3, frm="A1", to="B", id="sent"),
        ),
        "",
        [("made", "told")],
    ),
)
