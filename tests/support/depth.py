"""How deep random tests go: quick by default, deep with CI=true, for hours with SUYUAN_TEST_SOAK=true."""

import os

DEEP = os.environ.get("CI", "").lower() == "true"
SOAK = 20 if os.environ.get("SUYUAN_TEST_SOAK", "").lower() == "true" else 1


def examples(quick: int, deep: int) -> int:
    """The number of random examples of a test at today's depth."""
    return deep * SOAK if DEEP else quick
