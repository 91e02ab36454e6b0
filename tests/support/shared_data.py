"""Third-party test data that lies beside the checkout and is never copied into it."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("SUYUAN_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))


def shared(name: str) -> Path:
    """The path of a shared file; skips where the data is absent, fails there in CI."""
    if not ROOT.is_dir():
        message = f"third-party test data not found at {ROOT}; set SUYUAN_SHARED_DATA"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(message)
        pytest.skip(message)
    return ROOT / name
