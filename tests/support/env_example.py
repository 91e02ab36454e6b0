"""Every setting with its meaning and default: `python -m tests.support.env_example` writes .env.example."""

from collections.abc import Iterator
from pathlib import Path

from pydantic_settings import BaseSettings

from tests.support.write_docs import SECTIONS, variable

PATH = Path(__file__).parents[2] / ".env.example"
_COMPOSE = """\
# Settings of Suyuan. Copy this file to .env: docker compose reads it. A process started by hand reads the
# environment only. A line that is commented out shows the default.

# -- docker compose --------------------------------------------------------------------------------------

# Password of the Neo4j that compose starts; required, eight characters or more.
SUYUAN_NEO4J_PASSWORD=

# Ports on this machine, loopback only: the service, and Bolt.
# SUYUAN_PORT=8000
# SUYUAN_BOLT_PORT=7687

# Folder that `docker compose run --rm loader` loads.
# SUYUAN_LOAD_DIR=./samples
"""


def variables() -> Iterator[str]:
    """The environment variable of every setting."""
    for model in SECTIONS.values():
        yield from (variable(model, name) for name in model.model_fields)


def render() -> str:
    """The text of the file."""
    return _COMPOSE + "".join(_section(title, model) for title, model in SECTIONS.items())


def _section(title: str, model: type[BaseSettings]) -> str:
    lines = [f"\n# -- {title.lower()} {'-' * (100 - len(title))}\n"]
    for name, field in model.model_fields.items():
        setting = variable(model, name)
        default = "" if field.default_factory or field.default is None else str(field.default)
        if f"\n{setting}=" not in _COMPOSE:
            lines.append(f"\n# {field.description}\n# {setting}={default}\n")
    return "".join(lines)


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
