"""The first lines of an answer: complete or not and why, how far it goes, how much is where."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from rich.text import Text

from cypher.records.vocabulary import HoldingKind, PlaceKind, StockStatus
from graph_api.rules.budget import TruncationReason
from graph_api.rules.completeness import ReasonKind
from graph_api.rules.naming import amount
from graph_api.services.answers import Impact, ImpactGroup, QuantitySum, TraceGraph
from suyuan.words import moment, offset

_ADVICE = {
    TruncationReason.NODES: "ask with a larger --max-nodes",
    TruncationReason.DEPTH: "ask with a larger --max-depth",
    TruncationReason.EDGES: "ask for less, or raise SUYUAN_WALK_EDGES",
    TruncationReason.TIME: "ask for less, or raise SUYUAN_REQUEST_TIMEOUT",
}


def verdict(answer: TraceGraph | Impact) -> Iterator[Text]:
    """Complete or not, with a line for each reason; what was cut says what to do."""
    if answer.truncated_by is not None:
        cut = answer.truncated_by
        yield Text(f"NOT ALL: cut by {cut.value}; {_ADVICE[cut]}", style="bold red")
    if answer.complete:
        yield Text(
            "Complete: nothing cut, withheld or lost, no record missing, refused or overdue.", style="green"
        )
    for reason in answer.reasons:
        if reason.kind != ReasonKind.TRUNCATED:
            yield Text(f"Not complete: {reason.message}.", style="yellow")
    for redaction in answer.redactions:
        yield Text(f"withheld: {redaction.field} ({redaction.reason})", style="yellow")


def extent(graph: TraceGraph) -> Text:
    """How much is reached, at how many different sites."""
    counts = (
        f"sites: {len(_sites(graph))}",
        f"places and processes: {len(graph.nodes)}",
        f"links: {len(graph.edges)}",
        f"gaps: {len(graph.gaps)}",
    )
    return Text(" · ".join(counts))


def clocks(answer: TraceGraph | Impact, zone: tzinfo | None) -> Text:
    """As of when the answer is, and in which offset its times are shown."""
    told = f"as of {moment(answer.as_of, zone)} · known at {moment(answer.known_at, zone)}"
    return Text(f"{told} · times in {offset(answer.as_of, zone)}", style="dim")


def amounts(whole: ImpactGroup, *, cut: bool) -> Iterator[Text]:
    """How much of what is reached is where: a line a unit, each amount once; of a cut answer so far."""
    prefix = "of what was reached: " if cut else ""
    for each in whole.quantities:
        if told := by_status((each,)):
            yield Text(f"{prefix}{told}", style="bold")
    if whole.unknown:
        yield Text(f"in no sum, for their quantity is not known: {whole.unknown} positions", style="yellow")


def by_status(sums: Sequence[QuantitySum]) -> str:
    """What became of goods: each status with its amount, in the order of the statuses."""
    return " · ".join(
        f"{status.value} {amount(each.amounts[status], each.unit)}"
        for each in sums
        for status in StockStatus
        if each.amounts.get(status)
    )


def _sites(graph: TraceGraph) -> set[str]:
    """Keys of the sites at which reached goods were or are."""
    holdings = [node.holding for node in graph.nodes if node.holding is not None]
    return {
        each.at.key if each.at is not None else each.place
        for each in holdings
        if each.place and each.place_kind is PlaceKind.SITE and each.kind is not HoldingKind.TRANSIT
    }
