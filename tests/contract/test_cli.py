"""The commands as people run them, each in its own process, on the embedded engine."""

import json
import re
import shlex
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Client

from tests.support.command import SAMPLES, Serving, serving, suyuan

LOT = "urn:epc:class:lgtin:69387010.02001.XN12"
TANK_LOT = "urn:epc:class:lgtin:69387010.02009.GC12"
KINDERGARTEN = "玉泉区春苗幼儿园"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A service over the three samples; every other command here joins its engine."""
    with serving(tmp_path_factory.mktemp("cli") / "data", "--load", str(SAMPLES)) as running:
        yield running


def test_serve_prints_something_to_paste_and_something_to_type(served: Serving) -> None:
    curl = next(line for line in served.said.splitlines() if line.strip().startswith("curl "))
    words = shlex.split(curl)
    assert words[2] == served.endpoint
    with Client() as client:
        answer = client.post(words[2], content=words[-1], headers={"content-type": "application/json"}).json()
    assert answer["data"]["trace"]["__typename"] == "TraceGraph"
    assert answer["data"]["trace"]["nodes"]
    typed = shlex.split(next(line for line in served.said.splitlines() if "suyuan trace" in line))
    assert typed[0] == f"SUYUAN_DATA_DIR={served.folder}"
    assert suyuan(served.folder, *typed[2:], command=typed[1:2]).code == 0


def test_the_service_is_ready_and_does_not_say_what_it_runs_on(served: Serving) -> None:
    with Client() as client:
        ready = client.get(served.endpoint.replace("/graphql", "/readyz"))
        schema = client.get(served.endpoint.replace("/graphql", "/schema.graphql"))
    assert ready.status_code == 200
    assert "server" not in ready.headers
    assert schema.text.strip() == suyuan(served.folder, "schema").out.strip()


def test_the_service_listens_on_loopback_only(served: Serving) -> None:
    assert served.endpoint.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("name", ["milk", "detonators", "vaccine"])
def test_loading_a_sample_again_takes_nothing_new(served: Serving, name: str) -> None:
    ran = suyuan(served.folder, "load", str(SAMPLES / f"{name}.jsonld"), "--json")
    assert ran.code == 0, ran.err
    assert ran.json["events"] == ran.json["masterData"] == 0
    assert ran.json["known"] > 100
    assert ran.json["quarantined"] == {}


def test_trace_prints_a_tree_that_can_be_read(served: Serving) -> None:
    ran = suyuan(served.folder, "trace", LOT, "--direction", "forward")
    assert ran.code == 0, ran.err
    for words in (
        "学生饮用奶",
        KINDERGARTEN,
        "2025-05-13 07:10",
        "600 pcs",
        "gaps" if "缺口" in ran.out else "",
    ):
        assert words in ran.out
    assert "Traceback" not in ran.err


def test_trace_forward_begins_with_the_verdict_and_what_became_of_the_goods(served: Serving) -> None:
    ran = suyuan(served.folder, "trace", "urn:epc:class:lgtin:69387023.02001.NY12", "--direction", "forward")
    first, sites, pieces, kilograms = ran.out.splitlines()[:4]
    assert first.startswith("Complete: ")
    assert sites.startswith("sites: 8 · places and processes: 28 ")
    assert pieces == "IN_STOCK 35265 pcs · SOLD 615 pcs · USED 2460 pcs · DESTROYED 60 pcs"
    assert kilograms == "USED 9997 kg · SAMPLED 1.5 kg"


def test_trace_backward_names_all_three_farms(served: Serving) -> None:
    ran = suyuan(served.folder, "trace", LOT)
    assert ran.code == 0, ran.err
    for farm in ("河湾牧场", "北坡奶牛养殖合作社", "南营牧业"):
        assert farm in ran.out


def test_trace_as_json_is_one_object_and_says_the_same(served: Serving) -> None:
    ran = suyuan(served.folder, "trace", LOT, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["direction"] == "BACKWARD"
    items = {node["holding"]["item"] for node in ran.json["nodes"] if node["holding"]}
    assert {item.rpartition("/")[2] for item in items} >= {"HW12", "BP12", "NY12", "GC12", "XN12"}


def test_both_directions_are_the_union_of_the_two(served: Serving) -> None:
    def reached(direction: str) -> set[str]:
        answer = suyuan(served.folder, "trace", TANK_LOT, "--json", "--direction", direction).json
        return {node["id"] for node in answer["nodes"]}

    backward, forward = reached("backward"), reached("forward")
    assert backward - forward
    assert forward - backward
    assert reached("both") == backward | forward


def test_the_stories_tell_what_their_commands_answer(served: Serving) -> None:
    answers = {
        words: suyuan(served.folder, *shlex.split(words)[1:], "--json")
        for story in sorted((SAMPLES.parent / "docs" / "stories").glob("*.md"))
        for words in re.findall(r"^suyuan trace .*$", story.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(answers) == 9
    assert {words: ran.code for words, ran in answers.items() if ran.code} == {}
    told = {
        words.split()[2].rsplit("/", 1)[-1].rsplit(":", 1)[-1]: Told(ran.json)
        for words, ran in answers.items()
    }
    assert (told["69387010.02001.XN12"].nodes, told["69387010.02001.XN12"].links) == (29, 34)
    assert told["69387010.02001.XN12"].pooled == 5
    assert told["69387010.02001.XN12"].quantities >= {"7098.5", "2349.5", "1849.5", "2899.5"}
    farm = told["69387023.02001.NY12"]
    assert farm.carriers == Counter({"Unit": 5, "Vehicle": 2})
    assert farm.nodes == 28
    assert farm.left("XN12") == Counter({"IN_STOCK": 24960 + 1080 + 45, "SOLD": 195})
    assert farm.left("SN12") == Counter({"IN_STOCK": 9120 + 60, "SOLD": 420})
    assert not farm.left("XN13") + farm.left("SN13")
    assert told["8850612A00060"].statuses["LOST"] == 1
    assert told["8850612A00100"].statuses == Counter({"ENDED": 3, "IN_STOCK": 1})
    assert told["8850612A00131"].nodes == 4
    bought = told["422823250617"].of("detonator")
    assert (bought["USED"], bought["LOST"], bought["IN_STOCK"]) == (103, 1, 16)
    recalled = told["202503001"].of("drug")
    assert (recalled["DISPENSED"], recalled["DESTROYED"], recalled["IN_TRANSIT"]) == (24, 12, 4)
    assert told["202503001"].gaps == ["MISSING_RECEIPT"] * 6 + ["OVERDUE_RECEIPT"] * 4
    assert told["83942171000025030030"].gaps == ["MISSING_RECEIPT"]
    assert told["83942171000025030030"].bridges == [("2025-04-15T00:30:00Z", "2025-04-18T01:31:00Z")]
    cage = told["069387010025050112"].at
    assert cage.count("回民区启航中学") == 1, "one arrival"
    assert cage.count("城东学生奶配送站") == 2, "before the despatch, and when it had been called off"
    assert sum(answer.complete for answer in told.values()) == 7


class Told:
    """What a trace's JSON says, counted."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.holdings = [node["holding"] for node in answer["nodes"] if node["holding"]]
        self.nodes, self.links = len(answer["nodes"]), len(answer["edges"])
        self.pooled = sum(edge["certainty"] == "POOLED" for edge in answer["edges"])
        self.gaps = [gap["kind"] for gap in answer["gaps"]]
        self.complete = answer["complete"]
        self.quantities = {edge["quantity"]["value"] for edge in answer["edges"] if edge["quantity"]}
        self.bridges = [
            (edge["earliest"], edge["latest"]) for edge in answer["edges"] if edge["certainty"] == "DECLARED"
        ]
        self.carriers = Counter(
            kind
            for kind, _ in {(each["entity"]["kind"], each["entity"]["key"]) for each in answer["carriers"]}
        )
        stock = (each for each in self.holdings if each["kind"] == "STOCK" and each["at"])
        self.at = [each["at"]["name"] for each in stock if each["itemKind"] == "UNIT"]
        self.statuses = Counter(holding["status"] for holding in self.holdings)

    def left(self, lot: str) -> Counter[str]:
        """What is left of a lot where it has not ended, by status."""
        found: Counter[str] = Counter()
        for holding in self.holdings:
            if holding["item"].endswith(f"/{lot}") and holding["status"] != "ENDED":
                found[holding["status"]] += int(holding["balance"]["value"])
        return found

    def of(self, scheme: str) -> Counter[str]:
        """Statuses of the units of one scheme."""
        return Counter(each["status"] for each in self.holdings if f":{scheme}:" in each["item"])


