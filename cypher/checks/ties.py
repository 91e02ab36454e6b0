"""Which trace points have lost links that were written to them: damage, whoever asks (ADR 0038)."""

import asyncio
from collections.abc import Sequence

from cypher.connection import Graph
from cypher.lists import every

_MEANWHILE = (0.2, 0.2)
"""Seconds before what seems lost is looked at again: half of another writer's commit may show."""


async def untied(graph: Graph, keys: Sequence[str], seconds: float) -> list[str]:
    """Those of these trace points that are gone, or have fewer links than were written to them, in order."""
    for pause in (*_MEANWHILE, None):
        if not keys:
            break
        rows = await graph.read("read/check/untied", timeout=seconds, keys=every(keys))
        keys = sorted(rows[0]["keys"])
        if keys and pause is not None:
            await asyncio.sleep(pause)
    return [*keys]
