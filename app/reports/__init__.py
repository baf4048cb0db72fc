"""Reports: made while nobody waits, kept, and sent to whoever wants them.

The first is the weekly pipeline report. A report is made for one pair of eyes: it holds what its reader sees.
"""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app import notices
from app.search.commands import command
from app.web import first_steps, happenings, menu


def install(app: Flask) -> None:
    """Put up the reports and their notices."""
    from app.reports import jobs, views  # noqa: F401 - jobs: its handlers register themselves
    from app.reports.model import Report

    app.register_blueprint(views.reports, url_prefix="/<tenant_slug>/reports")
    command("reports.index", "file-text", _l("Reports"), "reports weekly pdf 报告 周报")
    menu.add(app, "review", "reports.index", "file-text", _l("Reports"))
    first_steps.add(
        app, "review", _l("Make the weekly report"), _l("as PDF and workbook, every week by e-mail"),
        lambda: exists(select(Report.id)), _l("Reports"), "reports.index",
    )  # fmt: skip
    notices.page("report", "reports.show", _l("Open the report"))
    week = _l("Week from %(start_on)s to %(end_on)s")
    notices.kind("report.ready", _l("Your weekly report is ready"), icon="file-text", note=week,
                 letter=_l("A report I asked for is ready"))  # fmt: skip
    notices.kind("report.sent", _l("Your weekly report was sent to you by e-mail"), icon="mail", note=week)
    notices.kind(
        "report.failed", _l("Your weekly report could not be made; try again"), icon="circle-alert", note=week,
        to_do=True,
    )  # fmt: skip
    happenings.phrases({"report.asked": _l("was asked for"), "report.scheduled": _l("is sent each week from now on")})
