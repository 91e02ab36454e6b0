"""Acts that move goods: despatch and receipt, bin to bin, into and out of containers, by hand, and back."""

from cypher.records.vocabulary import GapKind, ItemKind, LineRole
from tests.support.simulation_world import Fact, Parcel, Shipment, Site, World, blended

LOCATION, KEEPER = "location", "possessing_party"
LEFT_BEHIND = frozenset({GapKind.MISSING_UNPACK})
"""A container that is packed on after a round, or comes back, looks as if it had left its contents behind."""


def despatch(world: World) -> None:
    """Lots in part or whole, units and full containers leave for another site."""
    spots = [s for s in world.spots() if world.loose(s, containers=True)]
    if not spots:
        return
    spot = world.rng.choice(spots)
    origin = world.site_of[spot]
    target = world.rng.choice([s for s in world.sites if s is not origin])
    lying = world.loose(spot, containers=True)
    chosen = world.rng.sample(lying, min(len(lying), world.rng.randint(1, 3)))
    world.counter += 1
    document = world.document() if world.rng.random() < 0.7 else None
    told = document is None or world.rng.random() < 0.85
    shipment = Shipment(f"transit:{world.counter}", spot, target, document, told)
    step = world.rng.choice(("shipping", "shipping", "departing"))
    fact = departure(world, shipment, origin, step)
    for item in chosen:
        parcels = world.take(spot, item, world.some(spot, item))
        world.line(fact, LineRole.ITEM, item, parcels)
        world.put(shipment.spot, item, parcels)
    world.shipments.append(shipment)
    if document and world.rng.random() < 0.2:
        other = "shipping" if step == "departing" else "departing"
        _say_again(world, departure(world, shipment, origin, other), shipment.spot)


def departure(world: World, shipment: Shipment, origin: Site, step: str) -> Fact:
    """Goods leave: with source and destination, or without."""
    sources = ((LOCATION, shipment.origin), (KEEPER, origin.party))
    destination = ((LOCATION, shipment.destination.key), (KEEPER, shipment.destination.party))
    shown = world.rng.random() < 0.6
    return world.fact(
        "ObjectEvent", "OBSERVE", step, read_point=shipment.origin, document=shipment.document,
        sources=sources if shown else (), destinations=destination if shipment.told else (),
        disposition="in_transit",
    )  # fmt: skip


def _say_again(world: World, fact: Fact, spot: str) -> None:
    """Another report of the same goods."""
    for item, parcels in world.stock[spot].items():
        world.line(fact, LineRole.ITEM, item, parcels)


def receive(world: World) -> None:
    """A shipment arrives, whole or in part, mostly where it was bound for."""
    coming = [s for s in world.shipments if world.stock.get(s.spot)]
    if not coming:
        return
    shipment = world.rng.choice(coming)
    roll = world.rng.random()
    if shipment.document and roll < 0.08:
        _cancel(world, shipment)
        return
    if shipment.document and roll < 0.15:
        _pass_by(world, shipment)
        return
    diverted = shipment.document is not None and roll < 0.2
    site = world.rng.choice(world.sites) if diverted else shipment.destination
    spot = world.rng.choice(site.bins or (site.key,))
    whole = world.rng.random() < 0.7
    again = whole and shipment.parts == 0 and shipment.document is not None and world.rng.random() < 0.3
    items = list(world.stock[shipment.spot])
    shipment.parts += 1
    fact = arrival(world, shipment, spot, "arriving" if again else "receiving")
    if site is world.site_of[shipment.origin]:
        fact.excused |= LEFT_BEHIND
    for item in items if whole else world.rng.sample(items, world.rng.randint(1, len(items))):
        amount = world.held(shipment.spot, item) if whole else world.some(shipment.spot, item)
        parcels = world.take(shipment.spot, item, amount)
        world.line(fact, LineRole.ITEM, item, parcels)
        if again:
            world.line(_again(world, shipment, spot), LineRole.ITEM, item, parcels)
        world.put(spot, item, parcels)


def _again(world: World, shipment: Shipment, spot: str) -> Fact:
    last = world.facts[-1]
    if last.step in ("receiving", "accepting") and last.document == shipment.document:
        return last
    return arrival(world, shipment, spot, world.rng.choice(("receiving", "accepting")))


