"""Logs of every library as one stream of structured lines on standard error."""

import logging
import sys

import structlog

_STAMPS: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def set_up_logs() -> None:
    """What needs attention, as JSON lines, or for a person at a terminal as something easier to read."""
    if sys.stderr.isatty():
        shape: list[structlog.typing.Processor] = [
            structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        ]
    else:
        shape = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    strip = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_STAMPS, processors=[strip, *shape])
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # a command tells in its own words how it ended
    structlog.configure(
        processors=[*_STAMPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def log_requests() -> None:
    """Every request too, and what the driver meets: what a service tells of itself."""
    logging.getLogger("neo4j").setLevel(logging.WARNING)
    for name in ("graph_api", "suyuan"):
        logging.getLogger(name).setLevel(logging.INFO)
