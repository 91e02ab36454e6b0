"""A vaccine from its maker through district stores to clinics; one receipt is missing (疫苗：冷链—接种)."""

from typing import Any

from samples.chain import Chain, Line
from samples.vaccine_register import (
    ADJUVANT,
    ANTIGEN,
    APPROVAL,
    BULK,
    CARRIER,
    CASES,
    CLINICS,
    COOLERS,
    DISTRICTS,
    LOGGER,
    LOTS,
    MAKER,
    MAKER_STORE,
    PLANT,
    PROVINCE,
    PROVINCE_STORE,
    VACCINE,
    Clinic,
    box,
    doses,
    register,
)


def build() -> Chain:
    """From the antigen to the last dose, with a recall at the end."""
    chain = Chain("vaccine", "2025-05-08T11:00")
    register(chain)
    chain.describe_regions()
    make(chain)
    pack(chain)
    to_province(chain)
    for number in (0, 1):
        to_district(chain, number)
    for clinic in CLINICS[:3]:
        to_clinic(chain, clinic)
    to_village_clinic(chain, CLINICS[3])
    for clinic in CLINICS:
        vaccinate(chain, clinic)
    correct(chain)
    coolers_home(chain)
    recall(chain)
    return chain


def make(chain: Chain) -> None:
    """Antigen and adjuvant to bulk, bulk to two filled lots, two doses of each kept for lot release."""
    antigen: Line = (MAKER.lot(ANTIGEN, "YY2501"), 6, "LTR")
    adjuvant: Line = (MAKER.lot(ADJUVANT, "ZJ2412"), 4, "LTR")
    bulk = MAKER.lot(BULK, "BC250303")
    chain.appear("2025-01-20T10:00", "creating_class_instance", PLANT, antigen)
    chain.appear("2025-02-10T10:00", "creating_class_instance", PLANT, adjuvant)
    chain.transform(
        "2025-03-03T09:00", "commissioning", PLANT, inputs=(antigen, adjuvant), outputs=((bulk, 10, "LTR"),)
    )
    for day, lot in zip(("05", "06"), LOTS, strict=True):
        filled, released = MAKER.lot(VACCINE, lot), [MAKER.paper("cert", f"PQF{lot}"), APPROVAL]
        chain.transform(
            f"2025-03-{day}T08:00",
            "commissioning",
            PLANT,
            inputs=((bulk, 0.021, "LTR"),),
            outputs=((filled, 42),),
            disposition="active",
            papers=[APPROVAL],
            ilmd={"cbvmda:lotNumber": lot, "cbvmda:itemExpirationDate": "2027-03-04"},
        )
        chain.vanish(f"2025-03-{day}T15:00", "sampling", PLANT, (filled, 2), disposition="in_progress")
        chain.observe(
            f"2025-03-2{day[-1]}T10:00",
            "inspecting",
            PLANT,
            (filled, 40),
            disposition="conformant",
            papers=released,
        )


def pack(chain: Chain) -> None:
    """Every dose gets its code, ten to a box, four boxes to a case."""
    for number, lot in enumerate(LOTS):
        boxes = range(4 * number, 4 * number + 4)
        coded = [dose for place in boxes for dose in doses(place)]
        chain.transform(
            f"2025-03-2{7 + number}T08:00",
            "repackaging",
            PLANT,
            disposition="active",
            inputs=((MAKER.lot(VACCINE, lot), 40),),
            outputs=tuple(coded),
            ilmd={"cbvmda:lotNumber": lot},
        )
        for minute, place in enumerate(boxes):
            chain.contain(
                f"2025-03-2{7 + number}T09:{10 + minute}", "packing", PLANT, box(place), *doses(place)
            )
        chain.contain(
            f"2025-03-2{7 + number}T10:00", "packing", PLANT, CASES[number], *[box(place) for place in boxes]
        )
        chain.observe(
            f"2025-03-2{7 + number}T10:30",
            "storing",
            MAKER_STORE,
            CASES[number],
            source={"location": PLANT},
            destination={"location": MAKER_STORE},
        )
    chain.appear("2025-03-29T08:00", "commissioning", PLANT, COOLERS[0])
    chain.appear("2025-03-31T08:00", "commissioning", PROVINCE_STORE, *COOLERS[1:])