def test_trace_as_of_an_earlier_time_reaches_less(served: Serving) -> None:
    whole = suyuan(served.folder, "trace", LOT, "--direction", "forward", "--json").json
    early = suyuan(
        served.folder,
        "trace",
        LOT,
        "--direction",
        "forward",
        "--as-of",
        "2025-05-13T06:00:00+08:00",
        "--json",
    ).json
    assert len(early["nodes"]) < len(whole["nodes"])
    assert early["asOf"] == "2025-05-12T22:00:00Z"


def test_trace_known_before_the_load_knows_nothing(served: Serving) -> None:
    ran = suyuan(served.folder, "trace", LOT, "--known-at", "2025-05-20T00:00:00+08:00", "--json")
    assert ran.code == 4, ran.err
    assert ran.json["error"]["code"] == "NOTHING_KNOWN_THEN"


def test_trace_that_is_cut_says_so(served: Serving) -> None:
    ran = suyuan(served.folder, "trace", LOT, "--direction", "forward", "--max-nodes", "3")
    assert ran.code == 0, ran.err
    assert "NOT ALL" in ran.out
    assert suyuan(served.folder, "trace", LOT, "--max-nodes", "3", "--json").json["truncated"] is True


def test_a_limit_is_called_by_the_name_of_its_option(served: Serving) -> None:
    ran = suyuan(served.folder, "trace", LOT, "--max-nodes", "300000", "--json")
    assert (ran.code, ran.json["error"]["code"]) == (1, "BAD_ARGUMENT")
    assert ran.json["error"]["message"].startswith("--max-nodes: ")


