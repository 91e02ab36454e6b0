"""Statements of a writing transaction are pinned: as many for thousands of rows as for three."""

from collections import Counter

import pytest

from cypher.connection import Graph, Row, WriteTx
from tests.support.chains import derived, edge
from tests.support.derived_rows import write_derived

OPENED = {
    "write/truth/next_record_time": 1,
    "write/entities/existing": 1,
    "write/entities/create": 1,
    "write/custody/existing": 1,
    "write/custody/open_holdings": 1,
    "write/custody/open_edges": 1,
}


@pytest.mark.parametrize("spread", [2, 2_000])
async def test_opening_rows_takes_six_statements(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, spread: int
) -> None:
    ran: Counter[str] = Counter()
    run = WriteTx.run

    async def counting(tx: WriteTx, name: str, **params: object) -> list[Row]:
        ran[name] += 1
        return await run(tx, name, **params)

    monkeypatch.setattr(WriteTx, "run", counting)
    await write_derived(graph, derived([edge("hub", f"n{number}", 1) for number in range(spread)]))
    assert ran == OPENED
