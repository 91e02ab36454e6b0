"""A trace drawn for a terminal: the verdict, then the tree, the carriers and the gaps."""

from dataclasses import dataclass
from datetime import tzinfo

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from cypher.records.walks import Direction
from graph_api.rules.naming import Names, goods, whereabouts
from graph_api.services.answers import Impact, TraceGraph
from suyuan.tables import carrier_table, gap_table
from suyuan.tree import Elided, Row, layout, nearest
from suyuan.verdict import amounts, clocks, extent, verdict
from suyuan.words import process, stay, steps, stock

_TITLES = {Direction.FORWARD: "去向 forward", Direction.BACKWARD: "来源 backward"}
_COLUMNS_PER_LEVEL = 8
"""A level is indented by 4: so at least half of the width is left for words."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What is drawn on: its width in columns, the most lines of the tree and of each table, and the zone
    in which times are shown (None: the machine's own).
    """

    width: int
    lines: int
    zone: tzinfo | None = None


def picture(graph: TraceGraph, paper: Paper, impact: Impact | None = None) -> Group:
    """Everything an answer says, the verdict first; what is left out for length is counted.

    `impact` is the answer for the same seeds and times, from which sums are told; None where there is none.
    """
    names = {carrier.entity.key: carrier.entity.name for carrier in graph.carriers if carrier.entity.name}
    both = (Direction.BACKWARD, Direction.FORWARD)
    directions = both if graph.direction is Direction.BOTH else (graph.direction,)
    parts: list[RenderableType] = [*verdict(graph), extent(graph)]
    if impact is not None:
        parts.extend(amounts(impact.whole, cut=graph.truncated or impact.truncated))
    elif Direction.FORWARD in directions:
        parts.append(Text("amounts are not summed: the time for it was over", style="yellow"))
    parts.append(clocks(graph, paper.zone))
    parts.extend(_tree(graph, direction, names, paper) for direction in directions)
    if graph.carriers:
        parts.append(carrier_table(graph.carriers, names, paper.zone, paper.lines))
    if graph.gaps:
        parts.append(gap_table(graph.gaps, paper.zone, paper.lines))
    return Group(*parts)


def _tree(graph: TraceGraph, direction: Direction, names: Names, paper: Paper) -> Tree:
    """A chain that grows too deep for the width goes on at the margin, after the line that is told there."""
    rows = layout(graph, direction)
    title = Text(_TITLES[direction], style="bold")
    if len(rows) > paper.lines:
        title.append(
            f" · {paper.lines} of {len(rows)} lines: --lines draws more, --json has all", style="yellow"
        )
    root = Tree(title)
    deepest = max(2, paper.width // _COLUMNS_PER_LEVEL)
    open_branches: list[Tree] = []
    for row in nearest(rows, paper.lines):
        depth = row.depth % deepest
        above = root if depth == 0 else open_branches[depth - 1]
        if isinstance(row, Elided):
            above.add(Text(f"… {row.count} more", style="bold"))
        else:
            line = _line(row, direction, names, paper.zone)
            if depth == 0 and row.above is not None:
                line = Text(f"after #{row.above} ", style="bold") + line
            open_branches[depth:] = [above.add(line)]
    return root


def _line(row: Row, direction: Direction, names: Names, zone: tzinfo | None) -> Text:
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
    _describe(text, row, names, zone)
    return text


def _describe(text: Text, row: Row, names: Names, zone: tzinfo | None) -> None:
    if row.node.transformation is not None:
        text.append(f"⚙ {process(row.node.transformation, names)}", style="magenta")
    if (holding := row.node.holding) is not None:
        text.append(goods(holding), style="bold green" if row.seed else "bold")
        facts = [whereabouts(holding, names), stay(holding, zone), stock(holding), holding.status.value]
        text.append(" · " + " · ".join(fact for fact in facts if fact))
    if row.seed:
        text.append(" · asked for", style="green")
        return
    text.append(f" · {row.node.certainty.name}", style="blue")
    if not row.node.order_certain:
        text.append(" · possible only: dates are vague", style="yellow")
