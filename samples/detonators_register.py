"""Who and what the detonators chain names: companies, sites, products, permits (主数据)."""

from samples.chain import Chain
from samples.codes import Company, permit, uscc, vehicle

MAKER, SELLER = Company("69387110"), Company("69387120")
QUARRY, TUNNEL = Company("69387130"), Company("69387140")
PLANT, LINE, MAGAZINE = MAKER.site("1001"), MAKER.site("1001", "LINE2"), MAKER.site("1002")
SHOP_MAGAZINE = SELLER.site("1001")
QUARRY_MAGAZINE, QUARRY_FACE = QUARRY.site("1001"), QUARRY.site("1002")
TUNNEL_MAGAZINE, TUNNEL_FACE = TUNNEL.site("1001"), TUNNEL.site("1002")
TRUCK = vehicle("鄂E7D318")
WANG, LI, ZHAO = (
    f"urn:suyuan:person:blaster:{number}" for number in ("4228230017", "4228230025", "4228220031")
)
DETONATOR, BOX, PRIMARY, CASING, MODULE = "3001", "3002", "4001", "4002", "4003"
INPUTS = ((PRIMARY, "起爆药"), (CASING, "雷管壳"), (MODULE, "电子控制模块"))

PRODUCTION = permit("explosives-production", "MB生许证字〔2023〕088号")
SALE = permit("explosives-sale", "（鄂）MB销许证字〔2024〕017号")
BLASTING = {
    QUARRY: permit("blasting-unit", "4228001300047"),
    TUNNEL: permit("blasting-unit", "4228001300052"),
}
PURCHASE = {
    QUARRY: permit("explosives-purchase", "422823250617"),
    TUNNEL: permit("explosives-purchase", "422822250618"),
}
TRANSPORT = {
    "15": permit("explosives-transport", "420506250614"),
    "19": permit("explosives-transport", "422823250618"),
    "20": permit("explosives-transport", "422822250619"),
    "25": permit("explosives-transport", "420506250624"),
    "27": permit("explosives-transport", "422823250626"),
}
"""By the day in June 2025; each is good for one journey."""


def shells(first: int, count: int) -> list[str]:
    """Shell codes of 13: maker 88, year digit 5, month and day, feature A, five of serial (GA 441)."""
    return [f"urn:suyuan:unit:detonator:8850612A{serial:05}" for serial in range(first, first + count)]


def box(number: int) -> str:
    """The box that holds shells 10·number+1 to 10·number+10."""
    return MAKER.unit(BOX, f"H{number:04}")


def boxed(number: int) -> list[str]:
    """The ten shells of a box."""
    return shells(10 * number + 1, 10)


CASES = (MAKER.sscc(2506120), MAKER.sscc(2506121))


def register(chain: Chain) -> None:
    """Enterprises, blasters, sites and products."""
    parties = (
        (MAKER, "青石岭民用爆炸物品制造有限公司", "420505", "69387110"),
        (SELLER, "宜川民用爆炸物品经营有限公司", "420506", "69387120"),
        (QUARRY, "磐石爆破工程有限公司", "422801", "69387130"),
        (TUNNEL, "远岭隧道爆破工程有限公司", "422822", "69387140"),
    )
    for company, name, region, body in parties:
        chain.describe(
            "Party", company.party(), name=name, region=region, uscc=uscc(region, body), countryCode="CN"
        )
    for blaster, name in ((WANG, "爆破员 王某"), (LI, "爆破员 李某"), (ZHAO, "爆破员 赵某")):
        chain.describe("Party", blaster, name=name)
    places = (
        (PLANT, "青石岭民爆雷管厂", "420505", "plant", MAKER),
        (LINE, "青石岭民爆雷管厂二号编码线", "420505", "bin", MAKER),
        (MAGAZINE, "青石岭民爆成品总库", "420505", "warehouse", MAKER),
        (SHOP_MAGAZINE, "宜川民爆夷陵储存库", "420506", "warehouse", SELLER),
        (QUARRY_MAGAZINE, "磐石爆破巴东临时库", "422823", "warehouse", QUARRY),
        (QUARRY_FACE, "巴东石料场三号工作面", "422823", "use_point", QUARRY),
        (TUNNEL_MAGAZINE, "远岭隧道建始储存库", "422822", "warehouse", TUNNEL),
        (TUNNEL_FACE, "建始远岭隧道掌子面", "422822", "use_point", TUNNEL),
    )
    for place, name, region, kind, company in places:
        chain.describe("Location", place, name=name, region=region, siteKind=kind, operator=company.party())
    chain.describe("Location", TRUCK, name="民爆运输车 鄂E7D318", siteKind="vehicle", operator=SELLER.party())
    for reference, name in ((DETONATOR, "工业数码电子雷管"), (BOX, "工业数码电子雷管 10发盒"), *INPUTS):
        chain.describe("EPCClass", MAKER.product(reference), descriptionShort=name)
    for shell in shells(1, 203):
        chain.describe("EPCInstance", shell, product=MAKER.product(DETONATOR))


def register_permits(chain: Chain) -> None:
    """Permits with holder, issuer and the days they are valid."""
    permits = (
        (PRODUCTION, "民用爆炸物品生产许可证", MAKER, "2023-03-01", "2026-02-28"),
        (SALE, "民用爆炸物品销售许可证", SELLER, "2024-05-10", "2027-05-09"),
        (BLASTING[QUARRY], "爆破作业单位许可证", QUARRY, "2024-01-15", "2027-01-14"),
        (BLASTING[TUNNEL], "爆破作业单位许可证", TUNNEL, "2023-09-01", "2026-08-31"),
        (PURCHASE[QUARRY], "民用爆炸物品购买许可证", QUARRY, "2025-06-17", "2025-07-16"),
        (PURCHASE[TUNNEL], "民用爆炸物品购买许可证", TUNNEL, "2025-06-18", "2025-07-17"),
        (TRANSPORT["15"], "民用爆炸物品运输许可证", SELLER, "2025-06-14", "2025-06-16"),
        (TRANSPORT["19"], "民用爆炸物品运输许可证", QUARRY, "2025-06-18", "2025-06-20"),
        (TRANSPORT["20"], "民用爆炸物品运输许可证", TUNNEL, "2025-06-19", "2025-06-21"),
        (TRANSPORT["25"], "民用爆炸物品运输许可证", SELLER, "2025-06-24", "2025-06-26"),
        (TRANSPORT["27"], "民用爆炸物品运输许可证", QUARRY, "2025-06-26", "2025-06-28"),
    )
    for (_, number), name, holder, start, end in permits:
        chain.describe("Permit", number, name=name, holder=holder.party(), validFrom=start, validTo=end)
