"""At six in the morning of the company's day: the tasks that come round that day.

A series gives its task once a period however often the work runs, because its next day moves on under a lock in the
same transaction. When days were missed only the newest is made up for: four weekly reports at once help nobody. The
task begins on the day itself, worked or not; it is due on a working day, and never before the day it was made.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import days, timetables
from app.clock import now
from app.outbox import handles
from app.people import colleagues
from app.people.leading import lead_of
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.planning import plans, rhythm, series, telling, templates
from app.tasks.planning.model import TaskSeries
from app.tasks.planning.stretch import Works, on_workday
from app.tasks.planning.workdays import works_from
from app.tasks.refusals import DoesNotAddUp, NotGiven
from app.tasks.rights import acceptor_of, can_be_given
from tenants.context import db
from tenants.model import Member, OutboxRow
from tenants.roles import Role


@handles(series.JOB, _l("Make the tasks that come round"))
def recur(row: OutboxRow) -> None:
    """Make what comes round today; stop asking each day when nothing does any more."""
    today, moment = days.today(), now()
    due = select(TaskSeries).where(TaskSeries.next_on <= today).order_by(TaskSeries.id)
    for one in db.scalars(due.with_for_update(of=TaskSeries).execution_options(populate_existing=True)).all():
        _turn(one, today, moment)
    timetables.rest(series.JOB, _any_left, hour=series.HOUR)


def _any_left() -> bool:
    return db.scalar(select(TaskSeries.id).where(TaskSeries.next_on.is_not(None)).limit(1)) is not None


def _turn(one: TaskSeries, today: date, moment: datetime) -> None:
    """Make the task of the newest day, or pause and say why it cannot be made."""
    assert one.next_on is not None
    fiscal_month = series.fiscal_month()
    day = rhythm.newest(one.every, one.on_day, one.next_on, today, fiscal_month)
    maker = _at_work(one.created_by_id)
    if maker is None or not can_be_given(one.owner_id):
        _rest(one, moment, "left")
        return
    try:
        assign(plan_for(one, maker, day, today), by=maker, at=moment)
    except NotGiven:
        _rest(one, moment, "not_given")
    except DoesNotAddUp:
        _rest(one, moment, "sum")
    else:
        one.next_on = rhythm.next_on(one.every, one.on_day, day + timedelta(days=1), fiscal_month)
        db.flush()


def plan_for(one: TaskSeries, maker: Member, day: date, today: date) -> Plan:
    """The task that comes round on `day`, made `today`."""
    kept, works = templates.kept_in(one.template), works_from(day)
    named = one.acceptor_id if one.acceptor_id and _at_work(one.acceptor_id) else None

    def accepts(owner_id: UUID) -> UUID | None:
        return acceptor_of(owner_id, named, maker)

    made = plans.drafts_from(kept, day, one.owner_id, works, acceptor_of=accepts, gives_to=can_be_given)
    whole = replace(made.whole, series_id=one.id, starts_on=made.whole.starts_on or day)
    return Plan(*_not_over(whole, made.parts, today, works))


def _not_over(whole: TaskDraft, parts: object, today: date, works: Works) -> tuple[TaskDraft, list[TaskDraft]]:
    """What was made late is not due before it was made."""
    soonest = on_workday(today, works)

    def moved(draft: TaskDraft) -> TaskDraft:
        due = max(draft.due_on, soonest) if draft.due_on else None
        return replace(draft, due_on=max(due, draft.starts_on) if due and draft.starts_on else due)

    return moved(whole), [moved(one) for one in parts]  # type: ignore[attr-defined]


def _rest(one: TaskSeries, moment: datetime, why: str) -> None:
    series.pause(one, by=None, at=moment, reason=why)
    for member_id in _minders(one):
        telling.tell_paused(one, member_id, why, moment)


def _minders(one: TaskSeries) -> list[UUID]:
    """Who is told: who made it; when he has left, who accepts or leads; at last the owners of the company."""
    for member_id in (one.created_by_id, one.acceptor_id, lead_of(one.owner_id)):
        if member_id is not None and member_id != one.owner_id and _at_work(member_id):
            return [member_id]
    people = colleagues.members().values()
    return [each.id for each in people if each.role == Role.OWNER and each.state == "active"]


def _at_work(member_id: UUID) -> Member | None:
    found = colleagues.members().get(member_id)
    return found if found is not None and found.state == "active" and found.can_write else None
