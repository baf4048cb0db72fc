"""What is kept to be given again, and what comes round."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.model import Model
from tenants.owned import Owned, owned_relationship


class TaskTemplate(Owned, Model):
    """A task kept to be given again: its words, parts, criteria and days, counted from the day it begins."""

    __tablename__ = "task_templates"
    event_kind = "task_template"
    belongs_to = {"created_by_id": "members"}
    constraints = (UniqueConstraint("tenant_id", "name_key", name="uq_task_templates_name"),)

    name: Mapped[str]
    name_key: Mapped[str]
    plan: Mapped[dict[str, Any]]  # see app/tasks/planning/plans.py
    created_by_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.name


class TaskSeries(Owned, Model):
    """A task that comes round: from which template, for whom, each week, month or quarter on which day."""

    __tablename__ = "task_series"
    event_kind = "task_series"
    belongs_to = {
        "template_id": ("task_templates", "CASCADE"),
        "owner_id": "members",
        "acceptor_id": "members",
        "created_by_id": "members",
    }
    constraints = (
        CheckConstraint("every IN ('week', 'month', 'quarter')", name="every"),
        CheckConstraint(
            "CASE every WHEN 'week' THEN on_day BETWEEN 1 AND 7 ELSE on_day BETWEEN 1 AND 31 END", name="day"
        ),
        CheckConstraint("ended_on IS NULL OR next_on IS NULL", name="ended"),
        Index("ix_task_series_next", "tenant_id", "next_on"),
    )

    template_id: Mapped[UUID]
    owner_id: Mapped[UUID]
    acceptor_id: Mapped[UUID | None]
    created_by_id: Mapped[UUID]
    every: Mapped[str]
    on_day: Mapped[int] = mapped_column(SmallInteger)  # ISO weekday, or day of the month (the last when it is shorter)
    next_on: Mapped[date | None]  # nothing: it rests, or has ended
    ended_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    template: Mapped[TaskTemplate] = owned_relationship("TaskSeries.template_id", "TaskTemplate")

    __mapper_args__ = {"version_id_col": version}

    @property
    def event_name(self) -> str:
        return self.template.name
