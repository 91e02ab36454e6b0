"""Who and what the milk chain names: companies, sites, products, permits (主数据)."""

from typing import NamedTuple

from samples.chain import Chain
from samples.codes import Company, permit, uscc, vehicle

DAIRY, STATION, CULTURES = Company("69387010"), Company("69387040"), Company("69387060")
SCHOOLS, KIOSK = Company("69387050"), Company("69387070")
PLANT = DAIRY.site("1001")
BAY, SILO, COLD = (DAIRY.site("1001", part) for part in ("BAY1", "SILO1", "COLD1"))
DEPOT = STATION.site("1001")
TANKER, VAN = vehicle("蒙A7K52挂"), vehicle("蒙A36815D")
LOGGER = "urn:epc:id:giai:69387010.TL-0417"
RAW, CULTURE, MILK, YOGHURT, TANK_MILK = "2001", "2001", "2001", "2002", "2009"


class Farm(NamedTuple):
    """A farm with the kilograms of its morning and noon milkings."""

    company: Company
    initials: str
    name: str
    region: str
    milkings: tuple[tuple[int, int], tuple[int, int]]

    @property
    def tank(self) -> str:
        return self.company.site("1001", "TANK1")

    def lot(self, day: str) -> str:
        return self.company.lot(RAW, f"{self.initials}{day}")


FARMS = (
    Farm(Company("69387021"), "HW", "河湾牧场", "150121", ((1250, 1100), (1230, 1080))),
    Farm(Company("69387022"), "BP", "北坡奶牛养殖合作社", "150122", ((980, 870), (995, 860))),
    Farm(Company("69387023"), "NY", "南营牧业", "150123", ((1560, 1340), (1575, 1320))),
)
SCHOOL_SITES = (
    ("1001", "新城区晨曦小学", "150102"),
    ("1002", "回民区启航中学", "150103"),
    ("1003", "玉泉区春苗幼儿园", "150104"),
)
SITE_NAMES = {SCHOOLS.site(reference): reference for reference, _, _ in SCHOOL_SITES}
DAYS = (("12", "13"), ("13", "14"))
"""Day of milking, day of delivery, in May 2025."""
LICENCE = permit("food-production", "SC10515012300417")


def register(chain: Chain) -> None:
    """Master data of every party, place, vehicle and product."""
    register_parties(chain)
    register_places(chain)
    products = [(farm.company, RAW, f"生牛乳（{farm.name}）") for farm in FARMS]
    products += [
        (DAIRY, TANK_MILK, "生牛乳（罐车混合批）"),
        (DAIRY, MILK, "学生饮用奶（巴氏杀菌乳）200毫升"),
        (DAIRY, YOGHURT, "风味酸牛乳 100克"),
        (CULTURES, CULTURE, "酸奶发酵剂"),
    ]
    for company, reference, name in products:
        chain.describe("EPCClass", company.product(reference), descriptionShort=name)


def register_parties(chain: Chain) -> None:
    """Farms, dairy, distributor, caterer, kiosk."""
    parties = [
        (farm.company, f"{farm.name}有限公司", farm.region, f"6938702{n}") for n, farm in enumerate(FARMS, 1)
    ]
    parties += [
        (DAIRY, "青岚乳业有限公司", "150123", "69387010"),
        (STATION, "城东学生奶配送有限公司", "150105", "69387040"),
        (CULTURES, "酵源生物科技有限公司", "110115", "69387060"),
        (SCHOOLS, "青城校园餐饮服务中心", "150102", "69387050"),
        (KIOSK, "校门口奶亭（个体工商户）", "150105", "69387070"),
    ]
    for company, name, region, body in parties:
        chain.describe(
            "Party", company.party(), name=name, region=region, uscc=uscc(region, body), countryCode="CN"
        )


def register_places(chain: Chain) -> None:
    """Sites, bins and vehicles."""
    places = [(farm.company, "1001", f"{farm.name}奶站", farm.region, "farm") for farm in FARMS]
    places += [
        (DAIRY, "1001", "青岚乳业和林工厂", "150123", "plant"),
        (STATION, "1001", "城东学生奶配送站", "150105", "warehouse"),
        (CULTURES, "1001", "酵源生物大兴车间", "110115", "plant"),
        (KIOSK, "1001", "校门口奶亭", "150105", "shop"),
    ]
    places += [(SCHOOLS, reference, name, region, "school") for reference, name, region in SCHOOL_SITES]
    for company, reference, name, region, kind in places:
        place = company.site(reference)
        chain.describe("Location", place, name=name, region=region, siteKind=kind, operator=company.party())
    for farm in FARMS:
        operator = farm.company.party()
        chain.describe("Location", farm.tank, name=f"{farm.name}贮奶罐", siteKind="bin", operator=operator)
    for place, name in ((BAY, "收奶台"), (SILO, "一号奶仓"), (COLD, "一号冷库")):
        chain.describe(
            "Location", place, name=f"青岚乳业和林工厂{name}", siteKind="bin", operator=DAIRY.party()
        )
    for plate, name in ((TANKER, "生鲜乳运输罐挂车 蒙A7K52挂"), (VAN, "冷藏配送车 蒙A36815D")):
        chain.describe("Location", plate, name=name, siteKind="vehicle", operator=DAIRY.party())
