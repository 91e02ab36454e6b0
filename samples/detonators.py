"""Detonators from plant to blaster, with what was not used brought back (工业雷管：生产—销售—爆破—清退)."""

from samples.chain import Chain, Line
from samples.codes import Company
from samples.detonators_blasting import blast_at_quarry, blast_at_tunnel, fire, issue, open_boxes
from samples.detonators_register import (
    CASES,
    CASING,
    LI,
    LINE,
    MAGAZINE,
    MAKER,
    MODULE,
    PLANT,
    PRIMARY,
    PRODUCTION,
    PURCHASE,
    QUARRY,
    QUARRY_MAGAZINE,
    SALE,
    SELLER,
    SHOP_MAGAZINE,
    TRANSPORT,
    TRUCK,
    TUNNEL,
    TUNNEL_MAGAZINE,
    box,
    boxed,
    register,
    register_permits,
    shells,
)


def build() -> Chain:
    """From the raw lots to the last shell that nobody can account for."""
    chain = Chain("detonators", "2025-07-02T10:00")
    register(chain)
    chain.describe_regions()
    register_permits(chain)
    make(chain)
    test_fire(chain)
    box_up(chain)
    sell_to_dealer(chain)
    sell_to_quarry(chain)
    sell_to_tunnel(chain)
    blast_at_quarry(chain)
    blast_at_tunnel(chain)
    bring_back(chain)
    close_books(chain)
    return chain


def make(chain: Chain) -> None:
    """Two runs of filling, then numbering box by box."""
    primary = MAKER.lot(PRIMARY, "QB250602")
    casing, module = MAKER.lot(CASING, "GK250528"), MAKER.lot(MODULE, "MK250530")
    step = "creating_class_instance"
    chain.appear("2025-06-02T09:00", step, PLANT, (primary, 5, "KGM"), papers=[PRODUCTION])
    chain.appear("2025-06-03T10:00", step, PLANT, (casing, 1000))
    chain.appear("2025-06-03T14:30", step, PLANT, (module, 1000))
    for when, first, count in (("2025-06-12T08:30", 1, 100), ("2025-06-12T13:30", 101, 103)):
        used: tuple[Line, ...] = ((primary, count * 3 / 10000, "KGM"), (casing, count), (module, count))
        chain.transform(
            when,
            "commissioning",
            LINE,
            inputs=used,
            outputs=tuple(shells(first, count)),
            disposition="active",
            papers=[PRODUCTION, MAKER.paper("prodorder", f"SC250612-{first}")],
        )
    for number in range(20):
        chain.appear(
            f"2025-06-12T{15 + number // 12}:{number % 12 * 5:02}", "commissioning", LINE, *boxed(number)
        )


def test_fire(chain: Chain) -> None:
    """Two shells fired as a test, one found defective and destroyed."""
    chain.vanish(
        "2025-06-12T17:00",
        "sampling",
        PLANT,
        *shells(201, 2),
        disposition="destroyed",
        papers=[MAKER.paper("testres", "FB250612")],
    )
    chain.observe("2025-06-12T17:20", "inspecting", PLANT, *shells(203, 1), disposition="non_conformant")
    chain.vanish(
        "2025-06-13T09:00",
        "destroying",
        PLANT,
        *shells(203, 1),
        disposition="destroyed",
        papers=[MAKER.paper("cert", "XH250613")],
    )


def box_up(chain: Chain) -> None:
    """Ten shells to a box, ten boxes to a case, both cases into the magazine."""
    for number in range(20):
        chain.contain(
            f"2025-06-13T{10 + number // 12}:{number % 12 * 5:02}",
            "packing",
            PLANT,
            box(number),
            *boxed(number),
            disposition="container_closed",
        )
    for number, case in enumerate(CASES):
        inside = [box(10 * number + place) for place in range(10)]
        chain.contain(
            f"2025-06-13T14:{10 * number:02}", "packing", PLANT, case, *inside, disposition="container_closed"
        )
        chain.observe(
            f"2025-06-13T15:{10 * number:02}",
            "storing",
            MAGAZINE,
            case,
            source={"location": PLANT},
            destination={"location": MAGAZINE},
        )


