"""The questions of the README, asked as they stand there, get the answers that stand there."""

import json
import re
from pathlib import Path

from cypher.connection import Graph
from loaders.pipeline import load
from loaders.sources import file_source
from tests.http.over_graph import client_over
from tests.support.client import ask

ROOT = Path(__file__).parents[2]
PAIRS = re.findall(
    r"```graphql\n(.*?)```\s+```json\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL
)


async def test_the_answers_of_the_readme_are_true(embedded_graph: Graph) -> None:
    assert len(PAIRS) == 3
    await load(embedded_graph, [file_source(ROOT / "samples" / "milk.jsonld")])
    async with client_over(embedded_graph) as client:
        for question, answer in PAIRS:
            assert await ask(client, question) == json.loads(answer)
