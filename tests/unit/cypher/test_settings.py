"""Settings come from SUYUAN_ variables, refuse what cannot work, and never show the password."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from cypher.settings import GraphSettings, default_data_dir


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUYUAN_NEO4J_URI", "neo4j://graph.example:7687")
    monkeypatch.setenv("SUYUAN_NEO4J_PASSWORD", "s3cret")
    monkeypatch.setenv("SUYUAN_QUERY_TIMEOUT", "2.5")
    settings = GraphSettings()
    assert (settings.neo4j_uri, settings.query_timeout) == ("neo4j://graph.example:7687", 2.5)
    assert settings.neo4j_password.get_secret_value() == "s3cret"
    assert "s3cret" not in f"{settings!r} {settings}"


def test_no_address_or_an_empty_one_means_the_embedded_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert GraphSettings().neo4j_uri is None
    monkeypatch.setenv("SUYUAN_NEO4J_URI", "")
    assert GraphSettings().neo4j_uri is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("neo4j_uri", "http://graph.example"),
        ("neo4j_uri", "graph.example:7687"),
        ("neo4j_uri", "bolt://"),
        ("neo4j_uri", "bolt://graph.example:port"),
        ("neo4j_uri", "bolt://user:word@graph.example"),
        ("query_timeout", "0"),
        ("engine_heap_mb", "10"),
        ("engine_command_timeout", "-1"),
    ],
)
def test_what_cannot_work_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"SUYUAN_{name.upper()}", value)
    with pytest.raises(ValidationError, match=name) as caught:
        GraphSettings()
    assert value not in str(caught.value) or len(value) < 5


def test_data_lies_in_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_data_dir() == tmp_path / "suyuan"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert default_data_dir() == tmp_path / ".local" / "share" / "suyuan"
    monkeypatch.setattr("sys.platform", "darwin")
    assert default_data_dir() == tmp_path / "Library" / "Application Support" / "Suyuan"


def test_a_relative_data_dir_is_made_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUYUAN_DATA_DIR", ".suyuan")
    assert GraphSettings().data_dir == tmp_path / ".suyuan"


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in GraphSettings.model_fields.values())
