"""The page one comes to."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, g

from app.events import happened
from app.web import blocks
from app.web.access import me, owns
from app.web.render import go, render

home = Blueprint("home", __name__)


@home.get("/")
def index() -> Response:
    shown = [(template, facts()) for template, facts in blocks.of(current_app)]
    return render("home/index.html", blocks=shown)


@home.post("/first-steps/putting-away")
@owns
def put_away() -> Response:
    """The owner has seen enough of the first steps."""
    happened(g.tenant, "onboarded", by=me().id)
    return go("home.index")
