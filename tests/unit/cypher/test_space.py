"""A full disk is told as one, and nothing else is."""

import errno
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from cypher.engine.folder import prepare_folder
from cypher.engine.space import full_disk_told
from cypher.errors import FullDisk, GraphError, Overtaken, QueryFailed, UnsafeFolder

MEBIBYTE = 1024 * 1024
SAID = "java.io.IOException: No space left on device\n"


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    left = SimpleNamespace(free=100 * MEBIBYTE)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: left)
    return left


@pytest.mark.parametrize("failure", [Overtaken("a write"), QueryFailed("a write", "no code")])
@pytest.mark.parametrize("bytes_left", [0, MEBIBYTE])
def test_whatever_failed_on_a_full_disk(
    tmp_path: Path, free: SimpleNamespace, failure: GraphError, bytes_left: int
) -> None:
    free.free = bytes_left
    with pytest.raises(FullDisk, match="full: what was committed stays"), full_disk_told(tmp_path):
        raise failure


@pytest.mark.usefixtures("free")
@pytest.mark.parametrize("before", ["", "started\n", SAID])
def test_what_the_engine_says_in_its_log_from_then_on(tmp_path: Path, before: str) -> None:
    log = tmp_path / "engine" / "server.log"
    log.parent.mkdir()
    log.write_text(before)
    with pytest.raises(Overtaken), full_disk_told(tmp_path):
        raise Overtaken("a write")

    def fail() -> None:
        log.write_text(before + SAID)
        raise Overtaken("a write")

    with pytest.raises(FullDisk), full_disk_told(tmp_path):
        fail()


@pytest.mark.usefixtures("free")
def test_other_failures_stay_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(QueryFailed), full_disk_told(tmp_path):
        raise QueryFailed("a read", "no code")
    with pytest.raises(PermissionError), full_disk_told(tmp_path):
        raise PermissionError(errno.EACCES, "no")


@pytest.mark.usefixtures("free")
def test_our_own_files_that_find_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FullDisk), full_disk_told(tmp_path):
        raise OSError(errno.ENOSPC, "no room")
    full = OSError(errno.ENOSPC, "no room")

    def mkdir(*_: object, **__: object) -> None:
        raise full

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(FullDisk):
        prepare_folder(tmp_path / "data")
    full.errno = errno.EROFS
    with pytest.raises(UnsafeFolder):
        prepare_folder(tmp_path / "data")
