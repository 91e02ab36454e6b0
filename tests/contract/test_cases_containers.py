"""Contents and containers, as the case files tell them: through GraphQL on both engines."""

import pytest

from cypher.connection import Graph
from tests.support.cases import Answer, gaps, held, loaded, places, sums

ID = "https://id.gs1.org"


def site(answer: Answer, item: str) -> set[str]:
    """Where the open stock of an item stands."""
    stock = (each for each in held(answer) if each["item"]["key"] == item and each["status"] == "IN_STOCK")
    return {each["at"]["key"] for each in stock if each["at"]}


@pytest.mark.parametrize(
    ("name", "item", "receiver"),
    [
        ("sensor_reads_unit_on_the_road", f"{ID}/01/04500000000018/21/SU1", f"{ID}/414/4511111000057"),
        ("sensor_reads_lot_on_the_road", f"{ID}/01/04500000000117/10/SLL", f"{ID}/414/4511111000057"),
        ("portal_reads_units_on_the_road", f"{ID}/01/04700000000418/21/PO2", f"{ID}/414/4711111000051"),
        ("sensor_device_in_crate", f"{ID}/01/04012345000016/21/K1", f"{ID}/414/4023333000055"),
    ],
)
async def test_contents_read_on_the_road_come_to_the_receiver(
    graph: Graph, name: str, item: str, receiver: str
) -> None:
    async with loaded(graph, name) as case:
        forward = await case.forward(item)
        assert site(forward, item) == {receiver}
        assert forward["complete"]
        assert not gaps(forward)
        assert (await case.impact(item))["complete"]


async def test_a_sensor_has_no_gaps(graph: Graph) -> None:
    """Neither the device by itself nor a crate that it was in."""
    async with loaded(graph, "sensor_device_in_crate") as case:
        for code in (f"{ID}/8004/4012345SENS1", f"{ID}/8003/04012345555554C1"):
            answer = await case.forward(code)
            assert answer["complete"]
            assert not gaps(answer)


async def test_a_pallet_is_received_by_what_it_holds(graph: Graph) -> None:
    async with loaded(graph, "shipped_by_pallet_received_by_item") as case:
        pallet, receiver = f"{ID}/00/347000000000000013", f"{ID}/414/4711111000051"
        item = f"{ID}/01/04700000000012/21/RA1"
        assert receiver in places(await case.forward(pallet))
        whole = await case.forward(pallet)
        assert not [each for each in held(whole) if each["status"] == "IN_TRANSIT"]
        assert site(whole, pallet) == {receiver}
        assert gaps(whole) == {"MISSING_UNPACK"}, "a lot beside the units was not named by the receipt"
        assert not gaps(await case.forward(item))


async def test_a_crate_goes_home_without_what_was_stocked(graph: Graph) -> None:
    async with loaded(graph, "crate_sent_back_never_unpacked") as case:
        item, shop = f"{ID}/01/04500000000810/21/RU1", f"{ID}/414/4511111000057"
        answer = await case.forward(item)
        assert site(answer, item) == {shop}
        assert gaps(answer) == {"MISSING_UNPACK"}
        assert not answer["complete"]
        impact = await case.impact(item, groupBy=["WAREHOUSE"])
        assert not impact["complete"]
        assert shop in [key["entity"]["key"] for group in impact["groups"] for key in group["keys"]]


async def test_goods_outlive_the_number_of_their_pallet(graph: Graph) -> None:
    async with loaded(graph, "pallet_number_decommissioned") as case:
        lot, receiver = f"{ID}/01/00377777000213/10/DCL1", f"{ID}/414/0399999000017"
        answer = await case.forward(lot)
        assert site(answer, lot) == {receiver}
        assert gaps(answer) == {"MISSING_UNPACK"}
        impact = await case.impact(lot)
        assert sums(impact) == {"H87": {"inStock": "100", "total": "100"}}
        assert not impact["complete"]
