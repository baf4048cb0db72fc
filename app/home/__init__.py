"""The loop board: where the day begins. Each tool brings a block of its own."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.web import blocks, menu


def install(app: Flask) -> None:
    """Put up the board."""
    from app.home import onboarding, views

    app.register_blueprint(views.home, url_prefix="/<tenant_slug>")
    blocks.add(app, "home/_onboarding.html", onboarding.block)
    menu.add(app, "today", "home.index", "house", _l("Today"), tab=True)
