"""What `make` says on a machine that lacks something: played with stand-ins for Python, without a network."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSION = '#!/bin/sh\ncase "$1" in -c) exit {fits};; -m) {module};; esac\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The files that setting up depends on, and nothing else."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    (tmp_path / "bin").mkdir()
    return tmp_path


def python(folder: Path, name: str, *, fits: bool, module: str) -> str:
    """A stand-in: whether its version fits, and what `-m` does."""
    path = folder / "bin" / name
    path.write_text(VERSION.format(fits=0 if fits else 1, module=module))
    path.chmod(0o755)
    return str(path)


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *words], cwd=folder, env=kept, capture_output=True, text=True, timeout=60, check=False
    )


def test_without_a_python_that_fits_it_says_which_ones_do(checkout: Path) -> None:
    old = python(checkout, "old", fits=False, module="exit 0")
    ran = make(checkout, "run", f"PYTHON={old} no-such-python")
    assert ran.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13" in ran.stderr
    assert "PYTHON=" in ran.stderr
    assert not (checkout / ".venv").exists()


def test_the_first_python_that_fits_is_taken(checkout: Path) -> None:
    old = python(checkout, "old", fits=False, module="exit 0")
    made = "mkdir -p .venv/bin && echo made > .venv/bin/python"
    new = python(checkout, "new", fits=True, module=made)
    assert make(checkout, ".venv/bin/python", f"PYTHON={old} {new}").returncode == 0
    assert (checkout / ".venv" / "bin" / "python").read_text() == "made\n"


def test_a_python_without_venv_leaves_nothing_half_made(checkout: Path) -> None:
    poor = python(checkout, "poor", fits=True, module="mkdir -p .venv/bin; exit 1")
    ran = make(checkout, "run", f"PYTHON={poor}")
    assert ran.returncode != 0
    assert "python3-venv" in ran.stderr
    assert not (checkout / ".venv").exists()


def test_without_a_network_it_says_that_setting_up_needs_one_and_tries_again(checkout: Path) -> None:
    inner = (
        'mkdir -p .venv/bin && printf "#!/bin/sh\\necho no route to host >&2; exit 1\\n" > .venv/bin/python'
    )
    lone = python(checkout, "lone", fits=True, module=f"{inner} && chmod +x .venv/bin/python")
    for _ in range(2):
        ran = make(checkout, "run", f"PYTHON={lone}")
        assert ran.returncode != 0
        assert "no route to host" in ran.stderr
        assert "needs the network once" in ran.stderr


def test_running_serves_the_samples_from_the_checkout_s_own_folder(checkout: Path) -> None:
    shown = make(checkout, "--dry-run", "run", "PORT=8123").stdout
    assert f'SUYUAN_DATA_DIR="{checkout}/.suyuan"' in shown
    assert "serve --load samples --port 8123" in shown
