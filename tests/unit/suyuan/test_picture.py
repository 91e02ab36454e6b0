"""What a trace looks like in a terminal, and as JSON."""

import json
from dataclasses import replace
from datetime import UTC

import orjson
from rich.console import Console

from cypher.records.entities import EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.vocabulary import GapKind
from cypher.records.walks import Direction
from graph_api.rules.budget import TruncationReason
from graph_api.services.answers import Carrier, CarrierKind, TraceGraph
from suyuan.answer_json import trace_json
from suyuan.picture import picture
from tests.unit.suyuan.answers import DAY, answer, holding


def drawn(graph: TraceGraph) -> str:
    console = Console(width=200, record=True, highlight=False, force_terminal=False)
    with console.capture() as captured:
        console.print(picture(graph, UTC))
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
    assert "NOT ALL: cut by NODES" in cut
    assert "Complete" not in cut


def test_both_directions_are_two_trees() -> None:
    text = drawn(answer("ab bc", seeds="b", direction=Direction.BOTH))
    assert text.index("backward") < text.index("forward")


def test_a_deep_chain_stays_on_the_page() -> None:
    pairs = " ".join(f"{chr(0x4E00 + n)}{chr(0x4E01 + n)}" for n in range(300))
    lines = drawn(answer(pairs, seeds=chr(0x4E00))).splitlines()
    assert max(map(len, lines)) <= 200
    assert any("#301 " in line for line in lines)


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
