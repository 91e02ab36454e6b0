"""Reads what codes name."""

from collections.abc import Sequence

from cypher.connection import Graph
from cypher.lists import every
from cypher.readers.rows import entity_ref
from cypher.records.codes import NamedEntity


class CodeReader:
    """Codes and the entities that they name."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def named(self, codes: Sequence[tuple[str, str]], seconds: float) -> Sequence[NamedEntity]:
        """Entities that one of these (scheme, value) codes names, in no particular order."""
        keys = [f"{scheme}|{value}" for scheme, value in codes]
        rows = await self._graph.read("read/codes/named", timeout=seconds, keys=every(keys))
        found = []
        for scheme, value, labels, key, name, twin in rows[0]["rows"]:
            entity = entity_ref(labels, key, name)
            if entity is not None:
                found.append(NamedEntity(scheme, value, entity, min(key, twin or key)))
        return found
