"""One request, one transaction: who asks, through which door, and whether it counts."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, Response, current_app, flash, g, make_response, redirect, request, url_for
from flask_login import LoginManager, UserMixin
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import NotFound

from app.people import recognition
from tenants.context import Door, enter, leave

manager = LoginManager()
#: Endpoints that nobody needs to be signed in for. Everything else asks; a new route is closed until named here.
PUBLIC: set[str] = {"static"}


class Visitor(UserMixin):
    """The signed-in human, as flask-login sees him. Its id is the sign-in, which can be ended, not the user."""

    def __init__(self, identity: recognition.Identity) -> None:
        self.identity = identity
        self.id = identity.credential
        self.name = identity.name
        self.email = identity.email


#: Endpoints that answer without asking who asks; health must not lean on the database.
_NOBODYS = frozenset({"static", "front.asset", "front.healthz", "front.readyz"})


def public(endpoint: str) -> None:
    """Open `endpoint` to visitors who are not signed in."""
    PUBLIC.add(endpoint)


def install(app: Flask) -> None:
    """Recognise, enter, and at the end commit or roll back."""
    manager.init_app(app)
    manager.session_protection = None  # the sign-in itself is kept on our side and can be ended there
    manager.user_loader(_load)
    app.before_request(_enter)
    app.after_request(_conclude)
    app.teardown_request(_leave)


def _load(credential: str) -> Visitor | None:
    identity = recognition.recognise(credential, g.get("slug"))
    if identity is None:
        return None
    g.identity = identity
    return Visitor(identity)


def _enter() -> Any:
    if request.endpoint is None or request.endpoint in _NOBODYS:
        return None  # nothing there, or nothing that asks who is asking
    from flask_login import current_user

    signed_in = bool(current_user.is_authenticated)
    if not signed_in and request.endpoint not in PUBLIC:
        return _ask_to_sign_in()
    if g.slug is None:
        return None
    place = g.identity.place if signed_in else None
    if place is None:
        raise NotFound  # not a member here: the company does not exist for this person
    g.tenant, g.member = place.tenant, place.member
    g.door = enter(
        place.tenant.id,
        place.member.id,
        standing=place.tenant.standing,
        reads=request.method == "GET",
        ip=request.remote_addr or "",
        agent=(request.user_agent.string or "")[:200],
        request_id=g.request_id,
    )
    g.door.cache["zone"] = place.tenant.zone
    g.door.cache["week"] = place.tenant.country or "", place.tenant.workdays
    return None


def _ask_to_sign_in() -> Response:
    address = url_for("people.sign_in", next=request.full_path.rstrip("?") if request.method == "GET" else None)
    if request.is_partial:  # type: ignore[attr-defined]
        return make_response("", 401, {"HX-Redirect": address})
    if request.method != "GET" and g.slug is not None:
        raise NotFound
    return redirect(address, 303)  # type: ignore[return-value]


def _conclude(response: Response) -> Response:
    door = g.get("door")
    if door is not None:
        if response.status_code < 400:
            from app.web import once_form

            once_form.remember(response)
            return _commit(door, response)
        else:
            door.session.rollback()
    return response


def _commit(door: Door, response: Response) -> Response:
    """Make it count. What the database forbids only now becomes a page too: Flask's own handlers are behind us."""
    try:
        door.session.commit()
    except (DBAPIError, StaleDataError) as error:
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _leave(error: BaseException | None) -> None:
    door = g.pop("door", None)
    if door is not None:
        leave(door)


def toast(response: Response, text: str, kind: str = "good") -> Response:
    """Have the browser say `text` once, beside whatever else `response` changes; or on the page it leads to."""
    if "Location" in response.headers or "HX-Redirect" in response.headers:
        flash(str(text), kind)
    else:
        response.headers["HX-Trigger"] = json.dumps({"toast": {"text": str(text), "level": kind}})
    return response
