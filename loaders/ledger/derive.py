"""The ledger: from a set of recorded events to the graph that traces walk; pure (ledger.md)."""

from collections.abc import Iterable
from functools import partial

from cypher.records.custody import Derived
from cypher.records.events import EventRecord
from cypher.records.parties import Register
from cypher.records.vocabulary import EventType
from loaders.ledger.acts import Families, acts
from loaders.ledger.changes import transformation_of
from loaders.ledger.family import Family
from loaders.ledger.items import ItemState
from loaders.ledger.lineage import Lineage
from loaders.ledger.places import Places
from loaders.ledger.positions import Position
from loaders.ledger.reading import said
from loaders.ledger.recorder import Recorder
from loaders.ledger.rows import holding_of, no_lot, spans_of, two_origins
from loaders.ledger.search import ordered
from loaders.ledger.tolerance import Tolerances
from loaders.ledger.truth import in_force, same_id_gap


def _begin(places: Places, register: Register, line: Lineage) -> Family:
    """A family without positions."""
    return Family(places, Recorder(), Tolerances(register), line)


def derive(events: Iterable[EventRecord], register: Register, items: frozenset[str] | None = None) -> Derived:
    """The holdings, edges and gaps of a set of events: the same set, in any order, gives the same.

    With `items`, only what becomes of these (and of what containment joins them to) is worked out.
    """
    truth, places, recorder = in_force(events), Places(register), Recorder()
    families = Families(truth.events)
    wanted = None if items is None else {families.of(item) for item in items}
    positions: list[Position] = []
    states: list[ItemState] = []
    for name, done in sorted(acts(truth.events, families, places).items()):
        if wanted is None or name in wanted:
            line = Lineage(act.event for act in done)
            begin = partial(_begin, places, register, line)
            family = ordered(begin, done)
            positions += family.stocks.positions()
            recorder.add(family.recorder)
            states += family.stocks.items.values()
    gaps = [two_origins(state) for state in states]
    gaps += [no_lot(position) for position in positions] + [same_id_gap(event) for event in truth.same_id]
    for gap in gaps:
        if gap is not None:
            recorder.event_gap(gap)
    runs = [e for e in truth.events if e.type is EventType.TRANSFORMATION]
    made = [(transformation_of(said(event, places), places), event.key) for event in runs]
    return Derived(
        holdings=frozenset(holding_of(position) for position in positions),
        transformations=frozenset(transformation for transformation, _ in made),
        edges=frozenset(recorder.edges.values()),
        lines=frozenset(recorder.lines.values()),
        spans=frozenset(span for position in positions for span in spans_of(position, places)),
        gaps=frozenset(recorder.gaps.values()),
        recorded_by=frozenset((transformation.key, key) for transformation, key in made),
        repeats=truth.repeats,
    )
