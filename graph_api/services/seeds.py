"""Which trace points the seeds of a question stand for."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
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
    `asked` is what each seed, in the caller's words, stands for as "Label:key", its declared twins included;
    `unknown` those of them that had no position at the view.
    """

    keys: tuple[str, ...]
    transformations: frozenset[str]
    entities: Mapping[EntityKind, Sequence[str]] = field(default_factory=dict)
    asked: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unknown: Sequence[str] = ()

    @property
    def asked_names(self) -> list[str]:
        """Everything that the seeds stand for, once."""
        return sorted({name for names in self.asked.values() for name in names})


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
        points, entities = _by_id([seed.id for seed in seeds if seed.id is not None])
        known = await self._existing(points, view, deadline)
        entities |= await self._by_code([seed.code for seed in seeds if seed.code is not None], deadline)
        twins = await self._twins(set(entities.values()), deadline)
        wanted = _by_kind(twins)
        keys = await self._holdings(wanted, view, deadline)
        inside = await self._inside_items(wanted, view, deadline)
        there = {key for key, point in known.items() if point.there}
        placed = there | (keys if wanted.keys() - _ITEMS else set())
        nested = await self._nested(inside | placed, view, deadline)
        all_keys = self._bounded(keys | there | inside | nested)
        transforming = frozenset(key for key in there if known[key].transforms)
        asked = {each: [f"{ref.kind}:{ref.key}" for ref in twins[of]] for each, of in entities.items()}
        asked |= {each: [f"TracePoint:{key}"] for each, key in points.items()}
        return Seeds(all_keys, transforming, {kind: sorted(of) for kind, of in wanted.items()}, asked)

    def _check(self, seeds: Sequence[Seed]) -> None:
        if not seeds:
            raise BadArgument("seeds", "at least one is needed")
        if len(seeds) > self._limits.seeds:
            raise BadArgument("seeds", f"at most {self._limits.seeds} can be asked for, not {len(seeds)}")
        if any((seed.id is None) == (seed.code is None) for seed in seeds):
            raise BadArgument("seeds", "each needs either an id or a code")

    async def _existing(
        self, points: Mapping[str, str], view: View, deadline: Deadline
    ) -> Mapping[str, KnownPoint]:
        """Trace points by key; CodeNotFound for the first that there is not, in the caller's words."""
        if not points:
            return {}
        known = await self._source.existing(sorted(set(points.values())), view, deadline.remaining)
        for asked, key in points.items():
            if key not in known:
                raise CodeNotFound(asked)
        return known

    async def _by_code(self, codes: Sequence[str], deadline: Deadline) -> dict[str, EntityRef]:
        """The one entity that each code means."""
        found = await self._lookup.find(codes, deadline)
        meant = {code: await self._lookup.one(code, found[code], deadline) for code in codes}
        return {code: EntityRef(entity.kind, entity.key) for code, entity in meant.items()}

    async def _twins(
        self, asked: AbstractSet[EntityRef], deadline: Deadline
    ) -> Mapping[EntityRef, Sequence[EntityRef]]:
        """Each entity with those that a register declares one with it; CodeNotFound for one there is not."""
        known = await self._parties.entities(asked, deadline.remaining) if asked else {}
        for ref in sorted(asked, key=lambda each: each.key):
            if ref not in known:
                raise CodeNotFound(ref.key)
            if ref.kind is EntityKind.REGION:
                raise BadArgument("seeds", "a trace cannot start from a Region")
        return {ref: [ref, *(EntityRef(ref.kind, twin.key) for twin in known[ref].same_as)] for ref in asked}

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


def _by_id(ids: Iterable[str]) -> tuple[dict[str, str], dict[str, EntityRef]]:
    """Keys of trace points, and entities not yet known to exist, each by its id as asked."""
    points: dict[str, str] = {}
    entities: dict[str, EntityRef] = {}
    for each in ids:
        label, key = decode_id(each, "seeds")
        if label in _POINTS:
            points[each] = key
        elif label in _KINDS:
            entities[each] = EntityRef(_KINDS[label], key)
        else:
            raise BadArgument("seeds", f"a trace cannot start from a {label}")
    return points, entities


def _by_kind(twins: Mapping[EntityRef, Sequence[EntityRef]]) -> dict[EntityKind, set[str]]:
    wanted: dict[EntityKind, set[str]] = {}
    for ref, of in twins.items():
        wanted.setdefault(ref.kind, set()).update(each.key for each in of)
    return wanted