def test_a_long_answer_is_drawn_as_far_as_asked_for(served: Serving) -> None:
    ran = suyuan(served.folder, "trace", LOT, "--direction", "forward", "--lines", "5")
    assert ran.code == 0, ran.err
    assert re.search(r"5 of \d+ lines: --lines draws more", ran.out)
    assert "NOT ALL" not in ran.out, "the answer is whole, only its picture is not"


def test_a_gap_says_of_what_and_where(served: Serving) -> None:
    dose = "83942171000025030030"
    (gap,) = suyuan(served.folder, "trace", dose, "--json").json["gaps"]
    assert dose in gap["message"]
    assert "星桥镇卫生院预防接种门诊" in gap["message"]
    assert gap["message"] in suyuan(served.folder, "trace", dose).out


def test_nothing_is_coloured_where_nobody_looks_on(served: Serving) -> None:
    for words in (("trace", LOT), ("trace", "nothing-bears-this"), ("load", "--no-such-option"), ("--help",)):
        ran = suyuan(served.folder, *words)
        assert "\x1b" not in ran.out + ran.err


def test_unknown_malformed_and_ambiguous_codes_are_three_answers(served: Serving) -> None:
    unknown = suyuan(served.folder, "trace", "urn:epc:class:lgtin:69387010.02001.NONE", "--json")
    assert (unknown.code, unknown.json["error"]["code"]) == (4, "CODE_NOT_FOUND")
    malformed = suyuan(served.folder, "trace", "   ", "--json")
    assert (malformed.code, malformed.json["error"]["code"]) == (6, "BAD_CODE")
    told = suyuan(served.folder, "trace", "urn:epc:class:lgtin:69387010.02001.NONE")
    assert told.code == 4
    assert told.out == ""
    assert "NONE" in told.err


def test_a_command_that_joined_leaves_the_engine_running(served: Serving) -> None:
    before = (served.folder / "engine" / "engine.json").read_text()
    assert suyuan(served.folder, "trace", LOT, "--json").code == 0
    assert (served.folder / "engine" / "engine.json").read_text() == before
    with Client() as client:
        assert client.get(served.endpoint.replace("/graphql", "/readyz")).status_code == 200


def test_a_busy_port_is_said_before_anything_is_started(served: Serving, tmp_path: Path) -> None:
    ran = suyuan(tmp_path / "other", "serve", "--port", str(served.port))
    assert ran.code == 1
    assert f"port {served.port}" in ran.err
    assert "--port" in ran.err
    assert "make run PORT=" in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "other").exists()


def test_a_wrong_password_is_said_and_not_shown(served: Serving) -> None:
    where = json.loads((served.folder / "engine" / "engine.json").read_text())
    ran = suyuan(
        served.folder,
        "trace",
        LOT,
        SUYUAN_NEO4J_URI=f"bolt://127.0.0.1:{where['bolt_port']}",
        SUYUAN_NEO4J_USER="root",
        SUYUAN_NEO4J_PASSWORD="not-the-password",
        SUYUAN_NEO4J_DATABASE="suyuan",
    )
    assert ran.code == 1
    assert "SUYUAN_NEO4J_PASSWORD" in ran.err
    assert "not-the-password" not in ran.err + ran.out
    assert "Traceback" not in ran.err


def test_serve_stops_cleanly_and_comes_back_with_nothing_loaded_twice(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    sample = str(SAMPLES / "milk.jsonld")
    with serving(folder, "--load", sample) as first:
        assert re.search(r"158 new events", first.said)
    assert first.process.returncode == 0
    assert not (folder / "engine" / "engine.json").exists(), "the engine was stopped with it"
    with serving(folder, "--load", sample) as second:
        assert " 0 new events" in second.said
        second.process.send_signal(signal.SIGINT)
        second.process.wait(60)
    assert second.process.returncode == 0
    owned = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True, check=False)
    assert owned.stdout == "", "no server outlives its owner"
