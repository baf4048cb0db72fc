"""People: how a company signs up, who works in it, in which teams, and how each of them signs in and out."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Put up the doors and the members' pages."""
    from app.people import views

    app.register_blueprint(views.people)
