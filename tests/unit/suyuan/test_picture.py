"""What a trace looks like in a terminal, and as JSON."""

import json
import re
from dataclasses import replace
from datetime import UTC
from decimal import Decimal

import orjson
import pytest
from rich.cells import cell_len
from rich.console import Console

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import GapKind, GapSeverity, StockStatus
from cypher.records.walks import Direction
from graph_api.rules.budget import TruncationReason
from graph_api.services.answers import Carrier, CarrierKind, Gap, Impact, ImpactGroup, QuantitySum, TraceGraph
from suyuan.answer_json import trace_json
from suyuan.picture import Paper, picture
from tests.unit.suyuan.answers import DAY, answer, holding


def drawn(graph: TraceGraph, width: int = 200, lines: int = 1000, impact: Impact | None = None) -> str:
    console = Console(width=width, record=True, highlight=False, force_terminal=False)
    with console.capture() as captured:
        console.print(picture(graph, Paper(width, lines, UTC), impact))
    return captured.get()


def test_the_picture_tells_times_places_quantities_certainty_and_gaps() -> None:
    text = drawn(answer("ab bv", gap=GapKind.MISSING_RECEIPT))
    for word in (
        "forward",
        "1970-01-01 08:00",
        "3.5 kg",
        "12.5 kg in",
        "POOLED",
        "RECORDED",
        "MISSING_RECEIPT",
    ):
        assert word in text
    assert "a receipt is [missing]" in text, "words of the data are no markup"
    assert "possible only" in text
    assert "Not complete" in text


def test_a_complete_answer_says_so_and_a_cut_one_does_not() -> None:
    assert "Complete" in drawn(answer("ab"))
    cut = drawn(answer("ab", cut=TruncationReason.NODES))
    assert "NOT ALL: cut by NODES; ask with a larger --max-nodes" in cut
    assert "raise SUYUAN_REQUEST_TIMEOUT" in drawn(answer("ab", cut=TruncationReason.TIME))
    assert "Complete" not in cut


def test_the_verdict_comes_first_with_a_line_for_each_reason_then_the_tree() -> None:
    lines = drawn(answer("ab bc", gap=GapKind.MISSING_RECEIPT, cut=TruncationReason.NODES)).splitlines()
    assert lines[0].startswith("NOT ALL: cut by NODES")
    assert lines[1].startswith("Not complete: goods were sent, and their receipt is not recorded")
    assert lines[2].startswith("sites: 1 · places and processes: 3 · links: 2 · gaps: 1"), (
        "one site, three lots"
    )
    assert next(n for n, line in enumerate(lines) if "去向" in line) == 5
    assert drawn(answer("ab")).startswith("Complete: ")


def test_sums_are_told_by_status_a_line_for_each_unit() -> None:
    sums = (
        QuantitySum("KGM", {StockStatus.SOLD: Decimal("2.50"), StockStatus.IN_STOCK: Decimal(7)}),
        QuantitySum(None, {StockStatus.LOST: Decimal(1), StockStatus.USED: Decimal(0)}),
    )
    whole = ImpactGroup((), 3, 3, 0, 2, sums)
    reached = Impact(("a",), whole, (), 0, (), (), (), False, None, DAY, DAY)
    told = drawn(answer("ab"), impact=reached).splitlines()[2:5]
    assert [line.rstrip() for line in told] == [
        "IN_STOCK 7 kg · SOLD 2.5 kg",
        "LOST 1 pcs",
        "in no sum, for their quantity is not known: 2 positions",
    ]
    cut = drawn(answer("ab", cut=TruncationReason.DEPTH), impact=reached)
    assert "of what was reached: LOST 1 pcs" in cut
    assert "amounts are not summed" in drawn(answer("ab"))
    assert "amounts" not in drawn(answer("ab", direction=Direction.BACKWARD))


