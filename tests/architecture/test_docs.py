"""Documents say what the code does: settings, queries, SDL, graph model, changelog."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.support.write_docs import generated, settings


@pytest.mark.parametrize("path", generated(), ids=lambda path: str(path.relative_to(ROOT)))
def test_generated_documents_are_in_step(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generated()[path], "run make docs"


def test_the_example_environment_names_every_setting() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^#? ?(SUYUAN_\w+)=", example, re.MULTILINE))
    compose = set(re.findall(r"SUYUAN_\w+", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    known = {name for name, _ in settings()}
    assert known <= named
    assert named - known <= compose, "neither a setting nor read by docker-compose.yml"


def test_every_setting_says_what_it_means() -> None:
    for name, field in settings():
        assert field.description, name


def test_changelog_and_version_agree() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    newest = re.search(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] == version


def test_the_graph_model_names_every_key_and_index() -> None:
    model = (ROOT / "docs/graph-model.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "cypher/schema").glob("*.cypher")):
        for label, name in re.findall(r"FOR \(\w+:(\w+)\) (?:REQUIRE|ON) \(?\w+\.(\w+)", path.read_text()):
            assert f"`{label}" in model, f"{path.name}: {label}"
            assert re.search(rf"\b{name}\b", model), f"{path.name}: {label}.{name}"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\((?!http|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
