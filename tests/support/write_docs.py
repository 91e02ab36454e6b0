"""Writes the generated documents (`make docs`): settings, queries and the SDL."""

from collections.abc import Iterator
from pathlib import Path

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from cypher.catalog import load_catalog
from cypher.settings import GraphSettings
from graph_api.schema.sdl import print_sdl
from graph_api.settings import ApiSettings
from loaders.settings import IntakeSettings

ROOT = Path(__file__).parents[2]
SECTIONS: dict[str, type[BaseSettings]] = {
    "The graph": GraphSettings,
    "Questions": ApiSettings,
    "Loading": IntakeSettings,
}


def settings() -> Iterator[tuple[str, FieldInfo]]:
    """(environment variable, field) of every setting."""
    for model in SECTIONS.values():
        for name, field in model.model_fields.items():
            yield variable(model, name), field


def variable(model: type[BaseSettings], name: str) -> str:
    """The environment variable of a settings field."""
    return f"{model.model_config['env_prefix']}{name.upper()}"


def render_settings() -> str:
    """docs/settings.md"""
    parts = ["# Settings\n\nRead once at start from environment variables. Written by `make docs`.\n"]
    for title, model in SECTIONS.items():
        rows = [
            f"| `{variable(model, name)}` | {_default(field)} | {_sentence(field)} |"
            for name, field in model.model_fields.items()
        ]
        parts.append(
            f"\n## {title}\n\n| variable | default | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"
        )
    return "".join(parts)


def _sentence(field: FieldInfo) -> str:
    text = field.description or ""
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or field.default_factory is not None:
        return "–"
    return f"`{value}`"


def render_queries() -> str:
    """docs/queries.md"""
    parts = ["# Queries\n\nEvery Cypher text, from the header of its file. Written by `make docs`.\n"]
    catalog = load_catalog()
    for query in map(catalog.get, catalog.names()):
        params = ", ".join(f"`{name}`" for name in query.params) or "none"
        returns = ", ".join(f"`{name}`" for name in query.returns) or "nothing"
        parts.append(
            f"\n## {query.name}\n\n{query.summary} ({query.mode.lower()})\n\n"
            f"Takes {params}; returns {returns}.\n"
        )
    return "".join(parts)


def generated() -> dict[Path, str]:
    """Every generated document and what it must say."""
    return {
        ROOT / "docs/settings.md": render_settings(),
        ROOT / "docs/queries.md": render_queries(),
        ROOT / "graph_api/schema/schema.graphql": print_sdl(),
    }


if __name__ == "__main__":
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8")
