"""A trace drawn for a terminal: the tree, the carriers, the gaps, and what the answer does not cover."""

from collections.abc import Iterator
from datetime import tzinfo
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from cypher.records.vocabulary import GapSeverity
from cypher.records.walks import Direction
from graph_api.services.answers import Carrier, Gap, TraceGraph
from suyuan.tree import Row, layout
from suyuan.words import amount, item, moment, offset, process, short, span, stay, steps, stock, where

_TITLES = {Direction.FORWARD: "去向 forward", Direction.BACKWARD: "来源 backward"}
_COLOURS = {GapSeverity.NOTE: "cyan", GapSeverity.WARNING: "yellow", GapSeverity.CONFLICT: "red"}
_DEEPEST = 24
"""Levels of indentation; a longer chain goes on at the margin, under the number of its line."""
_LONGEST_WAY = 12


def picture(graph: TraceGraph, zone: tzinfo | None) -> Group:
    """Everything an answer says, in reading order."""
    both = (Direction.BACKWARD, Direction.FORWARD)
    directions = both if graph.direction is Direction.BOTH else (graph.direction,)
    parts: list[RenderableType] = [_tree(graph, direction, zone) for direction in directions]
    if graph.carriers:
        parts.append(_carriers(graph.carriers, zone))
    if graph.gaps:
        parts.append(_gaps(graph.gaps, zone))
    parts.extend(_footer(graph, zone))
    return Group(*parts)


def _tree(graph: TraceGraph, direction: Direction, zone: tzinfo | None) -> Tree:
    root = Tree(Text(_TITLES[direction], style="bold"))
    open_branches: list[Tree] = []
    for row in layout(graph, direction):
        depth = row.depth % _DEEPEST
        above = root if depth == 0 else open_branches[depth - 1]
        branch = above.add(_line(row, direction, zone))
        open_branches[depth:] = [branch]
    return root


def _line(row: Row, direction: Direction, zone: tzinfo | None) -> Text:
    text = Text()
    if row.edges:
        arrow = "→ " if direction is Direction.FORWARD else "← "
        text.append(f"{arrow}{steps(row.edges, zone)}", style="dim")
        for gap in sorted({edge.gap for edge in row.edges if edge.gap is not None}):
            text.append(f" ⚠ {gap.value}", style="yellow")
        text.append("\n")
    if row.reference:
        return text.append(f"see #{row.number}", style="italic")
    text.append(f"#{row.number} ", style="dim")
    _describe(text, row, zone)
    return text


def _describe(text: Text, row: Row, zone: tzinfo | None) -> None:
    if row.node.transformation is not None:
        text.append(f"⚙ {process(row.node.transformation)}", style="magenta")
    if (holding := row.node.holding) is not None:
        text.append(item(holding), style="bold green" if row.seed else "bold")
        facts = [where(holding), stay(holding, zone), stock(holding), holding.status.value]
        text.append(" · " + " · ".join(fact for fact in facts if fact))
    if row.seed:
        text.append(" · asked for", style="green")
        return
    text.append(f" · {row.node.certainty.name}", style="blue")
    if not row.node.order_certain:
        text.append(" · possible only: dates are vague", style="yellow")


def _carriers(carriers: tuple[Carrier, ...], zone: tzinfo | None) -> Table:
    title = "承运 carriers (not themselves reached)"
    table = Table(
        "carrier", "positions held", "from", "to", "where it was", title=title, title_justify="left"
    )
    for (key, name), held in _by_entity(carriers).items():
        carried = {holding for carrier in held for holding in carrier.carried}
        starts = [carrier.start for carrier in held if carrier.start is not None]
        ends = [carrier.end for carrier in held]
        start = moment(min(starts), zone) if starts else ""
        end = "" if None in ends else moment(max(end for end in ends if end is not None), zone)
        table.add_row(Text(name or short(key)), str(len(carried)), start, end, Text(_way(held)))
    return table


def _way(held: list[Carrier]) -> str:
    """The places a carrier was at meanwhile, in order, each stay once."""
    stays = {each.key: each for carrier in held for each in carrier.positions}
    ordered = sorted(stays.values(), key=lambda each: (each.opened.earliest, each.opened.latest, each.key))
    names = [name for name, _ in groupby(map(where, ordered))]
    return " → ".join(names if len(names) <= _LONGEST_WAY else [*names[:_LONGEST_WAY], "…"])


def _by_entity(carriers: tuple[Carrier, ...]) -> dict[tuple[str, str | None], list[Carrier]]:
    """A vehicle may have held goods as container and as place: one line for both."""
    found: dict[tuple[str, str | None], list[Carrier]] = {}
    for carrier in carriers:
        found.setdefault((carrier.entity.key, carrier.entity.name), []).append(carrier)
    return found


def _gaps(gaps: tuple[Gap, ...], zone: tzinfo | None) -> Table:
    columns = ("severity", "gap", "of", "what", "amount", "when")
    table = Table(*columns, title="缺口 gaps", title_justify="left")
    for gap in sorted(gaps, key=lambda gap: (gap.view.at.earliest if gap.view.at else 0, gap.view.key)):
        view = gap.view
        severity = Text(view.severity.value, style=_COLOURS[view.severity])
        goods = Text(short(view.item) if view.item else "")
        lacking = amount(view.amount, view.unit) if view.amount is not None else ""
        at = span(view.at, zone) if view.at else ""
        table.add_row(severity, view.kind.value, goods, Text(gap.message), lacking, at)
    return table


def _footer(graph: TraceGraph, zone: tzinfo | None) -> Iterator[Text]:
    counts = f"places and processes: {len(graph.nodes)} · links: {len(graph.edges)} · gaps: {len(graph.gaps)}"
    clocks = f"as of {moment(graph.as_of, zone)} · known at {moment(graph.known_at, zone)}"
    yield Text(f"{counts} · {clocks} · times in {offset(graph.as_of, zone)}", style="dim")
    if graph.truncated:
        reason = graph.truncated_by.value if graph.truncated_by else "a limit"
        yield Text(
            f"NOT ALL: cut by {reason}; ask with a larger --max-nodes or --max-depth", style="bold red"
        )
    for redaction in graph.redactions:
        yield Text(f"withheld: {redaction.field} ({redaction.reason})", style="yellow")
    if graph.complete:
        yield Text("Complete: nothing cut, nothing withheld, no record missing on the way.", style="green")
    elif not graph.truncated:
        yield Text(
            "Not complete: records are missing or contradict one another; see the gaps.", style="yellow"
        )
