"""Limits of the query service: settings with prefix SUYUAN_, and what each is for."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class ApiSettings(BaseSettings):
    """Settings of the query service; each is an environment variable SUYUAN_ + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="SUYUAN_", frozen=True)

    request_timeout: float = Field(
        default=20.0, gt=0, description="Seconds a request may take; what is left of it bounds every query."
    )
    max_seeds: int = Field(default=100, ge=1, description="Most seeds a trace or impact question may name.")
    max_seed_holdings: int = Field(
        default=10_000, ge=1, description="Most holdings that the seeds of one question may stand for."
    )
    max_depth: int = Field(default=200, ge=1, description="Largest maxDepth a caller may ask for.")
    max_nodes: int = Field(
        default=20_000, ge=1, description="Largest maxNodes a caller may ask for in one answer."
    )
    walk_nodes: int = Field(
        default=200_000, ge=1, description="Most trace points one walk may reach, all its pages together."
    )
    walk_edges: int = Field(default=250_000, ge=1, description="Most edges one walk may hold in memory.")
    edges_per_fetch: int = Field(
        default=20_000, ge=2, description="Most edges fetched at once; a wider hop takes several fetches."
    )
    transit_expected_days: float = Field(
        default=7.0,
        gt=0,
        description="Days that a consignment may be on its way. An answer that reaches one open for "
        "longer says OVERDUE_RECEIPT and is not complete.",
    )
    walks_at_once: int = Field(
        default=8, ge=1, description="Most traces and impacts worked out at once; more wait in line."
    )
    page_size: int = Field(
        default=50, ge=1, description="Length of a page of a connection where the caller names none."
    )
    max_page_size: int = Field(default=100, ge=1, description="Longest page of a connection.")
    cache_answers: int = Field(default=512, ge=0, description="Most answers kept in memory; 0 keeps none.")
    cache_nodes: int = Field(
        default=200_000, ge=0, description="Most nodes and edges in all answers kept in memory together."
    )
    cache_seconds: float = Field(
        default=30.0,
        gt=0,
        description="Longest time in seconds that an answer as of now is kept; one as of a stated time is "
        "kept until something is loaded.",
    )
    max_body_bytes: int = Field(
        default=256 * 1024, ge=1024, description="Largest request body in bytes; more is answered with 413."
    )
    max_query_tokens: int = Field(
        default=1000, ge=50, description="Most lexical tokens of a GraphQL document."
    )
    max_query_depth: int = Field(default=15, ge=2, description="Deepest nesting of a GraphQL document.")
    max_query_aliases: int = Field(default=30, ge=1, description="Most aliases in a GraphQL document.")
    max_query_cost: int = Field(
        default=100_000, ge=1, description="Highest cost of a GraphQL document, counted before it runs."
    )
    max_query_root_fields: int = Field(
        default=10, ge=1, description="Most root fields of a GraphQL document."
    )
    max_query_directives: int = Field(default=50, ge=1, description="Most directives in a GraphQL document.")
    max_query_repeats: int = Field(
        default=4, ge=1, description="Most repeats of one response key in one selection, fragments merged."
    )
    max_query_fields: int = Field(
        default=200, ge=1, description="Most fields in one selection, fragments merged."
    )
    introspection: bool = Field(
        default=True, description="Whether the schema may be asked for its own types."
    )
    field_suggestions: bool = Field(
        default=False, description="Whether an error may suggest names close to an unknown one."
    )
