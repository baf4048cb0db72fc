"""When something goes wrong: a sentence, what to do, and the number under which we find it in the log."""

from __future__ import annotations

import json
from typing import Any

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, TimeoutError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.web.violations import constraint, sqlstate, violation
from tenants.context import leave

log = structlog.get_logger()
PAGES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)


def install(app: Flask) -> None:
    """One handler for each way of failing."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(TimeoutError, _unreachable)
    app.register_error_handler(Exception, _unexpected)


def page(status: int, sentence: Any = None) -> Response:
    """The error page `status`, or only its words when a part of a page was asked for; `sentence` says it better."""
    _leave_the_company()
    name = f"errors/{status if status in PAGES else 500 if status >= 500 else 400}.html"
    response = make_response(render_template(name, status=status, sentence=sentence), status)
    if request.is_partial:  # type: ignore[attr-defined]
        # The part that asked stays as it is; the words come as a toast.
        failed: dict[str, Any] = {"failed": {"status": status, "request": g.get("request_id", "")}}
        said = {"toast": {"text": str(sentence), "level": "bad"}} if sentence else failed
        response.headers["HX-Reswap"] = "none"
        response.headers["HX-Trigger"] = json.dumps(said)
    return response


def _leave_the_company() -> None:
    """What was begun is undone, and nobody asks a database that has just failed how many notices are unread."""
    door = g.pop("door", None)
    if door is not None:
        leave(door)


def _http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    status = error.code or 500
    response = page(status)
    if status == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return response


def _stale(error: StaleDataError) -> Response:
    return page(409)


def _database(error: DBAPIError) -> Response:
    forbidden = violation(error)
    if forbidden is not None:
        log.warning("database refused", request=g.get("request_id"), state=sqlstate(error), rule=constraint(error))
        return page(forbidden.status, forbidden.sentence)
    return _unreachable(error) if isinstance(error, OperationalError) else _unexpected(error)


def _unreachable(error: SQLAlchemyError) -> Response:
    """The database is away, or every connection to it is taken."""
    log.error("database unreachable", request=g.get("request_id"), error=type(getattr(error, "orig", error)).__name__)
    return page(503)


def _unexpected(error: Exception) -> Response:
    # The message may quote a customer's data; the class and the place are enough to find the fault.
    log.error("unexpected", request=g.get("request_id"), path=request.path, exc_info=error)
    return page(500)
