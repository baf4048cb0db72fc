"""Calling a task off, and taking it up again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select

from app.events import happened
from app.tasks import counting, family
from app.tasks.model import ACCEPTED, CANCELLED, DOING, OPEN, TODO, WORKING, Task
from app.tasks.queries import counting_parts, parts_of
from app.tasks.refusals import NotNow
from app.tasks.telling import JUDGED, WORKED, no_longer
from tenants.context import db
from tenants.model import Member


def cancel(task: Task, *, by: Member, at: datetime, reason: str, batch: UUID | None = None) -> None:
    """Call a task off, with the parts nobody has finished; their whole follows from the rest."""
    if task.state == CANCELLED:
        return
    if task.state == ACCEPTED:
        raise NotNow(task.state)
    for part in db.scalars(parts_of(task.id).where(Task.state.in_(OPEN))):
        _call_off(part, by, at, reason, batch)
    _call_off(task, by, at, reason, batch)
    _mend_whole_of(task)
    family.follow(task, by=by, at=at)
    db.flush()


def _call_off(task: Task, by: Member, at: datetime, reason: str, batch: UUID | None) -> None:
    came_from, facts = task.state, {"support": task.support} if task.support else {}
    task.state, task.done_on, task.submitted_at, task.is_late, task.support = CANCELLED, None, None, False, None
    task.updated_at = at
    happened(task, "cancelled", by=by.id, at=at, batch=batch, reason=reason, state=[came_from, CANCELLED], **facts)
    no_longer(task, (*WORKED, *JUDGED))


def mend_whole(whole: Task) -> None:
    """Without parts a whole is worked on, and handed in, as any task; until it gets one again."""
    db.flush()
    has_parts = bool(db.scalar(select(exists(counting_parts(whole.id).with_only_columns(Task.id)))))
    if whole.is_split != has_parts:
        whole.is_split = has_parts
        counting.go_on(whole)


def _mend_whole_of(part: Task) -> None:
    if part.parent_id is not None:
        mend_whole(db.get_one(Task, (part.tenant_id, part.parent_id)))


def resume(
    task: Task, *, by: Member, at: datetime, state: str | None = None, support: str | None = None,
    batch: UUID | None = None,
) -> None:  # fmt: skip
    """Take up a task that was cancelled: in the state it was in and with the support it asked for, where that is known
    and somebody was at work."""
    if task.state != CANCELLED:
        return
    task.state = state if state in WORKING else DOING if task.actual is not None else TODO
    task.support, task.updated_at = support, at
    happened(task, "resumed", by=by.id, at=at, batch=batch)
    _mend_whole_of(task)
    family.follow(task, by=by, at=at)
    db.flush()
    counting.go_on(task)


def resume_whole(task: Task, *, by: Member, at: datetime) -> None:
    """Take up a task with the parts that were cancelled with it: without them nobody could hand it in."""
    together = parts_of(task.id).where(Task.state == CANCELLED, Task.updated_at == task.updated_at)
    parts = list(db.scalars(together)) if task.state == CANCELLED else []
    resume(task, by=by, at=at)
    for part in parts:
        resume(part, by=by, at=at)
