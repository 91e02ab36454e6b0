"""The simulator itself: repeatable, possible, and rich enough for what the properties need."""

from collections import Counter
from dataclasses import replace
from random import Random

from cypher.records.custody import Derived, EdgeRecord, GapRecord, HoldingRecord, LineRecord
from cypher.records.vocabulary import (
    Action,
    Certainty,
    EdgeKind,
    Effect,
    EventType,
    GapKind,
    ItemKind,
    LineRole,
)
from loaders.ledger.derive import derive
from tests.support.simulation_answers import asked
from tests.support.simulation_kinds import Kind, drawn
from tests.support.simulation_records import Mix, Recording
from tests.support.simulation_verdict import Link, LinkKind, judge, true_links
from tests.support.simulation_world import Fact, World
from tests.support.simulator import lived, simulate

SEEDS = range(250)
EXPECTED = (
    "cycle | pool | equal instants | two makers | bins | partial receipt | error declared | said twice"
    " | nested | one id, two events | class | ObjectEvent ADD | ObjectEvent DELETE | AggregationEvent ADD"
    " | AggregationEvent DELETE | AggregationEvent OBSERVE | TransactionEvent ADD | TransformationEvent None"
    " | stolen | retail_sold | returned | void_shipping | transporting | accepting | picking | collecting"
    " | destroyed"
)


def test_the_same_seed_gives_the_same_records() -> None:
    for mix in Mix:
        assert simulate(7, mix).recording.events == simulate(7, mix).recording.events


def test_true_links_never_run_back_in_time() -> None:
    for seed in SEEDS:
        for link in true_links(simulate(seed, Mix.COMPLETE, frozenset(Kind)).recording):
            assert link.earlier[0].fact.time <= link.later[0].fact.time


def test_goods_are_neither_made_nor_lost_in_moving() -> None:
    checked = 0
    for world in (lived(seed, Mix.COMPLETE, frozenset(Kind)) for seed in SEEDS):
        if any(_ends_contents(world, line.goods.key) for fact in world.facts for line in fact.lines):
            continue
        checked += 1
        book: Counter[str] = Counter({container.key: container.unborn for container in world.containers})
        first: dict[str, int] = {}
        for fact in world.facts:
            for line in fact.lines:
                new = not line.past or first.setdefault(line.goods.key, line.bit) == line.bit
                book[line.goods.key] += line.amount * _sign(fact, line.role, new=new)
        for item, goods in world.goods.items():
            if goods.coded or goods.key != item:
                continue  # a line about its product code may be about it
            assert sum(p.amount for at in world.stock.values() for p in at.get(item, ())) == book[item], item
    assert checked > 100


def _ends_contents(world: World, item: str) -> bool:
    """Whether this is a container that was used up together with what was inside it."""
    fleet = item.startswith(("urn:suyuan:vehicle", "https://id.gs1.org/00/"))
    return fleet and item not in {container.key for container in world.containers}


def _sign(fact: Fact, role: LineRole, *, new: bool) -> int:
    if role is LineRole.OUTPUT:
        return 1
    if role is LineRole.INPUT or (fact.action == Action.DELETE and _ends(fact)):
        return -1
    if fact.disposition in ("destroyed", "dispensed"):
        return -1
    return 1 if fact.type == EventType.OBJECT and fact.action == Action.ADD and new else 0


def _ends(fact: Fact) -> bool:
    sold = fact.step == "retail_selling" or fact.disposition == "retail_sold"
    return fact.type == EventType.OBJECT and not sold


