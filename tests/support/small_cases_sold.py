"""Small histories of units that are recorded as sold in more than one place (ledger.md 9)."""

from tests.support.events import appear, day, receive, sell, unit
from tests.support.small_histories import Small

BORN = appear(unit("U"), at=0, biz="A", id="born")
SOLD_TWICE = (
    Small(
        "sold in two places",
        (BORN, sell(unit("U"), at=1, biz="A", id="one"), sell(unit("U"), at=2, biz="B", id="two")),
        "OVERDRAWN",
        [("born", "one"), ("born", "two"), ("one", "two")],
    ),
    Small(
        "told twice at one place",
        (BORN, sell(unit("U"), at=1, biz="A", id="one"), sell(unit("U"), at=2, biz="A", id="two")),
        "",
        [("born", "two")],
    ),
    Small(
        "told by the site and by its bin",
        (BORN, sell(unit("U"), at=1, biz="A1", id="one"), sell(unit("U"), at=2, biz="A", id="two")),
        "",
        [("born", "two")],
    ),
    Small(
        "sold, returned, sold elsewhere",
        (
            BORN,
            sell(unit("U"), at=1, biz="A", id="one"),
            receive(unit("U"), at=2, biz="B", disposition="returned", id="back"),
            sell(unit("U"), at=3, biz="B", id="two"),
        ),
        "",
        [("born", "two"), ("one", "back")],
    ),
    Small(
        "sold in two places within a day",
        (BORN, sell(unit("U"), at=day(1), biz="A", id="one"), sell(unit("U"), at=day(1), biz="B", id="two")),
        "OVERDRAWN",
        [("born", "one"), ("born", "two")],
    ),
)
