"""The GDST tuna chain of 17 events: its gap table (ledger.md 8), read back from each engine by `trace`."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pytest
import pytest_asyncio

from cypher.connection import Graph
from cypher.records.vocabulary import Certainty, GapKind, GapSeverity
from cypher.records.walks import Direction, View
from graph_api.rules.budget import Deadline
from graph_api.services.answers import TraceGraph
from graph_api.services.questions import Seed, TraceQuestion
from loaders.pipeline import load
from loaders.sources import file_source
from tests.support.engines import no_notifications, wipe
from tests.support.expected import FAR_AHEAD, key
from tests.support.graph_dump import count
from tests.support.shared_data import shared
from tests.support.suites import readers_of, suite_of

DOCUMENT = "gdst-opentraceability/gdst_data_withmasterdata.jsonld"
LOT = "urn:gdst:example.org:product:lot:class:"
SITE = "urn:gdst:example.org:location:loc:"
PALLET = "urn:epc:id:sscc:08600031303.0004"
FEED, FRY = f"{LOT}feedmill.1u.ff11252021", f"{LOT}hatchery.1u.tf12012021"
CAUGHT, PACKED = f"{LOT}fisherman01.tunau.v1-0122-2022", f"{LOT}processor.2u.v1-0122-2022"
FARMED, MIXED = f"{LOT}fishfarm.1u.farmed-tuna-01192022", f"{LOT}processor.10u.commingle-01232022"
FEED_MILL, HATCHERY, FARM = f"{SITE}feedmill.1u", f"{SITE}hatchery.1u", f"{SITE}fishfarm.1u"
PLANT, IMPORTER = f"{SITE}processor.plant1u", f"{SITE}importer.123u"
VESSEL, SECOND_VESSEL, QUAY = (
    f"https://id.gs1.org/414/{gln}/254/1" for gln in ("0860003130315", "0860003130339", "0860003130322")
)
ALL = (FEED, FRY, FARMED, CAUGHT, MIXED, PACKED, PALLET)
KGM = "KGM"


class Row(NamedTuple):
    """A gap: the number of its event, what is missing, of which item, how much, and where it was missed."""

    event: int
    kind: GapKind
    item: str
    amount: Decimal
    unit: str | None
    place: str


class Bridge(NamedTuple):
    """A flagged edge: what bridges a missing record, from where to where."""

    event: int
    gap: GapKind
    item: str
    quantity: Decimal | None
    origin: str
    place: str


MOVED, SENT = GapKind.MISSING_MOVEMENT, GapKind.MISSING_DESPATCH
TABLE = {
    Row(10, MOVED, FEED, Decimal(10_000), KGM, FARM),
    Row(10, MOVED, FRY, Decimal(1_000), KGM, FARM),
    Row(4, MOVED, CAUGHT, Decimal(9_876), KGM, SECOND_VESSEL),
    Row(5, MOVED, CAUGHT, Decimal(9_876), KGM, QUAY),
    Row(6, SENT, CAUGHT, Decimal(9_876), KGM, PLANT),
    Row(11, GapKind.OVERDRAWN, CAUGHT, Decimal(124), KGM, PLANT),
    Row(15, MOVED, PALLET, Decimal(1), None, PLANT),
    Row(15, MOVED, PACKED, Decimal(5_000), KGM, PLANT),
    Row(16, MOVED, PALLET, Decimal(1), None, IMPORTER),
}
BRIDGES = {
    Bridge(10, MOVED, FEED, Decimal(10_000), FEED_MILL, FARM),
    Bridge(10, MOVED, FRY, Decimal(1_000), HATCHERY, FARM),
    Bridge(4, MOVED, CAUGHT, Decimal(9_876), VESSEL, SECOND_VESSEL),
    Bridge(5, MOVED, CAUGHT, Decimal(9_876), SECOND_VESSEL, QUAY),
    Bridge(6, SENT, CAUGHT, Decimal(9_876), QUAY, PLANT),
    Bridge(15, MOVED, PALLET, Decimal(1), IMPORTER, PLANT),
    Bridge(15, MOVED, PACKED, Decimal(5_000), IMPORTER, PLANT),
    Bridge(16, MOVED, PALLET, Decimal(1), PLANT, IMPORTER),
}


@dataclass(frozen=True, slots=True)
class Chain:
    """A trace both ways from each item alone, and from all of them at once under ALL."""

    answers: Mapping[tuple[str, ...], TraceGraph]
    numbers: Mapping[str, int]
    """Numbers of the events in their document, by key."""
    gaps: int
    """Gaps that the graph holds."""

    def rows(self, *seeds: str) -> Counter[Row]:
        answer = self.answers[seeds]
        place = {node.key: node.holding.place for node in answer.nodes if node.holding}
        place |= {each.key: each.place for carrier in answer.carriers for each in carrier.positions}
        return Counter(
            Row(
                self.numbers[gap.view.event or ""],
                gap.view.kind,
                gap.view.item or "",
                gap.view.amount or Decimal(0),
                gap.view.unit,
                place[gap.view.holding or ""] or "",
            )
            for gap in answer.gaps
        )


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def engine(request: pytest.FixtureRequest) -> Graph:
    graph: Graph = request.getfixturevalue(f"{request.param}_session")
    return graph


@pytest_asyncio.fixture(scope="module")
async def chain(engine: Graph) -> Chain:
    await wipe(engine)
    with no_notifications():
        report = await load(engine, [file_source(shared(DOCUMENT))])
        assert report.events == 17
        answers = {seeds: await _asked(engine, seeds) for seeds in (ALL, *((item,) for item in ALL))}
        return Chain(answers, await _numbers(engine, answers[ALL]), await count(engine, _GAPS))


_GAPS = "MATCH (g:Gap) RETURN count(g) AS n"


async def _asked(graph: Graph, seeds: tuple[str, ...]) -> TraceGraph:
    question = TraceQuestion(tuple(Seed(code=item) for item in seeds), Direction.BOTH, as_of=FAR_AHEAD)
    return await suite_of(graph).questions.trace(question, Deadline(60))


async def _numbers(graph: Graph, answer: TraceGraph) -> Mapping[str, int]:
    wanted = {edge.event for edge in answer.edges} | {gap.view.event or "" for gap in answer.gaps}
    view = View(answer.as_of, answer.known_at)
    events = await readers_of(graph).details.events(sorted(wanted), view, 30)
    return {each: int(event.position.split("[")[1].removesuffix("]")) for each, event in events.items()}


def test_the_gap_table_comes_out_exactly(chain: Chain) -> None:
    assert chain.rows(*ALL) == Counter(TABLE)
    assert chain.gaps == len(TABLE)


def test_gaps_have_their_severity_and_a_sentence(chain: Chain) -> None:
    answer = chain.answers[ALL]
    told = {gap.view.severity for gap in answer.gaps if gap.view.kind is GapKind.OVERDRAWN}
    assert told == {GapSeverity.CONFLICT}
    rest = {gap.view.severity for gap in answer.gaps if gap.view.kind is not GapKind.OVERDRAWN}
    assert rest == {GapSeverity.WARNING}
    assert all(str(gap.view.amount) in gap.message for gap in answer.gaps)
    assert not answer.complete
    assert not answer.truncated


def test_a_sentence_names_the_goods_and_the_place(chain: Chain) -> None:
    answer = chain.answers[ALL]
    held = {node.key: node.holding for node in answer.nodes if node.holding}
    for gap in answer.gaps:
        holding = held[gap.view.holding or ""]
        assert holding.at is not None
        assert holding.at.name
        assert holding.at.name in gap.message
        assert holding.item.rsplit("/", 1)[-1].rsplit(":", 1)[-1] in gap.message


def test_every_bridged_record_is_a_declared_edge(chain: Chain) -> None:
    answer = chain.answers[ALL]
    held = {node.key: node.holding for node in answer.nodes if node.holding}
    flagged = [edge for edge in answer.edges if edge.gap is not None]
    assert {
        Bridge(
            chain.numbers[edge.event],
            edge.gap or MOVED,
            held[edge.source].item,
            edge.quantity,
            held[edge.source].place or "",
            held[edge.target].place or "",
        )
        for edge in flagged
    } == BRIDGES
    assert len(flagged) == len(BRIDGES)
    assert {edge.certainty for edge in flagged} == {Certainty.DECLARED}
    assert all(held[edge.source].item == held[edge.target].item for edge in flagged)
    assert Certainty.DECLARED not in {edge.certainty for edge in answer.edges if edge.gap is None}


@pytest.mark.parametrize("item", ALL)
def test_each_trace_tells_the_gaps_of_what_it_reaches_and_no_others(chain: Chain, item: str) -> None:
    """And the one of the pallet while the packed lot lay on it, not the one of its way back, empty."""
    answer = chain.answers[(item,)]
    reached = {node.holding.item for node in answer.nodes if node.holding}
    with_goods = Row(16, MOVED, PALLET, Decimal(1), None, IMPORTER)
    on_the_way = {with_goods} if key(PACKED) in reached else set()
    assert chain.rows(item) == Counter({row for row in TABLE if row.item in reached} | on_the_way)
    assert key(item) in reached
