"""What the product tells its people: in the bell, and by e-mail, once per key."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Put up the bell."""
    from app.notices import views

    app.register_blueprint(views.notices, url_prefix="/<tenant_slug>/notices")
    app.extensions["unread"] = views.unread_count
