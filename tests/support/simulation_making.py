"""Acts that make goods or end them: births, transformations, rework, use, loss and observation."""

from cypher.records.vocabulary import GapKind, ItemKind, LineRole
from tests.support.simulation_kinds import Kind
from tests.support.simulation_world import MINUTE, Fact, Goods, Parcel, World, blended

FOUND = frozenset({GapKind.MISSING_MOVEMENT, GapKind.MISSING_DESPATCH})
"""A consumer who brings goods back, or a thief, has truly left a movement unrecorded."""

SALE = ("OBSERVE", "retail_selling", "retail_sold")
SALES = (
    SALE,
    ("DELETE", "retail_selling", "retail_sold"),
    ("DELETE", "retail_selling", None),
    ("DELETE", None, "retail_sold"),
    ("OBSERVE", "retail_selling", None),
    ("OBSERVE", None, "retail_sold"),
)


def birth(world: World) -> None:
    """A lot, some units, more of a lot, or one number used by two makers."""
    spot = world.rng.choice(list(world.site_of))
    roll = world.rng.random()
    if roll < 0.25:
        units = [world.fresh(ItemKind.UNIT, spot) for _ in range(world.rng.randint(1, 3))]
        born(world, spot, [(unit, 1) for unit in units])
    elif roll < 0.28:
        goods = world.fresh(ItemKind.CLASS, spot)
        born(world, spot, [(goods, some_amount(world))])
    elif roll < 0.37:
        old = [
            g for g in world.goods.values() if g.kind is ItemKind.LOT and not (g.twin or g.made or g.reworked)
        ]
        goods = world.rng.choice(old) if old else world.fresh(ItemKind.LOT, spot)
        born(world, goods.home, [(goods, some_amount(world))])
    else:
        goods = world.fresh(ItemKind.LOT, spot)
        others = [s for s, site in world.site_of.items() if site is not world.site_of[spot]]
        goods.twin = roll < 0.47
        born(world, spot, [(goods, some_amount(world))])
        if goods.twin:
            born(world, world.rng.choice(others), [(goods, some_amount(world))])


def commission_fleet(world: World) -> None:
    """About half of the containers are commissioned on record; the others are just there."""
    for container in world.containers:
        if world.rng.random() < 0.5:
            spot = world.where[container.key]
            fact = world.fact("ObjectEvent", "ADD", "commissioning", place=spot, read_point=spot)
            container.unborn = not fact.recorded
            world.line(fact, LineRole.ITEM, container.key, world.stock[spot][container.key])


def some_amount(world: World) -> int:
    """How much one makes at a time."""
    return world.rng.choice((1, 10, 50, 100, world.rng.randint(2, 500)))


def born(world: World, spot: str, made: list[tuple[Goods, int]]) -> None:
    """These goods are commissioned: their first record."""
    fact = world.fact("ObjectEvent", "ADD", "commissioning", place=spot, read_point=spot)
    for goods, amount in made:
        parcel = Parcel(amount)
        goods.unborn |= not fact.recorded
        world.line(fact, LineRole.ITEM, goods.key, [parcel])
        world.put(spot, goods.key, [parcel])


def transform(world: World) -> None:
    """One to three inputs become one or two outputs, in one event or in two under one id."""
    spots = [s for s in world.spots() if world.loose(s)]
    if not spots:
        return
    spot = world.rng.choice(spots)
    chosen = world.rng.sample(world.loose(spot), min(len(world.loose(spot)), world.rng.randint(1, 3)))
    split = world.rng.random() < 0.25
    number = _run_number(world, spot) if split or world.rng.random() < 0.1 else None
    fact = world.fact("TransformationEvent", None, None, place=spot, read_point=spot, transformation=number)
    used: list[Parcel] = []
    for item in chosen:
        parcels = world.take(spot, item, world.some(spot, item))
        world.line(fact, LineRole.INPUT, item, parcels)
        world.ended[item, "USED", spot] += sum(parcel.amount for parcel in parcels)
        used += parcels
    if split:
        fact = world.fact(
            "TransformationEvent", None, None, place=spot, read_point=spot, transformation=number
        )
    known = (
        all(each.recorded for each in world.facts if each.transformation == number)
        if split
        else fact.recorded
    )
    made = _outputs(world, spot, set(chosen))
    for goods, amount in made:
        parcel = blended(used if known else [], amount)
        goods.unborn |= not fact.recorded
        world.line(fact, LineRole.OUTPUT, goods.key, [parcel])
        world.put(spot, goods.key, [parcel])
    if world.rng.random() < 0.3:
        _commission(world, spot, made)


def _run_number(world: World, spot: str) -> str:
    """A `transformationID`; two companies may well use the same."""
    world.counter += 1
    shared = [n for n, at in world.runs if world.site_of[at] is not world.site_of[spot]]
    number = shared[0] if shared else f"urn:suyuan:run:{world.counter}"
    world.runs.append((number, spot))
    return number


