"""Structured logs to standard error: what happened, never a mail's words, never a password."""

import logging
import sys
from typing import Any

import structlog


def logger() -> Any:
    """Return the log. The one importer of structlog; a command that chose nothing still writes to standard error."""
    return structlog.get_logger()


def configure(*, as_json: bool, quiet: bool = False) -> None:
    """Send events to standard error, as lines for people or as JSON; ``quiet`` only warnings and worse."""
    # structlog's own choice of traceback prints every local variable: passwords and letters among them.
    console = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer(ensure_ascii=False) if as_json else console
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.processors.format_exc_info if as_json else _keep,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        logger_factory=_to_stderr,
        cache_logger_on_first_use=False,
    )


def _to_stderr(*_arguments: object) -> structlog.PrintLogger:
    """Where standard error is now: it may be replaced after the daemon configured its log."""
    return structlog.PrintLogger(sys.stderr)


def _keep(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return event


if not structlog.is_configured():  # structlog's own default is standard output, which belongs to a command's answer
    configure(as_json=False)
