"""What `serve` says once it answers: the address, something to paste, something to type."""

import json

from cypher.settings import GraphSettings
from suyuan.console import notes

_QUERY = (
    '{ trace(seeds: [{code: "%s"}], direction: BACKWARD) '
    "{ __typename ... on TraceGraph { complete nodes { depth holding { id } } gaps { kind message } } } }"
)


def banner(url: str, settings: GraphSettings, code: str) -> None:
    """Prints the endpoint, a `curl` and a `suyuan trace`, each usable as it stands."""
    body = json.dumps({"query": _QUERY % code}, ensure_ascii=False)
    folder = "" if settings.neo4j_uri else f"SUYUAN_DATA_DIR={settings.data_dir} "
    notes.print("\n[bold green]溯源 Suyuan answers.[/]\n")
    for title, text in (
        ("GraphQL endpoint", url),
        ("paste", f"curl -s {url} -H 'content-type: application/json' -d '{body}'"),
        ("or type", f"{folder}suyuan trace {code}"),
        ("stop", "Ctrl-C"),
    ):
        notes.print(f"  [bold]{title}[/]")
        notes.print(f"    {text}", markup=False)