def _outputs(world: World, spot: str, used: set[str]) -> list[tuple[Goods, int]]:
    """New goods; or, in rework, more of a lot that was made here before."""
    lots = [g for g in world.goods.values() if g.made and g.kind is ItemKind.LOT and g.home == spot]
    again = [g for g in lots if g.key not in used]
    if again and world.rng.random() < 0.25:
        world.cycled = True
        return [(world.rng.choice(again), some_amount(world))]
    kind = ItemKind.UNIT if world.rng.random() < 0.25 else ItemKind.LOT
    made = [world.fresh(kind, spot) for _ in range(world.rng.randint(1, 2))]
    for goods in made:
        goods.made = True
    return [(goods, 1 if kind is ItemKind.UNIT else some_amount(world)) for goods in made]


def _commission(world: World, spot: str, made: list[tuple[Goods, int]]) -> None:
    """The outputs are commissioned by an event of their own, which repeats what the transformation said."""
    if any(world.held(spot, goods.key) != amount for goods, amount in made):
        return
    fact = world.fact("ObjectEvent", "ADD", "commissioning", place=spot, read_point=spot)
    for goods, _ in made:
        world.line(fact, LineRole.ITEM, goods.key, world.stock[spot][goods.key])


def end(world: World) -> None:
    """Goods are used, dispensed, sampled or destroyed where they lie."""
    spots = [s for s in world.spots() if world.loose(s)]
    if not spots:
        return
    spot = world.rng.choice(spots)
    item = world.rng.choice(world.loose(spot))
    step, disposition, status = world.rng.choice(
        (
            ("dispensing", "dispensed", "DISPENSED"),
            ("destroying", "destroyed", "DESTROYED"),
            ("sampling", None, "SAMPLED"),
            ("decommissioning", "inactive", "ENDED"),
            (None, None, "USED"),
        )
    )
    seen = Kind.IN_PLACE in world.kinds and status in ("DISPENSED", "DESTROYED") and world.rng.random() < 0.5
    action = "OBSERVE" if seen else "DELETE"
    fact = world.fact("ObjectEvent", action, step, place=spot, read_point=spot, disposition=disposition)
    line = world.line(fact, LineRole.ITEM, item, world.take(spot, item, world.some(spot, item)))
    world.ended[item, status, spot] += line.amount


def end_number(world: World, spot: str, item: str, document: str | None = None) -> list[Parcel]:
    """The number of something is decommissioned; what it stood for is given back."""
    fact = world.fact(
        "ObjectEvent", "DELETE", "decommissioning", place=spot, read_point=spot, disposition="inactive",
        document=document, paper_type="prodorder",
    )  # fmt: skip
    parcels = world.take(spot, item, world.held(spot, item))
    world.line(fact, LineRole.ITEM, item, parcels)
    world.where.pop(item, None)
    return parcels


def sell(world: World) -> None:
    """Goods pass to consumers, or are stolen; some come back later."""
    gone = [s for s in world.stock if s.startswith(("sold:", "lost:")) and world.stock[s]]
    if gone and world.rng.random() < 0.6:
        _come_back(world, world.rng.choice(gone))
        return
    spots = [s for s in world.spots() if world.loose(s)]
    if not spots:
        return
    spot = world.rng.choice(spots)
    item = world.rng.choice(world.loose(spot))
    if world.rng.random() < 0.7:
        action, step, disposition = world.rng.choice(SALES) if Kind.SALE in world.kinds else SALE
        fact = world.fact("ObjectEvent", action, step, place=spot, read_point=spot, disposition=disposition)
        into = f"sold:{spot}"
    else:
        fact = world.fact("ObjectEvent", "OBSERVE", None, place=spot, read_point=spot, disposition="stolen")
        into = f"lost:{spot}"
    parcels = world.take(spot, item, world.some(spot, item))
    world.line(fact, LineRole.ITEM, item, parcels)
    world.put(into, item, parcels)


def _come_back(world: World, gone: str) -> None:
    """Units, and lots of which nothing else is left: of others no record could tell which stock came back."""
    told = [i for i in world.stock[gone] if sum(i in at for at in world.stock.values()) == 1]
    if not told:
        return
    item = world.rng.choice(told)
    spot = gone.partition(":")[2]
    world.now += MINUTE
    fact = world.fact(
        "ObjectEvent",
        "OBSERVE",
        "receiving",
        place=spot,
        read_point=spot,
        disposition="returned",
        excused=FOUND,
    )
    parcels = world.take(gone, item, world.some(gone, item))
    world.line(fact, LineRole.ITEM, item, parcels)
    world.put(spot, item, parcels)


def observe(world: World) -> None:
    """Somebody looks at goods where they lie, counts or inspects them, or sells them without moving them."""
    spots = [s for s in world.spots() if world.loose(s)]
    if not spots:
        return
    spot = world.rng.choice(spots)
    chosen = world.rng.sample(world.loose(spot), min(len(world.loose(spot)), 2))
    step = world.rng.choice(("inspecting", "storing", "cycle_counting", "holding", "repairing"))
    fact = _looked(world, spot, step)
    for item in chosen:
        world.line(fact, LineRole.ITEM, item, world.stock[spot][item])


def _looked(world: World, spot: str, step: str) -> Fact:
    if world.rng.random() < 0.2:
        parties = [site.party for site in world.sites]
        owners = [(("owning_party", world.rng.choice(parties)),) for _ in range(2)]
        return world.fact(
            "TransactionEvent",
            "ADD",
            None,
            place=spot,
            document=world.document(),
            sources=owners[0],
            destinations=owners[1],
        )
    return world.fact("ObjectEvent", "OBSERVE", step, place=spot, read_point=spot)
