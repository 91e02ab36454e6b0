"""Where detonators are used: issued to a blaster, fired, what is left brought back (领用—爆破—清退)."""

from samples.chain import Chain
from samples.codes import Company
from samples.detonators_register import (
    BLASTING,
    LI,
    QUARRY,
    QUARRY_FACE,
    QUARRY_MAGAZINE,
    TUNNEL,
    TUNNEL_MAGAZINE,
    WANG,
    ZHAO,
    box,
    boxed,
    shells,
)


def open_boxes(chain: Chain, day: str, place: str, numbers: range) -> None:
    """Boxes opened in the morning, one event each."""
    for minute, number in enumerate(numbers):
        chain.contain(
            f"2025-06-{day}T06:{10 + minute}",
            "unpacking",
            place,
            box(number),
            *boxed(number),
            action="DELETE",
        )


def issue(chain: Chain, when: str, unit: Company, blaster: str, goods: list[str]) -> None:
    """From the keeper of the magazine to a named blaster at the face (领用)."""
    chain.observe(
        when,
        "picking",
        unit.site("1001"),
        *goods,
        papers=[BLASTING[unit], unit.paper("upevt", when[:13])],
        source={"location": unit.site("1001"), "possessing_party": unit.party()},
        destination={"location": unit.site("1002"), "possessing_party": blaster},
    )


def clear(chain: Chain, when: str, unit: Company, blaster: str, goods: list[str]) -> None:
    """What was not used comes back the same day (清退)."""
    chain.observe(
        when,
        "collecting",
        unit.site("1001"),
        *goods,
        disposition="returned",
        papers=[unit.paper("rma", when[:13])],
        source={"location": unit.site("1002"), "possessing_party": blaster},
        destination={"location": unit.site("1001"), "possessing_party": unit.party()},
    )


def fire(chain: Chain, when: str, unit: Company, goods: list[str]) -> None:
    """A blast: the shells are used up."""
    chain.vanish(
        when,
        "urn:suyuan:bizstep:consume",
        unit.site("1002"),
        *goods,
        disposition="destroyed",
        papers=[BLASTING[unit]],
    )


def blast_at_quarry(chain: Chain) -> None:
    """100 issued, 83 fired, 15 brought back: one reported lost, one that no record accounts for."""
    open_boxes(chain, "21", QUARRY_MAGAZINE, range(6))
    issue(chain, "2025-06-21T07:00", QUARRY, WANG, shells(1, 40))
    issue(chain, "2025-06-21T07:10", QUARRY, LI, shells(41, 20))
    fire(chain, "2025-06-21T11:30", QUARRY, shells(1, 20))
    fire(chain, "2025-06-21T11:40", QUARRY, shells(41, 17))
    fire(chain, "2025-06-21T16:30", QUARRY, shells(21, 16))
    clear(chain, "2025-06-21T18:00", QUARRY, WANG, shells(37, 4))
    clear(chain, "2025-06-21T18:10", QUARRY, LI, shells(58, 2))
    chain.observe(
        "2025-06-21T18:30",
        "other",
        QUARRY_FACE,
        *shells(60, 1),
        disposition="unknown",
        papers=[QUARRY.paper("upevt", "DS250621")],
        **{"suyuan:loss": True},
    )
    chain.observe(
        "2025-06-21T19:00",
        "stock_taking",
        QUARRY_MAGAZINE,
        *shells(37, 4),
        *shells(58, 2),
        disposition="available",
    )
    open_boxes(chain, "22", QUARRY_MAGAZINE, range(6, 10))
    issue(chain, "2025-06-22T07:00", QUARRY, WANG, shells(61, 40))
    fire(chain, "2025-06-22T11:30", QUARRY, shells(61, 15))
    fire(chain, "2025-06-22T16:00", QUARRY, shells(76, 15))
    clear(chain, "2025-06-22T18:00", QUARRY, WANG, shells(91, 9))
    chain.observe(
        "2025-06-22T19:00",
        "stock_taking",
        QUARRY_MAGAZINE,
        *shells(37, 4),
        *shells(58, 2),
        *shells(91, 9),
        disposition="mismatch_quantity",
    )


def blast_at_tunnel(chain: Chain) -> None:
    """Three boxes used up at the tunnel on two days."""
    open_boxes(chain, "23", TUNNEL_MAGAZINE, range(10, 12))
    issue(chain, "2025-06-23T08:00", TUNNEL, ZHAO, shells(101, 20))
    fire(chain, "2025-06-23T12:00", TUNNEL, shells(101, 18))
    clear(chain, "2025-06-23T17:30", TUNNEL, ZHAO, shells(119, 2))
    open_boxes(chain, "24", TUNNEL_MAGAZINE, range(12, 13))
    issue(chain, "2025-06-24T08:00", TUNNEL, ZHAO, [*shells(119, 2), *shells(121, 10)])
    fire(chain, "2025-06-24T12:00", TUNNEL, [*shells(119, 2), *shells(121, 10)])
