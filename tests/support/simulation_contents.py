"""What is inside containers, told otherwise than by packing: read, left behind, listed by itself."""

from cypher.records.vocabulary import ItemKind, LineRole
from tests.support.simulation_making import end_number
from tests.support.simulation_moving import arrival, departure
from tests.support.simulation_world import Fact, Parcel, Shipment, World


def read_inside(world: World) -> None:
    """A sensor or a portal reads a container or what it holds, where it stands or on its way."""
    full = [c.key for c in world.containers if world.contents(c.key)]
    if not full:
        return
    parent = world.rng.choice(full)
    spot = world.whereabouts(parent)
    at = spot if spot in world.site_of else world.rng.choice(world.sites).key
    told = [item for item in world.contents(parent) if not _lies_at(world, item, at)]
    step = world.rng.choice(("sensor_reporting", None, "inspecting"))
    fact = world.fact("ObjectEvent", "OBSERVE", step, read_point=at)
    if not told or world.rng.random() < 0.3:
        world.line(fact, LineRole.ITEM, parent, world.stock[world.where[parent]][parent])
    for item in world.rng.sample(told, min(len(told), 2)):
        world.line(fact, LineRole.ITEM, item, world.stock[parent][item])


def _lies_at(world: World, item: str, at: str) -> bool:
    """Whether some of a lot lies there by itself or in another container: no reading tells which is read."""
    if world.goods[item].kind is ItemKind.UNIT:
        return False
    return sum(item in items for items in world.stock.values()) > 1


def end_container(world: World) -> None:
    """The number of a full container ends; its contents stay, and the number may be given out anew."""
    standing = _standing(world)
    if not standing:
        return
    parent = world.rng.choice(standing)
    spot = world.where[parent]
    _left_out(world, parent, spot)
    end_number(world, spot, parent)
    container = world.goods[parent]
    world.containers = [c for c in world.containers if c is not container]
    if world.rng.random() < 0.5:
        spot = world.rng.choice(list(world.site_of))
        fact = world.fact("ObjectEvent", "ADD", "commissioning", place=spot, read_point=spot)
        container.unborn |= not fact.recorded
        parcel = Parcel(1)
        world.line(fact, LineRole.ITEM, parent, [parcel])
        world.put(spot, parent, [parcel])
        world.containers.append(container)


def send_home(world: World) -> None:
    """A container goes on empty; some of what it held is looked at where it was left."""
    standing = _standing(world)
    if not standing:
        return
    parent = world.rng.choice(standing)
    spot = world.where[parent]
    left = _left_out(world, parent, spot)
    if world.rng.random() < 0.5:
        fact = world.fact("ObjectEvent", "OBSERVE", "storing", place=spot, read_point=spot)
        for item in left[:2]:
            world.line(fact, LineRole.ITEM, item, world.stock[spot][item])
    shipment = _sent(world, parent)
    fact = departure(world, shipment, world.site_of[spot], "shipping")
    role = LineRole.ITEM
    if world.rng.random() < 0.3:
        fact.type, role = "AggregationEvent", LineRole.PARENT
    world.line(fact, role, parent, world.stock[shipment.spot][parent])


def ship_by_item(world: World) -> None:
    """All that is directly inside a container is listed as it leaves; the container arrives as itself.

    Not where more of a lot lies beside it: nothing would tell which of the two left.
    """
    standing = [
        parent
        for parent in _standing(world)
        if not any(world.held(world.where[parent], inner) for inner in world.contents(parent))
    ]
    if not standing:
        return
    parent = world.rng.choice(standing)
    origin = world.site_of[world.where[parent]]
    shipment = _sent(world, parent)
    _listed(world, departure(world, shipment, origin, "shipping"), parent)
    spot = world.rng.choice(shipment.destination.bins or (shipment.destination.key,))
    fact = arrival(world, shipment, spot, "receiving")
    parcels = world.take(shipment.spot, parent, 1)
    world.line(fact, LineRole.ITEM, parent, parcels)
    world.put(spot, parent, parcels)


def receive_by_item(world: World) -> None:
    """A container arrives, and what is directly inside it is listed; it is unpacked there."""
    coming = [
        (shipment, item)
        for shipment in world.shipments
        for item in world.stock.get(shipment.spot, ())
        if world.contents(item) and not any(_also_coming(world, inner) for inner in world.contents(item))
    ]
    if not coming:
        return
    shipment, parent = world.rng.choice(coming)
    spot = world.rng.choice(shipment.destination.bins or (shipment.destination.key,))
    shipment.parts += 1
    _listed(world, arrival(world, shipment, spot, "receiving"), parent)
    world.put(spot, parent, world.take(shipment.spot, parent, 1))
    _left_out(world, parent, spot)


def _also_coming(world: World, item: str) -> bool:
    """Whether more of a lot is under way by itself: no receipt tells which of it came."""
    return any(spot.startswith("transit:") and item in items for spot, items in world.stock.items())


def _standing(world: World) -> list[str]:
    """Full containers that stand at a site."""
    return [
        c.key for c in world.containers if world.where.get(c.key) in world.site_of and world.contents(c.key)
    ]


def _sent(world: World, parent: str) -> Shipment:
    """The container is on its way to another site."""
    spot = world.where[parent]
    target = world.rng.choice([s for s in world.sites if s is not world.site_of[spot]])
    world.counter += 1
    document = world.document() if world.rng.random() < 0.7 else None
    shipment = Shipment(f"transit:{world.counter}", spot, target, document, told=True)
    world.put(shipment.spot, parent, world.take(spot, parent, 1))
    world.shipments.append(shipment)
    return shipment


def _listed(world: World, fact: Fact, parent: str) -> None:
    for item, parcels in world.stock[parent].items():
        world.line(fact, LineRole.ITEM, item, parcels)


def _left_out(world: World, parent: str, spot: str) -> list[str]:
    """All contents come out, which a style of recording may leave unsaid."""
    fact = world.fact("AggregationEvent", "DELETE", "unpacking", place=spot, read_point=spot)
    fact.recorded &= not world.unsaid
    world.goods[parent].unsaid |= world.unsaid
    world.line(fact, LineRole.PARENT, parent, world.stock[spot][parent])
    left = world.contents(parent)
    for item in left:
        parcels = world.take(parent, item, world.held(parent, item))
        world.line(fact, LineRole.CHILD, item, parcels)
        world.goods[item].unsaid |= world.unsaid
        world.put(spot, item, parcels)
    return left
