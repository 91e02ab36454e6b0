"""The deployment files, as far as they can be held to account without a container engine.

Compose by the rules of its specification that matter here, the Dockerfile instruction by instruction, and
every start command of both run as a plain process.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from httpx2 import Client

from cypher.engine.embedded import open_engine
from tests.support import compose_schema, env_example
from tests.support.command import SAMPLES, serving, suyuan

ROOT = SAMPLES.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
INSTRUCTIONS = {"FROM", "ENV", "RUN", "WORKDIR", "COPY", "USER", "EXPOSE", "STOPSIGNAL", "ENTRYPOINT", "CMD"}


@pytest.fixture
def services() -> dict[str, dict[str, Any]]:
    loaded = yaml.safe_load(COMPOSE)
    found: dict[str, dict[str, Any]] = loaded["services"]
    return found


def instructions() -> list[tuple[str, str]]:
    """(instruction, its argument) of the Dockerfile, comments dropped and lines joined."""
    text = re.sub(
        r"\\\n", " ", "\n".join(line for line in DOCKERFILE.splitlines() if not line.startswith("#"))
    )
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in text.splitlines() if line.strip()]


def exec_form(argument: str) -> list[str]:
    """The words of an ENTRYPOINT or CMD: a JSON list, so that no shell stands between signal and process."""
    words = yaml.safe_load(argument)
    assert isinstance(words, list)
    return [str(word) for word in words]


def test_compose_holds_to_its_schema() -> None:
    validator = jsonschema_rs.validator_for(compose_schema.COMPOSE)
    assert [
        f"{error.instance_path}: {error.message}" for error in validator.iter_errors(yaml.safe_load(COMPOSE))
    ] == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("condition: service_healthy", "condition: healthy"),
        ("image: neo4j:5.26-community", "image: neo4j:latest"),
        ("interval: 10s", "interval: 10"),
        ("profiles: [load]", "profiles: load"),
        ("127.0.0.1:${SUYUAN_PORT:-8000}:8000", "${SUYUAN_PORT:-8000}:8000"),
        ("restart: unless-stopped", "restarts: unless-stopped"),
        ("read_only: true", 'read_only: "yes"'),
    ],
)
def test_the_schema_notices_what_compose_would_refuse_or_we_do(right: str, wrong: str) -> None:
    assert right in COMPOSE
    validator = jsonschema_rs.validator_for(compose_schema.COMPOSE)
    assert not validator.is_valid(yaml.safe_load(COMPOSE.replace(right, wrong)))


def test_compose_has_the_three_services_and_every_volume_they_name(
    services: Mapping[str, Mapping[str, Any]],
) -> None:
    assert set(services) == {"neo4j", "service", "loader"}
    named = {mount.partition(":")[0] for service in services.values() for mount in service.get("volumes", ())}
    assert {name for name in named if not name.startswith("$")} == set(yaml.safe_load(COMPOSE)["volumes"])


def test_neo4j_is_the_long_term_release_and_has_a_health_check(
    services: Mapping[str, Mapping[str, Any]],
) -> None:
    assert re.fullmatch(r"neo4j:5\.26(\.\d+)?-community", services["neo4j"]["image"])
    check = services["neo4j"]["healthcheck"]
    assert "cypher-shell" in check["test"][1]
    assert check["retries"] * int(check["interval"].rstrip("s")) >= 60, "a first start takes its time"


def test_what_needs_the_graph_waits_until_it_is_healthy(services: Mapping[str, Mapping[str, Any]]) -> None:
    for name in ("service", "loader"):
        assert services[name]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
        assert services[name]["environment"]["SUYUAN_NEO4J_URI"] == "bolt://neo4j:7687"


def test_the_loader_runs_only_when_asked_for(services: Mapping[str, Mapping[str, Any]]) -> None:
    assert services["loader"]["profiles"] == ["load"]
    assert services["loader"]["volumes"] == ["${SUYUAN_LOAD_DIR:-./samples}:/data:ro"]
    assert "restart" not in services["loader"]


def test_every_published_port_is_on_loopback(services: Mapping[str, Mapping[str, Any]]) -> None:
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert len(published) == 2
    for port in published:
        assert port.startswith("127.0.0.1:"), port


def test_no_secret_stands_in_the_file_and_none_has_a_default() -> None:
    for line in COMPOSE.splitlines():
        if re.search(r"(?i)password|auth", line) and not line.lstrip().startswith("#"):
            assert "${SUYUAN_NEO4J_PASSWORD:?" in line or "$$PROBE_PASSWORD" in line, line
    assert not re.search(r"SUYUAN_NEO4J_PASSWORD:-", COMPOSE)
    assert re.search(r"^SUYUAN_NEO4J_PASSWORD=$", env_example.render(), re.MULTILINE)


def test_ours_run_without_rights_they_do_not_need(services: Mapping[str, Mapping[str, Any]]) -> None:
    for name in ("service", "loader"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
        assert services[name]["security_opt"] == ["no-new-privileges:true"]


def test_every_variable_of_compose_is_explained() -> None:
    used = set(re.findall(r"\$\{(\w+)", COMPOSE))
    explained = set(re.findall(r"^(?:# )?(SUYUAN_\w+)=", env_example.render(), re.MULTILINE))
    assert used <= explained


def test_the_example_settings_are_all_settings_there_are() -> None:
    committed = env_example.PATH.read_text(encoding="utf-8")
    assert committed == env_example.render(), "run `python -m tests.support.env_example`"
    explained = re.findall(r"^(?:# )?(SUYUAN_\w+)=", committed, re.MULTILINE)
    assert len(explained) == len(set(explained))
    assert set(env_example.variables()) <= set(explained)


def test_the_image_is_built_from_locked_packages_only() -> None:
    steps = instructions()
    assert {name for name, _ in steps} <= INSTRUCTIONS
    installs = [argument for name, argument in steps if name == "RUN" and "pip install" in argument]
    assert all("--require-hashes -r" in line or "--no-deps" in line for line in installs)
    for path in re.findall(r"requirements/\w+\.txt", DOCKERFILE):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "index-url" not in text


def test_the_image_holds_every_package_and_what_is_ignored_is_not_needed() -> None:
    copied = [
        argument.split()[0]
        for name, argument in instructions()
        if name == "COPY" and "--from" not in argument
    ]
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packages = re.search(r'packages = \[("cypher".*?)\]', project)
    assert packages is not None
    assert set(re.findall(r'"(\w+)"', packages[1])) <= set(copied)
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for source in copied:
        assert (ROOT / source).exists(), source
        assert source.split("/")[0] in allowed, source


def test_the_image_runs_as_nobody_in_particular() -> None:
    names = [name for name, _ in instructions()]
    last_stage = instructions()[len(names) - names[::-1].index("FROM") :]
    assert [argument for name, argument in last_stage if name == "USER"] == ["suyuan"]
    assert exec_form(dict(last_stage)["ENTRYPOINT"]) == ["suyuan"]
    assert dict(last_stage)["STOPSIGNAL"] == "SIGTERM"


def start_commands() -> dict[str, list[str]]:
    """What each container runs after `suyuan`."""
    loaded = yaml.safe_load(COMPOSE)["services"]
    return {
        "image": exec_form(dict(instructions())["CMD"]),
        "service": [str(word) for word in loaded["service"]["command"]],
        "loader": [str(word) for word in loaded["loader"]["command"]],
    }


def probe(port: int) -> int:
    """Exit code of the service's health check, asked of the port that the test's service got."""
    check = yaml.safe_load(COMPOSE)["services"]["service"]["healthcheck"]["test"]
    assert check[:2] == ["CMD", "python"]
    words = [word.replace(":8000/", f":{port}/") for word in check[2:]]
    return subprocess.run([sys.executable, *words], capture_output=True, check=False).returncode


@pytest.mark.parametrize("name", ["image", "service"])
async def test_the_serving_commands_serve(tmp_path: Path, name: str) -> None:
    words = start_commands()[name]
    assert words[0] == "serve"
    listening = [word for word in words[1:] if word not in ("--port", "8000")]
    with serving(tmp_path / "data", *listening) as running, Client() as client:
        ready = client.get(f"http://127.0.0.1:{running.port}/readyz")
        healthy = probe(running.port)
    assert ready.status_code == 200
    assert healthy == 0
    assert probe(running.port) != 0, "it has been stopped"


async def test_the_loading_command_loads_into_a_server_named_by_the_environment(tmp_path: Path) -> None:
    words = [word.replace("/data", str(SAMPLES)) for word in start_commands()["loader"]]
    async with await open_engine(tmp_path / "server") as engine:
        server = engine.settings
        settings = {
            "SUYUAN_NEO4J_URI": str(server.neo4j_uri),
            "SUYUAN_NEO4J_USER": server.neo4j_user,
            "SUYUAN_NEO4J_PASSWORD": server.neo4j_password.get_secret_value(),
            "SUYUAN_NEO4J_DATABASE": server.neo4j_database,
        }
        ran = suyuan(tmp_path / "unused", *words, "--json", **settings)
        assert ran.code == 0, ran.err
        assert ran.json["files"] == 3
        assert ran.json["events"] >= 300
        assert not (tmp_path / "unused").exists(), "no engine of its own is started"
