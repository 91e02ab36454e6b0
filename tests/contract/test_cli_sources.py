"""What is named on the command line and is no file: said in words, by its name; nothing is taken."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.command import SAMPLES, Ran, suyuan


def test_an_empty_name_is_no_folder(tmp_path: Path) -> None:
    for given in ("", "  "):
        ran = suyuan(tmp_path / "data", "load", given, "--json")
        assert (ran.code, ran.json["error"]["code"]) == (1, "BAD_USE")
        assert "empty" in ran.json["error"]["message"]


@pytest.mark.parametrize("named", ["itself", "folder"])
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, named: str) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.jsonld").write_bytes((SAMPLES / "milk.jsonld").read_bytes())
    (folder / "lost.jsonld").symlink_to(tmp_path / "nowhere")
    given = folder / "lost.jsonld" if named == "itself" else folder
    ran = suyuan(tmp_path / "data", "check", str(given), "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "SOURCE_NOT_FOUND")
    assert "lost.jsonld is a link that leads nowhere" in ran.json["error"]["message"]


def test_a_pipe_in_a_folder_is_named_and_not_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.jsonld").write_bytes((SAMPLES / "milk.jsonld").read_bytes())
    os.mkfifo(folder / "pipe.jsonld")
    ran = suyuan(tmp_path / "data", "check", str(folder), "--json")
    assert (ran.code, ran.json["error"]["code"]) == (3, "SOURCE_UNREADABLE")
    assert "pipe.jsonld is a pipe" in ran.json["error"]["message"]


def test_two_starters_on_one_fresh_folder_both_succeed(tmp_path: Path) -> None:
    """The first to start stops the engine only when the other has done its work."""
    names = ["milk", "vaccine", "detonators"]

    def load(name: str) -> Ran:
        return suyuan(tmp_path / "data", "load", str(SAMPLES / f"{name}.jsonld"), "--json")

    with ThreadPoolExecutor() as pool:
        done = list(pool.map(load, names))
    assert [(ran.code, ran.err) for ran in done if ran.code] == []
    again = suyuan(tmp_path / "data", "load", *(str(SAMPLES / f"{name}.jsonld") for name in names), "--json")
    assert (again.json["events"], again.json["masterData"]) == (0, 0)
    assert again.json["known"] == sum(ran.json["events"] + ran.json["masterData"] for ran in done)
