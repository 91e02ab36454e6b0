"""Beside the tree of a trace: what carried the goods, and what is missing."""

from datetime import tzinfo
from itertools import groupby

from rich.table import Table
from rich.text import Text

from cypher.records.vocabulary import GapSeverity
from graph_api.rules.naming import Names, short, whereabouts
from graph_api.services.answers import Carrier, Gap
from suyuan.words import moment, span

_COLOURS = {GapSeverity.CONFLICT: "red", GapSeverity.WARNING: "yellow", GapSeverity.NOTE: "cyan"}
_WORST_FIRST = list(_COLOURS)
_LONGEST_WAY = 12


def carrier_table(carriers: tuple[Carrier, ...], names: Names, zone: tzinfo | None, most: int) -> Table:
    """One line a carrier, at most `most`; a vehicle that held goods in two ways has one line."""
    held: dict[str, list[Carrier]] = {}
    for carrier in carriers:
        held.setdefault(carrier.entity.key, []).append(carrier)
    columns = ("carrier", "positions held", "from", "to", "where it was")
    table = _table("承运 carriers (not themselves reached)", columns, len(held) - most)
    for key, found in list(held.items())[:most]:
        carried = {holding for carrier in found for holding in carrier.carried}
        starts = [carrier.start for carrier in found if carrier.start is not None]
        ends = [carrier.end for carrier in found]
        start = moment(min(starts), zone) if starts else ""
        end = "" if None in ends else moment(max(end for end in ends if end is not None), zone)
        table.add_row(
            Text(names.get(key) or short(key)), str(len(carried)), start, end, Text(_way(found, names))
        )
    return table


def gap_table(gaps: tuple[Gap, ...], zone: tzinfo | None, most: int) -> Table:
    """One line a gap, at most `most`: the gravest first, then by time."""

    def rank(gap: Gap) -> tuple[int, int, str]:
        view = gap.view
        return (_WORST_FIRST.index(view.severity), view.at.earliest if view.at else 0, view.key)

    table = _table("缺口 gaps", ("severity", "gap", "what", "when"), len(gaps) - most)
    for gap in sorted(gaps, key=rank)[:most]:
        view = gap.view
        severity = Text(view.severity.value, style=_COLOURS[view.severity])
        table.add_row(severity, view.kind.value, Text(gap.message), span(view.at, zone) if view.at else "")
    return table


def _table(title: str, columns: tuple[str, ...], unshown: int) -> Table:
    caption = f"… and {unshown} more" if unshown > 0 else None
    return Table(*columns, title=title, title_justify="left", caption=caption, caption_justify="left")


def _way(held: list[Carrier], names: Names) -> str:
    """The places a carrier was at meanwhile, in order, each stay once."""
    stays = {each.key: each for carrier in held for each in carrier.positions}
    ordered = sorted(stays.values(), key=lambda each: (each.opened.earliest, each.opened.latest, each.key))
    told = [name for name, _ in groupby(whereabouts(each, names) for each in ordered)]
    return " → ".join(told if len(told) <= _LONGEST_WAY else [*told[:_LONGEST_WAY], "…"])
