"""Serials of a lot, alone and with a line of their lot beside them."""

from cypher.records.vocabulary import ItemKind, LineRole
from tests.support.simulation_moving import arrival, departure
from tests.support.simulation_world import Fact, Parcel, Shipment, World


def birth_of_serials(world: World) -> None:
    """Some units of a new lot are commissioned; a line of the lot tells their number, or more of it."""
    spot = world.rng.choice(list(world.site_of))
    lot = world.fresh(ItemKind.LOT, spot)
    lot.unit, lot.mixed, lot.coded = None, False, True
    fact = world.fact("ObjectEvent", "ADD", "commissioning", place=spot, read_point=spot)
    units = [world.fresh(ItemKind.UNIT, spot, lot) for _ in range(world.rng.randint(1, 3))]
    for goods in (lot, *units):
        goods.unborn = not fact.recorded
    born: list[Parcel] = []
    for goods in units:
        parcel = Parcel(1)
        born.append(parcel)
        world.line(fact, LineRole.ITEM, goods.key, [parcel])
        world.put(spot, goods.key, [parcel])
    roll = world.rng.random()
    if roll < 0.3:
        world.line(fact, LineRole.ITEM, lot.key, born)
    elif roll < 0.6:
        more = Parcel(len(units) + world.rng.randint(1, 50))
        world.line(fact, LineRole.ITEM, lot.key, [more])
        world.put(spot, lot.key, [more])


def ship_serials(world: World) -> None:
    """Units of one lot leave, and mostly arrive, with a line of their lot beside them."""
    there = _of_lots(world)
    if not there:
        return
    (spot, lot), units = world.rng.choice(list(there.items()))
    origin = world.site_of[spot]
    target = world.rng.choice([s for s in world.sites if s is not origin])
    world.counter += 1
    shipment = Shipment(f"transit:{world.counter}", spot, target, world.document(), told=True)
    chosen = world.rng.sample(units, world.rng.randint(1, len(units)))
    _told(world, departure(world, shipment, origin, "shipping"), lot, (spot, shipment.spot), chosen)
    world.shipments.append(shipment)
    if world.rng.random() < 0.6:
        into = world.rng.choice(target.bins or (target.key,))
        _told(world, arrival(world, shipment, into, "receiving"), lot, (shipment.spot, into), chosen)


def _of_lots(world: World) -> dict[tuple[str, str], list[str]]:
    """Units that lie at a spot, by spot and lot."""
    there: dict[tuple[str, str], list[str]] = {}
    for spot in world.spots():
        for item in world.loose(spot):
            if lot := world.goods[item].lot:
                there.setdefault((spot, lot), []).append(item)
    return there


def _told(world: World, fact: Fact, lot: str, way: tuple[str, str], units: list[str]) -> None:
    """They go from here to there; the lot line is about the same goods."""
    moved: list[Parcel] = []
    for item in units:
        parcels = world.take(way[0], item, 1)
        world.line(fact, LineRole.ITEM, item, parcels)
        moved += parcels
        world.put(way[1], item, parcels)
    world.line(fact, LineRole.ITEM, lot, moved)
