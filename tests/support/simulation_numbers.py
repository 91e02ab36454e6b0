"""Numbers that end though the goods do not, and product codes that stand for any of several lots."""

from typing import NamedTuple

from cypher.records.vocabulary import ItemKind, LineRole
from tests.support.simulation_making import end_number, some_amount
from tests.support.simulation_moving import arrival, departure
from tests.support.simulation_world import PRODUCT, Fact, Goods, Parcel, Shipment, World, blended

CODE = len(PRODUCT) + 1


def end_unit(world: World) -> None:
    """The number of a unit ends; its goods stand there without one, or get another of the same product."""
    units = [
        (spot, item)
        for spot in world.spots()
        for item in world.loose(spot)
        if world.goods[item].kind is ItemKind.UNIT
    ]
    if not units:
        return
    spot, item = world.rng.choice(units)
    relabelled = world.rng.random() < 0.5
    document = world.document() if relabelled else None
    parcels = end_number(world, spot, item, document)
    if not relabelled:
        world.ended[item, "ENDED", spot] += 1
        return
    world.counter += 1
    goods = Goods(f"{item[:CODE]}/21/R{world.counter}", ItemKind.UNIT, home=spot, made=True)
    world.goods[goods.key] = goods
    fact = world.fact(
        "ObjectEvent",
        "ADD",
        "commissioning",
        place=spot,
        read_point=spot,
        document=document,
        paper_type="prodorder",
    )
    goods.unborn = not fact.recorded
    world.line(fact, LineRole.ITEM, goods.key, parcels)
    world.put(spot, goods.key, parcels)


def ship_as_product(world: World) -> None:
    """Lots and units of one product leave under its code alone."""
    heap = _heap(world, world.spots())
    if heap is None:
        return
    origin = world.site_of[heap.spot]
    target = world.rng.choice([s for s in world.sites if s is not origin])
    world.counter += 1
    document = world.document() if world.rng.random() < 0.7 else None
    shipment = Shipment(f"transit:{world.counter}", heap.spot, target, document, told=True)
    _move(world, departure(world, shipment, origin, "shipping"), heap, shipment.spot)
    world.shipments.append(shipment)


def receive_as_product(world: World) -> None:
    """Of one product in a shipment something is received under its code alone."""
    coming = {shipment.spot: shipment for shipment in world.shipments if world.stock.get(shipment.spot)}
    heap = _heap(world, list(coming))
    if heap is None:
        return
    shipment = coming[heap.spot]
    shipment.parts += 1
    spot = world.rng.choice(shipment.destination.bins or (shipment.destination.key,))
    _move(world, arrival(world, shipment, spot, "receiving"), heap, spot)


def sell_as_product(world: World) -> None:
    """A shop sells by product code."""
    heap = _heap(world, world.spots())
    if heap is not None:
        fact = world.fact(
            "ObjectEvent", "OBSERVE", "retail_selling", place=heap.spot, read_point=heap.spot,
            disposition="retail_sold",
        )  # fmt: skip
        _move(world, fact, heap, f"sold:{heap.spot}")


class _Heap(NamedTuple):
    """Lots and units of one product that lie at one spot, in one unit of measure."""

    spot: str
    product: Goods
    items: list[str]


def _heap(world: World, spots: list[str]) -> _Heap | None:
    """One of those that lie at these spots."""
    heaps: dict[tuple[str, str, str | None], list[str]] = {}
    for spot in spots:
        for item in world.loose(spot):
            goods = world.goods[item]
            if item.startswith(PRODUCT) and goods.kind is not ItemKind.CLASS:
                heaps.setdefault((spot, item[:CODE], goods.unit), []).append(item)
    if not heaps:
        return None
    (spot, code, unit), items = world.rng.choice(list(heaps.items()))
    product = world.goods.setdefault(f"{code} {unit}", Goods(code, ItemKind.CLASS, unit))
    return _Heap(spot, product, items)


def use_as_product(world: World) -> None:
    """A recipe names a product code; what it makes has a lot of its own."""
    heap = _heap(world, world.spots())
    if heap is None:
        return
    fact = world.fact("TransformationEvent", None, None, place=heap.spot, read_point=heap.spot)
    taken = _taken(world, heap)
    used = [each for parcels in taken.values() for each in parcels]
    world.write(fact, LineRole.INPUT, heap.product, used)
    for item, parcels in taken.items():
        world.ended[item, "USED", heap.spot] += sum(parcel.amount for parcel in parcels)
    made = world.fresh(ItemKind.LOT, heap.spot)
    made.made, made.unborn = True, not fact.recorded
    amount = some_amount(world)
    parcel = blended(used, amount) if fact.recorded else Parcel(amount)
    world.line(fact, LineRole.OUTPUT, made.key, [parcel])
    world.put(heap.spot, made.key, [parcel])


def pack_as_product(world: World) -> None:
    """Goods go into a container under their product code."""
    ready = [c.key for c in world.containers if world.where.get(c.key) in world.site_of]
    heap = _heap(world, list(dict.fromkeys(world.where[parent] for parent in ready)))
    if heap is None:
        return
    parent = world.rng.choice([parent for parent in ready if world.where[parent] == heap.spot])
    fact = world.fact("AggregationEvent", "ADD", "packing", place=heap.spot, read_point=heap.spot)
    world.line(fact, LineRole.PARENT, parent, world.stock[heap.spot][parent])
    _move(world, fact, heap, parent, LineRole.CHILD)
    for item in heap.items:
        for parcel in world.stock[parent].get(item, ()):
            parcel.packed &= fact.recorded


def _move(world: World, fact: Fact, heap: _Heap, to: str, role: LineRole = LineRole.ITEM) -> None:
    """Some of what lies there goes, whichever it is; the line tells the sum."""
    taken = _taken(world, heap)
    world.write(fact, role, heap.product, [each for parcels in taken.values() for each in parcels])
    for item, parcels in taken.items():
        world.put(to, item, parcels)


def _taken(world: World, heap: _Heap) -> dict[str, list[Parcel]]:
    chosen = world.rng.sample(heap.items, world.rng.randint(1, len(heap.items)))
    for item in chosen:
        world.goods[item].coded = True
    return {item: world.take(heap.spot, item, world.some(heap.spot, item)) for item in chosen}
