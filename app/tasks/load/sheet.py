"""Everyone's days on one sheet: whose are too full, and who has room for what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.people import colleagues
from app.people.chart import chart, team_choices
from app.tasks import rights
from app.tasks.load import spread
from app.tasks.load.queries import Load, Loads, due_from, lying_in
from app.tasks.model import Task
from app.tasks.queries import owners_shown
from tenants.context import db, door
from tenants.model import Member

T = Task.__table__
MOST_SUGGESTIONS = 3
MOST_TASKS = 100  # of those who have too much, looked through for one that somebody else could do


@dataclass(frozen=True)
class Suggestion:
    """Somebody who has too much, and what could be given to whom; nothing where nobody has room for any of it."""

    owner_id: UUID
    too_much: int
    task_id: UUID | None = None
    title: str = ""
    minutes: int = 0
    to_id: UUID | None = None
    free: int = 0


def people_of(member: Member, team_id: UUID | None = None) -> list[UUID]:
    """Whose days `member` may look at: of those whose tasks he sees; of one team and those below."""
    shown = owners_shown(member)
    known = colleagues.members().values()
    working = [one.id for one in known if colleagues.may_own(one)]
    if shown is not None:
        working = [one for one in working if one in shown]
    if team_id is not None:
        placed = chart().people_below(team_id)
        working = [one for one in working if one in placed]
    return working


def teams_of(people: Collection[UUID]) -> list[tuple[UUID, str]]:
    """The teams in which any of these people sit, in their order."""
    return team_choices(filter(None, map(chart().team_of, people)))


def suggestions(member: Member, seen: Loads) -> list[Suggestion]:
    """For those who have most too much and whom `member` gives tasks: which task somebody else has room for."""
    full = sorted((load.free, one) for one, load in seen.of.items() if load.is_over)
    over = list(islice((one for _free, one in full if rights.may_give_to(member, one)), MOST_SUGGESTIONS))
    if not over:
        return []
    burdens = _burdens(over, seen.window)
    freest = sorted(((load.free, one) for one, load in seen.of.items() if load.free > 0), reverse=True)
    may = ((one, free) for free, one in freest if rights.may_give_to(member, one))
    room = dict(islice(may, MOST_SUGGESTIONS + 2))  # one may accept it, and each suggestion may use one up
    found = []
    for owner in over:
        found.append(_suggest(owner, seen.of[owner], burdens.get(owner, []), room))
        if found[-1].to_id is not None:
            room[found[-1].to_id] -= found[-1].minutes
    return found


def _suggest(owner: UUID, load: Load, tasks: Sequence[tuple[int, Any]], room: Mapping[UUID, int]) -> Suggestion:
    """The smallest task that takes away what is too much, else the largest; to whoever has most room and does not
    accept it."""
    freest = sorted(room, key=lambda one: -room[one])[:2]
    fitting = []
    for minutes, row in tasks:
        to = next((one for one in freest if one != row.acceptor_id), None)
        if to is not None and 0 < minutes <= room[to]:
            fitting.append((minutes, row, to))
    if not fitting:
        return Suggestion(owner, -load.free)
    enough = [each for each in fitting if each[0] >= -load.free]
    minutes, row, to = min(enough, key=_minutes) if enough else max(fitting, key=_minutes)
    return Suggestion(owner, -load.free, row.id, row.title, minutes, to, room[to])


def _minutes(each: tuple[int, Any, UUID]) -> int:
    return each[0]


def _burdens(owners: Sequence[UUID], window: spread.Window) -> dict[UUID, list[tuple[int, Any]]]:
    """What lies on each of these in the window: minutes and task, those nobody has begun first."""
    shown = [
        T.c.id, T.c.title, T.c.owner_id, T.c.acceptor_id, T.c.starts_on, T.c.due_on, T.c.effort_minutes, T.c.actual,
        T.c.goal_quantity,
    ]  # fmt: skip
    statement = (
        select(*shown)
        .where(
            T.c.tenant_id == door().tenant_id, T.c.owner_id.in_(owners), *lying_in(due_from(window), window.last),
            T.c.effort_minutes.is_not(None),
        )
        .order_by(T.c.state.desc(), T.c.due_on.desc(), T.c.id)
        .limit(MOST_TASKS)
    )  # fmt: skip
    found: dict[UUID, list[tuple[int, Any]]] = {}
    for row in db.execute(statement):
        left = spread.still_open(row.effort_minutes, row.actual, row.goal_quantity)
        minutes = round(spread.share(left, row.starts_on, row.due_on, window))
        found.setdefault(row.owner_id, []).append((minutes, row))
    return found
