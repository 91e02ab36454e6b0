"""Refused records that an answer must tell of: of what it was asked for, and of what it reached."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cypher.records.quarantine import RefusedView
from cypher.records.views import GapView, HoldingView
from cypher.records.vocabulary import GapKind, GapSeverity
from cypher.records.walks import View
from graph_api.rules.budget import Deadline
from graph_api.rules.merge import MergedNode
from graph_api.rules.messages import refusal_message
from graph_api.rules.refused import windows
from graph_api.services.answers import Carrier, Gap
from graph_api.services.ports import QuarantineSource
from graph_api.services.seeds import Seeds

_TOLD = 200
"""Refused records that one answer tells of: with more it is no more complete than with these."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What an answer is about: its seeds, the nodes it shows with their holdings, what carried them."""

    seeds: Seeds
    nodes: Mapping[str, MergedNode]
    holdings: Mapping[str, HoldingView]
    carriers: Sequence[Carrier]


async def refused_records(
    source: QuarantineSource, touched: Touched, view: View, deadline: Deadline
) -> tuple[Gap, ...]:
    """Gaps for refused records, by key; two readings at most, whatever was reached."""
    reached = [(touched.nodes[key], each) for key, each in touched.holdings.items() if key in touched.nodes]
    asked = windows(reached, ((each.entity, each.stays) for each in touched.carriers))
    found = await asyncio.gather(
        _of_seeds(source, touched.seeds, view, deadline),
        source.naming(asked, view, _TOLD, deadline.remaining) if asked else _none(),
    )
    by_key = {each.key: each for part in reversed(found) for each in part}
    weightiest = sorted(by_key.values(), key=lambda each: (not each.goods, each.key))[:_TOLD]
    return tuple(_gap(each) for each in sorted(weightiest, key=lambda each: each.key))


async def _of_seeds(
    source: QuarantineSource, seeds: Seeds, view: View, deadline: Deadline
) -> Sequence[RefusedView]:
    if not seeds.entities:
        return ()
    return await source.of_seeds(seeds.entities, view, _TOLD, deadline.remaining)


async def _none() -> Sequence[RefusedView]:
    return ()


def views(gaps: Iterable[Gap]) -> list[GapView]:
    """The gaps without their sentences."""
    return [gap.view for gap in gaps]


def _gap(refused: RefusedView) -> Gap:
    """WARNING where it names goods or a container, NOTE for a place alone."""
    view = GapView(
        key=f"refused:{refused.key}",
        kind=GapKind.REFUSED_RECORD,
        severity=GapSeverity.WARNING if refused.goods else GapSeverity.NOTE,
        item=refused.named if refused.goods else None,
        amount=None,
        unit=None,
        at=refused.time,
        holding=None,
        event=None,
    )
    return Gap(view, refusal_message(refused))
