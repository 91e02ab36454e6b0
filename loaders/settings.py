"""Settings of the intake: the zone of times without offset, and what one file may cost in memory."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

MEBIBYTE = 1024 * 1024


class IntakeSettings(BaseSettings):
    """Read from the environment, prefix `SUYUAN_INTAKE_`; a load may override each by its options."""

    model_config = SettingsConfigDict(env_prefix="SUYUAN_INTAKE_", extra="ignore", frozen=True)

    zone: str | None = Field(
        default=None, description="IANA zone of times that state no offset, such as Asia/Shanghai"
    )
    clock_tolerance_seconds: int = Field(
        default=0, ge=0, le=86_400, description="how far the clocks of the source may be off, either way"
    )
    record_limit_bytes: int = Field(
        default=16 * MEBIBYTE, ge=1024, description="the largest single event or master-data element taken"
    )
    depth_limit: int = Field(default=64, ge=8, le=200, description="the deepest nesting of a record taken")

    batch_size: int = Field(
        default=500, ge=1, le=5_000, description="records that are committed together, in one transaction"
    )

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, name: str | None) -> str | None:
        if name:
            try:
                ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError) as error:
                raise ValueError(f"no time zone is called {name!r}") from error
        return name or None
