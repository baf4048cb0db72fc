"""One place to find anything: deals, customers, people, commands."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Put up the search."""
    from app.search import views

    app.register_blueprint(views.search, url_prefix="/<tenant_slug>/search")
