"""`suyuan load`: brings files into the graph."""

import typer

from cypher.settings import GraphSettings
from loaders.report import LoadReport
from loaders.settings import IntakeSettings
from loaders.sources import Source
from suyuan.assembly import prepared, reachable
from suyuan.failures import told
from suyuan.intake import exit_code, intake_settings, opened, tell
from suyuan.options import AsJson, Files, Zone
from suyuan.progress import load_shown
from suyuan.running import run


def load(files: Files, zone: Zone = None, as_json: AsJson = False) -> None:
    """Bring EPCIS files into the graph.

    Loading the same again changes nothing, so an interrupted load is resumed by running it again.

    Exit codes: 0 all taken · 1 wrong use, settings or graph · 2 some records are in quarantine ·
    3 a file was refused (the others were taken).
    """
    with told(as_json=as_json), opened(files) as sources:
        report = run(_load(GraphSettings(), sources, intake_settings(zone)))
        tell(report, as_json=as_json)
        raise typer.Exit(exit_code(report))


async def _load(settings: GraphSettings, sources: list[Source], intake: IntakeSettings) -> LoadReport:
    async with reachable(settings) as found, prepared(found) as graph:
        return await load_shown(graph, sources, intake)
