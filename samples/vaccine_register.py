"""Who and what the vaccine chain names: companies, sites, products, permits (主数据)."""

from typing import NamedTuple

from samples.chain import Chain
from samples.codes import Company, LinkedCompany, permit, uscc

MAKER, PROVINCE = LinkedCompany("69387210"), LinkedCompany("69387220")
DISTRICTS = (LinkedCompany("69387230"), LinkedCompany("69387240"))
CARRIER = LinkedCompany("69387260")
PLANT, MAKER_STORE = MAKER.site("1001"), MAKER.site("1001", "COLD1")
PROVINCE_STORE = PROVINCE.site("1001")
VACCINE, BULK, ANTIGEN, ADJUVANT = "5001", "5002", "5003", "5004"
APPROVAL = permit("drug-approval", "国药准字S20250017")
LOGGER = "https://id.gs1.org/8004/69387260TL2031"


class Clinic(NamedTuple):
    """A vaccination clinic, the district store that supplies it, and its number from 0."""

    company: Company
    name: str
    region: str
    number: int

    @property
    def site(self) -> str:
        return self.company.site("1001")

    @property
    def store(self) -> Company:
        return DISTRICTS[self.number // 2]

    @property
    def boxes(self) -> tuple[int, int]:
        """One box of each lot."""
        return self.number, 4 + self.number


CLINICS = (
    Clinic(LinkedCompany("69387251"), "麓山社区卫生服务中心", "430104", 0),
    Clinic(LinkedCompany("69387252"), "银杏社区卫生服务中心", "430104", 1),
    Clinic(LinkedCompany("69387253"), "月湖镇卫生院", "430112", 2),
    Clinic(LinkedCompany("69387254"), "星桥镇卫生院", "430112", 3),
)
LOTS = ("202503001", "202503002")


def drug(level: str, number: int) -> str:
    """A drug trace code of 20 digits: 7 of the drug, 1 of the pack level, 12 of serial (药品追溯码)."""
    return f"urn:suyuan:unit:drug:8394217{level}{number:012}"


def doses(box_number: int) -> list[str]:
    """The ten doses of a box."""
    return [drug("1", 25030000 + 10 * box_number + place) for place in range(10)]


def box(number: int) -> str:
    """Boxes 0–3 hold the first lot, 4–7 the second."""
    return drug("2", 2503000 + number)


CASES = (drug("3", 250301), drug("3", 250302))
COOLERS = tuple(CARRIER.asset("7001", f"LX{number:03}") for number in (1, 2, 3))


def register(chain: Chain) -> None:
    """Enterprises, sites and products."""
    parties: list[tuple[Company, str, str, str]] = [
        (MAKER, "康禾生物制品有限公司", "430181", "69387210"),
        (PROVINCE, "湘岳省级疾病预防控制中心", "430105", "69387220"),
        (DISTRICTS[0], "岳麓区疾病预防控制中心", "430104", "69387230"),
        (DISTRICTS[1], "望城区疾病预防控制中心", "430112", "69387240"),
        (CARRIER, "极光医药冷链物流有限公司", "430103", "69387260"),
    ]
    parties += [
        (clinic.company, clinic.name, clinic.region, f"6938725{clinic.number + 1}") for clinic in CLINICS
    ]
    for company, name, region, body in parties:
        chain.describe(
            "Party", company.party(), name=name, region=region, uscc=uscc(region, body), countryCode="CN"
        )
    places: list[tuple[str, str, str, str, Company]] = [
        (PLANT, "康禾生物浏阳工厂", "430181", "plant", MAKER),
        (MAKER_STORE, "康禾生物浏阳工厂冷库", "430181", "bin", MAKER),
        (PROVINCE_STORE, "省疾控疫苗冷库", "430105", "warehouse", PROVINCE),
        (DISTRICTS[0].site("1001"), "岳麓区疾控疫苗冷库", "430104", "warehouse", DISTRICTS[0]),
        (DISTRICTS[1].site("1001"), "望城区疾控疫苗冷库", "430112", "warehouse", DISTRICTS[1]),
    ]
    places += [
        (clinic.site, f"{clinic.name}预防接种门诊", clinic.region, "clinic", clinic.company)
        for clinic in CLINICS
    ]
    for place, name, region, kind, company in places:
        chain.describe("Location", place, name=name, region=region, siteKind=kind, operator=company.party())
    register_products(chain)


def register_products(chain: Chain) -> None:
    """Products with their approval, and of every dose its product and lot."""
    products = (
        (VACCINE, "冻干人用示例疫苗 0.5毫升/支"),
        (BULK, "示例疫苗半成品"),
        (ANTIGEN, "抗原原液"),
        (ADJUVANT, "佐剂"),
    )
    for reference, name in products:
        chain.describe("EPCClass", MAKER.product(reference), descriptionShort=name)
    chain.describe("EPCClass", CARRIER.product("7001"), descriptionShort="可循环疫苗冷藏箱")
    holder = {"holder": MAKER.party(), "validFrom": "2025-01-10", "validTo": "2030-01-09"}
    chain.describe("Permit", APPROVAL[1], name="药品批准文号", **holder)
    for number, lot in enumerate(LOTS):
        batch = MAKER.lot(VACCINE, lot)
        for dose in (dose for place in range(4) for dose in doses(4 * number + place)):
            chain.describe("EPCInstance", dose, product=MAKER.product(VACCINE), batch=batch)
