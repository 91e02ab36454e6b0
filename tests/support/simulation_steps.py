"""One movement told in several steps: with the same paper, another one, or none, in parts, or short."""

from typing import NamedTuple

from cypher.records.vocabulary import LineRole
from tests.support.simulation_moving import KEEPER, LOCATION
from tests.support.simulation_world import Fact, Parcel, Shipment, World

DEPARTURE = ("picking", "packing", "staging_outbound", "loading", "shipping", "departing")
LEAVING = ("shipping", "departing")
ARRIVAL = ("arriving", "unloading", "receiving", "inspecting", "accepting", "storing")
AT_THE_GATE = ("arriving", "unloading")
COMING = ("arriving", "receiving", "accepting")
Load = dict[str, list[Parcel]]


class Paper(NamedTuple):
    """A document and its type, as CBV names it."""

    type: str
    number: str


def despatch_in_steps(world: World) -> None:
    """Some goods are picked, packed, loaded, shipped: two to five of the steps of one departure."""
    spots = [s for s in world.spots() if world.loose(s)]
    if not spots:
        return
    spot = world.rng.choice(spots)
    origin = world.site_of[spot]
    target = world.rng.choice([s for s in world.sites if s is not origin])
    lying = world.loose(spot)
    chosen = world.rng.sample(lying, min(len(lying), world.rng.randint(1, 2)))
    load = {item: world.take(spot, item, world.some(spot, item)) for item in chosen}
    world.counter += 1
    steps = _steps(world, DEPARTURE, LEAVING)
    papers = _papers(world, len(steps), world.document() if world.rng.random() < 0.6 else None)
    known = next((paper.number for paper in papers if paper), None)
    shipment = Shipment(f"transit:{world.counter}", spot, target, known, told=True)
    for step, paper in zip(steps, papers, strict=True):
        _tell(world, _leaving(world, shipment, step, paper), load)
    for item, parcels in load.items():
        world.put(shipment.spot, item, parcels)
    world.shipments.append(shipment)


def _leaving(world: World, shipment: Shipment, step: str, paper: Paper | None) -> Fact:
    """Goods that leave are told where they are bound for; before that they are only at hand."""
    spot, target = shipment.origin, shipment.destination
    leaves = step in LEAVING
    return world.fact(
        "ObjectEvent", "OBSERVE", step, place=None if leaves else spot, read_point=spot, **_shown(paper),
        sources=((LOCATION, spot), (KEEPER, world.site_of[spot].party)) if leaves else (),
        destinations=((LOCATION, target.key), (KEEPER, target.party)) if leaves else (),
        disposition="in_transit" if leaves else "in_progress",
    )  # fmt: skip


def receive_in_steps(world: World) -> None:
    """A shipment arrives, is unloaded, inspected, accepted: two to five of the steps of one arrival."""
    coming = [s for s in world.shipments if world.stock.get(s.spot)]
    if not coming:
        return
    shipment = world.rng.choice(coming)
    spot = world.rng.choice(shipment.destination.bins or (shipment.destination.key,))
    load = {
        item: world.take(shipment.spot, item, world.held(shipment.spot, item))
        for item in list(world.stock[shipment.spot])
    }
    shipment.parts += 1
    steps = _steps(world, ARRIVAL, COMING)
    in_parts, short = world.rng.random() < 0.25, world.rng.random() < 0.2
    if in_parts or short:
        load = {item: _cut(world, parcels) for item, parcels in load.items()}
    papers = _papers(world, len(steps), shipment.document)
    gate = shipment.destination.key if world.rng.random() < 0.3 else spot
    for number, (step, paper) in enumerate(zip(steps, papers, strict=True)):
        told_whole = any(each in COMING for each in steps[:number])
        part = _short(load) if short and told_whole and number == len(steps) - 1 else load
        for told in _halves(part) if in_parts and number else (part,):
            _tell(world, _coming(world, gate if step in AT_THE_GATE else spot, step, paper), told)
    for item, parcels in load.items():
        world.put(spot, item, parcels)


def _coming(world: World, spot: str, step: str, paper: Paper | None) -> Fact:
    return world.fact(
        "ObjectEvent", "OBSERVE", step, place=spot, read_point=spot, disposition="in_progress",
        **_shown(paper),
    )  # fmt: skip


def _shown(paper: Paper | None) -> dict[str, str]:
    return {"document": paper.number, "paper_type": paper.type} if paper else {}


def _steps(world: World, known: tuple[str, ...], needed: tuple[str, ...]) -> list[str]:
    """Two to five of these, in their order, at least one of those that make the movement."""
    must = world.rng.choice(needed)
    others = [step for step in known if step != must]
    chosen = {must, *world.rng.sample(others, world.rng.randint(1, 4))}
    return [step for step in known if step in chosen]


def _papers(world: World, count: int, document: str | None) -> list[Paper | None]:
    """The same document on all steps, on the first alone, none, or an invoice on the later ones."""
    first = Paper("desadv", document) if document else None
    roll = world.rng.random()
    if roll < 0.5:
        return [first] * count
    if roll < 0.7:
        return [first] + [None] * (count - 1)
    invoice = Paper("inv", world.document())
    after = world.rng.randint(1, count - 1)
    return [first] * after + [invoice] * (count - after)


def _tell(world: World, fact: Fact, load: Load) -> None:
    for item, parcels in load.items():
        world.line(fact, LineRole.ITEM, item, parcels)


def _cut(world: World, parcels: list[Parcel]) -> list[Parcel]:
    """The same goods, lying in at least two heaps where they can be divided."""
    first, *others = parcels
    if first.amount == 1:
        return parcels
    amount = world.rng.randint(1, first.amount - 1)
    return [first.part(amount), *others, first.part(first.amount - amount)]


def _halves(load: Load) -> tuple[Load, ...]:
    """The first heap of each of the goods, and what is left, where anything is."""
    rest = {item: parcels[1:] for item, parcels in load.items() if parcels[1:]}
    first = {item: parcels[:1] for item, parcels in load.items()}
    return (first, rest) if rest else (first,)


def _short(load: Load) -> Load:
    """All but the last heap of what lies in several."""
    return {item: parcels[:-1] if len(parcels) > 1 else parcels for item, parcels in load.items()}
