"""When something goes wrong: a sentence, what to do, and the number under which we find it in the log."""

from __future__ import annotations

import structlog
from flask import Flask, Response, g, make_response, render_template, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

log = structlog.get_logger()
PAGES = (400, 403, 404, 405, 409, 413, 429, 500, 503)


def install(app: Flask) -> None:
    """One handler for each way of failing."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _stale)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(Exception, _unexpected)


def page(status: int) -> Response:
    """The error page `status`, or only its words when a part of a page was asked for."""
    name = f"errors/{status if status in PAGES else 500 if status >= 500 else 400}.html"
    response = make_response(render_template(name, status=status), status)
    if request.is_partial:  # type: ignore[attr-defined]
        # The part that asked stays as it is; the words come as a toast.
        response.headers["HX-Reswap"] = "none"
        response.headers["HX-Trigger"] = f'{{"failed": {{"status": {status}, "request": "{g.get("request_id", "")}"}}}}'
    return response


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


def _unreachable(error: OperationalError) -> Response:
    log.error("database unreachable", request=g.get("request_id"), error=type(error.orig).__name__)
    return page(503)


def _unexpected(error: Exception) -> Response:
    # The message may quote a customer's data; the class and the place are enough to find the fault.
    log.error("unexpected", request=g.get("request_id"), path=request.path, exc_info=error)
    return page(500)
