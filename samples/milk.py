"""Raw milk of three farms, through a tank truck and a dairy, to schools and a kiosk (生牛乳 → 学生饮用奶)."""

from samples.chain import Chain, Line
from samples.milk_register import (
    COLD,
    CULTURE,
    CULTURES,
    DAIRY,
    DAYS,
    DEPOT,
    FARMS,
    KIOSK,
    LICENCE,
    LOGGER,
    MILK,
    PLANT,
    SCHOOL_SITES,
    SCHOOLS,
    SILO,
    SITE_NAMES,
    STATION,
    TANK_MILK,
    TANKER,
    VAN,
    YOGHURT,
    Farm,
    register,
)


def build() -> Chain:
    """Two days of milking, each followed by a day of delivery."""
    chain = Chain("milk", "2025-05-16T09:00")
    register(chain)
    chain.describe_regions()
    prepare(chain)
    for number, (day, delivery) in enumerate(DAYS):
        milk_farms(chain, number, day)
        collect(chain, number, day)
        process(chain, number, day)
        pack(chain, number, day, delivery)
        drive(chain, number, delivery)
        feed(chain, number, day, delivery)
    kiosk(chain)
    follow_up(chain)
    return chain


def prepare(chain: Chain) -> None:
    """The trucks come into service, a temperature logger is fitted, and the starter culture arrives."""
    chain.appear("2025-05-06T09:00", "commissioning", PLANT, TANKER, VAN)
    chain.appear("2025-05-06T09:10", "commissioning", PLANT, LOGGER)
    fitting = {"type": "AssociationEvent", "disposition": "in_progress"}
    chain.contain("2025-05-06T09:30", "installing", PLANT, TANKER, LOGGER, **fitting)
    maker, lot, slip = (
        CULTURES.site("1001"),
        CULTURES.lot(CULTURE, "FJ250501"),
        [CULTURES.paper("desadv", "CK250507-03")],
    )
    chain.appear("2025-05-01T10:00", "creating_class_instance", maker, (lot, 20, "KGM"))
    chain.ship("2025-05-07T08:30", maker, PLANT, (lot, 3, "KGM"), papers=slip)
    chain.receive("2025-05-08T15:20", maker, PLANT, (lot, 3, "KGM"), papers=slip)


def milk_farms(chain: Chain, number: int, day: str) -> None:
    """Two milkings into one day's lot, a residue test, a sample kept, the sale to the dairy."""
    for farm in FARMS:
        morning, noon = farm.milkings[number]
        lot, date = farm.lot(day), f"2025-05-{day}"
        chain.appear(f"{date}T05:30", "creating_class_instance", farm.tank, (lot, morning, "KGM"))
        chain.appear(f"{date}T12:30", "creating_class_instance", farm.tank, (lot, noon, "KGM"))
        test = [farm.company.paper("testres", f"KS{farm.initials}{day}")]
        chain.observe(
            f"{date}T12:50",
            "inspecting",
            farm.tank,
            (lot, morning + noon, "KGM"),
            disposition="conformant",
            papers=test,
        )
        chain.vanish(f"{date}T12:55", "sampling", farm.tank, (lot, 0.5, "KGM"), disposition="in_progress")
        chain.trade(
            f"{date}T13:40",
            farm.tank,
            (lot, morning + noon - 0.5, "KGM"),
            papers=[farm.company.paper("inv", f"SN{farm.initials}{day}")],
            source={"owning_party": farm.company.party()},
            destination={"owning_party": DAIRY.party()},
        )


def collect(chain: Chain, number: int, day: str) -> None:
    """The tank truck's round: cleaned, loaded at each farm, its milk mixed on the way, pumped out."""
    date, here = f"2025-05-{day}", PLANT
    loaded: list[Line] = []
    chain.observe(
        f"{date}T13:00",
        "urn:suyuan:bizstep:cleaning",
        PLANT,
        TANKER,
        papers=[DAIRY.paper("cert", f"QX{day}")],
    )
    for hour, farm in enumerate(FARMS, 13):
        there = farm.company.site("1001")
        drive_leg(chain, (f"{date}T{hour}:20", f"{date}T{hour}:45"), (here, there), loaded)
        milk: Line = (farm.lot(day), sum(farm.milkings[number]) - 0.5, "KGM")
        chain.contain(f"{date}T{hour}:55", "loading", there, TANKER, milk, papers=[slip(farm, day)])
        loaded.append(milk)
        here = there
    mixed: Line = (tank_lot(day), mixed_weight(number), "KGM")
    chain.transform(
        f"{date}T16:05",
        "urn:suyuan:bizstep:merge",
        TANKER,
        inputs=tuple(loaded),
        outputs=(mixed,),
        disposition="in_progress",
        papers=[slip(farm, day) for farm in FARMS],
    )
    deliver_milk(chain, date, here, mixed)


