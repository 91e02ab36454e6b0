"""What is named on the command line and is no file: said in words, by its name; nothing is taken."""

import os
from pathlib import Path

import pytest

from tests.support.command import SAMPLES, suyuan


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
