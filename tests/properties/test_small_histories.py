"""Each rule of ledger.md 3 and 4 on a history of a few events."""

import pytest

from cypher.records.vocabulary import HoldingKind
from loaders.ledger.derive import derive
from tests.support import claims
from tests.support.small_cases_more import EVERY, scattered
from tests.support.small_histories import REGISTER, Small, explained, failures


@pytest.mark.parametrize("small", EVERY, ids=lambda small: small.name)
def test_it_comes_out_as_the_page_says(small: Small) -> None:
    derived = derive(small.events, REGISTER)
    assert not failures(small, derived), f"{failures(small, derived)}\n{explained(small, derived)}"
    claims.read_whole(small.events, derived)


def test_many_candidates_flow_through_one_gathering_position() -> None:
    events = scattered()
    derived = derive(events, REGISTER)
    claims.edges_are_linear(events, derived)
    claims.ends_meet(events, derived)
    assert sum(holding.kind is HoldingKind.GATHERING for holding in derived.holdings) == 1
