"""The search page and the palette's results."""

from __future__ import annotations

from flask import Blueprint, Response

from app.web.render import render

search = Blueprint("search", __name__)


@search.get("/")
def index() -> Response:
    return render("search/index.html")
