"""Where reached goods stand, or stood at their end, and with whom: contents are where their container is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cypher.identifiers.regions import LEVELS, region_at
from cypher.records.entities import Entity, EntityRef
from cypher.records.events import TimeRange
from cypher.records.parties import EntityKind
from cypher.records.views import HoldingView
from cypher.records.vocabulary import StockStatus
from graph_api.rules.budget import Deadline
from graph_api.services.answers import Carrier
from graph_api.services.carriers import lay_in
from graph_api.services.ports import PartySource

_MOVED = {StockStatus.IN_TRANSIT, StockStatus.SOLD, StockStatus.LOST}
"""What a container's status says of what lies in it."""
_NESTED = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """Site, enterprise and region of a holding, each None where not known; `consignment` if on its way.

    `levels` are the county, prefecture and province that the region is or lies in, as far as it tells.
    """

    status: StockStatus
    site: EntityRef | None
    enterprise: EntityRef | None
    region: EntityRef | None
    levels: Mapping[str, EntityRef]
    consignment: HoldingView | None


class Whereabouts:
    """Answers where holdings stand, from their containers' positions and the register."""

    def __init__(self, carriers: Iterable[Carrier], register: Mapping[EntityRef, Entity]) -> None:
        self._positions = {carrier.entity: carrier.positions for carrier in carriers}
        self._register = register

    def standing(self, holding: HoldingView) -> Standing:
        """Where it is, or was at its end; for a consignment where it is bound, and its intended receiver."""
        outer = self._outermost(holding)
        moved = holding.status is StockStatus.IN_STOCK and outer.status in _MOVED
        status = outer.status if moved else holding.status
        place = outer.at or outer.bound_for
        site = self._site(place)
        enterprise = outer.keeper or self._enterprise(place, site) or holding.keeper
        region = self._region(site) or self._region(enterprise)
        return Standing(
            status=status,
            site=site,
            enterprise=enterprise,
            region=region,
            levels=self._levels(region),
            consignment=outer if status is StockStatus.IN_TRANSIT else None,
        )

    def _outermost(self, holding: HoldingView) -> HoldingView:
        """The position of what a holding lies in, or lay in when it ended, of what that lay in, and so on.

        Of several the one that lasts, and began last; else, the holding itself.
        """
        moment, outer = holding.ended, holding
        for _ in range(_NESTED):
            around = [
                (_lasts(each.ended, moment), each.opened.earliest, each.opened.latest, each.key, each)
                for carrier, since, until in lay_in(outer)
                if _begun(since, moment) and _lasts(until, moment)
                for each in self._positions.get(carrier, ())
                if _begun(each.opened, moment)
            ]
            if not around:
                break
            outer = max(around)[-1]
        return outer

    def _site(self, place: EntityRef | None) -> EntityRef | None:
        """The site that a place is, or is a bin of."""
        if place is None or place.kind is not EntityKind.WAREHOUSE:
            return None
        for _ in range(_NESTED):
            known = self._register.get(_key(place))
            if known is None or known.part_of is None:
                break
            place = known.part_of
        return place

    def _enterprise(self, place: EntityRef | None, site: EntityRef | None) -> EntityRef | None:
        if place is not None and place.kind is EntityKind.ENTERPRISE:
            return place
        known = self._register.get(_key(site)) if site else None
        return known.operator if known else None

    def _levels(self, region: EntityRef | None) -> Mapping[str, EntityRef]:
        found = regions_around(region)
        named = {level: self._register.get(_key(ref)) for level, ref in found.items()}
        return {level: known.ref if (known := named[level]) else ref for level, ref in found.items()}

    def _region(self, entity: EntityRef | None) -> EntityRef | None:
        known = self._register.get(_key(entity)) if entity else None
        return known.region if known else None


def regions_around(region: EntityRef | None) -> Mapping[str, EntityRef]:
    """The regions of each level that a region is or lies in, by their codes alone."""
    keys = {level: region_at(region.key, level) for level in LEVELS} if region is not None else {}
    return {level: EntityRef(EntityKind.REGION, key) for level, key in keys.items() if key is not None}


def _lasts(end: TimeRange | None, moment: TimeRange | None) -> bool:
    """Whether something with this end still lasts at a moment (None: now)."""
    return end is None or (moment is not None and end.latest >= moment.earliest)


def _begun(start: TimeRange, moment: TimeRange | None) -> bool:
    return moment is None or start.earliest <= moment.latest


def as_carried(holdings: Mapping[str, HoldingView], carriers: Iterable[Carrier]) -> Mapping[str, HoldingView]:
    """Holdings with the status of what they lie in, where that moved, was sold or lost."""
    where = Whereabouts(carriers, {})
    return {key: each._replace(status=where.standing(each).status) for key, each in holdings.items()}


async def read_register(
    parties: PartySource, holdings: Iterable[HoldingView], deadline: Deadline
) -> Mapping[EntityRef, Entity]:
    """Places and parties of holdings, the sites above them, who operates those, and the regions around."""
    known: dict[EntityRef, Entity] = {}
    wanted = {
        _key(entity)
        for holding in holdings
        for entity in (holding.at, holding.bound_for, holding.keeper)
        if entity is not None and entity.kind in (EntityKind.WAREHOUSE, EntityKind.ENTERPRISE)
    }
    for _ in range(_NESTED):
        if not wanted:
            break
        found = await parties.entities(wanted, deadline.remaining)
        known.update(found)
        above = [
            each
            for entity in found.values()
            for each in (entity.part_of, entity.operator, *regions_around(entity.region).values())
            if each is not None
        ]
        wanted = {_key(each) for each in above} - known.keys()
    return known


def _key(entity: EntityRef) -> EntityRef:
    return EntityRef(entity.kind, entity.key)