def chill(chain: Chain, when: str, cooler: str, celsius: float) -> None:
    """The logger's reading inside a cooler, under way."""
    report = {"type": "Temperature", "value": celsius, "uom": "CEL"}
    reading = {"sensorMetadata": {"time": f"{when}:00+08:00", "deviceID": LOGGER}, "sensorReport": [report]}
    chain.observe(
        when,
        "sensor_reporting",
        None,
        cooler,
        sensorElementList=[reading],
        readPoint={"id": "geo:28.1874,113.0432"},
    )


def carry(chain: Chain, day: str, cooler: str, route: tuple[str, str], goods: list[str]) -> None:
    """Goods go into a cooler, the carrier takes it, it is checked and emptied on arrival."""
    origin, target = route
    notice = [CARRIER.paper("desadv", f"LL{day[5:7]}{day[8:]}-{cooler[-3:]}")]
    chain.contain(f"{day}T07:30", "packing", origin, cooler, *goods, disposition="container_closed")
    chain.ship(f"{day}T08:00", origin, target, cooler, papers=notice)
    chill(chain, f"{day}T09:00", cooler, 4.6)
    chain.receive(f"{day}T10:40", origin, target, cooler, papers=notice)
    chain.contain(
        f"{day}T11:00", "unpacking", target, cooler, *goods, action="DELETE", disposition="container_open"
    )


def to_province(chain: Chain) -> None:
    """Both cases bought by the province, opened there."""
    chain.trade(
        "2025-04-01T16:00",
        MAKER_STORE,
        *CASES,
        papers=[APPROVAL, MAKER.paper("inv", "FP250401-08")],
        source={"owning_party": MAKER.party()},
        destination={"owning_party": PROVINCE.party()},
    )
    carry(chain, "2025-04-02", COOLERS[0], (MAKER_STORE, PROVINCE_STORE), list(CASES))
    chain.observe(
        "2025-04-02T11:30",
        "inspecting",
        PROVINCE_STORE,
        *CASES,
        disposition="conformant",
        papers=[MAKER.paper("cert", f"PQF{lot}") for lot in LOTS],
    )
    for number, case in enumerate(CASES):
        chain.contain(
            f"2025-04-03T09:{10 * number:02}",
            "unpacking",
            PROVINCE_STORE,
            case,
            *[box(4 * number + place) for place in range(4)],
            action="DELETE",
        )


def to_district(chain: Chain, number: int) -> None:
    """Two boxes of each lot to each district store; the first district's receipt is reported twice."""
    store = DISTRICTS[number].site("1001")
    boxes = [box(place) for clinic in CLINICS[2 * number : 2 * number + 2] for place in clinic.boxes]
    carry(chain, f"2025-04-0{8 + number}", COOLERS[1 + number], (PROVINCE_STORE, store), boxes)
    if number == 0:
        chain.receive(
            "2025-04-08T10:40",
            PROVINCE_STORE,
            store,
            COOLERS[1],
            papers=[CARRIER.paper("desadv", f"LL0408-{COOLERS[1][-3:]}")],
        )
    chain.observe(f"2025-04-0{8 + number}T11:20", "inspecting", store, *boxes, disposition="conformant")
    chain.observe(f"2025-04-1{number}T17:00", "stock_taking", store, *boxes, disposition="available")


def clinic_route(clinic: Clinic) -> dict[str, Any]:
    """Places, keepers and the delivery note of a clinic's supply."""
    store = clinic.store
    return {
        "source": {"location": store.site("1001"), "possessing_party": store.party()},
        "destination": {"location": clinic.site, "possessing_party": clinic.company.party()},
        "papers": [store.paper("desadv", f"PS0415-{clinic.number + 1}")],
    }


def to_clinic(chain: Chain, clinic: Clinic) -> None:
    """A box of each lot to a clinic, opened there; the second clinic's receipt is corrected later."""
    goods, route = [box(place) for place in clinic.boxes], clinic_route(clinic)
    store = clinic.store.site("1001")
    chain.observe("2025-04-15T08:30", "shipping", store, *goods, disposition="in_transit", **route)
    if clinic.number != 1:
        chain.observe(
            "2025-04-15T10:10", "receiving", clinic.site, *goods, disposition="in_progress", **route
        )
    open_boxes(chain, "2025-04-16T08", clinic.site, clinic.boxes)


