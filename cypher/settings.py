"""Where the graph is and how long it may take: settings with prefix SUYUAN_, and what each is for."""

import os
import sys
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def default_data_dir() -> Path:
    """The user's data folder for Suyuan, as the platform has it."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Suyuan"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "suyuan"


def _has_port(parts: SplitResult) -> bool:
    """Whether the port is left out or a number; the error of `urlsplit` would repeat what stands there."""
    try:
        return parts.port != 0
    except ValueError:
        return False


class GraphSettings(BaseSettings):
    """Settings of the graph; each is an environment variable SUYUAN_ + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="SUYUAN_", frozen=True, hide_input_in_errors=True)

    neo4j_uri: str | None = Field(
        default=None,
        description="Bolt address of a Neo4j server, such as neo4j://graph.example:7687. "
        "Unset: the embedded engine is started, or joined, in SUYUAN_DATA_DIR.",
    )
    neo4j_user: str = Field(default="neo4j", description="User of the Neo4j server.")
    neo4j_password: SecretStr = Field(default=SecretStr(""), description="Password of that user.")
    neo4j_database: str = Field(
        default="neo4j",
        description="Database of the Neo4j server. It must be empty or one that Suyuan made. "
        "The embedded engine always uses its own database `suyuan`.",
    )
    query_timeout: float = Field(
        default=30.0, gt=0, description="Seconds a query may take where the caller sets no limit of its own."
    )
    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Folder of the embedded engine: its data, its log, and the files (mode 0600) that say "
        "where it runs. Default: the user's data folder.",
    )
    engine_heap_mb: int = Field(
        default=1024, ge=256, description="Largest heap of the embedded engine, in MiB."
    )
    engine_command_timeout: float = Field(
        default=60.0, gt=0, description="Seconds after which the embedded engine ends any single query."
    )

    @field_validator("neo4j_uri")
    @classmethod
    def _is_bolt(cls, value: str | None) -> str | None:
        """An empty address counts as unset, so that a compose file may pass it through."""
        if not value:
            return None
        parts = urlsplit(value)
        if parts.scheme not in _SCHEMES or not parts.hostname or "@" in parts.netloc or not _has_port(parts):
            raise ValueError(
                f"must be scheme://host:port without password, scheme one of {', '.join(_SCHEMES)}"
            )
        return value

    @field_validator("data_dir")
    @classmethod
    def _is_absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()


class EngineSettings(GraphSettings):
    """Settings that lead to an embedded engine: nobody but Suyuan ever wrote to its database."""
