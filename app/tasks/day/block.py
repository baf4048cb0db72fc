"""What the first page says of tasks beside what one owes: what waits for one's word, what one's people let lapse."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from app.people.leading import led_by
from app.tasks.day.queries import ROW, Waiting, waiting_for
from app.tasks.day.rows import words
from app.tasks.model import Task
from app.tasks.urgency import overdue
from app.web.access import me
from app.web.formats import today
from tenants.context import db, door
from tenants.model import Member

T = Task.__table__
MOST = 5


def of_home() -> dict[str, Any]:
    """For the first page; nothing for people who only look."""
    if not me().can_write:
        return {"shown": False}
    led = led_by(me())
    return {
        "shown": True,
        "leads": led is None or bool(led),
        "waiting": waiting_for(me().id, MOST),
        "late": _late_of_led(me(), led),
        **words(),
    }


def _late_of_led(member: Member, led: list[Any] | None) -> Waiting:
    """What those `member` leads are late with, the oldest first."""
    if led is not None and not led:
        return Waiting([], 0)
    found = list(db.execute(_late(member, led)).all())
    return Waiting(found, found[0].in_all if found else 0)


def _late(member: Member, led: list[Any] | None) -> Select[Any]:
    return (
        select(*ROW, func.count().over().label("in_all"))
        .where(T.c.tenant_id == door().tenant_id, overdue(today()))
        .where(T.c.is_split.is_(False), T.c.owner_id != member.id if led is None else T.c.owner_id.in_(led))
        .order_by(T.c.due_on, T.c.id)
        .limit(MOST)
    )
