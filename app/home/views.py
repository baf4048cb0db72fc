"""The page one comes to."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from app.web.render import render

home = Blueprint("home", __name__)


@home.get("/")
def index() -> Response:
    blocks = [(template, facts()) for template, facts in current_app.extensions.get("home_blocks", [])]
    return render("home/index.html", blocks=blocks)
