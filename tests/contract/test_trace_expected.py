"""Real documents and the answers that others worked out for them by hand: every lot and container set.

The expected sets ignore time and lot positions (`rule` in each expected.json). Lots are what a trace
reaches, its start left out; containers that held them are the carriers of a forward answer.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from cypher.connection import Graph
from cypher.identifiers.identify import identify_item
from cypher.records.walks import Direction
from graph_api.rules.budget import Deadline
from graph_api.services.answers import CarrierKind, TraceGraph
from graph_api.services.questions import Seed, TraceQuestion
from graph_api.services.suite import Suite
from loaders.pipeline import load
from loaders.sources import file_source
from tests.support.shared_data import shared
from tests.support.suites import suite_of

GDST = "gdst-opentraceability"
EUDR, TEXTILE = "dpp-ready/eudr", "dpp-ready/textile"
AS_OF = 4_102_444_800_000_000
"""2100-01-01: some of these documents tell of days to come."""


def keys(spelled: Sequence[str]) -> set[str]:
    return {identify_item(text).key for text in spelled}


def items(answer: TraceGraph) -> set[str]:
    return {node.holding.item for node in answer.nodes if node.holding is not None}


def containers(answer: TraceGraph) -> set[str]:
    return {carrier.entity.key for carrier in answer.carriers if carrier.kind is CarrierKind.CONTAINER}


async def differences(suite: Suite, answers: Mapping[str, Any]) -> list[str]:
    """Where an answer is not the expected one, in words."""
    found = []
    for start, expected in answers.items():
        for direction in (Direction.BACKWARD, Direction.FORWARD):
            wanted = expected[direction.lower()]
            question = TraceQuestion((Seed(code=start),), direction, as_of=AS_OF)
            answer = await suite.questions.trace(question, Deadline(60))
            own = keys([start]) | containers(answer)
            lots = items(answer) - own
            if lots != keys(wanted["lots"]) - own:
                found.append(f"{start} {direction}: {sorted(lots)}, not {wanted['lots']}")
            if missing := keys(wanted["containers"]) - containers(answer) - items(answer):
                found.append(f"{start} {direction}: containers {sorted(missing)} are missing")
    return found


async def loaded(graph: Graph, paths: Sequence[Path]) -> Suite:
    report = await load(graph, [file_source(path) for path in paths])
    assert report.events
    return suite_of(graph)


def documents(folder: str) -> Mapping[str, Any]:
    answers: Mapping[str, Any] = json.loads(shared(f"{folder}/expected.json").read_text("utf-8"))
    return answers


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        (GDST, "gdst_data_withmasterdata.jsonld"),
        (GDST, "EPCISQUERYDOCUMENT_advanced_3.jsonld"),
        (TEXTILE, "fjordline-aurora-lifecycle.jsonld"),
    ],
)
async def test_every_expected_set_of_a_document_comes_out(graph: Graph, folder: str, name: str) -> None:
    answers = documents(folder)["documents"][name]["answers"]
    suite = await loaded(graph, [shared(f"{folder}/{name}")])
    assert await differences(suite, answers) == []


async def test_every_expected_set_of_several_documents_comes_out(graph: Graph) -> None:
    expected = documents(EUDR)
    suite = await loaded(graph, [shared(f"{EUDR}/{name}") for name in expected["load_all_of"]])
    assert await differences(suite, expected["answers"]) == []


def test_every_document_with_expected_answers_is_covered() -> None:
    assert set(documents(GDST)["documents"]) == {
        "gdst_data_withmasterdata.jsonld",
        "EPCISQUERYDOCUMENT_advanced_3.jsonld",
    }
    assert set(documents(TEXTILE)["documents"]) == {"fjordline-aurora-lifecycle.jsonld"}
