"""What stands in a member's calendar: his open tasks, and those that wait for his word, on the days they are due."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import and_, func, or_, select

from app.people import colleagues
from app.tasks import wording
from app.tasks.calendar.ical import Event
from app.tasks.model import SUBMITTED, Task
from app.tasks.queries import T, standards_of
from tenants.context import db, door
from tenants.model import Member

#: A calendar program has to read all of it each hour; the days nearest to today are what it is looked at for.
MOST = 1000
_COLUMNS = (
    T.c.id, T.c.title, T.c.goal, T.c.goal_quantity, T.c.unit, T.c.owner_id, T.c.due_on, T.c.state, T.c.is_important,
    T.c.version, T.c.updated_at,
)  # fmt: skip


def entries(member: Member, today: date, address: Callable[[UUID], str]) -> list[Event]:
    """The member's calendar in the language in force; `address` leads to a task."""
    found = _nearest(member, today)
    standards = standards_of([task.id for task in found])
    return [_event(task, member, standards[task.id], address(task.id)) for task in found]


def _nearest(member: Member, today: date) -> Sequence[Any]:
    own = or_(Task.owner_id == member.id, and_(Task.acceptor_id == member.id, Task.state == SUBMITTED))
    near = (
        select(*_COLUMNS)
        .where(T.c.tenant_id == door().tenant_id, T.c.is_open, T.c.due_on.is_not(None), own)
        .order_by(func.abs(T.c.due_on - today), T.c.id)
        .limit(MOST)
    )
    return sorted(db.execute(near).all(), key=lambda task: (task.due_on, task.id))


def _event(task: Any, member: Member, standard: list[str], address: str) -> Event:
    state = wording.state_name(task.state)
    return Event(
        uid=f"{task.id}@tasks.dealwright", day=task.due_on, summary=_summary(task, member),
        description="\n".join(_told(task, state, standard, address)), url=address,
        categories=(state, _("Important")) if task.is_important else (state,),
        sequence=task.version, changed_at=task.updated_at,
    )  # fmt: skip


def _summary(task: Any, member: Member) -> str:
    if task.owner_id == member.id:
        return str(task.title)
    return _("To accept: %(title)s (%(name)s)", title=task.title, name=colleagues.name_of(task.owner_id))


def _told(task: Any, state: str, standard: list[str], address: str) -> list[str]:
    goal = wording.goal(task)
    return [
        *([_("Goal: %(goal)s", goal=goal)] if goal else []),
        _("State: %(state)s", state=state),
        *([_("Acceptance standard:")] if standard else []),
        *(f"- {line}" for line in standard),
        address,
    ]
