"""The page one comes to."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g

from app.events import happened
from app.web.access import me, owns
from app.web.render import go, render

home = Blueprint("home", __name__)


@home.get("/")
def index() -> Response:
    blocks = [(template, facts()) for template, facts in current_app.extensions.get("home_blocks", [])]
    return render("home/index.html", blocks=blocks)


@home.post("/first-steps/putting-away")
@owns
def put_away() -> Response:
    """The owner has seen enough of the first steps."""
    happened(g.tenant, "onboarded", by=me().id)
    return go("home.index")
