"""The account of a load, where bytes come from, settings, and the list of codes."""

import ast
import io
import json
import os
import re
import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

import loaders
from cypher.records.quarantine import QuarantineRecord
from loaders.errors import SourceError
from loaders.report import LoadReport, LoadWarning, Refusal
from loaders.settings import IntakeSettings
from loaders.sources import file_source, path_source, spooled_source
from loaders.vocabulary.rec20 import is_unit

ROOT = Path(loaders.__file__).parent


def test_a_report_counts_and_lists() -> None:
    report = LoadReport(files=2)
    report.warn("a.json", [LoadWarning("CHECK_DIGIT", "eventList[0]", "odd")] * 3)
    report.quarantine([QuarantineRecord("k", "a.json", "eventList[1]", "BAD_TIME", "no time", "{}")])
    report.refused.append(Refusal("b.json", "MALFORMED_JSON", "bad", 3, 7))
    found = json.loads(json.dumps(report.to_json()))
    assert found["warnings"] == {"CHECK_DIGIT": 3}
    assert found["quarantined"] == {"BAD_TIME": 1}
    assert found["quarantineDetails"][0]["position"] == "eventList[1]"
    assert found["refused"] == [
        {"source": "b.json", "code": "MALFORMED_JSON", "message": "bad", "line": 3, "column": 7}
    ]


def test_a_report_stays_small() -> None:
    report = LoadReport()
    for _ in range(3):
        report.warn("a", [LoadWarning("CHECK_DIGIT", "x", "odd")] * 900)
    assert report.warnings["CHECK_DIGIT"] == 2700
    report.warn("a", [LoadWarning("FUTURE_EVENT", "y", "rare")])
    assert len(report.warning_details) == 201
    assert report.warning_details[-1][1].code == "FUTURE_EVENT"
    report.quarantine([QuarantineRecord("k", "a", "x", "BAD_TIME", "no time", "{}" * 30_000)])
    assert report.quarantine_details[0].content == ""


def test_a_stream_can_be_read_twice_and_leaves_nothing() -> None:
    with spooled_source(io.BytesIO(b"[]")) as source:
        assert (source.name, source.size) == ("stdin", 2)
        for _ in range(2):
            with source.open() as stream:
                assert stream.read() == b"[]"
        kept = source.path
    assert not kept.exists()


def test_a_file_is_named_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[]")
    assert file_source(path).name == "a.json"
    assert file_source(path, "other").name == "other"


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    """What a shell calls `<(…)` can be read but once; the intake reads twice."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(b"[]" * 100_000,))
    writer.start()
    with path_source(pipe) as source:
        assert (source.name, source.size) == ("pipe", 200_000)
        assert source.path.is_file()
    writer.join()


@pytest.mark.parametrize("name", ["n" * 300, "loop", "nowhere/a.json"])
def test_what_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(SourceError), path_source(tmp_path / name):
        pass


def test_a_device_is_no_file() -> None:
    with pytest.raises(SourceError) as caught, path_source(Path("/dev/zero")):
        pass
    assert caught.value.code == "SOURCE_UNREADABLE"


def test_a_read_that_fails_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("[]")
    with pytest.raises(SourceError) as caught, file_source(path).open():
        raise OSError(5, "Input/output error")
    assert caught.value.code == "SOURCE_UNREADABLE"
    assert "Input/output error" in caught.value.message


def test_a_name_of_any_bytes_is_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m\n.json"))
    path.write_text("[]")
    name = file_source(path).name
    assert name.isprintable()
    assert name.encode()


def test_settings_refuse_what_cannot_be(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="no time zone"):
        IntakeSettings(zone="Mars/Olympus")
    with pytest.raises(ValidationError):
        IntakeSettings(depth_limit=100_000)
    monkeypatch.setenv("SUYUAN_INTAKE_ZONE", "Asia/Shanghai")
    assert IntakeSettings().zone == "Asia/Shanghai"


@pytest.mark.parametrize("code", ["KGM", "TNE", "LTR", "MTR", "H87", "EA", "BX", "XBX", "BQL", "58"])
def test_units_of_the_field(code: str) -> None:
    assert is_unit(code)


@pytest.mark.parametrize("code", ["", "kgm", "kg", "KG ", "公斤", "XBOX", "ZZZ", "piece"])
def test_what_is_no_unit(code: str) -> None:
    assert not is_unit(code)


def spoken_codes() -> set[str]:
    """Words in capitals that the intake's modules hold as text."""
    found: set[str] = set()
    for path in [*ROOT.glob("*.py"), *ROOT.glob("formats/*.py")]:
        tree = ast.parse(path.read_text("utf-8"))
        texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        found |= {text for text in texts if isinstance(text, str) and re.fullmatch(r"[A-Z]+(_[A-Z]+)+", text)}
    return found - {"WEB_VOCABULARY"}


def test_every_code_is_explained() -> None:
    document = (ROOT.parent / "docs" / "errors.md").read_text("utf-8")
    explained = set(
        re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", document.partition("## Intake")[2].partition("\n## ")[0])
    )
    said = spoken_codes()
    assert len(said) > 40
    assert said - explained == set()
    assert explained - said <= {"CHECK_DIGIT", "SUYUAN_INTAKE_ZONE", "SAME_ID"}