def test_what_real_data_contains_occurs() -> None:
    met: Counter[str] = Counter()
    for seed in SEEDS:
        history = simulate(seed, Mix.COMPLETE)
        world = history.world
        met["cycle"] += world.cycled
        met["pool"] += world.pooled
        met["equal instants"] += history.equal_instants
        met["two makers"] += any(goods.twin for goods in world.goods.values())
        met["bins"] += any(site.bins for site in world.sites)
        met["partial receipt"] += any(shipment.parts > 1 for shipment in world.shipments)
        met["error declared"] += any(event.error for event in history.recording.events)
        met["said twice"] += len({e.content_hash for e in history.recording.events}) < len(
            history.recording.events
        )
        for fact in world.facts:
            roles = {line.role for line in fact.lines}
            met[f"{fact.type} {fact.action}"] += 1
            met[str(fact.disposition)] += 1
            met[str(fact.step)] += 1
            nested = [n for n in fact.lines if n.role is LineRole.CHILD and n.goods in world.containers]
            met["nested"] += bool(nested)
            met["one id, two events"] += bool(fact.transformation) and roles == {LineRole.OUTPUT}
            met["class"] += any(line.goods.kind is ItemKind.CLASS for line in fact.lines)
    for what in EXPECTED.split(" | "):
        assert met[what] >= 10, (what, met[what])


def test_every_kind_of_history_occurs_and_can_be_switched_by_itself() -> None:
    """Where a kind is drawn its acts mostly find something to act on; where it is not, nothing changes."""
    for kind in Kind:
        changed = [seed for seed in SEEDS if _records(seed, kind) != _records(seed)]
        assert len(SEEDS) * 0.12 < len(changed) <= len(SEEDS) * 0.28, (kind, len(changed))
        assert changed == [seed for seed in changed if drawn(seed, frozenset({kind}))]


def _records(seed: int, *kinds: Kind) -> list[tuple[str | None, str | None, int]]:
    world = lived(seed, Mix.UNSAID, frozenset(kinds))
    return [(fact.step, fact.action, len(fact.lines)) for fact in world.facts if fact.recorded]


def test_the_verdict_tells_a_true_graph_from_an_empty_one() -> None:
    for seed in range(40):
        recording = simulate(seed, Mix.MISSING_20).recording
        links = list(true_links(recording))
        assert not judge(recording, _graph_of(recording, links)).missed
        empty = judge(recording, _graph_of(recording, []))
        assert len(empty.missed) == empty.links + empty.later == len(links)
        if links:
            cut = judge(recording, _graph_of(recording, links[1:]))
            assert cut.links + cut.later == len(links)


def test_an_answer_that_lacks_true_links_is_falsely_complete_unless_it_is_flagged() -> None:
    """Of graphs without a single edge: no answer holds a link, and only a gap says so."""
    false: Counter[LinkKind] = Counter()
    astray = 0
    for seed in range(40):
        history = simulate(seed, Mix.COMPLETE)
        recording = history.recording
        bare = replace(
            derive(recording.events, recording.register),
            edges=frozenset(),
            gaps=frozenset(),
            spans=frozenset(),
        )
        found = asked(history, bare, judge(recording, bare).missed, Random(seed)).assurance()
        false, astray = false + found.false, astray + found.astray
        flagged = replace(bare, gaps=frozenset(_warning(holding) for holding in bare.holdings))
        told = asked(history, flagged, judge(recording, flagged).missed, Random(seed)).assurance()
        assert (told.complete, told.astray, +told.false) == (0, 0, {})
        assert told.answers
    assert false[LinkKind.ORIGIN] > 100 < false[LinkKind.LATER]
    assert astray


def _warning(holding: HoldingRecord) -> GapRecord:
    kind = GapKind.MISSING_RECEIPT
    return GapRecord(f"gap of {holding.key}", kind, holding.item, holding.key, None, holding.opened)


def _graph_of(recording: Recording, links: list[Link]) -> Derived:
    """A holding a line, and an edge a link: the truth as a graph."""
    names = {(w.keys[0], n): f"{w.keys[0]}:{n}" for w in recording.written for n in range(len(w.fact.lines))}
    edges = set()
    for link in links:
        a, b = (names[end[0].keys[0], end[1]] for end in (link.earlier, link.later))
        event, line = link.later[0], link.later[1]
        edges.add(
            EdgeRecord(
                f"{a}{b}",
                EdgeKind.CUSTODY,
                a,
                b,
                event.keys[0],
                line,
                event.time,
                None,
                None,
                Certainty.RECORDED,
            )
        )
    lines = {LineRecord(key, number, name, Effect.SEEN) for (key, number), name in names.items()}
    return Derived(edges=frozenset(edges), lines=frozenset(lines))
