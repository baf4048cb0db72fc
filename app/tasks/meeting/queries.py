"""What a meeting says of each of its people, in statements for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select

from app import days
from app.tasks.day.heaps import BEGUN
from app.tasks.day.queries import ROW, mine
from app.tasks.model import ACCEPTED, SUBMITTED, WORKING, Task
from tenants.context import db, door

T = Task.__table__
MOST_DONE = 50


@dataclass(frozen=True)
class Marks:
    """What stands beside a name: how many are late, ask for support, are planned for today, wait, and were done."""

    late: int = 0
    asking: int = 0
    planned: int = 0
    done: int = 0

    @property
    def nothing_planned(self) -> bool:
        """Whether the day is empty."""
        return not (self.late or self.planned)


def marks(people: Sequence[UUID], today: date, since: date) -> dict[UUID, Marks]:
    """The marks of each of `people`; done is what was handed in for a day from `since` on."""
    opened = {row.owner_id: row for row in db.execute(_open(people, today))}
    done = {row.owner_id: row.done for row in db.execute(_done(people, since))}
    found = {}
    for one in people:
        row = opened.get(one)
        late, asking, planned = (row.late, row.asking, row.planned) if row else (0, 0, 0)
        found[one] = Marks(late, asking, planned, done.get(one, 0))
    return found


def _open(people: Sequence[UUID], today: date) -> Select[Any]:
    works = T.c.state.in_(WORKING)
    today_s = or_(T.c.due_on == today, T.c.state.in_(BEGUN), T.c.starts_on <= today)
    return (
        select(
            T.c.owner_id, func.count().filter(works, T.c.due_on < today).label("late"),
            func.count().filter(T.c.support.is_not(None)).label("asking"),
            func.count().filter(works, today_s).label("planned"),
        )
        .where(*mine(*people))
        .group_by(T.c.owner_id)
    )  # fmt: skip


def _done(people: Sequence[UUID], since: date) -> Select[Any]:
    return (
        select(T.c.owner_id, func.count().label("done"))
        .where(
            T.c.tenant_id == door().tenant_id, T.c.owner_id.in_(people), T.c.done_on >= since, T.c.is_split.is_(False)
        )
        .group_by(T.c.owner_id)
    )


def done_since(person_id: UUID, since: date) -> list[Any]:
    """What somebody handed in for a day from `since` on, and what of his was accepted since then; the newest first."""
    handed_in = T.c.done_on >= since
    accepted = (T.c.state == ACCEPTED) & (T.c.accepted_at >= days.start_of(since))
    statement = (
        select(*ROW)
        .where(T.c.tenant_id == door().tenant_id, T.c.owner_id == person_id, or_(handed_in, accepted))
        .where(T.c.state.in_((SUBMITTED, ACCEPTED)), T.c.is_split.is_(False))
        .order_by(T.c.done_on.desc(), T.c.id)
        .limit(MOST_DONE)
    )
    return list(db.execute(statement).all())
