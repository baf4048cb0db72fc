"""What the product does while nobody waits: letters, reports, imports. The owner sees what runs, waits and failed."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Put up the owner's page."""
    from app.jobs import views

    app.register_blueprint(views.jobs, url_prefix="/<tenant_slug>/settings/jobs")
