"""A seeded generator of realistic custody graphs: blending, running silos, heavy-tailed deliveries."""

import random
from dataclasses import dataclass, field
from decimal import Decimal

from cypher.records.custody import EdgeRecord, HoldingRecord, TransformationRecord
from cypher.records.events import TimeRange
from cypher.records.vocabulary import Certainty, EdgeKind, HoldingKind, ItemKind, PlaceKind, StockStatus

HOUR = 3_600_000_000
DAY = 24 * HOUR
START = 1_735_689_600_000_000  # 2025-01-01 UTC


@dataclass(slots=True)
class CustodyGraph:
    """Derived rows as the ledger would make them; edges point at holdings and transformations by key."""

    holdings: list[HoldingRecord] = field(default_factory=list)
    transformations: list[TransformationRecord] = field(default_factory=list)
    edges: list[EdgeRecord] = field(default_factory=list)


def generate(edges: int, seed: int = 7) -> CustodyGraph:
    """A graph of at least `edges` edges; days go by until there are enough."""
    chain = _Chain(random.Random(seed), sites=max(4, int((edges / 150) ** 0.5)))
    while len(chain.graph.edges) < edges:
        chain.live_one_day()
    return chain.graph


class _Chain:
    """Farms, silos that are topped up for weeks, plants that blend, depots, shops, and rework."""

    def __init__(self, dice: random.Random, sites: int) -> None:
        self.dice = dice
        self.graph = CustodyGraph()
        self.day = 0
        self.sites = sites
        self.silos: list[HoldingRecord | None] = [None] * sites
        self.returned: list[HoldingRecord] = []
        self.stocked: list[HoldingRecord] = []

    def live_one_day(self) -> None:
        self.day += 1
        for site in range(self.sites):
            self._fill_silo(site)
        for plant in range(max(1, self.sites // 4)):
            self._produce(plant)

    def _fill_silo(self, site: int) -> None:
        """Raw lots flow into the running silo of a collector, which rarely runs empty and tops up others."""
        silo = self.silos[site]
        if silo is None or self.dice.random() < 0.02:
            silo = self.silos[site] = self._holding("silo", f"collector:{site}")
        neighbour = self.silos[self.dice.randrange(self.sites)]
        if neighbour not in (None, silo) and self.dice.random() < 0.1:
            self._transform([self._moved(neighbour, f"collector:{site}")], [silo])
        arrivals = [self._moved(self._holding("milk", f"farm:{self.dice.randrange(self.sites * 5)}"),
                                f"collector:{site}") for _ in range(self._heavy(3))]  # fmt: skip
        self._transform(arrivals, [silo])

    def _produce(self, plant: int) -> None:
        """A plant draws on several silos, now and then on rework, and makes a few product lots."""
        sources = [silo for silo in self.dice.sample(self.silos, min(4, self.sites)) if silo is not None]
        drawn = [self._moved(silo, f"plant:{plant}") for silo in sources]
        if self.returned and self.dice.random() < 0.1:
            drawn.append(self._moved(self.returned.pop(), f"plant:{plant}"))
        made = [self._holding("product", f"plant:{plant}") for _ in range(self.dice.randint(1, 3))]
        self._transform(drawn, made)
        for lot in made:
            self._distribute(lot)
        self._cook()

    def _cook(self) -> None:
        """A kitchen makes dishes of what several depots hold: the second stage of mixing."""
        if len(self.stocked) < 40:
            return
        drawn = [self._moved(stock, "kitchen") for stock in self.dice.sample(self.stocked[-400:], 5)]
        dish = self._holding("dish", "kitchen")
        self._transform(drawn, [dish])
        for _ in range(self._heavy(3)):
            self._moved(dish, f"canteen:{self.dice.randrange(self.sites * 10)}")

    def _distribute(self, lot: HoldingRecord) -> None:
        for _ in range(self._heavy(2)):
            depot = self._moved(lot, f"depot:{self.dice.randrange(self.sites)}")
            self.stocked.append(depot)
            for _ in range(self._heavy(4)):
                shop = self._moved(depot, f"shop:{self.dice.randrange(self.sites * 40)}")
                if self.dice.random() < 0.01:
                    self.returned.append(self._moved(shop, depot.place or ""))

    def _heavy(self, scale: int) -> int:
        """A Pareto-tailed count of at least one, cut at 800."""
        return min(800, max(1, int(self.dice.paretovariate(1.3) * scale / 2)))

    def _time(self) -> TimeRange:
        start = START + self.day * DAY
        if self.dice.random() < 0.3:
            return TimeRange(start, start + DAY - 1)
        moment = start + self.dice.randrange(24) * HOUR
        return TimeRange(moment, moment)

    def _holding(self, item: str, place: str) -> HoldingRecord:
        number = len(self.graph.holdings)
        return self._open(f"urn:suyuan:lot:{item}:{number}", place)

    def _open(self, item: str, place: str) -> HoldingRecord:
        holding = HoldingRecord(
            key=f"h:{len(self.graph.holdings):08x}",
            item=item,
            item_kind=ItemKind.LOT,
            kind=HoldingKind.STOCK,
            place=place,
            place_kind=PlaceKind.SITE,
            status=StockStatus.IN_STOCK,
            opened=self._time(),
        )
        self.graph.holdings.append(holding)
        return holding

    def _moved(self, holding: HoldingRecord, place: str) -> HoldingRecord:
        """The goods shipped and received: through a consignment, as the ledger would have it."""
        there = self._open(holding.item, place)
        self._edge(EdgeKind.CUSTODY, holding.key, there.key)
        return there

    def _transform(self, inputs: list[HoldingRecord], outputs: list[HoldingRecord]) -> None:
        vertex = TransformationRecord(f"t:{len(self.graph.transformations):08x}", None, outputs[0].place)
        self.graph.transformations.append(vertex)
        for holding in inputs:
            self._edge(EdgeKind.INPUT, holding.key, vertex.key)
        for holding in outputs:
            self._edge(EdgeKind.OUTPUT, vertex.key, holding.key)

    def _edge(self, kind: EdgeKind, source: str, target: str) -> None:
        number = len(self.graph.edges)
        self.graph.edges.append(
            EdgeRecord(
                key=f"e:{number:08x}",
                kind=kind,
                source=source,
                target=target,
                event=f"v:{number // 4:08x}",
                line=0,
                time=self._time(),
                quantity=Decimal(self._heavy(40)),
                unit="KGM",
                certainty=Certainty.RECORDED,
            )
        )
