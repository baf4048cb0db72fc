"""One place to find anything: deals, customers, people, orders, and what one can do next."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Put up the search."""
    from app.search import colleagues, views

    app.register_blueprint(views.search, url_prefix="/<tenant_slug>/search")
    colleagues.install()