def deliver_milk(chain: Chain, date: str, here: str, mixed: Line) -> None:
    """The full tank back to the plant, its temperature on the way, its milk into the silo."""
    drive_leg(chain, (f"{date}T16:20", f"{date}T17:30"), (here, PLANT), [])
    cold = {
        "sensorMetadata": {"time": f"{date}T16:50:00+08:00", "deviceID": LOGGER},
        "sensorReport": [{"type": "Temperature", "value": 3.6, "uom": "CEL"}],
    }
    chain.observe(f"{date}T16:50", "sensor_reporting", TANKER, mixed, sensorElementList=[cold])
    chain.observe(
        f"{date}T17:50",
        "unloading",
        SILO,
        mixed,
        disposition="in_progress",
        source={"location": TANKER},
        destination={"location": SILO},
    )


def slip(farm: Farm, day: str) -> tuple[str, str]:
    """The handover slip of one farm's raw milk (生鲜乳交接单)."""
    return farm.company.paper("bol", f"JJ{farm.initials}{day}")


def tank_lot(day: str) -> str:
    """The lot that the tank truck's milk became."""
    return DAIRY.lot(TANK_MILK, f"GC{day}")


def mixed_weight(number: int) -> float:
    """Kilograms in the tank: all milkings less each farm's sample."""
    return sum(sum(farm.milkings[number]) - 0.5 for farm in FARMS)


def drive_leg(chain: Chain, times: tuple[str, str], ends: tuple[str, str], loaded: list[Line]) -> None:
    """The tank truck from one site to the next; what is loaded is listed as still inside."""
    route = {"source": {"location": ends[0]}, "destination": {"location": ends[1]}}
    for when, step, place in ((times[0], "departing", ends[0]), (times[1], "arriving", ends[1])):
        if loaded:
            chain.contain(when, step, place, TANKER, *loaded, action="OBSERVE", **route)
        else:
            chain.observe(when, step, place, TANKER, **route)


def process(chain: Chain, number: int, day: str) -> None:
    """Tested, a sample kept, then pasteurised and filled as one long-running transformation."""
    date, milk = f"2025-05-{day}", mixed_weight(number)
    run = f"urn:epcglobal:cbv:bt:{DAIRY.gln('0000')}:PAST{day}"
    chain.observe(
        f"{date}T18:20",
        "inspecting",
        SILO,
        (tank_lot(day), milk, "KGM"),
        disposition="conformant",
        papers=[DAIRY.paper("testres", f"JY{day}-1")],
    )
    chain.vanish(f"{date}T18:30", "sampling", SILO, (tank_lot(day), 1, "KGM"), disposition="in_progress")
    culture: Line = (CULTURES.lot(CULTURE, "FJ250501"), 1.2, "KGM")
    used = {"inputs": ((tank_lot(day), milk - 1, "KGM"), culture), "transformationID": run}
    chain.transform(f"{date}T19:00", "commissioning", PLANT, papers=[LICENCE], **used)
    made = ((DAIRY.lot(MILK, f"XN{day}"), 28800), (DAIRY.lot(YOGHURT, f"SN{day}"), 9600))
    chain.transform(
        f"{date}T23:30",
        "commissioning",
        COLD,
        outputs=made,
        transformationID=run,
        disposition="active",
        papers=[LICENCE],
    )
    chain.observe(
        f"{date}T23:50",
        "inspecting",
        COLD,
        *made,
        disposition="conformant",
        papers=[DAIRY.paper("testres", f"JY{day}-2")],
    )


def pack(chain: Chain, number: int, day: str, delivery: str) -> None:
    """Four roll cages of school milk, one of yoghurt, loaded onto the refrigerated van."""
    date = f"2025-05-{delivery}"
    for place, cage in enumerate(cages(number)):
        goods = (DAIRY.lot(YOGHURT, f"SN{day}"), 480) if place == 4 else (DAIRY.lot(MILK, f"XN{day}"), 960)
        chain.contain(
            f"{date}T03:{10 + 5 * place}", "packing", COLD, cage, goods, disposition="container_closed"
        )
    chain.contain(
        f"{date}T04:20",
        "loading",
        PLANT,
        VAN,
        *cages(number),
        papers=[DAIRY.paper("desadv", f"PS{delivery}")],
    )


def cages(number: int) -> list[str]:
    """The roll cages of one day's delivery: three for schools, one for the station, one of yoghurt."""
    return [DAIRY.sscc(2505000 + 10 * number + place) for place in range(5)]


def drive(chain: Chain, number: int, delivery: str) -> None:
    """The van to the station and back."""
    date, load = f"2025-05-{delivery}", cages(number)
    out = {"source": {"location": PLANT}, "destination": {"location": DEPOT}}
    chain.contain(f"{date}T04:40", "departing", PLANT, VAN, *load, action="OBSERVE", **out)
    chain.observe(f"{date}T05:05", "transporting", None, VAN, readPoint={"id": "geo:40.6921,111.7035"})
    chain.contain(f"{date}T05:30", "arriving", DEPOT, VAN, *load, action="OBSERVE", **out)
    chain.contain(f"{date}T05:45", "unloading", DEPOT, VAN, *load, action="DELETE")
    back = {"source": {"location": DEPOT}, "destination": {"location": PLANT}}
    chain.observe(f"{date}T06:00", "departing", DEPOT, VAN, **back)
    chain.observe(f"{date}T06:50", "arriving", PLANT, VAN, **back)


