"""Goods that become themselves again, and numbers that are given out anew."""

from cypher.records.vocabulary import ItemKind, LineRole
from tests.support.simulation_making import born, some_amount
from tests.support.simulation_world import Fact, Goods, Parcel, World, blended


def rework(world: World) -> None:
    """Part of a lot is worked over and keeps its number, in one transformation or by way of another lot."""
    lots = [
        (spot, item)
        for spot in world.spots()
        for item in world.loose(spot)
        if world.goods[item].kind is ItemKind.LOT
    ]
    if not lots:
        return
    spot, item = world.rng.choice(lots)
    goods, amount = world.goods[item], world.some(spot, item)
    world.cycled = goods.reworked = True
    if world.rng.random() < 0.4:
        between = world.fresh(ItemKind.LOT, spot)
        between.made, between.unit = True, goods.unit
        _into(world, spot, goods, between, amount)
        amount = world.held(spot, between.key)
        _into(world, spot, between, goods, amount)
    else:
        _into(world, spot, goods, goods, amount)


def _into(world: World, spot: str, used: Goods, made: Goods, amount: int) -> Fact:
    """So much of one is used up; as much of the other comes of it, or a little less."""
    fact = world.fact("TransformationEvent", None, None, place=spot, read_point=spot)
    parcels = world.take(spot, used.key, amount)
    world.line(fact, LineRole.INPUT, used.key, parcels)
    world.ended[used.key, "USED", spot] += amount
    left = amount if world.rng.random() < 0.6 else world.rng.randint(1, amount)
    parcel = blended(parcels, left) if fact.recorded else Parcel(left)
    made.unborn |= not fact.recorded
    world.line(fact, LineRole.OUTPUT, made.key, [parcel])
    world.put(spot, made.key, [parcel])
    return fact


def second_birth(world: World) -> None:
    """A number given to an output is given out again, at the place where nothing of that output is left."""
    spent = [
        goods
        for goods in world.goods.values()
        if goods.made and goods.kind is ItemKind.LOT and not _left(world, goods)
    ]
    if spent:
        goods = world.rng.choice(spent)
        again = [
            line.amount for fact in world.facts for line in fact.lines if _made(line.role, line.goods, goods)
        ]
        amount = world.rng.choice(again) if world.rng.random() < 0.6 else some_amount(world)
        born(world, goods.home, [(goods, amount)])


def _left(world: World, goods: Goods) -> bool:
    site = world.site_of[goods.home]
    return any(world.held(spot, goods.key) for spot in (site.bins or (site.key,)))


def _made(role: LineRole, goods: Goods, wanted: Goods) -> bool:
    return role is LineRole.OUTPUT and goods is wanted
