"""A person's record (成绩单): what became of his work in a month, quarter or year, for himself and for who leads him.

Each tool brings its own part with `part(…)` when it puts itself up; the page, the workbook and the list of a whole team
show whatever parts there are, and know no tool. There is no total: parts are looked at side by side.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from app.people.record.parts import Headlines, Part, part

__all__ = ["Headlines", "Part", "install", "part"]


def install(app: Flask) -> None:
    """Put up the pages."""
    from app.people.record.views import record
    from app.search.commands import command

    app.register_blueprint(record, url_prefix="/<tenant_slug>/people")
    command("record.own", "badge-check", _l("My work record"), "my record grades performance 我的 成绩单 考核 绩效")
