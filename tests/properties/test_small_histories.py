"""Each rule of ledger.md 3 and 4 on a history of a few events."""

import pytest

from loaders.ledger.derive import derive
from tests.support.small_cases import EVERY
from tests.support.small_histories import REGISTER, Small, explained, failures


@pytest.mark.parametrize("small", EVERY, ids=lambda small: small.name)
def test_it_comes_out_as_the_page_says(small: Small) -> None:
    derived = derive(small.events, REGISTER)
    assert not failures(small, derived), f"{failures(small, derived)}\n{explained(small, derived)}"
