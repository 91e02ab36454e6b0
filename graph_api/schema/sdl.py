"""The published contract as text."""

from graph_api.schema.root import build_schema
from graph_api.settings import ApiSettings


def print_sdl() -> str:
    """The SDL as it is committed in schema.graphql beside this module, with a newline at its end."""
    return build_schema(ApiSettings()).as_str().rstrip() + "\n"
