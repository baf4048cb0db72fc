"""Saying what a task is about, and taking it back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from app.events import happened
from app.tasks import family
from app.tasks.model import Task, TaskLink
from tenants.context import db
from tenants.model import Member

MOST = 20


class TooMany(Exception):
    """A task about everything is about nothing."""


def link(task: Task, kind: str, record_id: UUID, *, by: Member, at: datetime) -> None:
    """Say that `task` is about a record, which whoever calls has looked that `by` sees. Twice is once.

    Raises TooMany. The history tells the kind and not the name: who sees the task need not see the record.
    """
    family.lock(task)
    own = TaskLink.task_id == task.id
    if db.scalar(select(TaskLink.id).where(own, TaskLink.subject_id == record_id)) is not None:
        return
    if (db.scalar(select(func.count()).select_from(TaskLink).where(own)) or 0) >= MOST:
        raise TooMany
    db.add(TaskLink(task_id=task.id, subject_kind=kind, subject_id=record_id))
    happened(task, "linked", by=by.id, at=at, about=[None, kind])
    db.flush()


def unlink(task: Task, link: TaskLink, *, by: Member, at: datetime) -> None:
    """Take the link away; the record stays."""
    happened(task, "unlinked", by=by.id, at=at, about=[link.subject_kind, None])
    db.delete(link)
    db.flush()
