"""The work behind reports: made, kept, sent, and asked for when their hour comes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from app import days, files, mail, outbox
from app.clock import now
from app.notices import notify
from app.notices.readers import reader
from app.outbox import Hopeless, handles
from app.reports import acts
from app.reports.model import Report, ReportSchedule
from app.reports.weekly import paper, workbook
from app.reports.weekly.gathering import gather
from app.reports.weekly.sums import disagreements
from app.reports.weeks import Week, last_full_week
from app.web.letters import address, reading
from tenants.context import db, door
from tenants.model import Member, OutboxRow, Tenant

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _failed(row: OutboxRow) -> None:
    report = db.scalar(select(Report).where(Report.id == row.subject_id))
    if report is not None:
        report.state = "failed"
        week = {"start_on": report.period_start, "end_on": report.period_end}
        notify(report.for_id, "report.failed", subject=report, key=f"report-failed:{row.id}", facts=week)


@handles("reports.make", _l("Make a report"), on_failure=_failed)
def make(row: OutboxRow) -> None:
    """Gather, set, keep and announce one report."""
    report, member, company = _report(row.subject_id)
    _advance(row, report, 5)
    with reading(report.language, company):
        figures = gather(member, Week(report.period_start, report.period_end), report.language)
    wrong = disagreements(figures)
    if wrong:
        raise AssertionError("; ".join(wrong))
    _advance(row, report, 35)
    pdf = paper.pdf(figures)
    _advance(row, report, 75)
    _keep(report, pdf, workbook.xlsx(figures))
    _announce(report)


def _keep(report: Report, pdf: bytes, xlsx: bytes) -> None:
    for key in filter(None, (report.pdf_key, report.xlsx_key)):
        files.forget(key)
    report.pdf_key, report.pdf_size = files.keep("reports", pdf, ".pdf"), len(pdf)
    report.xlsx_key, report.xlsx_size = files.keep("reports", xlsx, ".xlsx"), len(xlsx)
    report.state, report.progress, report.made_at = "ready", 100, now()


def _announce(report: Report) -> None:
    week = {"start_on": report.period_start, "end_on": report.period_end}
    if report.by_email:
        outbox.later("reports.send", subject_id=report.id, key=f"report-send:{report.id}")
    kind = "report.sent" if report.by_email else "report.ready"
    notify(report.for_id, kind, subject=report, key=f"report:{report.id}", facts=week)


@handles("reports.send", _l("Send a report by e-mail"))
def send(row: OutboxRow) -> None:
    """Send a report as attachments."""
    report, member, company = _report(row.subject_id)
    to = reader(member)
    if to is None or report.pdf_key is None or report.xlsx_key is None:
        raise Hopeless("nobody to send it to" if to is None else "not made yet")
    name = f"weekly-{report.period_start}"
    attached = [
        mail.Attachment(f"{name}.pdf", files.read(report.pdf_key), PDF),
        mail.Attachment(f"{name}.xlsx", files.read(report.xlsx_key), XLSX),
    ]
    page = address("reports.index", company.slug)
    mail.send(
        to.email, "reports/weekly", report.language, str(row.id), tenant=company, attachments=attached,
        unsubscribe=page, name=to.name, start=report.period_start, end=report.period_end, page=page,
        link=address("reports.show", company.slug, id=report.id),
    )  # fmt: skip
    report.sent_at = now()


@handles("reports.weekly", _l("Weekly report by its timetable"))
def weekly(row: OutboxRow) -> None:
    """The hour has come: ask for the report of the week that is over, and have it sent."""
    schedule = db.scalar(select(ReportSchedule).where(ReportSchedule.id == row.subject_id))
    if schedule is None:
        return
    member = db.scalars(select(Member).where(Member.id == schedule.member_id)).one()
    to = reader(member)
    if to is None:
        acts.send_no_more(member)
        return
    week = last_full_week(days.today(), _company().week_start)
    acts.ask(member, week, to.language, by_email=True)


def _report(report_id: UUID | None) -> tuple[Report, Member, Tenant]:
    report = db.scalar(select(Report).where(Report.id == report_id))
    if report is None:
        raise Hopeless("report gone")
    return report, db.scalars(select(Member).where(Member.id == report.for_id)).one(), _company()


def _company() -> Tenant:
    return db.scalars(select(Tenant).where(Tenant.id == door().tenant_id)).one()


def _advance(row: OutboxRow, report: Report, percent: int) -> None:
    """Seen by the reader and by the owner's page before the report is done."""
    outbox.progress(row.id, percent)
    step: dict[str, Any] = {"state": "making", "progress": percent}
    with outbox.aside() as session:
        session.execute(update(Report).where(Report.id == report.id).values(step))
