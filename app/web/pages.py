"""The pages of nobody in particular: the public front, health, the bundles, the living kit."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, g, make_response, redirect, request, url_for
from sqlalchemy import text

from app.people.profile import acts
from app.web import bundles, kit
from app.web.language import LANGUAGES
from app.web.render import render
from app.web.security import local_path
from app.web.unit_of_work import public
from tenants import db

front = Blueprint("front", __name__)
YEAR = 365 * 24 * 3600


def install(app: Flask) -> None:
    """Open the public pages; the kit only in development."""
    app.register_blueprint(front)
    for name in ("index", "healthz", "readyz", "asset", "language"):
        public(f"front.{name}")
    if not app.config["SETTINGS"].is_production:
        app.add_url_rule("/kit", "front.kit", lambda: render("kit/index.html", **kit.samples()))
        public("front.kit")


@front.get("/")
def index() -> Response:
    """The public front; whoever is signed in goes on to his work."""
    if g.get("identity"):
        return redirect(url_for("people.switch"), 303)  # type: ignore[return-value]
    return render("front/landing.html")


@front.get("/healthz")
def healthz() -> Response:
    """This process answers."""
    return make_response("ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"})


@front.get("/readyz")
def readyz() -> Response:
    """This process can do its work: the database answers."""
    with db.engine("app").connect() as connection:
        connection.execute(text("SELECT 1"))
    return make_response("ready\n", 200, {"Content-Type": "text/plain; charset=utf-8"})


@front.get("/assets/<name>")
def asset(name: str) -> Response:
    """A bundle, named after its content, to be kept for ever."""
    found = bundles.asset(name)
    if found is None:
        abort(404)
    zipped = "gzip" in request.accept_encodings
    response = make_response(found.gzipped if zipped else found.body)
    response.headers["Content-Type"] = f"{found.mimetype}; charset=utf-8"
    response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    return response


@front.post("/language")
def language() -> Response:
    """Speak the other language at once, before sign-in too; a signed-in person's choice is kept with him."""
    wish = request.form.get("language", "")
    response = redirect(local_path(request.form.get("next")) or url_for("front.index"), 303)
    if wish in LANGUAGES:
        response.set_cookie("lang", wish, max_age=YEAR, samesite="Lax", secure=request.is_secure)
        if g.get("identity"):
            acts.speak(g.identity.user_id, wish)
    return response  # type: ignore[return-value]
