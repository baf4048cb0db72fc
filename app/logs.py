"""What the processes write down: one JSON object a line, naming the company and the request, never a customer's data.

An exception is told by its classes and the places it passed; its message may quote a row, so it stays out.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

from tenants.context import door, inside


def configure() -> None:
    """Set the form of every log line of this process."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _name_the_company,
            _tell_the_exception,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        cache_logger_on_first_use=False,
    )


def _name_the_company(logger: Any, method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    if inside():
        line.setdefault("tenant", str(door().tenant_id))
    return line


def _tell_the_exception(logger: Any, method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    error = line.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        line["error"] = _classes(error)
        line["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in _places(error)]
    return line


def _classes(error: BaseException) -> list[str]:
    """The class of `error` and of what caused it."""
    found: list[str] = []
    while error is not None and len(found) < 5:
        found.append(f"{type(error).__module__}.{type(error).__name__}")
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return found


def _places(error: BaseException) -> list[traceback.FrameSummary]:
    return list(traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), lookup_lines=False))[-12:]
