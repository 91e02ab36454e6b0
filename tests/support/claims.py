"""What must hold of a derived graph, each as a plain function that raises AssertionError (ledger.md 7)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cypher.records.custody import Derived, HoldingRecord, LineRecord
from cypher.records.events import EventRecord, TimeRange
from cypher.records.parties import Register
from cypher.records.vocabulary import FOREVER, Action, EdgeKind, Effect, GapKind, ItemKind, SpanKind
from tests.support.reference_balance import groups_of, recounted, unmarked
from tests.support.reference_closure import births, closure, in_force, own_outputs, reached_items
from tests.support.telling import shown, told


def claim(holds: bool, what: str, events: Iterable[EventRecord], derived: Derived) -> None:
    """Fails with the events and the graph, for people."""
    assert holds, f"{what}\n{told(events)}\n{shown(derived)}"


def units_stand_once(events: Sequence[EventRecord], derived: Derived) -> None:
    """Property 5: at one instant a unit has one position, a child one container."""
    positions: dict[str, list[HoldingRecord]] = defaultdict(list)
    for holding in derived.holdings:
        if holding.item_kind is ItemKind.UNIT:
            positions[holding.item].append(holding)
    for item, held in positions.items():
        stays = [(h.opened, h.ended) for h in held]
        claim(not _certainly_overlap(stays), f"{item} stands in two positions at once", events, derived)
        claim(sum(h.ended is None for h in held) <= 1, f"{item} has two open positions", events, derived)
    inside: dict[str, list[tuple[TimeRange, TimeRange | None]]] = defaultdict(list)
    for span in derived.spans:
        if span.kind is SpanKind.INSIDE:
            inside[span.holding].append((span.start, span.end))
    for child, stays in inside.items():
        claim(not _certainly_overlap(stays), f"{child} is inside two containers at once", events, derived)


def _certainly_overlap(stays: Sequence[tuple[TimeRange, TimeRange | None]]) -> bool:
    """Whether two stays share a moment at which each of them certainly lasts."""
    sure = sorted((start.latest, end.earliest if end else FOREVER) for start, end in stays)
    sure = [(first, last) for first, last in sure if first < last]
    return any(after[0] < before[1] for before, after in pairwise(sure))


def reach_within_closure(events: Sequence[EventRecord], derived: Derived, register: Register) -> None:
    """Property 6, first half: never more than transformations and identity of items explain."""
    most = closure(events, register)
    for item, found in reached_items(derived).items():
        claim(found <= most[item], f"{item} reaches {sorted(found - most[item])} unrecorded", events, derived)


def reach_is_closure(events: Sequence[EventRecord], derived: Derived, register: Register) -> None:
    """Property 6, second half, where every item is born at most once and quantities are withheld."""
    found = reached_items(derived)
    for item, most in closure(events, register).items():
        claim(
            most == found.get(item),
            f"{item} does not reach {sorted(most - found.get(item, set()))}",
            events,
            derived,
        )


def origins_are_unknown(events: Sequence[EventRecord], derived: Derived) -> None:
    """Property 6, last sentence: UNKNOWN_ORIGIN only where nothing earlier names it, and nothing bears it.

    What an item itself went into does not bear it (ledger.md 9): an act never feeds itself. Nor is a number
    that ended and was given out again born again for what happened before.
    """
    held = in_force(events)
    born, own = births(events), own_outputs(events)
    ended = {
        line.item
        for event in held
        for line in event.lines
        if (event.action is Action.DELETE and "inactive" in (event.disposition, *event.dispositions_set))
        or event.biz_step == "decommissioning"
    }
    for gap in derived.gaps:
        if gap.kind is not GapKind.UNKNOWN_ORIGIN:
            continue
        claim(
            gap.item in ended or born.get(gap.item or "", 0) == own.get(gap.item or "", 0),
            f"{gap.item} of unknown origin is born somewhere",
            events,
            derived,
        )
        earlier = [
            e for e in held if e.time.latest < gap.at.earliest and any(n.item == gap.item for n in e.lines)
        ]
        claim(not earlier, f"{gap.item} of unknown origin was named before", events, derived)


def every_line_is_read(events: Sequence[EventRecord], derived: Derived) -> None:
    """Property 4, first half: every recorded line in force has its LINE edges; a repetition needs none."""
    read = {(line.event, line.line) for line in derived.lines}
    contents: dict[str, list[EventRecord]] = defaultdict(list)
    for event in in_force(events):
        contents[event.content_hash].append(event)
    for copies in contents.values():
        for number in range(len(copies[0].lines)):
            lines = [(copy.key, number) in read for copy in copies]
            claim(any(lines), f"line {number} of {copies[0].key[:8]} is not read", events, derived)
    known = {event.key for event in in_force(events)}
    claim(all(key in known for key, _ in read), "a line of an event that is not in force", events, derived)


def balances_are_exact(events: Sequence[EventRecord], derived: Derived) -> None:
    """Property 4, second half: a balance is IN less OUT; a group that comes to zero ends as a whole."""
    group_of, shared = groups_of(derived)
    lines: dict[str, list[LineRecord]] = defaultdict(list)
    for line in derived.lines:
        lines[group_of.get(line.holding, line.holding)].append(line)
    members: dict[str, list[HoldingRecord]] = defaultdict(list)
    for holding in derived.holdings:
        group = group_of.get(holding.key)
        if group is not None:
            members[group].append(holding)
        elif holding.balance is not None:
            counted = recounted(lines[holding.key], shared)
            claim(
                counted == holding.balance or (counted is None and holding.ended is not None),
                f"{holding.key} holds {counted}, not {holding.balance}",
                events,
                derived,
            )
    stated = {(event.key, line.number): line.quantity for event in events for line in event.lines}
    for line in derived.lines:
        zero = line.quantity == 0 and stated[line.event, line.line] != 0
        claim(not zero, f"line {line.event[:8]}:{line.line} {line.effect} of nothing", events, derived)
    for group, held in members.items():
        left = recounted(lines[group], shared)
        unsaid = any(line.effect is Effect.OUT and line.quantity is None for line in lines[group])
        if left is not None and not unsaid and all(h.received is not None for h in held):
            claim(left >= 0, f"group of {group} holds {left}", events, derived)
            claim(
                (left == 0) == all(h.ended for h in held),
                f"group of {group} with {left} left",
                events,
                derived,
            )


def lines_tell_what_left(events: Sequence[EventRecord], derived: Derived) -> None:
    """What a line took out passes on by an edge, or its status says how it ended; shared draws are marked."""
    edges = {(e.event, e.line, e.source) for e in derived.edges if e.kind is EdgeKind.CUSTODY}
    taken = [line for line in derived.lines if line.effect is Effect.OUT]
    passed = {(n.event, n.line, n.holding) for n in taken if n.status is None}
    claim(passed <= edges, f"{passed - edges} went nowhere", events, derived)
    for line in taken:
        step = (line.event, line.line, line.holding)
        claim(step in passed or step not in edges, f"{line} passed on", events, derived)
    pools: dict[str, list[LineRecord]] = defaultdict(list)
    for line in taken:
        if line.pool is not None:
            pools[line.pool].append(line)
    missing = unmarked(derived)
    claim(not missing, f"shared, and not marked: {missing}", events, derived)
    for lines in pools.values():
        said = {(n.event, n.line, n.quantity, n.unit, n.status, n.among) for n in lines}
        claim(len(said) == 1 and len(lines) == lines[0].among, f"a pool of {lines}", events, derived)


def read_whole(events: Sequence[EventRecord], derived: Derived) -> None:
    """Property 4, and that all hangs together."""
    ends_meet(events, derived)
    every_line_is_read(events, derived)
    balances_are_exact(events, derived)
    lines_tell_what_left(events, derived)


def edges_are_linear(events: Sequence[EventRecord], derived: Derived) -> None:
    """Property 8: at most four edges a recorded line; contents taken along count as lines."""
    items = {(event.key, line.number): line.item for event in events for line in event.lines}
    item_of = {holding.key: holding.item for holding in derived.holdings}
    carried = {
        (line.event, line.line, line.holding)
        for line in derived.lines
        if item_of[line.holding] != items.get((line.event, line.line))
    }
    contents = {event.content_hash: event for event in in_force(events)}
    lines = sum(len(event.lines) for event in contents.values()) + len(carried)
    claim(len(derived.edges) <= 4 * lines, f"{len(derived.edges)} edges for {lines} lines", events, derived)


def ends_meet(events: Sequence[EventRecord], derived: Derived) -> None:
    """Every edge, line and span refers to what is there, and no key stands twice."""
    points = {h.key for h in derived.holdings} | {t.key for t in derived.transformations}
    known = {event.key for event in events}
    claim(len(points) == len(derived.holdings) + len(derived.transformations), "a key twice", events, derived)
    claim(len({e.key for e in derived.edges}) == len(derived.edges), "an edge key twice", events, derived)
    for edge in derived.edges:
        claim(edge.source in points and edge.target in points, f"loose edge {edge.key}", events, derived)
        claim(edge.event in known, f"edge of no event {edge.key}", events, derived)
    claim(all(line.holding in points for line in derived.lines), "a line at no holding", events, derived)
    claim(all(span.holding in points for span in derived.spans), "a span of no holding", events, derived)
