"""The tasks of a sheet in one statement, whoever many there are; and what kind of day each day is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from app.among import among
from app.calendar import UnknownYear, public_days
from app.company.model import DayOverride
from app.people import colleagues
from app.people.chart import chart, team_choices
from app.tasks.calendar.asked import Asked
from app.tasks.model import ACCEPTED, OPEN, Task
from app.tasks.queries import T, owners_shown, visible_to
from app.web.asking import ALL, MINE
from tenants.context import db, door
from tenants.model import Member, Tenant
from tenants.standing import standing

#: A box has room for so many; what is due besides is counted.
MOST = 4
SHOWN = (*OPEN, ACCEPTED)
_COLUMNS = (
    T.c.id, T.c.title, T.c.owner_id, T.c.acceptor_id, T.c.created_by_id, T.c.starts_on, T.c.due_on, T.c.state,
    T.c.is_late, T.c.submitted_at, T.c.version,
)  # fmt: skip


def due_between(first: date, last: date, asked: Asked, member: Member) -> Sequence[Any]:
    """The first MOST tasks of each day, open ones before accepted ones; each says how many there are (`of_day`)."""
    order = (T.c.is_open.desc(), T.c.is_important.desc(), T.c.id)
    all_of_them = (
        select(
            *_COLUMNS,
            func.count().over(partition_by=T.c.due_on).label("of_day"),
            func.row_number().over(partition_by=T.c.due_on, order_by=order).label("place"),
        )
        .where(
            T.c.tenant_id == door().tenant_id, T.c.state.in_(SHOWN), T.c.due_on.between(first, last),
            visible_to(member), *_of(asked, member),
        )
        .subquery()
    )  # fmt: skip
    some = select(all_of_them).where(all_of_them.c.place <= MOST)
    return db.execute(some.order_by(all_of_them.c.due_on, all_of_them.c.place)).all()


def _of(asked: Asked, member: Member) -> list[ColumnElement[bool]]:
    person = asked.of(member)
    found = [] if person == ALL else [Task.owner_id == (member.id if person == MINE else person)]
    return [*found, *([among(Task.owner_id, chart().people_below(asked.team))] if asked.team else [])]


def people_seen(member: Member, keep: Any = None) -> list[tuple[UUID, str]]:
    """The others whose tasks `member` sees; `keep` stays, also after he has left."""
    seen = owners_shown(member)
    return [
        (one.id, one.name)
        for one in colleagues.members().values()
        if (seen is None or one.id in seen) and one.id != member.id
        if one.id == keep or colleagues.may_own(one)
    ]


def teams_seen(member: Member) -> list[tuple[UUID, str]]:
    """The teams in which, or below which, there is somebody whose tasks `member` sees."""
    seen = owners_shown(member)
    peopled = {seat.team_id for seat in chart().seats.values() if seen is None or seat.person_id in seen}
    return team_choices(team for team in chart().above if chart().below(team) & peopled)


def day_names(days: Sequence[date], tenant: Tenant, language: str) -> dict[date, str]:
    """What the days are called that depart from the plain week, by the company's own word first."""
    named = {one.day: one.name for year in _years(days) for one in _public(year, tenant.country or "", language)}
    own = {one.day: one.name for one in standing("day_overrides", lambda: select(DayOverride))}
    return {day: own.get(day, named.get(day, "")) for day in days if day in own or day in named}


def _years(days: Sequence[date]) -> range:
    return range(days[0].year, days[-1].year + 1)


def _public(year: int, country: str, language: str) -> Sequence[Any]:
    try:
        return public_days(year, country, language)
    except UnknownYear:
        return ()
