"""Which tasks stand in the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.people import colleagues
from app.tasks.model import CANCELLED
from app.tasks.queries import T, visible_to
from app.tasks.table.periods import Period
from app.tasks.table.rows import Row, in_order, row_of
from tenants.context import db, door
from tenants.model import Member

OPEN, ALL = "open", "all"
STATES = (ALL, OPEN)
_WHOLE = T.alias("whole")
_OF_ROW = (
    T.c.id, T.c.parent_id, T.c.position, T.c.title, T.c.goal, T.c.goal_quantity, T.c.unit, T.c.owner_id,
    T.c.acceptor_id, T.c.starts_on, T.c.due_on, T.c.done_on, T.c.grade, T.c.actual, T.c.note, T.c.delay_reason,
)  # fmt: skip
_OF_WHOLE = ("title", "goal", "goal_quantity", "unit")


@dataclass(frozen=True)
class Wanted:
    """What the table is about."""

    period: Period
    state: str = ALL


def rows(wanted: Wanted, member: Member, today: date) -> list[Row]:
    """The rows `member` sees, in the table's order. What was called off is in no table."""
    heads = [_WHOLE.c[name].label(f"whole_{name}") for name in _OF_WHOLE]
    joined = T.outerjoin(_WHOLE, and_(_WHOLE.c.tenant_id == T.c.tenant_id, _WHOLE.c.id == T.c.parent_id))
    statement = select(*_OF_ROW, *heads).select_from(joined).where(*_conditions(wanted, member, today))
    names: dict[UUID | None, str] = {one.id: one.name for one in colleagues.members().values()}
    found = map(dict, db.execute(statement).mappings())
    return in_order(row_of(one, _whole_of(one), lambda person: names.get(person, "")) for one in found)


def _whole_of(row: Any) -> dict[str, Any] | None:
    return {name: row[f"whole_{name}"] for name in _OF_WHOLE} if row["parent_id"] else None


def _conditions(wanted: Wanted, member: Member, today: date) -> list[ColumnElement[bool]]:
    mine = [T.c.tenant_id == door().tenant_id, visible_to(member), T.c.is_split.is_(False)]
    state = T.c.is_open if wanted.state == OPEN else T.c.state != CANCELLED
    return [*mine, state, *_within(wanted.period, today)]


def _within(period: Period, today: date) -> list[ColumnElement[bool]]:
    """Planned or finished within the days; what has no day at all is in the days of today while it is open."""
    if period.first is None and period.last is None:
        return []
    first, last = period.first or date.min, period.last or date.max
    begins = func.coalesce(T.c.starts_on, T.c.due_on)
    ends = func.coalesce(T.c.due_on, T.c.done_on, date.max)
    planned = and_(begins <= last, ends >= first)
    ways = [planned, T.c.done_on.between(first, last)]
    if first <= today <= last:
        ways.append(and_(begins.is_(None), T.c.is_open))
    return [or_(*ways)]
