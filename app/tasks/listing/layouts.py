"""The ways tasks are shown: each reads the same filter, so that changing the way keeps what is looked at."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from app.tasks.blueprint import tasks

#: By their endpoints.
_WAYS = (
    ("index", "layout-list", _l("List")),
    ("board", "columns-3", _l("Board")),
    ("quadrants", "grid-2x2", _l("Quadrants")),
    ("calendar", "calendar", _l("Calendar")),
)
_BESIDE = (
    ("meeting", "users", _l("Morning meeting")),
    ("workload", "chart-column", _l("Workload")),
    ("table", "file-spreadsheet", _l("Table")),
)


@tasks.context_processor
def _offer() -> dict[str, Any]:
    return {"task_layouts": layouts, "task_rooms": rooms}


def layouts(current: str, query: str) -> list[dict[str, Any]]:
    """The ways to show what `query` asks for, as a row of buttons; `current` is the one on show."""
    return [
        {"label": label, "icon": icon, "href": _address(name, query), "current": name == current}
        for name, icon, label in _WAYS
    ]


def rooms() -> list[dict[str, Any]]:
    """What else there is about tasks, which has its own idea of whose."""
    return [{"label": label, "icon": icon, "href": url_for(f"tasks.{name}")} for name, icon, label in _BESIDE]


def _address(name: str, query: str) -> str:
    return f"{url_for(f'tasks.{name}')}?{query or 'state=open'}"
