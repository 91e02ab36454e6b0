"""The acceptance scenarios that speak of look-up, trace and impact, through GraphQL on both engines."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2

from cypher.connection import Graph
from tests.http.over_graph import forward, holding_at, lots, places, trace
from tests.http.story import Story, lot, micros, moment, pallet, unit
from tests.support.client import ask


def code(epc_class: dict[str, Any]) -> str:
    return str(epc_class["epcClass"])


async def test_1_a_trace_from_one_shop_does_not_leak_into_another(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    story = Story("批发商W", "商店A", "商店B", "A的顾客", "B的顾客")
    story.born(lot("L", 100), at="批发商W", day=1)
    story.moved(lot("L", 40), frm="批发商W", to="商店A", day=2)
    story.moved(lot("L", 60), frm="批发商W", to="商店B", day=2)
    story.moved(lot("L", 40), frm="商店A", to="A的顾客", day=3)
    story.moved(lot("L", 60), frm="商店B", to="B的顾客", day=3)
    await story.load(graph, tmp_path)
    held = await holding_at(traced, story.place("商店A"))
    answer = await trace(traced, [{"id": held}], "FORWARD")
    assert places(answer) == {"商店A", "A的顾客"}
    assert answer["complete"]
    assert places(await trace(traced, [{"id": held}], "BACKWARD")) == {"商店A", "批发商W"}
    everywhere = {"批发商W", "商店A", "商店B", "A的顾客", "B的顾客"}
    assert places(await forward(traced, code(lot("L")))) == everywhere


async def test_2_a_receipt_after_the_sale_is_not_upstream_of_it(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    story = Story("厂", "一级", "二级", "店", "客")
    story.born(lot("L", 20), at="厂", day=1, hour=6)
    story.moved(lot("L", 10), frm="厂", to="一级", day=1)
    story.moved(lot("L", 10), frm="厂", to="二级", day=1)
    story.moved(lot("L", 10), frm="一级", to="店", day=2)
    story.moved(lot("L", 5), frm="店", to="客", day=3)
    story.moved(lot("L", 10), frm="二级", to="店", day=5)
    await story.load(graph, tmp_path)
    held = await holding_at(traced, story.place("客"))
    upstream = await trace(traced, [{"id": held}], "BACKWARD")
    assert places(upstream) == {"客", "店", "一级", "厂"}
    late = await holding_at(traced, story.place("二级"))
    assert places(await trace(traced, [{"id": late}], "FORWARD")) == {"二级", "店"}


async def test_4_three_farms_in_one_tank(traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path) -> None:
    story = Story("甲牧场", "乙牧场", "丙牧场", "乳品厂", "一小", "二小", "三小")
    farms = {"甲牧场": "F1", "乙牧场": "F2", "丙牧场": "F3"}
    for farm, raw in farms.items():
        story.born(lot(raw, 1000), at=farm, day=1, hour=5)
        story.moved(lot(raw, 1000), frm=farm, to="乳品厂", day=1)
    story.made(
        [lot(raw, 1000) for raw in farms.values()], [lot("P1", 2000), lot("P2", 900)], at="乳品厂", day=2
    )
    for school, product in (("一小", "P1"), ("二小", "P1"), ("三小", "P2")):
        story.moved(lot(product, 500), frm="乳品厂", to=school, day=3)
    await story.load(graph, tmp_path)

    scope = await forward(traced, code(lot("F2")))
    assert lots(scope) == {"F2", "P1", "P2"}
    assert places(scope) == {"乙牧场", "乳品厂", "一小", "二小", "三小"}
    for school in ("一小", "二小", "三小"):
        held = await holding_at(traced, story.place(school))
        sources = await trace(traced, [{"id": held}], "BACKWARD")
        assert places(sources) == {school, "乳品厂", *farms}
        assert lots(sources) == {*farms.values(), "P2" if school == "三小" else "P1"}
        assert sum(node["kind"] == "TRANSFORMATION" for node in sources["nodes"]) == 1
        ends = {edge[end] for edge in sources["edges"] for end in ("source", "target")}
        assert ends == {node["id"] for node in sources["nodes"]}

    document = """query ($code: String!) { impact(seeds: [{code: $code}], groupBy: [WAREHOUSE]) {
      ... on Impact { complete truncated groups { holdings keys { entity { name } }
        quantities { unit inStock } } } } }"""
    impact = (await ask(traced, document, {"code": code(lot("F2"))}))["impact"]
    left = {
        group["keys"][0]["entity"]["name"]: [(q["unit"], q["inStock"]) for q in group["quantities"]]
        for group in impact["groups"]
        if group["keys"][0]["entity"]
    }
    assert {name: left[name] for name in ("一小", "二小", "三小")} == {
        "一小": [("KGM", "500")],
        "二小": [("KGM", "500")],
        "三小": [("KGM", "500")],
    }
    assert left["乳品厂"] == [("KGM", "1400")]


async def test_10_a_carton_packed_anew_half_way_is_found_on_the_right_pallet(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    story = Story("工厂", "配送中心", "门店")
    carton, other, first, second = unit(1), unit(2), pallet(1), pallet(2)
    story.born(carton, other, at="工厂", day=1, hour=6)
    story.packed(first, carton, other, at="工厂", day=1)
    story.moved(first, frm="工厂", to="配送中心", day=2)
    story.packed(first, carton, at="配送中心", day=3, action="DELETE")
    story.packed(second, carton, at="配送中心", day=4)
    story.moved(second, frm="配送中心", to="门店", day=5)
    await story.load(graph, tmp_path)
    answer = await forward(traced, carton)
    assert {node["holding"]["item"]["serial"] for node in answer["nodes"]} == {"1"}
    carriers = {carrier["entity"]["key"].rsplit("/", 1)[1][:17]: carrier for carrier in answer["carriers"]}
    before, after = sorted(answer["carriers"], key=lambda carrier: carrier["start"])
    assert len(carriers) == 2
    assert before["end"] <= after["start"]
    assert {where["at"]["name"] for where in before["positions"] if where["at"]} == {"工厂", "配送中心"}
    assert {where["at"]["name"] for where in after["positions"] if where["at"]} == {"配送中心", "门店"}
    carried_at = await trace(traced, [{"code": carton}], "FORWARD", asOf=moment(2, 20))
    assert [carrier["entity"]["key"] for carrier in carried_at["carriers"]] == [before["entity"]["key"]]
    left_behind = await forward(traced, other)
    assert [carrier["entity"]["key"] for carrier in left_behind["carriers"]] == [before["entity"]["key"]]


async def test_14_returned_and_sold_again_ends_and_shows_both_legs(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    story = Story("厂", "店")
    item = unit(7)
    story.born(item, at="厂", day=1, hour=6)
    story.moved(item, frm="厂", to="店", day=1)
    story.sold(item, at="店", day=2)
    story.tell(
        "ObjectEvent", "receiving", moment(3), "店", action="OBSERVE", epcList=[item], disposition="returned"
    )
    story.sold(item, at="店", day=4)
    await story.load(graph, tmp_path)
    answer = await forward(traced, item)
    assert not answer["truncated"]
    statuses = [node["holding"]["status"] for node in answer["nodes"]]
    assert len(statuses) == len({node["id"] for node in answer["nodes"]})
    sales = {edge["event"]["id"] for edge in answer["edges"] if edge["event"]["bizStep"] == "retail_selling"}
    assert len(sales) == 2
    assert statuses.count("SOLD") == 1
    ending = await trace(traced, [{"id": answer["nodes"][-1]["id"]}], "BACKWARD")
    assert "厂" in places(ending)


async def test_17_what_was_recorded_late_is_not_known_before(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    story = Story("厂", "仓")
    story.born(lot("L", 10), at="厂", day=1, hour=6)
    await story.load(graph, tmp_path, recorded=micros(1, 9))
    story.moved(lot("L", 10), frm="厂", to="仓", day=1)
    await story.load(graph, tmp_path, recorded=micros(4))
    seed = code(lot("L"))
    assert places(await forward(traced, seed, knownAt=moment(2))) == {"厂"}
    known = await forward(traced, seed)
    assert places(known) == {"厂", "仓"}
    assert places(await forward(traced, seed, knownAt=moment(4, 9))) == {"厂", "仓"}
    happened = await forward(traced, seed, asOf=moment(1, 7))
    assert places(happened) == {"厂"}


async def test_22_one_code_of_two_schemes_gives_both(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    logistic = pallet(5)
    digits = "006901234000000005"  # extension 0, prefix 6901234, reference 000000005: its check digit follows
    story = Story("厂")
    story.born(logistic, at="厂", day=1)
    await story.load(graph, tmp_path)
    document = """query ($code: String!) { lookup(code: $code) { __typename ... on LookupMatches { matches {
      scheme canonical checkDigitValid reason entity { __typename id ... on Entity { key } } } } } }"""
    (match,) = (await ask(traced, document, {"code": logistic}))["lookup"]["matches"]
    scanned = "00" + match["entity"]["key"].rsplit("/", 1)[1]
    assert len(scanned) == 20
    assert digits[2:] in scanned
    story.born(f"urn:suyuan:unit:drug:{scanned}", at="厂", day=2)
    await story.load(graph, tmp_path)
    found = (await ask(traced, document, {"code": scanned}))["lookup"]["matches"]
    assert {each["entity"]["key"] for each in found} == {
        match["entity"]["key"],
        f"urn:suyuan:unit:drug:{scanned}",
    }
    assert len({each["scheme"] for each in found}) == 2
    assert all(each["reason"] for each in found)
    start = "query ($code: String!) { trace(seeds: [{code: $code}], direction: BOTH) { __typename } }"
    assert (await ask(traced, start, {"code": scanned}))["trace"]["__typename"] == "AmbiguousCode"


async def test_22_a_lot_number_of_two_products_cannot_start_a_trace(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    story = Story("厂")
    other = {"epcClass": "urn:epc:class:lgtin:6901234.099999.LOT-2026-7"}
    story.born(lot("LOT-2026-7"), other, at="厂", day=1)
    await story.load(graph, tmp_path)
    document = """{ trace(seeds: [{code: "LOT-2026-7"}], direction: BOTH) { __typename
      ... on AmbiguousCode { message choices { scheme reason entity { ... on Batch { lot key } } } } } }"""
    answer = (await ask(traced, document))["trace"]
    assert answer["__typename"] == "AmbiguousCode"
    assert [choice["entity"]["lot"] for choice in answer["choices"]] == ["LOT-2026-7"] * 2
    assert len({choice["entity"]["key"] for choice in answer["choices"]}) == 2


async def test_23_a_trace_that_stops_at_its_limit_says_so_and_goes_on(
    traced: httpx2.AsyncClient, graph: Graph, tmp_path: Path
) -> None:
    names = [f"站{number}" for number in range(8)]
    story = Story(*names)
    story.born(lot("L", 10), at=names[0], day=1, hour=5)
    for day, (frm, to) in enumerate(pairwise(names), 1):
        story.moved(lot("L", 10), frm=frm, to=to, day=day)
    await story.load(graph, tmp_path)
    held = [{"id": await holding_at(traced, story.place("站0"))}]
    whole = await trace(traced, held, "FORWARD")
    assert whole["complete"]
    assert not whole["truncated"]

    page = await trace(traced, held, "FORWARD", maxNodes=4)
    assert (page["truncated"], page["truncatedBy"], page["complete"]) == (True, "NODES", False)
    assert page["frontier"]
    reached: dict[str, Any] = {node["id"]: node for node in page["nodes"]}
    while page["endCursor"]:
        page = await trace(traced, held, "FORWARD", maxNodes=4, after=page["endCursor"])
        reached |= {node["id"]: node for node in page["nodes"]}
    assert set(reached) == {node["id"] for node in whole["nodes"]}

    shallow = await trace(traced, held, "FORWARD", maxDepth=2)
    assert (shallow["truncated"], shallow["truncatedBy"]) == (True, "DEPTH")
    document = """query ($s: [SeedInput!]!) { impact(seeds: $s, maxNodes: 4) { ... on Impact {
      complete truncated truncatedBy } } }"""
    scope = (await ask(traced, document, {"s": held}))["impact"]
    assert scope == {"complete": False, "truncated": True, "truncatedBy": "NODES"}
