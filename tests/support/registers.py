"""Entities with names, links and codes, written as a register would have it."""

from collections.abc import Iterable, Mapping

from cypher.connection import Graph, WriteTx
from cypher.records.describing import EntityCode, EntityDescription, EntityLink
from cypher.records.entities import EntityRef
from cypher.writers.entities import describe_entities, ensure_entities, link_entities, store_codes
from cypher.writers.truth import next_record_time


async def write_register(
    graph: Graph,
    entities: Mapping[EntityRef, Mapping[str, str | None]],
    links: Iterable[EntityLink] = (),
    codes: Iterable[EntityCode] = (),
) -> None:
    """Makes the entities with these properties, joins them, and names them by codes."""

    async def work(tx: WriteTx) -> None:
        await next_record_time(tx, 1)
        await ensure_entities(tx, entities)
        await describe_entities(tx, [EntityDescription(ref, found) for ref, found in entities.items()])
        await link_entities(tx, links)
        await store_codes(tx, codes)

    await graph.write(work)
