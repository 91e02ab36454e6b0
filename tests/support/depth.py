"""How deep random tests go: quick by default, deep with CI=true."""

import os

DEEP = os.environ.get("CI", "").lower() == "true"


def examples(quick: int, deep: int) -> int:
    """The number of random examples of a test at today's depth."""
    return deep if DEEP else quick