def arrival(world: World, shipment: Shipment, spot: str, step: str) -> Fact:
    """Goods come in: with their source, or without."""
    origin = world.site_of[shipment.origin]
    sources = ((LOCATION, shipment.origin), (KEEPER, origin.party)) if world.rng.random() < 0.4 else ()
    return world.fact(
        "ObjectEvent", "OBSERVE", step, place=spot, read_point=spot, document=shipment.document,
        sources=sources, disposition="in_progress",
    )  # fmt: skip


def _cancel(world: World, shipment: Shipment) -> None:
    """The despatch is called off: what is still under way goes back."""
    fact = world.fact(
        "ObjectEvent", "OBSERVE", "void_shipping", place=shipment.origin, read_point=shipment.origin,
        document=shipment.document,
    )  # fmt: skip
    for item in list(world.stock[shipment.spot]):
        parcels = world.take(shipment.spot, item, world.held(shipment.spot, item))
        world.line(fact, LineRole.ITEM, item, parcels)
        world.put(shipment.origin, item, parcels)


def _pass_by(world: World, shipment: Shipment) -> None:
    """Seen on the road, at a site that is neither the start nor the end."""
    others = [
        s for s in world.sites if s is not shipment.destination and s is not world.site_of[shipment.origin]
    ]
    fact = world.fact(
        "ObjectEvent",
        "OBSERVE",
        "transporting",
        read_point=world.rng.choice(others).key,
        document=shipment.document,
    )
    _say_again(world, fact, shipment.spot)


def relocate(world: World) -> None:
    """From one bin to the other, or handed to another party at once."""
    spots = [s for s in world.spots() if world.loose(s, containers=True)]
    if not spots:
        return
    spot = world.rng.choice(spots)
    bins = [b for b in world.site_of[spot].bins if b != spot]
    target = bins[0] if bins else world.rng.choice([s for s in world.site_of if s != spot])
    lying = world.loose(spot, containers=True)
    chosen = world.rng.sample(lying, min(len(lying), 2))
    fact = world.fact(
        "ObjectEvent", "OBSERVE", "storing" if bins else "collecting", place=target, read_point=target,
        sources=((LOCATION, spot),), destinations=((LOCATION, target),),
    )  # fmt: skip
    for item in chosen:
        _over(world, fact, spot, target, item)


def lend(world: World) -> None:
    """Goods are handed to a person, or come back from one."""
    person = "urn:suyuan:person:blaster"
    out = [s for s in world.spots() if world.loose(s)]
    back = world.loose(person)
    if back and world.rng.random() < 0.6:
        spot = world.rng.choice(list(world.site_of))
        fact = world.fact(
            "ObjectEvent", "OBSERVE", "collecting", place=spot, read_point=spot, sources=((KEEPER, person),),
            destinations=((LOCATION, spot),),
        )  # fmt: skip
        _over(world, fact, person, spot, world.rng.choice(back))
    elif out:
        spot = world.rng.choice(out)
        sources = ((LOCATION, spot), (KEEPER, world.site_of[spot].party))
        fact = world.fact(
            "ObjectEvent",
            "OBSERVE",
            "picking",
            read_point=spot,
            sources=sources,
            destinations=((KEEPER, person),),
        )
        _over(world, fact, spot, person, world.rng.choice(world.loose(spot)))


def _over(world: World, fact: Fact, spot: str, target: str, item: str) -> None:
    parcels = world.take(spot, item, world.some(spot, item))
    world.line(fact, LineRole.ITEM, item, parcels)
    world.put(target, item, parcels)


def pack(world: World) -> None:
    """Goods go into a container that stands beside them; containers into containers."""
    ready = [c.key for c in world.containers if world.where.get(c.key) in world.site_of]
    if not ready:
        return
    parent = world.rng.choice(ready)
    spot = world.where[parent]
    lying = [i for i in world.loose(spot, containers=True) if i != parent]
    if not lying:
        return
    fact = world.fact("AggregationEvent", "ADD", "packing", place=spot, read_point=spot)
    if world.contents(parent):
        fact.excused |= LEFT_BEHIND
    world.line(fact, LineRole.PARENT, parent, world.stock[spot][parent])
    for item in world.rng.sample(lying, min(len(lying), world.rng.randint(1, 3))):
        parcels = world.take(spot, item, world.some(spot, item))
        world.line(fact, LineRole.CHILD, item, parcels)
        for parcel in parcels:
            parcel.packed = fact.recorded
        world.put(parent, item, parcels)


