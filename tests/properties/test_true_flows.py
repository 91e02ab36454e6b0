"""Property 9 of ledger.md 7: against a simulator that knows the true flows."""

import pytest

from tests.support.depth import examples
from tests.support.simulation_records import Mix
from tests.support.simulation_table import tally
from tests.support.simulation_verdict import counted


@pytest.mark.parametrize("mix", Mix)
def test_only_links_of_numbers_with_two_origins_are_missed(mix: Mix) -> None:
    result = tally(mix, range(examples(120, 3000)))
    links, missed_twins = result.total.links, len(result.total.missed_two_origins)
    assert links > 8 * result.histories
    if mix is not Mix.BARE:
        assert not result.total.missed, result.missing_seeds
    if mix is Mix.COMPLETE:
        assert (missed_twins, result.total.missed_later) == (0, [])
        assert (counted(result.total.flagged), result.flagged_seeds) == ("", [])
