"""Reports that were asked for, and when they come by themselves."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Member, Model
from tenants.owned import Owned, owned_relationship


class Report(Owned, Model):
    """One report of one period, made by the worker and kept."""

    __tablename__ = "reports"
    event_kind = "report"
    belongs_to = {"for_id": "members"}
    constraints = (
        CheckConstraint("state IN ('waiting', 'making', 'ready', 'failed')", name="state"),
        Index("ix_reports_created", "tenant_id", "created_at"),
    )

    kind: Mapped[str]
    for_id: Mapped[UUID]  # whose eyes it is made for: it holds what this member sees
    language: Mapped[str]
    period_start: Mapped[date]
    period_end: Mapped[date]
    state: Mapped[str] = mapped_column(default="waiting")
    progress: Mapped[int] = mapped_column(SmallInteger, default=0)
    pdf_key: Mapped[str | None]
    pdf_size: Mapped[int | None]
    xlsx_key: Mapped[str | None]
    xlsx_size: Mapped[int | None]
    by_email: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))

    reader: Mapped[Member] = owned_relationship("Report.for_id", "Member")

    @property
    def event_name(self) -> str:
        return self.period_start.isoformat()


class ReportSchedule(Owned, Model):
    """A member's wish to get a report each week, at the company's own hour."""

    __tablename__ = "report_schedules"
    belongs_to = {"member_id": ("members", "CASCADE")}
    constraints = (
        UniqueConstraint("tenant_id", "kind", "member_id", name="uq_report_schedules_member"),
        CheckConstraint("weekday BETWEEN 1 AND 7", name="weekday"),
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour"),
    )

    kind: Mapped[str]
    member_id: Mapped[UUID]
    weekday: Mapped[int] = mapped_column(SmallInteger, default=1)
    hour: Mapped[int] = mapped_column(SmallInteger, default=8)
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
