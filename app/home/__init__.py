"""The loop board: where the day begins. Each tool brings a block of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.web import menu

#: Blocks in the order of the loop: template name and what it needs, computed for the acting member.
Block = tuple[str, Callable[[], dict[str, Any]]]


def install(app: Flask) -> None:
    """Put up the board."""
    from app.home import onboarding, views

    app.register_blueprint(views.home, url_prefix="/<tenant_slug>")
    add_block(app, "home/_onboarding.html", onboarding.block)
    menu.add(app, "today", "home.index", "house", _l("Today"))


def add_block(app: Flask, template: str, facts: Callable[[], dict[str, Any]]) -> None:
    """Put block `template` on the board, with what `facts` computes for the acting member."""
    app.extensions.setdefault("home_blocks", []).append((template, facts))
