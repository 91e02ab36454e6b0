"""Every code that the API can show is in docs/errors.md, and nothing else is."""

import re
from pathlib import Path

from graph_api.services.errors import ServiceError
from graph_api.settings import ApiSettings

ROOT = Path(__file__).parents[3]
CODE = re.compile(r'"((?:[A-Z]+_[A-Z_]+)|INTERNAL)"')
SOURCES = [
    *(ROOT / "graph_api" / "http").glob("*.py"),
    *(
        ROOT / "graph_api" / "schema" / name
        for name in ("failures.py", "limits.py", "scalars.py", "shape.py")
    ),
]


def api_section() -> str:
    text = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    section = text.split("\n## API\n", 1)[1]
    return section.split("\n## ", 1)[0]


def test_the_codes_of_the_code_are_those_of_the_document() -> None:
    shown = {code for path in SOURCES for code in CODE.findall(path.read_text(encoding="utf-8"))}
    shown |= {kind.code for kind in ServiceError.__subclasses__()}
    documented = set(re.findall(r"^\| `([A-Z_]+)`", api_section(), re.MULTILINE))
    assert shown == documented


def test_the_settings_named_there_exist() -> None:
    named = set(re.findall(r"`SUYUAN_([A-Z_]+)`", api_section()))
    assert named
    assert named <= {name.upper() for name in ApiSettings.model_fields}
