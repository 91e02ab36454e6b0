"""The answers that came with the third-party documents, and what our traces say beside them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from cypher.connection import Graph
from cypher.identifiers.identify import identify_item
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.answers import CarrierKind, TraceGraph
from graph_api.services.questions import Identity, Seed, TraceQuestion
from graph_api.services.suite import Suite
from loaders.pipeline import load
from loaders.sources import file_source
from tests.support.shared_data import ROOT, shared
from tests.support.suites import suite_of

FAR_AHEAD = 4_102_444_800_000_000
"""2100-01-01: the expected sets ignore time, so no document may lie in the future."""
DIRECTIONS = (Direction.BACKWARD, Direction.FORWARD)


class DocumentSet(NamedTuple):
    """Documents that are loaded together; `document` names the one that its folder's answers are for."""

    folder: str
    document: str | None = None

    @property
    def name(self) -> str:
        return f"{self.folder}/{self.document or '*'}"

    def answers(self) -> Mapping[str, Any]:
        """Backward and forward sets by identifier, spelled as in the documents."""
        expected = self._expected()
        found: Mapping[str, Any] = expected["documents"][self.document] if self.document else expected
        answers: Mapping[str, Any] = found["answers"]
        return answers

    def files(self) -> list[str]:
        """Names of the documents below the shared folder."""
        names = [self.document] if self.document else self._expected()["load_all_of"]
        return [f"{self.folder}/{name}" for name in names]

    def _expected(self) -> Mapping[str, Any]:
        expected: Mapping[str, Any] = json.loads(shared(f"{self.folder}/expected.json").read_text("utf-8"))
        return expected


class Case(NamedTuple):
    """One expected answer."""

    documents: DocumentSet
    start: str
    direction: Direction

    def __str__(self) -> str:
        return f"{self.documents.name}-{self.start}-{self.direction}"

    @property
    def lots(self) -> frozenset[str]:
        return keys(self._sets()["lots"])

    @property
    def containers(self) -> frozenset[str]:
        return keys(self._sets()["containers"])

    def _sets(self) -> Mapping[str, Any]:
        sets: Mapping[str, Any] = self.documents.answers()[self.start][self.direction.lower()]
        return sets


@dataclass(frozen=True, slots=True)
class Told:
    """What a trace says: items reached and containers that held them, the start in neither."""

    reached: frozenset[str]
    carriers: frozenset[str]
    whole: bool


Answers = Mapping[tuple[str, Direction, Identity], Told]


def document_sets() -> list[DocumentSet]:
    """Everything in scope for which answers exist; the Catena-X files are not in scope."""
    return [
        DocumentSet("gdst-opentraceability", "gdst_data_withmasterdata.jsonld"),
        DocumentSet("gdst-opentraceability", "EPCISQUERYDOCUMENT_advanced_3.jsonld"),
        DocumentSet("dpp-ready/textile", "fjordline-aurora-lifecycle.jsonld"),
        DocumentSet("dpp-ready/eudr"),
    ]


def cases() -> Iterator[Case]:
    """Every expected answer; without the shared data one for each set of documents, to skip or fail by."""
    for documents in document_sets():
        starts: Iterable[str] = documents.answers() if ROOT.is_dir() else ["?"]
        for start in starts:
            yield from (Case(documents, start, direction) for direction in DIRECTIONS)


def key(spelled: str) -> str:
    """The canonical key of an identifier."""
    return identify_item(spelled).key


def keys(spelled: Iterable[str]) -> frozenset[str]:
    """The canonical keys of identifiers."""
    return frozenset(map(key, spelled))


async def answers_of(graph: Graph, documents: DocumentSet) -> Answers:
    """Loads the documents and asks everything that answers exist for, by position and by item."""
    report = await load(graph, [file_source(shared(name), name) for name in documents.files()])
    assert report.events, documents
    assert not report.refused, report.refused
    assert not report.quarantined, report.quarantine_details
    suite = suite_of(graph)
    return {
        (start, direction, identity): _told(start, await _asked(suite, start, direction, identity))
        for start in documents.answers()
        for direction in DIRECTIONS
        for identity in Identity
    }


async def _asked(suite: Suite, start: str, direction: Direction, identity: Identity) -> TraceGraph:
    question = TraceQuestion((Seed(code=start),), direction, as_of=FAR_AHEAD, identity=identity)
    return await suite.questions.trace(question, Deadline(60))


def _told(start: str, answer: TraceGraph) -> Told:
    own = {key(start)}
    reached = {node.holding.item for node in answer.nodes if node.holding is not None}
    held = {carrier.entity.key for carrier in answer.carriers if carrier.kind is CarrierKind.CONTAINER}
    return Told(frozenset(reached - own), frozenset(held - own), not answer.truncated)
