"""Everyone's days on one sheet: whose are too full, and who has room for what."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from app.people import colleagues
from app.people.leading import led_by, teammates
from app.people.model import Placement, Team
from app.people.sight import below, visible_owners
from app.tasks import rights
from app.tasks.load import spread
from app.tasks.load.queries import Load, Loads
from app.tasks.model import WORKING, Task
from tenants.context import db, door
from tenants.model import Member
from tenants.standing import standing

T = Task.__table__
MOST_SUGGESTIONS = 3
MOST_TASKS = 300  # of those who have too much, looked through for one that somebody else could do


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
    """Whose days `member` may look at: of those he sees or leads, and of his team; of one team and those below."""
    seen = visible_owners(member)
    known = colleagues.members().values()
    working = [one.id for one in known if one.state in colleagues.WORKING and one.can_write]
    if seen is not None:
        shown = {*seen, *teammates(member), *(led_by(member) or [])}
        working = [one for one in working if one in shown]
    if team_id is not None:
        placed = _placed(team_id)
        working = [one for one in working if one in placed]
    return working


def teams_of(people: Collection[UUID]) -> list[tuple[UUID, str]]:
    """The teams in which any of these people sit, by name."""
    seats = {one.team_id for one in standing("placements", lambda: select(Placement)) if one.member_id in people}
    teams = standing("teams", lambda: select(Team))
    return sorted(((one.id, one.name) for one in teams if one.id in seats), key=lambda pair: pair[1])


def _placed(team_id: UUID) -> set[UUID]:
    teams = below(team_id, {team.id: team.parent_id for team in standing("teams", lambda: select(Team))})
    return {one.member_id for one in standing("placements", lambda: select(Placement)) if one.team_id in teams}


def suggestions(member: Member, seen: Loads) -> list[Suggestion]:
    """For those who have most too much and whom `member` gives tasks: which task somebody else has room for."""
    mine = [one for one in seen.of if rights.may_give_to(member, one)]
    over = sorted((one for one in mine if seen.of[one].is_over), key=lambda one: seen.of[one].free)[:MOST_SUGGESTIONS]
    if not over:
        return []
    burdens = _burdens(over, seen.window)
    room = {one: seen.of[one].free for one in mine if seen.of[one].free > 0}
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
            T.c.tenant_id == door().tenant_id, T.c.owner_id.in_(owners), T.c.is_open, T.c.state.in_(WORKING),
            T.c.is_split.is_(False), T.c.effort_minutes.is_not(None),
            func.coalesce(T.c.starts_on, T.c.due_on) <= window.last,
            T.c.due_on >= (window.first if window.first > window.today else date.min),
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
