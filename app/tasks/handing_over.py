"""Somebody leaves: what he had to do, and what waits for his word, goes to another."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select

from app.changes import named
from app.events import happened
from app.people import handover
from app.people.leading import lead_of
from app.tasks import family
from app.tasks.finding import make_findable
from app.tasks.model import ACCEPTED, SUBMITTED, Task
from tenants.context import db
from tenants.model import Member


def register() -> None:
    """Take part when somebody's work is handed over."""
    handover.takes_part(hand_over, held_by)


def hand_over(from_member_id: UUID, to_member_id: UUID, by: UUID, at: datetime) -> int:
    """Give someone's open tasks, and those that wait for his word, to another. Returns how many he owned.

    Nobody accepts his own work: where the successor would, whoever hands over accepts, else who leads the successor. Is
    there nobody, it is a note to oneself from now on, and done if it was handed in.
    """
    names: dict[str, Any] = named({"owner_id": [from_member_id, to_member_id]}, {"owner_id": Member})
    his = or_(Task.owner_id == from_member_id, Task.acceptor_id == from_member_id)
    family.lock_all(db.scalars(select(Task).where(his, Task.is_open)))
    owned = list(db.scalars(select(Task).where(Task.owner_id == from_member_id, Task.is_open)))
    for task in owned:
        if task.acceptor_id == to_member_id:
            _let_accept(task, _other_than(to_member_id, by), at)
        task.owner_id, task.updated_at = to_member_id, at
        happened(task, "replanned", by=by, at=at, owner_id=[from_member_id, to_member_id], **names)
        make_findable(task)
    for task in db.scalars(select(Task).where(Task.acceptor_id == from_member_id, Task.is_open)):
        _let_accept(task, to_member_id if task.owner_id != to_member_id else _other_than(to_member_id, by), at)
    db.flush()
    return len(owned)


def _other_than(owner_id: UUID, by: UUID) -> UUID | None:
    return by if by != owner_id else lead_of(owner_id)


def _let_accept(task: Task, acceptor_id: UUID | None, at: datetime) -> None:
    task.acceptor_id = acceptor_id
    if acceptor_id is None and task.state == SUBMITTED:
        task.state, task.accepted_at = ACCEPTED, at


def held_by(member_id: UUID) -> tuple[Any, int]:
    """How many open tasks someone has, so that it is said before they are handed over."""
    count = select(func.count()).where(Task.owner_id == member_id, Task.is_open)
    return _l("Open tasks"), db.scalar(count) or 0