def to_village_clinic(chain: Chain, clinic: Clinic) -> None:
    """The last clinic gets single doses from boxes opened at the store, and never records their receipt."""
    store, route = clinic.store.site("1001"), clinic_route(clinic)
    open_boxes(chain, "2025-04-14T15", store, clinic.boxes)
    single = [dose for place in clinic.boxes for dose in doses(place)]
    chain.observe("2025-04-15T08:30", "shipping", store, *single, disposition="in_transit", **route)


def open_boxes(chain: Chain, hour: str, place: str, boxes: tuple[int, int]) -> None:
    """Both boxes emptied, one event each."""
    for minute, number in enumerate(boxes):
        when = f"{hour}:{10 + minute}"
        chain.contain(when, "unpacking", place, box(number), *doses(number), action="DELETE")


def vaccinate(chain: Chain, clinic: Clinic) -> None:
    """Six doses of the first lot and four of the second, each its own record."""
    given = doses(clinic.boxes[0])[:6] + doses(clinic.boxes[1])[:4]
    for place, dose in enumerate(given):
        chain.vanish(
            f"2025-04-{18 + place // 2}T{9 + place % 2}:{10 + 7 * clinic.number:02}".replace("T9", "T09"),
            "dispensing",
            clinic.site,
            dose,
            disposition="dispensed",
        )


def correct(chain: Chain) -> None:
    """The second clinic's receipt named a box of its neighbour: declared wrong, replaced."""
    clinic = CLINICS[1]
    wrong = [box(clinic.boxes[0]), box(CLINICS[0].boxes[1])]
    right = [box(place) for place in clinic.boxes]
    first = chain.observe(
        "2025-04-15T10:20",
        "receiving",
        clinic.site,
        *wrong,
        disposition="in_progress",
        **clinic_route(clinic),
    )
    second = chain.observe(
        "2025-04-15T10:20",
        "receiving",
        clinic.site,
        *right,
        disposition="in_progress",
        **clinic_route(clinic),
    )
    declared = {
        "declarationTime": "2025-04-15T14:05:00+08:00",
        "reason": "incorrect_data",
        "correctiveEventIDs": [second["eventID"]],
    }
    chain.events.append(first | {"errorDeclaration": declared})


def coolers_home(chain: Chain) -> None:
    """The empty coolers go back to the maker, to be used again."""
    stays = (PROVINCE_STORE, DISTRICTS[0].site("1001"), DISTRICTS[1].site("1001"))
    for cooler, place in zip(COOLERS, stays, strict=True):
        papers = [CARRIER.paper("rma", f"HX{cooler[-3:]}")]
        chain.ship("2025-04-17T13:00", place, PLANT, cooler, papers=papers)
        chain.receive("2025-04-17T17:00", place, PLANT, cooler, papers=papers)


def recall(chain: Chain) -> None:
    """The first lot is recalled: what is left is held, sent back by three clinics, destroyed."""
    notice = MAKER.paper("cert", "ZH202503001")
    for clinic in CLINICS:
        left = doses(clinic.boxes[0])[6:]
        chain.observe(
            f"2025-04-28T1{clinic.number}:00",
            "holding",
            clinic.site,
            *left,
            papers=[notice],
            disposition="non_sellable_other",
            persistentDisposition={"set": ["recalled"]},
        )
    for clinic in CLINICS[:3]:
        left, store = doses(clinic.boxes[0])[6:], clinic.store.site("1001")
        papers = [notice, clinic.company.paper("rma", f"TH0429-{clinic.number + 1}")]
        chain.ship("2025-04-29T09:00", clinic.site, store, *left, disposition="returned", papers=papers)
        chain.receive("2025-04-29T11:00", clinic.site, store, *left, disposition="returned", papers=papers)
        chain.vanish("2025-05-06T10:00", "destroying", store, *left, disposition="destroyed", papers=[notice])
