"""A task and its parts: locked in one order, and the whole following from what becomes of the parts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from app.events import happened
from app.tasks.goals import whole_of
from app.tasks.model import ACCEPTED, DOING, OPEN, RETURNED, SUBMITTED, TODO, WORKING, Criterion, Task
from app.tasks.queries import counting_parts, criteria_of
from app.tasks.telling import JUDGED, no_longer, tell_submitted
from app.tasks.urgency import done_late
from tenants.context import db
from tenants.model import Member


def lock(task: Task) -> Task:
    """Let nobody else change `task` until the transaction ends, nor its whole; the whole first, so that two who work
    on parts of the same whole wait for each other instead of blocking each other. Returns it as it stands now."""
    if task.parent_id is not None:
        _locked(task.parent_id)
    return _locked(task.id)


def lock_all(tasks: Iterable[Task]) -> None:
    """The same for many at once, with their wholes and parts: locked in one order, wholes before parts as for a single
    one, so that two who change many do not wait for each other in a ring."""
    each = list(tasks)
    ids, wholes = [task.id for task in each], [task.parent_id for task in each if task.parent_id]
    concerned = or_(Task.id.in_([*ids, *wholes]), Task.parent_id.in_(ids))
    in_order = select(Task).where(concerned).order_by(Task.parent_id.is_not(None), Task.id).with_for_update(of=Task)
    db.scalars(in_order.execution_options(populate_existing=True)).all()


def lock_ids(task_ids: Iterable[UUID]) -> None:
    """The same for tasks that are written past the session; `task_ids` name their wholes too."""
    lock_where(Task.id.in_(sorted(task_ids)))


def lock_where(concerned: ColumnElement[bool]) -> None:
    """The same for all tasks that are `concerned`."""
    in_order = select(Task.id).where(concerned).order_by(Task.parent_id.is_not(None), Task.id)
    db.execute(in_order.with_for_update(of=Task)).all()


def _locked(task_id: object) -> Task:
    statement = select(Task).where(Task.id == task_id).with_for_update(of=Task)
    return db.scalars(statement.execution_options(populate_existing=True)).one()


def follow(part: Task, *, by: Member | None, at: datetime) -> None:
    """Let the whole of `part` follow: it begins with its first part, its actual is their sum, and when all are accepted
    it is handed in to whoever accepts the whole."""
    if part.parent_id is None:
        return
    db.flush()
    whole = _locked(part.parent_id)
    parts = list(db.scalars(counting_parts(whole.id)))
    whole.actual, whole.updated_at = whole_of([one.actual for one in parts]), at
    if whole.state in (*OPEN, ACCEPTED):
        _move(whole, parts, by, at)
    db.flush()


def _move(whole: Task, parts: list[Task], by: Member | None, at: datetime) -> None:
    is_done = bool(parts) and all(one.state == ACCEPTED for one in parts)
    if is_done and whole.state in WORKING:
        _hand_in(whole, _last_day(parts), by, at)
    elif not is_done and whole.state in (SUBMITTED, ACCEPTED):
        _take_back(whole, by, at)
    elif whole.state in (TODO, RETURNED) and any(one.state != TODO for one in parts):
        whole.state = DOING
        happened(whole, "started", by=by.id if by else None, at=at)


def _hand_in(whole: Task, done_on: date, by: Member | None, at: datetime) -> None:
    whole.state, whole.done_on, whole.submitted_at = SUBMITTED, done_on, at
    whole.is_late = done_late(whole.due_on, done_on)
    _tick(whole)
    happened(whole, "submitted", by=by.id if by else None, at=at, actual=whole.actual, done_on=done_on)
    if whole.acceptor_id is None:
        whole.state, whole.accepted_at = ACCEPTED, at
    tell_submitted(whole, by, at)


def _tick(whole: Task) -> None:
    """A line of its standard that its parts have too is met when it is met in each of them."""
    of_parts = (
        select(Criterion.text, func.bool_and(Criterion.is_met))
        .join(Task, Task.id == Criterion.task_id)
        .where(Task.parent_id == whole.id, Task.state == ACCEPTED)
        .group_by(Criterion.text)
    )
    met: dict[str, bool] = dict(db.execute(of_parts).all())
    for line in db.scalars(criteria_of(whole.id)):
        line.is_met = met.get(line.text, line.is_met)


def _take_back(whole: Task, by: Member | None, at: datetime) -> None:
    whole.state, whole.done_on, whole.submitted_at, whole.is_late = DOING, None, None, False
    whole.accepted_at = whole.accepted_by_id = whole.grade = whole.proposed_grade = whole.grade_reason = None
    happened(whole, "reopened", by=by.id if by else None, at=at)
    no_longer(whole, JUDGED)


def _last_day(parts: list[Task]) -> date:
    return max(one.done_on for one in parts if one.done_on is not None)
