"""All services over one set of readers, joined once."""

import time
from dataclasses import dataclass

from graph_api.services.asking import Asking, Services
from graph_api.services.caching import AnswerCache, BoundedMemory
from graph_api.services.entities import EntityService
from graph_api.services.impact import ImpactService
from graph_api.services.lookup import LookupService
from graph_api.services.ports import Clock, Questions, Readers
from graph_api.services.seeds import SeedLimits, SeedResolver
from graph_api.services.tracing import TraceService
from graph_api.settings import ApiSettings


@dataclass(frozen=True, slots=True)
class Suite:
    """What the GraphQL face asks."""

    questions: Questions
    entities: EntityService


def now() -> int:
    """Microseconds since 1970 UTC."""
    return time.time_ns() // 1000


def build_suite(readers: Readers, settings: ApiSettings, clock: Clock = now) -> Suite:
    """Every service, with one cache before those that walk or look up."""
    lookup = LookupService(readers.codes, readers.parties)
    limits = SeedLimits(settings.max_seeds, settings.max_seed_holdings)
    seeds = SeedResolver(readers.seeds, readers.parties, lookup, limits)
    services = Services(
        TraceService(readers, seeds, settings), ImpactService(readers, seeds, settings), lookup
    )
    cache = AnswerCache(BoundedMemory(settings.cache_answers, settings.cache_nodes))
    asking = Asking(services, readers.clock, clock, cache, settings)
    return Suite(asking, EntityService(readers, clock, settings))
