"""`suyuan trace`: where goods came from and went, as a tree to read or as JSON."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from cypher.records.walks import Direction
from cypher.settings import GraphSettings
from graph_api.app import over_graph
from graph_api.rules.budget import Deadline
from graph_api.services.answers import Impact, TraceGraph
from graph_api.services.errors import BadArgument, OutOfTime
from graph_api.services.questions import Identity, ImpactQuestion, Seed, TraceQuestion
from graph_api.settings import ApiSettings
from suyuan.answer_json import trace_json
from suyuan.assembly import reachable
from suyuan.console import answers, write_json
from suyuan.failures import told
from suyuan.options import AsJson
from suyuan.picture import Paper, picture
from suyuan.running import run

Codes = Annotated[
    list[str],
    typer.Argument(metavar="CODE", help="Any code: lot, serial, SSCC, GLN, plate, permit, USCC …"),
]
Way = Annotated[Direction, typer.Option(case_sensitive=False, help="backward 来源, forward 去向, or both.")]
Moment = Annotated[
    str | None, typer.Option(metavar="TIME", help="What had happened by then (RFC 3339 with offset).")
]
Known = Annotated[
    str | None, typer.Option(metavar="TIME", help="What was recorded here by then (RFC 3339 with offset).")
]
Following = Annotated[
    Identity,
    typer.Option(case_sensitive=False, help="holding: positions; item: all of a reached lot or serial."),
]
MaxNodes = Annotated[int, typer.Option(min=1, help="Most places and processes in the answer.")]
MaxDepth = Annotated[int, typer.Option(min=1, help="Most steps from what was asked for.")]
Lines = Annotated[
    int, typer.Option(min=1, help="Most lines drawn of the tree and of each table, the nearest first.")
]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def trace(  # noqa: PLR0913, PLR0917 - each is one option of the command
    codes: Codes,
    direction: Way = Direction.BACKWARD,
    as_of: Moment = None,
    known_at: Known = None,
    identity: Following = Identity.HOLDING,
    max_nodes: MaxNodes = 1000,
    max_depth: MaxDepth = 50,
    lines: Lines = 200,
    as_json: AsJson = False,
) -> None:
    """Trace goods back to their sources, or forward to where they went.

    Several codes are one question: what is reached from any of them.

    Exit codes: 0 answered (see `complete` for what may be missing) · 1 wrong use, settings or graph ·
    4 nothing bears the code · 5 the code names several things · 6 no code that Suyuan reads.
    """
    with told(as_json=as_json):
        question = TraceQuestion(
            seeds=tuple(Seed(code=code) for code in codes),
            direction=direction,
            as_of=instant(as_of, "--as-of"),
            known_at=instant(known_at, "--known-at"),
            identity=identity,
            max_depth=max_depth,
            max_nodes=max_nodes,
        )
        found, reached = run(_ask(GraphSettings(), ApiSettings(), question))
        if as_json:
            write_json(trace_json(found))
        else:
            answers.print(picture(found, Paper(answers.width, lines), reached))


async def _ask(
    settings: GraphSettings, limits: ApiSettings, question: TraceQuestion
) -> tuple[TraceGraph, Impact | None]:
    """The trace; and where goods went, what became of them, as of the same times."""
    async with reachable(settings) as graph, over_graph(graph, limits)() as services:
        found = await services.questions.trace(question, Deadline(limits.request_timeout))
        if question.direction is Direction.BACKWARD:
            return found, None
        what = ImpactQuestion(
            question.seeds, found.as_of, found.known_at, question.identity, max_nodes=question.max_nodes
        )
        try:
            return found, await services.questions.impact(what, Deadline(limits.request_timeout))
        except OutOfTime:
            return found, None


def instant(text: str | None, option: str) -> int | None:
    """Microseconds of an RFC 3339 time with offset; BadArgument for anything else."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadArgument(option, f"{text!r} is no time with offset; write it as 2025-05-13T08:00:00+08:00")
    return (moment - _EPOCH) // timedelta(microseconds=1)
