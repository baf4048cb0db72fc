"""What a task's owner does: begins, tells how far he is, hands it in, says why it is late, asks for support."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from app import days
from app.events import happened
from app.people.leading import lead_of
from app.tasks import counting, family
from app.tasks.goals import plain
from app.tasks.model import ACCEPTED, DOING, RETURNED, SUBMITTED, TODO, WORKING, Criterion, Task
from app.tasks.refusals import ActualNeeded, NotNow, ReasonNeeded
from app.tasks.telling import ASKED, BEGUN, JUDGED, WORKED, no_longer, tell_answered, tell_submitted, tell_support
from app.tasks.urgency import done_late
from tenants.context import db
from tenants.model import Member


def start(task: Task, *, by: Member, at: datetime) -> None:
    """Begin. Twice is once; a task that was returned is taken up again."""
    if task.state == DOING:
        return
    if task.state not in (TODO, RETURNED):
        raise NotNow(task.state)
    task.state, task.updated_at = DOING, at
    happened(task, "started", by=by.id, at=at)
    family.follow(task, by=by, at=at)
    db.flush()
    no_longer(task, BEGUN)


def put_back(task: Task, *, by: Member, at: datetime) -> None:
    """Not begun after all."""
    if task.state == TODO:
        return
    if task.state != DOING or task.is_split:
        raise NotNow(task.state)
    task.state, task.updated_at = TODO, at
    happened(task, "put_back", by=by.id, at=at)
    family.follow(task, by=by, at=at)
    db.flush()


def progress(task: Task, *, by: Member, at: datetime, actual: Decimal | None = None, said: str | None = None) -> None:
    """Tell how far one is, in figures and words; a measure counts for itself. A task not begun is begun by it."""
    if task.state not in WORKING:
        raise NotNow(task.state)
    before = task.actual
    counted = counting.count(task, days.here(at))
    if counted is not None:
        task.actual, task.counted_at = counted, at
    elif actual is not None and not task.is_split:
        task.actual = actual
    if task.state == TODO:
        task.state = DOING
        no_longer(task, BEGUN)
    task.updated_at = at
    happened(task, "progressed", by=by.id, at=at, actual=_plain(before, task.actual), said=said)
    family.follow(task, by=by, at=at)
    db.flush()


def tick(criterion: Criterion, task: Task, is_met: bool, *, by: Member, at: datetime) -> None:
    """Mark a line of the acceptance standard as met, or not."""
    if task.state == ACCEPTED:
        raise NotNow(task.state)
    if criterion.is_met != is_met:
        criterion.is_met = is_met
        happened(task, "ticked" if is_met else "unticked", by=by.id, at=at, criterion=criterion.text)
        db.flush()


def submit(
    task: Task,
    *,
    by: Member,
    at: datetime,
    result: str | None,
    actual: Decimal | None = None,
    done_on: date | None = None,
    delay_reason: str | None = None,
) -> None:
    """Hand the task in with its result to whoever accepts; a note to oneself is done by it. The same twice is once.

    Raises ReasonNeeded when it is late and nobody said why, ActualNeeded when it has a goal and nothing was counted,
    NotNow when it is not worked on or follows from its parts.
    """
    if task.state in (SUBMITTED, ACCEPTED) and task.result == result:
        return
    if task.state not in WORKING or task.is_split:
        raise NotNow(task.state)
    day = done_on or days.here(at)
    is_late = done_late(task.due_on, day)
    if is_late and not (delay_reason or task.delay_reason):
        raise ReasonNeeded
    before, reached = task.actual, _reached(task, actual, day)
    if task.goal_quantity is not None and reached is None:
        raise ActualNeeded
    task.state, task.result, task.submitted_at, task.updated_at = SUBMITTED, result, at, at
    task.done_on, task.is_late, task.actual, task.support = day, is_late, reached, None
    task.delay_reason = delay_reason or task.delay_reason
    figures = _plain(before, reached)
    happened(task, "submitted", by=by.id, at=at, actual=figures, said=result, done_on=day, reason=delay_reason)
    if task.acceptor_id is None:
        task.state, task.accepted_at = ACCEPTED, at
    family.follow(task, by=by, at=at)
    db.flush()
    no_longer(task, WORKED)
    tell_submitted(task, by, at)


def _reached(task: Task, typed: Decimal | None, done_on: date) -> Decimal | None:
    """What was reached: what the measure says where there is one, else what was typed, else what was told before."""
    counted = counting.count(task, done_on)
    if counted is not None:
        return counted
    return typed if typed is not None else task.actual


def take_back(task: Task, *, by: Member, at: datetime) -> None:
    """Take back what was submitted while nobody has accepted it. Twice is once."""
    if task.state == DOING:
        return
    if task.state != SUBMITTED or task.is_split:
        raise NotNow(task.state)
    task.state, task.done_on, task.submitted_at, task.is_late = DOING, None, None, False
    task.updated_at = at
    happened(task, "withdrawn", by=by.id, at=at)
    family.follow(task, by=by, at=at)
    db.flush()
    no_longer(task, JUDGED)


def explain_delay(task: Task, *, by: Member, at: datetime, reason: str, support: str | None = None) -> None:
    """Say why the task is late, and ask for support where one cannot go on alone; who gave it and who leads hear."""
    if task.state not in WORKING:
        raise NotNow(task.state)
    asked_before = task.support
    task.delay_reason, task.support, task.updated_at = reason, support, at
    happened(task, "delayed", by=by.id, at=at, reason=reason, support=support)
    db.flush()
    if support and support != asked_before:
        tell_support(task, task.acceptor_id or lead_of(task.owner_id), by, at)


def give_support(task: Task, *, by: Member, at: datetime, said: str) -> None:
    """Answer what was asked for; it is no longer open then."""
    if task.support is None:
        return
    happened(task, "supported", by=by.id, at=at, support=task.support, said=said)
    task.support, task.updated_at = None, at
    db.flush()
    no_longer(task, ASKED)
    tell_answered(task, said, by, at)


def _plain(before: Decimal | None, after: Decimal | None) -> list[str | None]:
    return [plain(before) or None, plain(after) or None]
