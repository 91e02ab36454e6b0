"""trace, impact and lookup: take the arguments, ask the service, convert the answer."""

from typing import Annotated

import strawberry

from graph_api.schema.context import Info
from graph_api.schema.scalars import Instant
from graph_api.schema.types.enums import Direction, Identity, ImpactBy
from graph_api.schema.types.filters import given
from graph_api.schema.types.impact import Impact
from graph_api.schema.types.lookup import LookupMatches
from graph_api.schema.types.problem import AmbiguousCode, BadArgument, BadCode, CodeNotFound, NothingKnown
from graph_api.schema.types.trace import TraceGraph
from graph_api.services.questions import ImpactQuestion, Seed, TraceQuestion

LookupResult = Annotated[
    LookupMatches | CodeNotFound | BadCode,
    strawberry.union("LookupResult", description="What a code means, or why it means nothing."),
]
TraceResult = Annotated[
    TraceGraph | NothingKnown | CodeNotFound | AmbiguousCode | BadCode | BadArgument,
    strawberry.union("TraceResult", description="What a trace reaches, or why it could not start."),
]
ImpactResult = Annotated[
    Impact | NothingKnown | CodeNotFound | AmbiguousCode | BadCode | BadArgument,
    strawberry.union("ImpactResult", description="What goods reach, or why the walk could not start."),
]

_DEPTH = 50
_TRACE_NODES = 1000
_IMPACT_NODES = 10_000


@strawberry.input(description="An entity by its id, or anything by its code.", one_of=True)
class SeedInput:
    id: strawberry.ID | None = strawberry.UNSET
    code: str | None = strawberry.UNSET

    def to_seed(self) -> Seed:
        return Seed(id=given(self.id), code=given(self.code))


def _seeds(seeds: list[SeedInput]) -> tuple[Seed, ...]:
    return tuple(seed.to_seed() for seed in seeds)


_Code = Annotated[str, strawberry.argument(description="A code of any scheme, as typed or scanned.")]
_Scheme = Annotated[
    str | None, strawberry.argument(description="Read it by this scheme only, such as SSCC or PLATE.")
]
_Seeds = Annotated[list[SeedInput], strawberry.argument(description="Where to start: ids or codes.")]
_AsOf = Annotated[
    Instant | None,
    strawberry.argument(description="What could have happened by then (发生截止); default now."),
]
_KnownAt = Annotated[
    Instant | None, strawberry.argument(description="What was recorded here by then (记录截止); default all.")
]
_Identity = Annotated[
    Identity | None, strawberry.argument(description="Follow positions, or all of an item.")
]
_Depth = Annotated[int | None, strawberry.argument(description="How many hops from the seeds.")]
_Nodes = Annotated[int | None, strawberry.argument(description="How many nodes to reach at most.")]
_After = Annotated[
    str | None, strawberry.argument(description="The `endCursor` of a truncated answer, to go on from there.")
]
_GroupBy = Annotated[
    list[ImpactBy] | None, strawberry.argument(description="What the holdings of a group have in common.")
]


async def lookup(info: Info, code: _Code, scheme: _Scheme = strawberry.UNSET) -> LookupResult:
    """What a code may mean."""
    found = await info.context.questions.lookup(code, given(scheme), info.context.deadline)
    return LookupMatches.from_answer(found)


async def trace(  # noqa: PLR0913, PLR0917 - each is an argument of the published field
    info: Info,
    seeds: _Seeds,
    direction: Direction,
    as_of: _AsOf = strawberry.UNSET,
    known_at: _KnownAt = strawberry.UNSET,
    identity: _Identity = Identity.HOLDING,
    max_depth: _Depth = _DEPTH,
    max_nodes: _Nodes = _TRACE_NODES,
    after: _After = strawberry.UNSET,
) -> TraceResult:
    """Where goods came from or went; an argument given as null means its default."""
    question = TraceQuestion(
        seeds=_seeds(seeds),
        direction=direction,
        as_of=given(as_of),
        known_at=given(known_at),
        identity=identity or Identity.HOLDING,
        max_depth=_DEPTH if max_depth is None else max_depth,
        max_nodes=_TRACE_NODES if max_nodes is None else max_nodes,
        after=given(after),
    )
    return TraceGraph.from_answer(await info.context.questions.trace(question, info.context.deadline))


async def impact(  # noqa: PLR0913, PLR0917 - each is an argument of the published field
    info: Info,
    seeds: _Seeds,
    as_of: _AsOf = strawberry.UNSET,
    known_at: _KnownAt = strawberry.UNSET,
    identity: _Identity = Identity.HOLDING,
    group_by: _GroupBy = [ImpactBy.WAREHOUSE],  # noqa: B006 - the default in the schema, never changed
    max_nodes: _Nodes = _IMPACT_NODES,
) -> ImpactResult:
    """What goods reach, in groups; an argument given as null means its default."""
    question = ImpactQuestion(
        seeds=_seeds(seeds),
        as_of=given(as_of),
        known_at=given(known_at),
        identity=identity or Identity.HOLDING,
        group_by=(ImpactBy.WAREHOUSE,) if group_by is None else tuple(group_by),
        max_nodes=_IMPACT_NODES if max_nodes is None else max_nodes,
    )
    return Impact.from_answer(await info.context.questions.impact(question, info.context.deadline))
