"""Property 9 of ledger.md 7: against a simulator that knows the true flows."""

import pytest

from tests.support.depth import examples
from tests.support.simulation_records import Mix
from tests.support.simulation_table import tally
from tests.support.simulation_verdict import LinkKind, counted

DEPTH = 600
"""Histories a mix where it goes deep. The aim is 3,000 of the widened world: see docs/roadmap.md."""


@pytest.mark.parametrize("mix", Mix)
def test_only_links_of_numbers_with_two_origins_are_missed(mix: Mix) -> None:
    result = tally(mix, range(examples(120, DEPTH)))
    total, assured = result.total, result.assured
    assert total.links > 8 * result.histories
    assert assured.complete > assured.answers / 2
    assert not assured.false[LinkKind.ORIGIN] + assured.false[LinkKind.LATER], result.false_seeds
    assert not assured.astray, result.astray_seeds
    if mix is not Mix.BARE:
        assert not total.of(LinkKind.ORIGIN), result.missing_seeds
    if mix is Mix.COMPLETE:
        excused = {LinkKind.BIRTH_UNRECORDED, LinkKind.MAYBE_TWO}
        assert {link.kind for link in total.missed} | set(+assured.false) <= excused
        assert (counted(total.flagged), result.flagged_seeds) == ("", [])
