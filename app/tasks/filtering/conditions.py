"""A filter of tasks as SQL. Every table is named together with its company, so Core and ORM statements may use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.people.chart import chart
from app.people.sight import one_of, visible_owners
from app.scene import Scene
from app.search.finding import containing
from app.tasks import urgency
from app.tasks.filtering.filters import OPEN, WORKING, TaskFilter
from app.tasks.model import OPEN as OPEN_STATES
from app.tasks.model import WORKING as WORKING_STATES
from app.tasks.model import Task, TaskLink
from app.tasks.queries import visible_to
from app.web.asking import ALL, MINE, Span
from tenants.context import door
from tenants.model import Member

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
    if wanted.owners:
        found.append(T.c.owner_id.in_(_meant(wanted.owners, member)))
    if wanted.team is not None:
        found.append(one_of(T.c.owner_id, chart().people_below(wanted.team)))
    if wanted.acceptors:
        found.append(T.c.acceptor_id.in_(_meant(wanted.acceptors, member)))
    if wanted.creators:
        found += [T.c.created_by_id.in_(_meant(wanted.creators, member)), T.c.owner_id != T.c.created_by_id]
    return found


def _meant(people: Sequence[UUID | str], member: Member) -> list[UUID]:
    return [member.id if one == MINE else one for one in people]  # type: ignore[misc]


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
    if wanted.demands:
        found.append(T.c.demand.in_(wanted.demands))
    if wanted.grades:
        found.append(T.c.grade.in_(wanted.grades))
    if wanted.parts is not None:
        found.append(T.c.parent_id.is_(None) if wanted.parts == "hide" else T.c.parent_id.is_not(None))
    return found


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
