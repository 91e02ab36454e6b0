"""Every setting with its meaning and default: `python -m tests.support.env_example` writes .env.example."""

from collections.abc import Iterator
from pathlib import Path

from pydantic_settings import BaseSettings

from cypher.settings import GraphSettings
from graph_api.settings import ApiSettings
from loaders.settings import IntakeSettings

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
_MODELS: dict[str, type[BaseSettings]] = {
    "the graph": GraphSettings,
    "questions": ApiSettings,
    "loading": IntakeSettings,
}


def variables() -> Iterator[str]:
    """The environment variable of every setting."""
    for model in _MODELS.values():
        yield from (f"{model.model_config['env_prefix']}{name}".upper() for name in model.model_fields)


def render() -> str:
    """The text of the file."""
    return _COMPOSE + "".join(_section(title, model) for title, model in _MODELS.items())


def _section(title: str, model: type[BaseSettings]) -> str:
    lines = [f"\n# -- {title} {'-' * (100 - len(title))}\n"]
    for name, field in model.model_fields.items():
        variable = f"{model.model_config['env_prefix']}{name}".upper()
        default = "" if field.default_factory or field.default is None else str(field.default)
        if f"\n{variable}=" not in _COMPOSE:
            lines.append(f"\n# {field.description}\n# {variable}={default}\n")
    return "".join(lines)


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
