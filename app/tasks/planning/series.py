"""Tasks that come round: the verbs of a series, and who sees and changes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, or_, select, true

from app import timetables
from app.changes import differing, named
from app.events import happened
from app.people import colleagues
from app.people.leading import leads
from app.people.sight import visible_owners
from app.tasks.planning import rhythm
from app.tasks.planning.model import TaskSeries
from app.tasks.refusals import NotGiven
from app.tasks.rights import can_be_given, may_give_to
from tenants.context import db, door
from tenants.model import Member, Tenant

JOB = "tasks.recur"
#: The hour of the company's day at which tasks come round.
HOUR = 6
CHANGEABLE = ("template_id", "owner_id", "acceptor_id", "every", "on_day", "next_on")


def visible_to(member: Member) -> ColumnElement[bool]:
    """What comes round for those `member` sees, and what he made or accepts."""
    owners = visible_owners(member)
    if owners is None:
        return true()
    return or_(
        TaskSeries.owner_id.in_(owners), TaskSeries.created_by_id == member.id, TaskSeries.acceptor_id == member.id
    )


TaskSeries.sight = staticmethod(visible_to)


def may_change(member: Member, series: TaskSeries) -> bool:
    """Who made it, and who leads its owner."""
    return member.can_write and (series.created_by_id == member.id or leads(member, series.owner_id))


def first_on(every: str, on_day: int, first: date) -> date:
    """The first day from `first` on, in the company's fiscal year."""
    return rhythm.next_on(every, on_day, first, fiscal_month())


def fiscal_month() -> int:
    """The month the company's fiscal year begins in."""
    return db.get_one(Tenant, door().tenant_id).fiscal_month


def begin(values: dict[str, Any], *, by: Member, at: datetime) -> TaskSeries:
    """Let a template's task come round for somebody. Raises NotGiven."""
    if not may_give_to(by, values["owner_id"]):
        raise NotGiven
    series = TaskSeries(**values, created_by_id=by.id)
    db.add(series)
    db.flush()
    happened(series, "begun", by=by.id, at=at, owner=colleagues.name_of(series.owner_id), next_on=series.next_on)
    _come_round()
    return series


def change(series: TaskSeries, values: dict[str, Any], *, by: Member, at: datetime) -> None:
    """Give it another owner, template or rhythm; what was made stays. Raises NotGiven, for a new owner."""
    changed = differing(series, values, CHANGEABLE)
    if not changed:
        return
    if "owner_id" in changed and not may_give_to(by, values["owner_id"]):
        raise NotGiven
    facts = changed | named(changed, {"owner_id": Member, "acceptor_id": Member})
    for name, (_before, value) in changed.items():
        setattr(series, name, value)
    happened(series, "changed", by=by.id, at=at, **facts)
    db.flush()
    if series.next_on is not None:
        _come_round()


def pause(series: TaskSeries, *, by: Member | None, at: datetime, reason: str | None = None) -> None:
    """Let it rest until somebody resumes it."""
    if series.next_on is None:
        return
    series.next_on = None
    happened(series, "paused", by=by.id if by else None, at=at, reason=reason)
    db.flush()


def resume(series: TaskSeries, first: date, *, by: Member, at: datetime) -> None:
    """Let it come round again, from `first` on; what was missed is not made up for. Raises NotGiven."""
    if series.next_on is not None or series.ended_on is not None:
        return
    if not (may_give_to(by, series.owner_id) and can_be_given(series.owner_id)):
        raise NotGiven
    series.next_on = first_on(series.every, series.on_day, first)
    happened(series, "resumed", by=by.id, at=at, next_on=series.next_on)
    db.flush()
    _come_round()


def end(series: TaskSeries, today: date, *, by: Member, at: datetime) -> None:
    """Let it come round no more. The tasks it made stay as they are."""
    if series.ended_on is not None:
        return
    series.next_on, series.ended_on = None, today
    happened(series, "ended", by=by.id, at=at)
    db.flush()


def _come_round() -> None:
    timetables.repeat(JOB, hour=HOUR)


def hand_over(from_member_id: UUID, to_member_id: UUID, by: UUID, at: datetime) -> int:
    """Somebody leaves: his successor minds what he let come round for others, and accepts what he would have accepted.

    What came round for himself pauses at its next day, and who minds it is told: the successor has work of his own.
    """
    running = TaskSeries.ended_on.is_(None)
    minded = list(db.scalars(select(TaskSeries).where(TaskSeries.created_by_id == from_member_id, running)))
    for series in minded:
        series.created_by_id = to_member_id
        happened(series, "changed", by=by, at=at)
    for series in db.scalars(select(TaskSeries).where(TaskSeries.acceptor_id == from_member_id, running)):
        series.acceptor_id = to_member_id if series.owner_id != to_member_id else None
    db.flush()
    return len(minded)


def held_by(member_id: UUID) -> tuple[Any, int]:
    """How many recurring tasks someone minds, so that it is said before they are handed over."""
    count = select(func.count()).where(TaskSeries.created_by_id == member_id, TaskSeries.ended_on.is_(None))
    return _l("Recurring tasks"), db.scalar(count) or 0
