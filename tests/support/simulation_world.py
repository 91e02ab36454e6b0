"""The physical world of the simulator: goods at spots, and the lines that every parcel has passed.

A trail is a bit mask over recorded lines, of what a reader of the records can know: it does not pass a
transformation that nobody recorded. `clean` is the part of it that never passed a number with two origins,
`known` the part that never passed a number of which some birth went unrecorded. `way` is all that it passed,
recorded or not.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from cypher.records.vocabulary import GapKind, ItemKind, LineRole
from tests.support.simulation_kinds import Kind

MINUTE = 60_000_000
DAY = 1440 * MINUTE
START = 1_772_323_200_000_000  # 2026-03-01T00:00Z
SITE = "https://id.gs1.org/414/69010000000"
PRODUCT = "https://id.gs1.org/01/0690100000000"


@dataclass(slots=True)
class Goods:
    """What an item is: `mixed` goods (a tank) blend on arrival, others lie side by side.

    `twin` numbers have two makers; `made` ones come from transformations, and so does more of them; of
    `reworked` ones no more is commissioned, since it would read as the commissioning of an output;
    of `unborn` ones some birth went unrecorded, of `unsaid` ones some unpacking; lines under another
    name, a product code or a lot, may be about `coded` ones. `lot` is that of a unit.
    """

    key: str
    kind: ItemKind
    unit: str | None = None
    mixed: bool = False
    twin: bool = False
    made: bool = False
    reworked: bool = False
    unborn: bool = False
    unsaid: bool = False
    coded: bool = False
    home: str = ""
    lot: str = ""


@dataclass(slots=True)
class Parcel:
    """An amount of one item that shares one past.

    `been` is a bit mask of sites, `last` the newest; `packed` is whether somebody recorded how it came into
    the container that it is in.
    """

    amount: int
    trail: int = 0
    way: int = 0
    clean: int = 0
    known: int = 0
    been: int = 0
    last: int = -1
    packed: bool = True

    def part(self, amount: int) -> "Parcel":
        """So much of it, with the same past."""
        return replace(self, amount=amount)


def blended(parcels: list[Parcel], amount: int) -> Parcel:
    """One parcel with the pasts of all of them."""
    blend = Parcel(amount, last=parcels[-1].last if parcels else -1)
    for parcel in parcels:
        blend.trail |= parcel.trail
        blend.way |= parcel.way
        blend.clean |= parcel.clean
        blend.known |= parcel.known
        blend.been |= parcel.been
        blend.packed &= parcel.packed
    return blend


@dataclass(slots=True)
class TrueLine:
    """A line that a careful clerk would write, with the lines its goods had truly passed before."""

    role: LineRole
    goods: Goods
    amount: int
    bit: int
    past: int = 0
    way: int = 0
    clean: int = 0
    known: int = 0


@dataclass(slots=True)
class Fact:
    """What truly happened, in the words of a careful clerk; `excused` gaps are true ones."""

    type: str
    action: str | None
    step: str | None
    time: int
    place: str | None = None
    read_point: str | None = None
    disposition: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    destinations: tuple[tuple[str, str], ...] = ()
    document: str | None = None
    paper_type: str = "desadv"
    transformation: str | None = None
    loss: bool = False
    lines: list[TrueLine] = field(default_factory=list)
    recorded: bool = True
    excused: frozenset[GapKind] = frozenset()


@dataclass(slots=True)
class Site:
    """A site of a party; goods lie in its bins, or in the site itself where it has none."""

    key: str
    party: str
    bins: tuple[str, ...]


@dataclass(slots=True)
class Shipment:
    """Goods on their way; the spot of its goods is `spot`."""

    spot: str
    origin: str
    destination: Site
    document: str | None
    told: bool
    parts: int = 0


class World:
    """Sites, goods and the clock; every act moves real goods and appends facts.

    `unsaid`: whether what some styles of recording leave out, such as unpacking, is left out.
    """

    def __init__(
        self, rng: Random, records: Callable[[], bool], kinds: frozenset[Kind], *, unsaid: bool
    ) -> None:
        self.rng = rng
        self.records = records
        self.kinds = kinds
        self.unsaid = unsaid
        self.now = START + rng.randrange(0, DAY)
        self.facts: list[Fact] = []
        self.goods: dict[str, Goods] = {}
        self.stock: dict[str, dict[str, list[Parcel]]] = {}
        self.where: dict[str, str] = {}
        self.shipments: list[Shipment] = []
        self.counter = 0
        self.bits = 0
        self.cycled = False
        self.pooled = False
        self.runs: list[tuple[str, str]] = []
        self.fed: dict[tuple[str, str], int] = {}
        self.ended: Counter[tuple[str, str, str]] = Counter()
        """(item, status, spot): how much of it was used, dispensed, destroyed or sampled there"""
        self.sites = [self._site(n) for n in range(rng.randint(3, 5))]
        self.site_of = {spot: site for site in self.sites for spot in (site.bins or (site.key,))}
        self.containers = [self._container(n) for n in range(rng.randint(0, 3))]

    def _site(self, number: int) -> Site:
        key = f"{SITE}{number}1"
        bins = (f"{key}/254/a", f"{key}/254/b") if self.rng.random() < 0.35 else ()
        return Site(key, f"https://id.gs1.org/417/69010000000{number}0", bins)

    def _container(self, number: int) -> Goods:
        vehicle = self.rng.random() < 0.2
        key = (
            f"urn:suyuan:vehicle:京A{number:05d}"
            if vehicle
            else f"https://id.gs1.org/00/0690100000000000{number}1"
        )
        goods = Goods(key, ItemKind.UNIT, unborn=True)
        self.goods[key] = goods
        self.put(self.rng.choice(list(self.site_of)), key, [Parcel(1)])
        return goods

    def fresh(self, kind: ItemKind, home: str, lot: Goods | None = None) -> Goods:
        """A new lot, unit (of a lot) or class; about half of the lots are measured, half of those mixed."""
        self.counter += 1
        measured = kind is ItemKind.LOT and self.rng.random() < 0.5
        serial = {ItemKind.UNIT: "/21/S", ItemKind.LOT: "/10/L", ItemKind.CLASS: "?c="}[kind]
        product = lot.key.partition("/10/")[0] if lot else f"{PRODUCT}{self.counter % 3}"
        goods = Goods(f"{product}{serial}{self.counter}", kind, "KGM" if measured else None)
        goods.lot = lot.key if lot else ""
        goods.mixed, goods.home = measured and self.rng.random() < 0.5, home
        self.goods[goods.key] = goods
        return goods

    def document(self) -> str:
        """A new document number."""
        self.counter += 1
        return f"urn:epcglobal:cbv:bt:6901000000001:{self.counter}"

    def tick(self) -> int:
        """Lets time pass, or not: about one event in six shares the instant of the one before."""
        roll = self.rng.random()
        if roll > 0.85:
            self.now += self.rng.randint(1, 40) * DAY // 8
        elif roll > 0.16:
            self.now += self.rng.randint(1, 300) * MINUTE
        return self.now

    def fact(self, type_: str, action: str | None, step: str | None, **details: object) -> Fact:
        """Appends what happens next, at the next moment."""
        fact = Fact(type_, action, step, self.tick(), **details)  # type: ignore[arg-type]
        fact.recorded = self.records()
        self.facts.append(fact)
        return fact

    def put(self, spot: str, item: str, parcels: list[Parcel]) -> None:
        """Lays goods down; mixed goods blend with what is there."""
        lying = self.stock.setdefault(spot, {}).setdefault(item, [])
        key = (spot, item)
        self.fed[key] = self.fed[key] + 1 if lying and key in self.fed else 1
        goods = self.goods[item]
        if spot in self.site_of:
            self._arrive(self.sites.index(self.site_of[spot]), parcels)
        if lying and goods.mixed:
            both = [*lying, *parcels]
            lying[:] = [blended(both, sum(p.amount for p in both))]
        else:
            lying.extend(parcels)
        if goods.kind is ItemKind.UNIT:
            self.where[item] = spot

    def _arrive(self, site: int, parcels: list[Parcel]) -> None:
        for parcel in parcels:
            self.cycled |= bool(parcel.been >> site & 1) and parcel.last != site
            parcel.been |= 1 << site
            parcel.last = site

    def take(self, spot: str, item: str, amount: int) -> list[Parcel]:
        """Lifts goods: oldest first, newest first or at random, as people do."""
        lying = self.stock[spot][item]
        if self.fed.get((spot, item), 1) > 1:
            self.pooled = True
        order = self.rng.random()
        if order < 0.3:
            lying.reverse()
        elif order < 0.6:
            self.rng.shuffle(lying)
        taken: list[Parcel] = []
        while amount:
            parcel = lying[0]
            part = min(parcel.amount, amount)
            taken.append(parcel.part(part))
            parcel.amount -= part
            amount -= part
            if not parcel.amount:
                del lying[0]
        if not lying:
            del self.stock[spot][item]
        return taken

    def held(self, spot: str, item: str) -> int:
        """How much of an item truly lies at a spot."""
        return sum(p.amount for p in self.stock.get(spot, {}).get(item, ()))

    def line(self, fact: Fact, role: LineRole, item: str, parcels: list[Parcel]) -> TrueLine:
        """Writes a line about these goods and lets them remember it."""
        return self.write(fact, role, self.goods[item], parcels)

    def write(self, fact: Fact, role: LineRole, goods: Goods, parcels: list[Parcel]) -> TrueLine:
        """The same, under the name that the line gives to the goods."""
        line = TrueLine(role, goods, sum(p.amount for p in parcels), 1 << self.bits)
        self.bits += 1
        for parcel in parcels:
            line.past |= parcel.trail
            line.way |= parcel.way
            line.clean |= parcel.clean
            line.known |= parcel.known
        for parcel in parcels:
            parcel.way |= line.bit
        for parcel in parcels if fact.recorded else ():
            parcel.trail |= line.bit
            parcel.clean = 0 if goods.twin else parcel.clean | line.bit
            parcel.known = 0 if goods.unborn else parcel.known | line.bit
        line.clean = 0 if goods.twin else line.clean
        line.known = 0 if goods.unborn else line.known
        fact.lines.append(line)
        return line

    def spots(self) -> list[str]:
        """Bins and binless sites where something lies."""
        return [spot for spot in self.site_of if self.stock.get(spot)]

    def loose(self, spot: str, *, containers: bool = False) -> list[str]:
        """Items that lie at a spot; containers only if asked for."""
        fleet = {c.key for c in self.containers}
        return [item for item in self.stock.get(spot, {}) if containers or item not in fleet]

    def some(self, spot: str, item: str) -> int:
        """All of it, or a part."""
        amount = self.held(spot, item)
        if amount == 1 or self.rng.random() < 0.4:
            return amount
        return self.rng.randint(1, amount)

    def whereabouts(self, spot: str) -> str:
        """Where a spot is: of a container the place where the outermost one around it stands."""
        while spot in self.where:
            spot = self.where[spot]
        return spot

    def contents(self, container: str) -> list[str]:
        """What is directly inside a container."""
        return list(self.stock.get(container, {}))