def feed(chain: Chain, number: int, day: str, delivery: str) -> None:
    """Two schools get whole cages, the kindergarten and the kiosk what two opened cages held."""
    date, lot, load = f"2025-05-{delivery}", DAIRY.lot(MILK, f"XN{day}"), cages(number)
    for school, cage in zip(SCHOOL_SITES[:2], load, strict=False):
        site = SCHOOLS.site(school[0])
        again = number == 1 and cage == load[1]
        if again:
            chain.ship(
                f"{date}T06:10", DEPOT, site, cage, papers=[STATION.paper("desadv", f"SX{delivery}-2")]
            )
            chain.observe(
                f"{date}T06:25",
                "void_shipping",
                DEPOT,
                cage,
                papers=[STATION.paper("desadv", f"SX{delivery}-2")],
            )
        notice = [STATION.paper("desadv", f"SX{delivery}-{school[0]}")]
        chain.ship(f"{date}T06:40", DEPOT, site, cage, papers=notice)
        chain.receive(f"{date}T07:05", DEPOT, site, cage, papers=notice)
        chain.contain(f"{date}T07:20", "unpacking", site, cage, (lot, 960), action="DELETE")
        eat(chain, date, site, lot, 960)
    for cage in load[2:4]:
        chain.contain(f"{date}T06:05", "unpacking", DEPOT, cage, (lot, 960), action="DELETE")
    kindergarten, notice = SCHOOLS.site("1003"), [STATION.paper("desadv", f"SX{delivery}-1003")]
    chain.ship(f"{date}T06:45", DEPOT, kindergarten, (lot, 600), papers=notice)
    chain.receive(f"{date}T07:10", DEPOT, kindergarten, (lot, 600), papers=notice)
    eat(chain, date, kindergarten, lot, 600)


def eat(chain: Chain, date: str, site: str, lot: str, received: int) -> None:
    """All but 20 packs are drunk; those go back and are destroyed the same day."""
    chain.vanish(f"{date}T10:00", "urn:suyuan:bizstep:consume", site, (lot, received - 20))
    returned = [STATION.paper("rma", f"TH{date[-2:]}-{SITE_NAMES[site]}")]
    chain.ship(f"{date}T15:30", site, DEPOT, (lot, 20), disposition="returned", papers=returned)
    chain.receive(f"{date}T16:10", site, DEPOT, (lot, 20), disposition="returned", papers=returned)


def kiosk(chain: Chain) -> None:
    """Yoghurt and a little milk for the kiosk, sold over the counter."""
    stall = KIOSK.site("1001")
    for number, (day, delivery) in enumerate(DAYS):
        date, cage = f"2025-05-{delivery}", cages(number)[4]
        goods = ((DAIRY.lot(YOGHURT, f"SN{day}"), 480), (DAIRY.lot(MILK, f"XN{day}"), 240))
        notice = [STATION.paper("desadv", f"SX{delivery}-N")]
        chain.contain(f"{date}T06:15", "unpacking", DEPOT, cage, goods[0], action="DELETE")
        chain.ship(f"{date}T07:00", DEPOT, stall, *goods, papers=notice)
        chain.receive(f"{date}T07:40", DEPOT, stall, *goods, papers=notice)
        for hour, cups, packs in ((8, 150, 60), (12, 90, 45), (17, 180, 90)):
            sold = ((goods[0][0], cups), (goods[1][0], packs))
            chain.observe(f"{date}T{hour:02}:30", "retail_selling", stall, *sold, disposition="retail_sold")


def follow_up(chain: Chain) -> None:
    """Stock counted, the returns destroyed; then a residue finding at one farm and a hold on the lot."""
    lot, later = DAIRY.lot(MILK, "XN12"), DAIRY.lot(MILK, "XN13")
    for date, returned in (("2025-05-13", lot), ("2025-05-14", later)):
        chain.observe(f"{date}T17:00", "stock_taking", DEPOT, (returned, 1140), disposition="available")
        chain.vanish(
            f"{date}T17:30",
            "destroying",
            DEPOT,
            (returned, 60),
            disposition="destroyed",
            papers=[STATION.paper("cert", f"XH{date[-2:]}")],
        )
    hold = {"persistentDisposition": {"set": ["recalled"]}, "papers": [DAIRY.paper("testres", "FJ0515")]}
    chain.observe("2025-05-15T11:00", "holding", DEPOT, (lot, 1080), disposition="non_sellable_other", **hold)
    chain.observe("2025-05-15T11:20", "holding", COLD, (lot, 24960), disposition="non_sellable_other", **hold)
