"""Fetches Neo4j's libraries by Maven into a cache: `python -m tests.support.neo4j.fetch [VERSION]`."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DEFAULT_VERSION = "5.26.30"
_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
_POM = Path(__file__).with_name("pom.xml")


class Missing(Exception):
    """Something the machine lacks; the message says what to install."""


def version() -> str:
    """NEO4J_VERSION, or the long-term release."""
    return os.environ.get("NEO4J_VERSION") or DEFAULT_VERSION


def java() -> str:
    """The Java that JAVA_HOME names, else the first on the path."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if not found:
        raise Missing("Java is missing: install a JDK 17 or 21 (21 or 25 for Neo4j 2026), or set JAVA_HOME")
    return found


def libraries(release: str) -> Path:
    """The folder of the server's jars, fetched at the first call (about 120 MB)."""
    cache = Path(os.environ.get("SUYUAN_CACHE_DIR") or Path.home() / ".cache" / "suyuan")
    folder = cache / "neo4j" / release
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
            _copy_dependencies(release, Path(draft) / "lib")
            if not folder.is_dir():
                (Path(draft) / "lib").rename(folder)
    return folder


def _copy_dependencies(release: str, folder: Path) -> None:
    maven = shutil.which("mvn")
    if not maven:
        raise Missing("Maven is missing: install Maven 3.8 or later (mvn), it fetches Neo4j's libraries")
    command = [maven, "-q", "-B", "-f", str(_POM), f"-Dneo4j.version={release}", _PLUGIN]
    command += [f"-DoutputDirectory={folder}", "-DincludeScope=runtime"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise Missing(f"Maven could not fetch Neo4j {release}: {run.stdout[-600:]}{run.stderr[-600:]}")


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{libraries(sys.argv[1] if len(sys.argv) > 1 else version())}\n")
    except Missing as missing:
        sys.exit(str(missing))
