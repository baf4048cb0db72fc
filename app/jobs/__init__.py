"""What the product does while nobody waits: letters, reports, imports. The owner sees what runs, waits and failed."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.company.rooms import room
from app.web.unit_of_work import public


def install(app: Flask) -> None:
    """Put up the owner's page, and the figures for whoever runs the installation."""
    from app.jobs import metrics, views

    app.register_blueprint(views.jobs, url_prefix="/<tenant_slug>/settings/jobs")
    app.register_blueprint(metrics.metrics)
    room("jobs.index", _l("Background work"), "machinery", owners=True)
    public("metrics.show")
