"""Good, odd and broken files on the command line: exit codes, places, and what is taken all the same."""

import asyncio
import json
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cypher.connection import connect
from cypher.engine.embedded import open_engine
from samples.codes import uscc
from tests.support.command import COMMAND, SAMPLES, Serving, environment, serving, suyuan
from tests.support.engines import ask

_COUNTER = "MATCH (c:Counter) RETURN sum(c.last) AS last"
USCC = uscc("110115", "69387090")
UNREACHABLE = {"SUYUAN_NEO4J_URI": "bolt://127.0.0.1:1"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """An empty service whose engine the commands join."""
    with serving(tmp_path_factory.mktemp("files") / "data") as running:
        yield running


def event(**changes: Any) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "eventTime": "2025-05-13T08:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": "ADD",
        "bizStep": "commissioning",
        "epcList": ["urn:epc:id:sgtin:69387010.02001.1"],
        "readPoint": {"id": "urn:epc:id:sgln:69387010.1001.0"},
    } | changes


def file_of(folder: Path, *events: dict[str, Any]) -> str:
    path = folder / "events.jsonld"
    document = {"type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": {"eventList": list(events)}}
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


@pytest.fixture(params=["load", "check"])
def command(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_good_file_is_taken(served: Serving, tmp_path: Path, command: str) -> None:
    ran = suyuan(served.folder, command, file_of(tmp_path, event()), "--json")
    assert ran.code == 0, ran.err
    assert ran.json["quarantined"] == {}


def test_a_bad_record_goes_to_quarantine_and_the_rest_is_taken(
    served: Serving, tmp_path: Path, command: str
) -> None:
    name = command  # so that the two commands do not meet each other's event
    good = event(epcList=[f"urn:epc:id:sgtin:69387010.02001.{name}"])
    path = file_of(tmp_path, good, event(eventTime="2025-05-13T08:00:00", readPoint={"id": f"urn:x:{name}"}))
    ran = suyuan(served.folder, command, path, "--json")
    assert ran.code == 2
    assert ran.json["events"] == 1
    assert ran.json["quarantined"] == {"TIME_WITHOUT_OFFSET": 1}
    assert ran.json["quarantineDetails"][0]["position"] == "eventList[1]"


def test_a_stated_zone_takes_times_without_offset(served: Serving, tmp_path: Path, command: str) -> None:
    path = file_of(tmp_path, event(eventTime="2025-05-13T09:00:00"))
    ran = suyuan(served.folder, command, path, "--zone", "Asia/Shanghai", "--json")
    assert ran.code == 0, ran.out


def test_a_malformed_file_is_refused_with_its_line(served: Serving, tmp_path: Path, command: str) -> None:
    path = tmp_path / "broken.jsonld"
    path.write_text('{"type": "EPCISDocument",\n "epcisBody": {"eventList": [{]}}', encoding="utf-8")
    ran = suyuan(served.folder, command, str(path), "--json")
    assert ran.code == 3
    assert ran.json["refused"][0]["source"] == "broken.jsonld"
    assert ran.json["refused"][0]["line"] == 2
    told = suyuan(served.folder, command, str(path))
    assert told.code == 3
    assert "broken.jsonld" in told.err
    assert "line 2" in told.err
    assert "Traceback" not in told.err


def test_one_refused_file_does_not_stop_the_others(served: Serving, tmp_path: Path, command: str) -> None:
    broken = tmp_path / "broken.jsonld"
    broken.write_text("[", encoding="utf-8")
    good = file_of(tmp_path, event(epcList=[f"urn:epc:id:sgtin:69387010.02001.z{command}"]))
    ran = suyuan(served.folder, command, str(broken), good, "--json")
    assert ran.code == 3
    assert ran.json["events"] == 1


@pytest.mark.parametrize("name", ["missing.jsonld", "empty"])
def test_a_file_that_cannot_be_had_is_named(served: Serving, tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / "empty").mkdir()
    ran = suyuan(served.folder, command, str(tmp_path / name))
    assert ran.code in (1, 3)
    assert name in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_means_its_documents(tmp_path: Path) -> None:
    ran = suyuan(tmp_path / "data", "check", str(SAMPLES), "--json")
    assert ran.code == 0, ran.err
    assert ran.json["files"] == 3
    assert ran.json["events"] >= 300


def test_check_needs_no_graph_and_writes_nothing(tmp_path: Path) -> None:
    ran = suyuan(tmp_path / "data", "check", str(SAMPLES / "milk.jsonld"), "--json", **UNREACHABLE)
    assert ran.code == 0, ran.err
    assert ran.json["events"] == 158
    assert not (tmp_path / "data").exists()


def test_check_says_what_load_does(served: Serving, tmp_path: Path) -> None:
    path = file_of(tmp_path, event(epcList=["urn:epc:id:sgtin:69387010.02001.same"]), event(action="MAYBE"))
    checked = suyuan(served.folder, "check", path, "--json").json
    loaded = suyuan(served.folder, "load", path, "--json").json
    for name in ("events", "masterData", "warnings", "quarantined", "refused"):
        assert checked[name] == loaded[name], name


def test_a_code_of_several_things_is_answered_with_the_choice(served: Serving, tmp_path: Path) -> None:
    code = "urn:epcglobal:cbv:mda#name", "urn:suyuan:mda:uscc"
    parties = [
        {
            "id": f"urn:epc:id:pgln:6938709{number}.0000",
            "attributes": [
                {"id": code[0], "attribute": f"第{number}分公司"},
                {"id": code[1], "attribute": USCC},
            ],
        }
        for number in (1, 2)
    ]
    header = {
        "vocabularyList": [{"type": "urn:epcglobal:epcis:vtype:Party", "vocabularyElementList": parties}]
    }
    document = {
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "epcisHeader": {"epcisMasterData": header},
        "epcisBody": {"eventList": []},
    }
    path = tmp_path / "parties.jsonld"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert suyuan(served.folder, "load", str(path)).code == 0
    ran = suyuan(served.folder, "trace", USCC, "--json")
    assert (ran.code, ran.json["error"]["code"]) == (5, "AMBIGUOUS_CODE")
    assert {choice["name"] for choice in ran.json["error"]["choices"]} == {"第1分公司", "第2分公司"}
    told = suyuan(served.folder, "trace", USCC)
    assert told.code == 5
    assert "第1分公司" in told.err
    one = suyuan(served.folder, "trace", "urn:epc:id:pgln:69387091.0000", "--json")
    assert (one.code, one.json["error"]["code"]) == (4, "NOTHING_KNOWN_THEN"), "one is meant, without goods"


async def test_an_interrupted_load_is_resumed_by_running_it_again(tmp_path: Path) -> None:
    units = [f"urn:epc:id:sgtin:69387010.02001.{number}" for number in range(6000)]
    path = file_of(tmp_path, *(event(epcList=[unit]) for unit in units))
    folder = tmp_path / "data"
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        "load",
        path,
        "--json",
        env=environment(folder, {"SUYUAN_INTAKE_BATCH_SIZE": "20"}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    await first_commit(folder)
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()
    assert process.returncode == 130, err
    assert re.search(rb"stopped after \d+ records of events.jsonld, which stay: run it again", err)
    assert b"Traceback" not in err
    assert out == b""
    again = suyuan(folder, "load", path, "--json")
    assert again.code == 0, again.err
    assert re.search(r"events.jsonld: \d+ records were there already; taking the rest", again.err)
    assert again.json["known"] >= 20
    assert again.json["known"] + again.json["events"] == 6000
    assert suyuan(folder, "load", path, "--json").json["events"] == 0


async def first_commit(folder: Path) -> None:
    """Returns once the load that runs in this folder has committed something."""
    async with asyncio.timeout(120):
        while not (folder / "engine" / "engine.json").exists():  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.05)
        async with await open_engine(folder) as engine:
            assert not engine.owned
            graph = await connect(engine.settings)
            while not (await ask(graph, _COUNTER))[0]["last"]:  # noqa: ASYNC110 - another process counts
                await asyncio.sleep(0.05)
            await graph.close()