def sell_to_dealer(chain: Chain) -> None:
    """Both cases sold to the dealer, driven under a transport permit, checked on arrival."""
    papers = [PRODUCTION, SALE, MAKER.paper("inv", "FP250614-02")]
    chain.trade(
        "2025-06-14T09:00",
        MAGAZINE,
        *CASES,
        papers=papers,
        source={"owning_party": MAKER.party()},
        destination={"owning_party": SELLER.party()},
    )
    chain.appear("2025-06-14T07:00", "commissioning", MAGAZINE, TRUCK)
    permits = [TRANSPORT["15"], MAKER.paper("bol", "YD250615")]
    route = {"source": {"location": MAGAZINE}, "destination": {"location": SHOP_MAGAZINE}, "papers": permits}
    chain.contain("2025-06-15T06:30", "loading", MAGAZINE, TRUCK, *CASES, papers=permits)
    chain.contain("2025-06-15T07:00", "departing", MAGAZINE, TRUCK, *CASES, action="OBSERVE", **route)
    chain.observe("2025-06-15T08:10", "transporting", None, TRUCK, readPoint={"id": "geo:30.6102,111.3127"})
    chain.contain("2025-06-15T09:20", "arriving", SHOP_MAGAZINE, TRUCK, *CASES, action="OBSERVE", **route)
    chain.contain(
        "2025-06-15T09:40", "unloading", SHOP_MAGAZINE, TRUCK, *CASES, action="DELETE", papers=permits
    )
    chain.observe("2025-06-15T10:00", "inspecting", SHOP_MAGAZINE, *CASES, disposition="conformant")
    chain.observe("2025-06-16T17:00", "stock_taking", SHOP_MAGAZINE, *CASES, disposition="available")


def deliver(chain: Chain, day: str, buyer: Company, target: str, goods: list[str]) -> None:
    """A sale under the buyer's purchase permit, sent and received under the transport permit."""
    number = f"XS2506{day}"
    chain.trade(
        f"2025-06-{day}T08:30",
        SHOP_MAGAZINE,
        *goods,
        papers=[SALE, PURCHASE[buyer], SELLER.paper("inv", number)],
        source={"owning_party": SELLER.party()},
        destination={"owning_party": buyer.party()},
    )
    papers = [TRANSPORT[day], SELLER.paper("desadv", number)]
    keepers = {
        "source": {"location": SHOP_MAGAZINE, "possessing_party": SELLER.party()},
        "destination": {"location": target, "possessing_party": buyer.party()},
        "papers": papers,
    }
    chain.observe(
        f"2025-06-{day}T09:00", "shipping", SHOP_MAGAZINE, *goods, disposition="in_transit", **keepers
    )
    chain.observe(f"2025-06-{day}T14:00", "receiving", target, *goods, disposition="in_progress", **keepers)


def sell_to_quarry(chain: Chain) -> None:
    """The first case goes whole to the quarry's blasting company."""
    deliver(chain, "19", QUARRY, QUARRY_MAGAZINE, [CASES[0]])
    chain.contain(
        "2025-06-19T15:00",
        "unpacking",
        QUARRY_MAGAZINE,
        CASES[0],
        *[box(n) for n in range(10)],
        action="DELETE",
    )


def sell_to_tunnel(chain: Chain) -> None:
    """The second case is opened at the dealer's; five of its boxes go to the tunnel."""
    chain.contain("2025-06-19T16:00", "unpacking", SHOP_MAGAZINE, CASES[1], action="DELETE")
    deliver(chain, "20", TUNNEL, TUNNEL_MAGAZINE, [box(n) for n in range(10, 15)])


def bring_back(chain: Chain) -> None:
    """Two unopened boxes go back to the dealer, who sells them to the quarry."""
    unopened, papers = [box(13), box(14)], [TUNNEL.paper("rma", "TH250625"), TRANSPORT["25"]]
    ends = {
        "source": {"location": TUNNEL_MAGAZINE},
        "destination": {"location": SHOP_MAGAZINE},
        "papers": papers,
    }
    chain.observe("2025-06-25T09:00", "shipping", TUNNEL_MAGAZINE, *unopened, disposition="returned", **ends)
    chain.observe("2025-06-25T13:30", "receiving", SHOP_MAGAZINE, *unopened, disposition="returned", **ends)
    deliver(chain, "27", QUARRY, QUARRY_MAGAZINE, unopened)
    open_boxes(chain, "28", QUARRY_MAGAZINE, range(13, 15))
    issue(chain, "2025-06-28T07:00", QUARRY, LI, shells(131, 20))
    fire(chain, "2025-06-28T11:00", QUARRY, shells(131, 20))


def close_books(chain: Chain) -> None:
    """Month-end counts in every magazine."""
    left = [box(n) for n in range(15, 20)]
    chain.observe("2025-06-30T16:00", "stock_taking", SHOP_MAGAZINE, *left, disposition="available")
    chain.observe(
        "2025-06-30T16:30",
        "stock_taking",
        QUARRY_MAGAZINE,
        *shells(37, 4),
        *shells(58, 2),
        *shells(91, 9),
        disposition="available",
    )
    chain.observe(
        "2025-06-30T17:00",
        "holding",
        QUARRY_MAGAZINE,
        *shells(91, 9),
        disposition="non_sellable_other",
        papers=[QUARRY.paper("cert", "FC250630")],
    )
