"""The verbs of a report: ask for it, ask for it each week, have it sent, try again."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from app import outbox, timetables
from app.events import happened
from app.reports.model import Report, ReportSchedule
from app.reports.weeks import Week
from tenants.context import db, door
from tenants.model import Member
from tenants.owned import new_id

WEEKLY = "weekly"


def ask(member: Member, week: Week, language: str, *, by_email: bool = False) -> Report:
    """Ask for the report of `week` as `member` sees it, in `language`; `by_email` sends it when it is ready."""
    report = Report(
        kind=WEEKLY, for_id=member.id, language=language, period_start=week.start, period_end=week.end,
        by_email=by_email,
    )  # fmt: skip
    db.add(report)
    db.flush()
    outbox.later("reports.make", subject_id=report.id, queue="long")
    happened(report, "asked", by=member.id)
    return report


def try_again(report: Report) -> None:
    """Make a report whose making failed."""
    report.state, report.progress = "waiting", 0
    outbox.later("reports.make", subject_id=report.id, queue="long")


def send(report: Report) -> None:
    """Send a report that is ready to its reader."""
    outbox.later("reports.send", subject_id=report.id)


def schedule_of(member: Member) -> ReportSchedule | None:
    """When `member` gets the weekly report by itself, if he wants it."""
    return db.scalar(select(ReportSchedule).where(ReportSchedule.member_id == member.id, ReportSchedule.kind == WEEKLY))


def send_each_week(member: Member, weekday: int, hour: int) -> None:
    """Send `member` the report each `weekday` at `hour`, by the company's clock."""
    wish = {"weekday": weekday, "hour": hour}
    row = {"id": new_id(), "tenant_id": door().tenant_id, "member_id": member.id, "kind": WEEKLY, **wish}
    statement = insert(ReportSchedule).values(row)
    kept = statement.on_conflict_do_update(index_elements=["tenant_id", "kind", "member_id"], set_=wish)
    schedule_id = db.scalar(kept.returning(ReportSchedule.id))
    timetables.repeat("reports.weekly", subject_id=schedule_id, hour=hour, weekday=weekday)


def send_no_more(member: Member) -> None:
    """Stop sending it each week."""
    gone = delete(ReportSchedule).where(ReportSchedule.member_id == member.id, ReportSchedule.kind == WEEKLY)
    for schedule_id in db.scalars(gone.returning(ReportSchedule.id)).all():
        timetables.stop("reports.weekly", schedule_id)