def test_both_directions_are_two_trees() -> None:
    text = drawn(answer("ab bc", seeds="b", direction=Direction.BOTH))
    assert text.index("backward") < text.index("forward")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_deep_chain_stays_on_the_page_and_leaves_half_of_it_for_words(width: int) -> None:
    pairs = " ".join(f"{chr(0x4E00 + n)}{chr(0x4E01 + n)}" for n in range(300))
    lines = drawn(answer(pairs, seeds=chr(0x4E00)), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert any("#301 " in line for line in lines)
    levels = max(2, width // 8)
    assert any(f"after #{levels} → " in line for line in lines), "it goes on where it says"
    assert max(len(line) - len(line.lstrip(" │├└─")) for line in lines) <= width // 2


def test_a_large_answer_is_drawn_from_the_nearest_on_and_says_what_is_left_out() -> None:
    pairs = " ".join(f"a{chr(0x4E00 + n)} {chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(3000))
    graph = answer(pairs)
    text = drawn(graph, lines=50)
    assert len(text.splitlines()) < 300
    assert "50 of 6001 lines: --lines draws more" in text
    left_out = sum(map(int, re.findall(r"… (\d+) more", text)))
    assert len(re.findall(r"#\d+ ", text)) + left_out == 6001
    assert "places and processes: 6001" in text, "what is counted is the answer, not what is drawn"
    assert "lines: --lines" not in drawn(graph, lines=6001)


def test_tables_are_bounded_too_the_gravest_gap_first() -> None:
    graph = answer("ab", gap=GapKind.MISSING_RECEIPT)
    view = graph.gaps[0].view
    note = replace(view, key="a", kind=GapKind.NO_LOT, severity=GapSeverity.NOTE)
    worse = replace(view, key="z", kind=GapKind.OVERDRAWN, severity=GapSeverity.CONFLICT)
    graph = replace(graph, gaps=tuple(Gap(each, "told") for each in (note, view, worse)))
    crates = [EntityRef(EntityKind.UNIT, f"https://id.gs1.org/00/{n}") for n in range(5)]
    carried = tuple(Carrier(CarrierKind.CONTAINER, crate, ("b",), DAY, None) for crate in crates)
    text = drawn(replace(graph, carriers=carried), lines=2)
    assert text.index("OVERDRAWN") < text.rindex("MISSING_RECEIPT")
    assert "NO_LOT" not in text
    assert "… and 1 more" in text
    assert "… and 3 more" in text


def test_containers_and_vehicles_go_by_their_name_where_the_answer_has_it() -> None:
    truck = EntityRef(EntityKind.VEHICLE, "urn:suyuan:vehicle:蒙A7K52挂", "运输罐挂车")
    graph = answer("ab")
    inside = holding("b")._replace(container="c", place=truck.key)
    graph = replace(graph, nodes=(graph.nodes[0], graph.nodes[1]._replace(holding=inside)))
    assert "inside vehicle:蒙A7K52挂" in drawn(graph)
    carrier = Carrier(CarrierKind.VEHICLE, truck, ("b",), DAY, None)
    assert "inside 运输罐挂车" in drawn(replace(graph, carriers=(carrier,)))


def test_carriers_are_told_apart_from_what_is_reached_with_their_way() -> None:
    crate = EntityRef(EntityKind.UNIT, "https://id.gs1.org/00/069387010025050006")
    shops = [EntityRef(EntityKind.WAREHOUSE, name, name) for name in ("冷库", "学校")]
    later, earlier = (
        holding(name)._replace(opened=TimeRange(day * DAY, day * DAY), at=shop)
        for name, day, shop in (("later", 2, shops[1]), ("earlier", 1, shops[0]))
    )
    carrier = Carrier(CarrierKind.CONTAINER, crate, ("b",), DAY, None, (later, earlier, earlier))
    graph = replace(answer("ab"), carriers=(carrier, replace(carrier, carried=("a", "b"))))
    text = drawn(graph)
    assert text.count("00/069387010025050006") == 1, "one line a carrier"
    assert "冷库 → 学校" in text
    told = trace_json(graph)
    assert len(told["carriers"]) == 2
    assert [stay["key"] for stay in told["carriers"][0]["positions"]] == ["later", "earlier", "earlier"]


def test_json_has_the_names_of_the_api_and_exact_decimals() -> None:
    graph = answer("ab", gap=GapKind.MISSING_RECEIPT)
    told = json.loads(orjson.dumps(trace_json(graph)))
    assert told["edges"][0]["quantity"] == {"value": "3.5", "unit": "KGM"}
    assert told["nodes"][0]["holding"]["received"] == {"value": "12.50", "unit": "KGM"}
    assert told["gaps"][0]["kind"] == "MISSING_RECEIPT"
    assert told["gaps"][0]["amount"] == {"value": "7", "unit": "H87"}
    assert told["seeds"] == [told["nodes"][0]["id"]] == [told["edges"][0]["source"]]
    assert told["asOf"] == "1970-01-02T00:00:00Z"
    assert told["complete"] is False
