"""A stored graph in memory, kept by replaying what each batch touches: writing without a database."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cypher.records.custody import Derived
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from loaders.ledger.derive import derive
from loaders.ledger.difference import difference
from loaders.ledger.scope import Links, linked

Items = frozenset[str]


class Stored:
    """Events and the graph they made; `load` adds a batch as loaders/replay.py does."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.events: dict[str, EventRecord] = {}
        self.graph = Derived()

    def load(self, batch: Sequence[EventRecord]) -> None:
        """Takes the new events of a batch and writes the difference they make."""
        new = {event.key: event for event in batch if event.key not in self.events}
        self.events |= new
        scope = self._with_namesakes(new)
        items = self._close(scope)
        before = part_of(self.graph, items, frozenset(scope))
        step = difference(before, derive(scope.values(), self.register, items))
        restated = {holding.key for holding in step.restated}
        kept = frozenset(holding for holding in self.graph.holdings if holding.key not in restated)
        self.graph = Derived(
            holdings=(kept - step.closed.holdings) | step.opened.holdings | step.restated,
            transformations=(self.graph.transformations - step.closed.transformations)
            | step.opened.transformations,
            edges=(self.graph.edges - step.closed.edges) | step.opened.edges,
            lines=(self.graph.lines - step.closed.lines) | step.opened.lines,
            spans=(self.graph.spans - step.closed.spans) | step.opened.spans,
            gaps=(self.graph.gaps - step.closed.gaps) | step.opened.gaps,
            recorded_by=(self.graph.recorded_by - step.closed.recorded_by) | step.opened.recorded_by,
            repeats=(self.graph.repeats - step.closed.repeats) | step.opened.repeats,
        )

    def _with_namesakes(self, new: dict[str, EventRecord]) -> dict[str, EventRecord]:
        links = linked(new.values())
        same = {
            key: event
            for key, event in self.events.items()
            if event.event_id in links.event_ids or event.content_hash in links.content_hashes
        }
        return new | same

    def _close(self, scope: dict[str, EventRecord]) -> Items:
        """Adds all stored events that belong to the replay; gives the items that are replayed."""
        items = linked(scope.values()).items
        while True:
            links = linked(scope.values(), items)
            found = {key: event for key, event in self.events.items() if _belongs(event, links)}
            if links.items == items and found.keys() <= scope.keys():
                return items
            scope |= found
            items = links.items


def _belongs(event: EventRecord, links: Links) -> bool:
    """Whether a stored event shares anything with what is replayed."""
    named = any(line.item in links.items | links.ahead for line in event.lines)
    said = event.event_id in links.event_ids or event.content_hash in links.content_hashes
    return named or said or event.transformation_id in links.transformation_ids


def part_of(graph: Derived, items: Items, events: frozenset[str]) -> Derived:
    """What the ledger made of these items, and of these events apart from any item."""
    holdings = frozenset(holding for holding in graph.holdings if holding.item in items)
    keys = {holding.key for holding in holdings}
    recorded = frozenset(pair for pair in graph.recorded_by if pair[1] in events)
    made = {transformation for transformation, _ in recorded}
    return Derived(
        holdings=holdings,
        transformations=frozenset(t for t in graph.transformations if t.key in made),
        edges=frozenset(edge for edge in graph.edges if edge.source in keys or edge.target in keys),
        lines=frozenset(line for line in graph.lines if line.holding in keys),
        spans=frozenset(span for span in graph.spans if span.holding in keys),
        gaps=frozenset(
            g for g in graph.gaps if (g.item in items if g.item is not None else g.event in events)
        ),
        recorded_by=recorded,
        repeats=frozenset(pair for pair in graph.repeats if pair[0] in events),
    )


def batches(events: Sequence[EventRecord], cuts: Iterable[int]) -> list[Sequence[EventRecord]]:
    """The events cut into batches at these positions."""
    ends = sorted({cut % (len(events) + 1) for cut in cuts} | {0, len(events)})
    return [events[first:last] for first, last in pairwise(ends)]
