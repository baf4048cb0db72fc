"""The web side of "a form sent twice counts once": every form carries a hidden key, `_once`."""

from __future__ import annotations

from uuid import UUID

from flask import Flask, Response, g, make_response, request
from markupsafe import Markup

from app.clock import now
from app.web import once
from app.web.render import lead_to
from tenants.owned import new_id

FIELD = "_once"


def install(app: Flask) -> None:
    """Claim the key before the view runs; the twin waits and is led where the first was led."""
    app.jinja_env.globals["once"] = _hidden_field

    @app.before_request
    def claim() -> Response | None:
        key = _key()
        if key is None or g.get("door") is None:
            return None
        g.submission = once.claim(key, now())
        if g.submission is not None:
            return None
        first = once.earlier(key)
        if first is None or first.location is None:
            return make_response("", 204)
        return lead_to(first.location)


def remember(response: Response) -> None:
    """Keep where this form's sender is led, for a twin that comes later."""
    submission = g.get("submission")
    if submission is not None:
        submission.location = response.headers.get("HX-Redirect") or response.headers.get("Location")


def _key() -> UUID | None:
    if request.method in ("GET", "HEAD") or FIELD not in request.form:
        return None
    try:
        return UUID(request.form[FIELD])
    except ValueError:
        return None


def _hidden_field() -> Markup:
    return Markup('<input type="hidden" name="_once" value="{}">').format(new_id())
