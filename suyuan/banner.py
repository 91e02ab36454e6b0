"""What `serve` says once it answers: the address, something to paste, something to type."""

import json
import shlex
import shutil
import sys
from pathlib import Path

from cypher.settings import GraphSettings, default_data_dir
from suyuan.console import notes

_QUERY = (
    "query($code: String!) { trace(seeds: [{code: $code}], direction: BACKWARD) "
    "{ __typename ... on TraceGraph { complete nodes { depth holding { product { name } at { name } } } "
    "gaps { kind message } } } }"
)


def banner(url: str, settings: GraphSettings, code: str | None) -> None:
    """Prints the endpoint and, with a code to ask for, a `curl` and a `suyuan trace` usable as they stand."""
    parts = [("GraphQL endpoint", url)]
    command = _command(settings)
    if code is None:
        parts.append(("the graph is empty; load something", f"{command} load FILE"))
    else:
        body = json.dumps({"query": _QUERY, "variables": {"code": code}}, ensure_ascii=False)
        request = f"curl -s {url} -H 'content-type: application/json' -d {shlex.quote(body)}"
        parts += [("paste", request), ("or type", f"{command} trace {shlex.quote(code)}")]
    notes.print("\n[bold green]溯源 Suyuan answers.[/]\n")
    for title, text in (*parts, ("stop with", "Ctrl-C")):
        notes.print(f"  [bold]{title}[/]")
        notes.print(f"    {text}", markup=False)


def _command(settings: GraphSettings) -> str:
    """How this very command is typed again, joined to the same graph."""
    started = Path(sys.argv[0])
    on_path = shutil.which(started.name)
    bare = not started.is_file() or (on_path is not None and started.samefile(on_path))
    typed = "suyuan" if bare else str(started)
    elsewhere = settings.neo4j_uri is None and settings.data_dir != default_data_dir()
    folder = f"SUYUAN_DATA_DIR={shlex.quote(str(settings.data_dir))} " if elsewhere else ""
    return folder + shlex.quote(typed)
