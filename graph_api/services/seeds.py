"""Which trace points the seeds of a question stand for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cypher.records.entities import EntityRef
from cypher.records.parties import EntityKind
from cypher.records.walks import KnownPoint, View
from graph_api.rules.budget import Deadline
from graph_api.services.errors import BadArgument, CodeNotFound
from graph_api.services.ids import decode_id
from graph_api.services.lookup import LookupService
from graph_api.services.ports import PartySource, SeedSource
from graph_api.services.questions import Seed

_POINTS = ("Holding", "Transformation")
_KINDS = {kind.value: kind for kind in EntityKind if kind is not EntityKind.REGION}
_CONTAINERS = (EntityKind.UNIT, EntityKind.VEHICLE)
_ITEMS = {EntityKind.PRODUCT, EntityKind.BATCH, EntityKind.UNIT}
"""Their holdings are of the item itself: what lay in them is asked by item, or nothing can."""


@dataclass(frozen=True, slots=True)
class SeedLimits:
    """How many seeds a question may name, and how many holdings they may stand for."""

    seeds: int
    holdings: int


@dataclass(frozen=True, slots=True)
class Seeds:
    """Trace points to start from, in order of their keys; `transformations` are those that transform.

    `entities` are what was asked for by name, with what a register declares one with it, by kind.
    """

    keys: tuple[str, ...]
    transformations: frozenset[str]
    entities: Mapping[EntityKind, Sequence[str]] = field(default_factory=dict)


class SeedResolver:
    """Turns ids and codes into trace points; what a register declares one is one."""

    def __init__(
        self, source: SeedSource, parties: PartySource, lookup: LookupService, limits: SeedLimits
    ) -> None:
        self._source = source
        self._parties = parties
        self._lookup = lookup
        self._limits = limits

    async def resolve(self, seeds: Sequence[Seed], view: View, deadline: Deadline) -> Seeds:
        """No keys where the seeds are known and nothing of them was held by then."""
        self._check(seeds)
        ids = [seed.id for seed in seeds if seed.id is not None]
        points, entities = await self._by_id(ids, view, deadline)
        codes = [seed.code for seed in seeds if seed.code is not None]
        found = await self._lookup.find(codes, deadline)
        for code in codes:
            entities.add(await self._lookup.one(code, found[code], deadline))
        wanted = await self._with_twins(entities, deadline)
        keys = await self._holdings(wanted, view, deadline)
        inside = await self._inside_items(wanted, view, deadline)
        placed = set(points) | (keys if wanted.keys() - _ITEMS else set())
        nested = await self._nested(inside | placed, view, deadline)
        all_keys = self._bounded(keys | set(points) | inside | nested)
        transforming = frozenset(key for key, known in points.items() if known.transforms)
        return Seeds(all_keys, transforming, {kind: sorted(found) for kind, found in wanted.items()})

    def _check(self, seeds: Sequence[Seed]) -> None:
        if not seeds:
            raise BadArgument("seeds", "at least one is needed")
        if len(seeds) > self._limits.seeds:
            raise BadArgument("seeds", f"at most {self._limits.seeds} can be asked for, not {len(seeds)}")
        if any((seed.id is None) == (seed.code is None) for seed in seeds):
            raise BadArgument("seeds", "each needs either an id or a code")

    async def _by_id(
        self, ids: Iterable[str], view: View, deadline: Deadline
    ) -> tuple[dict[str, KnownPoint], set[EntityRef]]:
        """Trace points that were there at the view, and entities not yet known to exist."""
        points: dict[str, str] = {}
        entities: set[EntityRef] = set()
        for each in ids:
            label, key = decode_id(each, "seeds")
            if label in _POINTS:
                points[key] = each
            elif label in _KINDS:
                entities.add(EntityRef(_KINDS[label], key))
            else:
                raise BadArgument("seeds", f"a trace cannot start from a {label}")
        known = await self._source.existing(list(points), view, deadline.remaining) if points else {}
        for key, asked in points.items():
            if key not in known:
                raise CodeNotFound(asked)
        return {key: point for key, point in known.items() if point.there}, entities

    async def _with_twins(
        self, entities: Iterable[EntityRef], deadline: Deadline
    ) -> dict[EntityKind, set[str]]:
        """Keys by kind, with those that a register declares one with them."""
        asked = [EntityRef(entity.kind, entity.key) for entity in entities]
        known = await self._parties.entities(asked, deadline.remaining) if asked else {}
        wanted: dict[EntityKind, set[str]] = {}
        for ref in asked:
            if ref not in known:
                raise CodeNotFound(ref.key)
            if ref.kind is EntityKind.REGION:
                raise BadArgument("seeds", "a trace cannot start from a Region")
            keys = {ref.key, *(twin.key for twin in known[ref].same_as)}
            wanted.setdefault(ref.kind, set()).update(keys)
        return wanted

    async def _holdings(self, wanted: dict[EntityKind, set[str]], view: View, deadline: Deadline) -> set[str]:
        found: set[str] = set()
        for kind, keys in wanted.items():
            limit = self._limits.holdings + 1
            found.update(await self._source.holdings_of(kind, sorted(keys), view, limit, deadline.remaining))
        return found

    async def _inside_items(
        self, wanted: dict[EntityKind, set[str]], view: View, deadline: Deadline
    ) -> set[str]:
        """What lay directly inside the units and vehicles among the seeds."""
        items = sorted(key for kind in _CONTAINERS for key in wanted.get(kind, ()))
        limit = self._limits.holdings + 1
        if not items:
            return set()
        return set(await self._source.inside_items(items, view, limit, deadline.remaining))

    async def _nested(self, holdings: set[str], view: View, deadline: Deadline) -> set[str]:
        """What lay inside these holdings while they were there, and inside that, and so on."""
        limit = self._limits.holdings + 1
        found: set[str] = set()
        fresh = holdings
        while fresh:
            inside = await self._source.inside_holdings(sorted(fresh), view, limit, deadline.remaining)
            fresh = set(inside) - found - holdings
            found |= fresh
            self._bounded(found)
        return found

    def _bounded(self, keys: set[str]) -> tuple[str, ...]:
        if len(keys) > self._limits.holdings:
            raise BadArgument(
                "seeds", f"they stand for more than {self._limits.holdings} holdings: ask from some of them"
            )
        return tuple(sorted(keys))
