"""Real documents and the answers that came with them: every lot set and container set, on both engines.

The rule of those answers ignores time and place; ours heeds both, and in these documents neither cuts
anything off, so there is no case in which ours is stricter. It follows containers upward only forward
(child to parent); a trace names what carried the goods in either direction, so `CARRIED` adds those of
backward traces. Its event sets go by name, not by flow, and are not compared.
"""

import json
from collections.abc import Mapping

import pytest
import pytest_asyncio

from cypher.connection import Graph
from cypher.records.walks import Direction
from graph_api.services.questions import Identity
from tests.support.engines import no_notifications, wipe
from tests.support.expected import Answers, Case, DocumentSet, answers_of, cases, document_sets, keys
from tests.support.shared_data import ROOT, shared

PALLET = "urn:epc:id:sscc:08600031303.0004"
PACKED_LOT = "urn:gdst:example.org:product:lot:class:processor.2u.v1-0122-2022"
CARRIED = {
    # Packed at the plant, emptied at the importer, packed at the plant again: before its later packings
    # the lot lay on the pallet, so backward from it the pallet carried it too.
    (PACKED_LOT, Direction.BACKWARD): [PALLET],
}
"""Containers that a backward trace names and the rule of the expected sets does not look for."""


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def engine(request: pytest.FixtureRequest) -> Graph:
    graph: Graph = request.getfixturevalue(f"{request.param}_session")
    return graph


@pytest_asyncio.fixture(scope="module")
async def answers(engine: Graph) -> Mapping[DocumentSet, Answers]:
    """All answers: each set of documents is loaded alone, once an engine."""
    found = {}
    with no_notifications():
        for documents in document_sets():
            await wipe(engine)
            found[documents] = await answers_of(engine, documents)
    return found


@pytest.mark.parametrize("case", [*cases()], ids=str)
@pytest.mark.parametrize("identity", Identity)
def test_the_expected_set_comes_out(
    answers: Mapping[DocumentSet, Answers], case: Case, identity: Identity
) -> None:
    told = answers[case.documents][case.start, case.direction, identity]
    carried = keys(CARRIED.get((case.start, case.direction), ()))
    assert told.whole
    assert told.reached == case.lots
    assert told.carriers == case.containers | carried
    assert not carried & case.containers


def test_everything_that_has_expected_answers_is_asked() -> None:
    shared("README.md")
    folders = [ROOT / "gdst-opentraceability", *(ROOT / "dpp-ready").iterdir()]
    found = [(each / "expected.json") for each in folders if (each / "expected.json").is_file()]
    wanted = set()
    for path in found:
        folder = str(path.parent.relative_to(ROOT))
        documents = json.loads(path.read_text("utf-8")).get("documents", {None: ()})
        wanted |= {(folder, document) for document in documents}
    assert wanted == set(document_sets())
    assert len(list(cases())) == 44
