"""A filter of tasks as SQL. Every table is named together with its company, so Core and ORM statements may use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.people import colleagues
from app.people.leading import led_by
from app.people.model import Placement, Team
from app.people.sight import below, visible_owners
from app.scene import Scene
from app.search.finding import containing
from app.tasks import urgency
from app.tasks.filtering.filters import LED, OPEN, WORKING, TaskFilter
from app.tasks.model import OPEN as OPEN_STATES
from app.tasks.model import SUBMITTED, Task, TaskLink
from app.tasks.model import WORKING as WORKING_STATES
from app.tasks.quadrants.places import MEANT
from app.tasks.queries import visible_to
from app.web.asking import ALL, MINE, Span
from tenants.context import door
from tenants.model import Member
from tenants.standing import standing

T, LINKS = Task.__table__, TaskLink.__table__


def of(wanted: TaskFilter, scene: Scene) -> list[ColumnElement[bool]]:
    """The conditions of `wanted` for one member: company, sight, and all that was asked for."""
    return [
        *_found(wanted, scene.member),
        *_people(wanted, scene.member),
        *_days(wanted.due, scene.today),
        *_kinds(wanted, scene.today),
        *_records(wanted),
    ]


def seen_by(member: Member) -> list[ColumnElement[bool]]:
    """The tasks of the company that `member` sees."""
    return [*_here(), visible_to(member)]


def _here() -> list[ColumnElement[bool]]:
    return [T.c.tenant_id == door().tenant_id]


def _is_own(wanted: TaskFilter) -> bool:
    """Whether only what one owns, accepts or gave is asked for: that one sees anyway, and one index finds it."""
    return (MINE,) in (wanted.owners, wanted.acceptors, wanted.creators)


def _found(wanted: TaskFilter, member: Member) -> list[ColumnElement[bool]]:
    """What one sees, in the state asked for."""
    state = in_state(wanted.effective_state)
    if _is_own(wanted):
        return [*_here(), *state]
    return [*seen_by(member), *state, *(few(member) if wanted.effective_state in OPEN_STATES else [])]


def in_state(state: str) -> list[ColumnElement[bool]]:
    """In one state, in any of the open ones, or in whichever."""
    if state == ALL:
        return []
    if state == WORKING:
        return [T.c.is_open.is_(True), T.c.state.in_(WORKING_STATES), T.c.is_split.is_(False)]
    return [T.c.is_open.is_(True) if state == OPEN else T.c.state == state]


def few(member: Member) -> list[ColumnElement[bool]]:
    """That it is open, said once more of what is in an open state: for who does not see all, the indexes of people's
    own tasks then lead to the open ones alone. Who sees all is led by the state."""
    return [] if visible_owners(member) is None else [T.c.is_open.is_(True)]


def _people(wanted: TaskFilter, member: Member) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    has = has_to_do if wanted.is_turn else T.c.owner_id.in_
    if wanted.owners:
        found.append(has(meant(wanted.owners, member)))
    if wanted.team is not None:
        found.append(has(people_of(wanted.team)))
    if wanted.acceptors:
        found.append(T.c.acceptor_id.in_(meant(wanted.acceptors, member)))
    if wanted.creators:
        found += [T.c.created_by_id.in_(meant(wanted.creators, member)), T.c.owner_id != T.c.created_by_id]
    return found


def meant(people: Sequence[UUID | str], member: Member) -> list[UUID]:
    """Ids, also of those for whom a word stands."""
    led = _led(member) if LED in people else []
    return [*(member.id if one == MINE else one for one in people if one != LED), *led]  # type: ignore[list-item]


def _led(member: Member) -> list[UUID]:
    led = led_by(member)
    return [one for one in colleagues.members() if one != member.id] if led is None else led


def has_to_do(people: Sequence[UUID]) -> ColumnElement[bool]:
    """What these people have to do: to work on their own, to accept others'."""
    works = and_(T.c.owner_id.in_(people), T.c.state.in_(WORKING_STATES))
    return or_(works, and_(T.c.acceptor_id.in_(people), T.c.state == SUBMITTED))


def people_of(team_id: UUID) -> list[UUID]:
    """The members of a team and of the teams below it."""
    parents = {team.id: team.parent_id for team in standing("teams", lambda: select(Team))}
    teams = below(team_id, parents) if team_id in parents else set()
    placed = standing("placements", lambda: select(Placement))
    return sorted(one.member_id for one in placed if one.team_id in teams)


def _days(due: Span, today: date) -> list[ColumnElement[bool]]:
    if due.is_unknown:
        return [T.c.due_on.is_(None)]
    first, last = due.days(today)
    return [*([T.c.due_on >= first] if first else []), *([T.c.due_on <= last] if last else [])]


def _kinds(wanted: TaskFilter, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.is_late:
        found.append(urgency.late(today))
    if wanted.is_important:
        found.append(T.c.is_important.is_(True))
    if wanted.is_urgent:
        found.append(urgency.urgent(today))
    if wanted.quadrant is not None:
        found += stands_in(wanted.quadrant, today)
    if wanted.demands:
        found.append(T.c.demand.in_(wanted.demands))
    if wanted.grades:
        found.append(T.c.grade.in_(wanted.grades))
    if wanted.parts is not None:
        found.append(T.c.parent_id.is_(None) if wanted.parts == "hide" else T.c.parent_id.is_not(None))
    return found


def stands_in(quadrant: str, today: date) -> list[ColumnElement[bool]]:
    """What stands in a quadrant; what nobody knows to be urgent is not."""
    is_important, is_urgent = MEANT[quadrant]
    return [T.c.is_important.is_(is_important), func.coalesce(urgency.urgent(today), False).is_(is_urgent)]


def _records(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q is not None:
        found.append(T.c.id.in_(containing("task", wanted.q)))
    if wanted.whole is not None:
        found.append(T.c.parent_id == wanted.whole)
    if wanted.about is not None:
        linked = select(LINKS.c.task_id).where(
            LINKS.c.tenant_id == door().tenant_id, LINKS.c.subject_id == wanted.about
        )
        found.append(T.c.id.in_(linked))
    if wanted.imported is not None:
        found.append(T.c.import_id == wanted.imported)
    return found
