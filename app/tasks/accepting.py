"""What whoever accepts does: takes the task with a grade, or returns it with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.events import happened
from app.tasks import counting, family
from app.tasks.model import ACCEPTED, DOING, RETURNED, SUBMITTED, Criterion, Task
from app.tasks.queries import attained, proposal
from app.tasks.refusals import NotNow, ReasonNeeded
from app.tasks.telling import JUDGED, no_longer, tell_accepted, tell_returned
from tenants.context import db
from tenants.model import Member


def accept(task: Task, *, by: Member, at: datetime, grade: str | None = None, reason: str | None = None) -> None:
    """Accept what was submitted, with the proposed grade or another one.

    Raises ReasonNeeded for another grade than the proposed one, and for a line of the standard that is not met, without
    a reason; NotNow when it is not handed in.
    """
    if task.state != SUBMITTED:
        raise NotNow(task.state)
    proposed = proposal(task)
    given = grade or proposed
    if needs_reason(task, given, proposed) and not reason:
        raise ReasonNeeded
    task.proposed_grade, task.grade, task.grade_reason = proposed, given, reason
    task.state, task.accepted_at, task.accepted_by_id, task.updated_at = ACCEPTED, at, by.id, at
    ratio = attained(task)
    happened(
        task, "accepted", by=by.id, at=at, grade=given, proposed_grade=proposed if given != proposed else None,
        reason=reason, attained=str(ratio) if ratio is not None else None, late=task.is_late or None,
    )  # fmt: skip
    family.follow(task, by=by, at=at)
    db.flush()
    no_longer(task, JUDGED)
    tell_accepted(task, by, at)


def needs_reason(task: Task, given: str | None, proposed: str | None) -> bool:
    """Whether accepting with `given` must be explained: it differs from the proposal, or the standard is not met."""
    return (proposed is not None and given != proposed) or has_unmet(task)


def has_unmet(task: Task) -> bool:
    """Whether a line of the acceptance standard is not met."""
    unmet = select(Criterion.id).where(Criterion.task_id == task.id, Criterion.is_met.is_(False)).limit(1)
    return db.scalar(unmet) is not None


def return_(task: Task, *, by: Member, at: datetime, reason: str) -> None:
    """Give it back to its owner with what is still to do. A whole goes back by its parts."""
    if task.state != SUBMITTED or task.is_split:
        raise NotNow(task.state)
    task.state, task.return_reason, task.returned_count = RETURNED, reason, task.returned_count + 1
    task.done_on, task.submitted_at, task.is_late, task.updated_at = None, None, False, at
    happened(task, "returned", by=by.id, at=at, reason=reason)
    family.follow(task, by=by, at=at)
    db.flush()
    no_longer(task, JUDGED)
    tell_returned(task, by)


def reopen(task: Task, *, by: Member, at: datetime, reason: str) -> None:
    """Take back an acceptance that was a mistake: the task is handed in again as it was."""
    if task.state != ACCEPTED:
        raise NotNow(task.state)
    happened(task, "reopened", by=by.id, at=at, reason=reason, grade=[task.grade, None])
    task.accepted_at = task.accepted_by_id = task.grade = task.proposed_grade = task.grade_reason = None
    task.state, task.updated_at = SUBMITTED, at
    if task.acceptor_id is None:  # nobody to hand it to
        task.state, task.done_on, task.submitted_at, task.is_late = DOING, None, None, False
    family.follow(task, by=by, at=at)
    db.flush()
    counting.go_on(task)
