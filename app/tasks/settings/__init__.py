"""The company's own rules for tasks, in the settings: its grades and where they begin, its full day, whom it takes for
strong or new."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l


def install(app: Flask) -> None:
    """Put up the room."""
    from app.company.rooms import room
    from app.tasks.settings.views import task_rules

    app.register_blueprint(task_rules, url_prefix="/<tenant_slug>/settings/tasks")
    room("task_rules.index", _l("Task rules"), "work")