def unpack(world: World) -> None:
    """A container is emptied, in part or whole, with or without a list of what came out."""
    ready = [
        c.key for c in world.containers if world.where.get(c.key) in world.site_of and world.contents(c.key)
    ]
    if not ready:
        return
    parent = world.rng.choice(ready)
    spot = world.where[parent]
    fact = world.fact("AggregationEvent", "DELETE", "unpacking", place=spot, read_point=spot)
    world.line(fact, LineRole.PARENT, parent, world.stock[spot][parent])
    inside = world.contents(parent)
    whole = world.rng.random() < 0.6
    silent = whole and world.rng.random() < 0.4
    for item in inside if whole else world.rng.sample(inside, world.rng.randint(1, len(inside))):
        amount = world.held(parent, item) if whole else world.some(parent, item)
        parcels = world.take(parent, item, amount)
        if not silent:
            world.line(fact, LineRole.CHILD, item, parcels)
        world.put(spot, item, parcels)


def carry(world: World) -> None:
    """A container moves as the parent of an aggregation, its children listed or not."""
    ready = [
        c.key for c in world.containers if world.where.get(c.key) in world.site_of and world.contents(c.key)
    ]
    if not ready:
        return
    parent = world.rng.choice(ready)
    spot = world.where[parent]
    origin = world.site_of[spot]
    target = world.rng.choice([s for s in world.sites if s is not origin])
    world.counter += 1
    shipment = Shipment(f"transit:{world.counter}", spot, target, world.document(), True)
    fact = departure(world, shipment, origin, "departing")
    _as_parent(world, fact, parent, world.stock[spot][parent])
    world.put(shipment.spot, parent, world.take(spot, parent, 1))
    world.shipments.append(shipment)
    if world.rng.random() < 0.7:
        into = world.rng.choice(target.bins or (target.key,))
        arrived = arrival(world, shipment, into, "arriving")
        _as_parent(world, arrived, parent, world.stock[shipment.spot][parent])
        world.put(into, parent, world.take(shipment.spot, parent, 1))


def _as_parent(world: World, fact: Fact, parent: str, parcels: list[Parcel]) -> None:
    fact.type = "AggregationEvent"
    world.line(fact, LineRole.PARENT, parent, parcels)
    if world.rng.random() < 0.5:
        return
    for item in world.contents(parent):
        if world.goods[item].kind is ItemKind.UNIT:
            world.line(fact, LineRole.CHILD, item, world.stock[parent][item])


def consume(world: World) -> None:
    """A container is named where its contents are meant: poured out as an input, or destroyed as it is."""
    ready = [
        c for c in world.containers if world.where.get(c.key) in world.site_of and world.contents(c.key)
    ]  # its contents may be containers too
    if not ready:
        return
    parent = world.rng.choice(ready)
    spot = world.where[parent.key]
    gone = [parcel for parcel in _swept(world, spot, parent.key) if parcel.packed]
    destroyed = world.rng.random() < 0.5
    for item in [item for item, status, _ in world.ended if status == "SWEPT"]:
        amount = world.ended.pop((item, "SWEPT", ""))
        world.ended[item, "DESTROYED" if destroyed else "USED", spot] += amount
    if destroyed:
        fact = world.fact(
            "ObjectEvent", "DELETE", "destroying", place=spot, read_point=spot, disposition="destroyed"
        )
        world.line(fact, LineRole.ITEM, parent.key, gone)
        return
    fact = world.fact("TransformationEvent", None, None, place=spot, read_point=spot)
    world.line(fact, LineRole.INPUT, parent.key, gone)
    made = world.fresh(ItemKind.LOT, spot)
    made.unborn = not fact.recorded
    parcel = Parcel(world.rng.randint(1, 50))
    if fact.recorded:
        parcel = blended(gone, parcel.amount)
    world.line(fact, LineRole.OUTPUT, made.key, [parcel])
    world.put(spot, made.key, [parcel])


def _swept(world: World, spot: str, item: str) -> list[Parcel]:
    """Takes an item away with all that is inside it, however deep; what nobody packed is not known there."""
    gone = world.take(spot, item, world.held(spot, item))
    world.ended[item, "SWEPT", ""] += sum(parcel.amount for parcel in gone)
    world.where.pop(item, None)
    for inner in world.contents(item):
        found = _swept(world, item, inner)
        for parcel in found:
            parcel.packed &= gone[0].packed
        gone += found
    world.containers = [c for c in world.containers if c.key != item]
    return gone
