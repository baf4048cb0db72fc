"""Named statements about tasks, who sees which, and what their figures come to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from app.among import among, outside
from app.people.leading import led_by, teammates
from app.people.sight import visible_owners
from app.tasks import grading, rules
from app.tasks.model import CANCELLED, Criterion, Task, TaskLink
from tenants.context import db, door
from tenants.model import Member

T = Task.__table__


def visible_to(member: Member) -> ColumnElement[bool]:
    """The tasks `member` sees: of those he sees anyway, of his team (goals and progress are open there), and those he
    gave or accepts."""
    return _ways(member).any


def ways_of_seeing(member: Member) -> tuple[ColumnElement[bool], ...]:
    """The same in parts that have nothing in common, each of which one index finds: what is to be counted as far as a
    hundred is found in the first of them most days."""
    return _ways(member).each


@dataclass(frozen=True)
class _Ways:
    any: ColumnElement[bool]
    each: tuple[ColumnElement[bool], ...]


def _ways(member: Member) -> _Ways:
    """Made once a transaction: a statement that says them several times over then has their parameters once."""
    cache = door().cache
    key = f"ways in which {member.id} sees tasks"
    if key not in cache:
        shown = owners_shown(member)
        cache[key] = _Ways(true(), (true(),)) if shown is None else _ways_among(shown, member.id)
    found: _Ways = cache[key]
    return found


def _ways_among(shown: set[UUID], member_id: UUID) -> _Ways:
    owned, elsewhere = among(T.c.owner_id, shown), outside(T.c.owner_id, shown)
    accepts, gave = T.c.acceptor_id == member_id, T.c.created_by_id == member_id
    only_gave = and_(gave, elsewhere, T.c.acceptor_id.is_distinct_from(member_id))
    return _Ways(or_(owned, accepts, gave), (owned, and_(accepts, elsewhere), only_gave))


def owners_shown(member: Member) -> set[UUID] | None:
    """Ids of those all of whose tasks `member` sees; None for everybody. Kept for the transaction."""
    cache = door().cache
    key = f"tasks' owners shown to {member.id}"
    if key not in cache:
        owners = visible_owners(member)
        cache[key] = None if owners is None else {*owners, *teammates(member), *(led_by(member) or ())}
    found: set[UUID] | None = cache[key]
    return found


def is_seen(task: Task, member: Member) -> bool:
    """The same of one task that is at hand."""
    shown = owners_shown(member)
    return shown is None or task.owner_id in shown or member.id in (task.acceptor_id, task.created_by_id)


Task.sight = staticmethod(visible_to)


def parts_of(task_id: UUID) -> Select[Task]:
    """The parts of a task in their order, cancelled ones too."""
    return select(Task).where(Task.parent_id == task_id).order_by(Task.position, Task.id)


def counting_parts(task_id: UUID) -> Select[Task]:
    """The parts that make up their whole."""
    return parts_of(task_id).where(Task.state != CANCELLED)


def criteria_of(task_id: UUID) -> Select[Criterion]:
    """What a task is accepted by."""
    return select(Criterion).where(Criterion.task_id == task_id).order_by(Criterion.position, Criterion.id)


def standards_of(task_ids: Collection[UUID]) -> Mapping[UUID, list[str]]:
    """The lines of the acceptance standards of several tasks; of a task without any, none."""
    found: dict[UUID, list[str]] = defaultdict(list)
    lines = select(Criterion.task_id, Criterion.text).where(Criterion.task_id.in_(task_ids))
    for task_id, text in db.execute(lines.order_by(Criterion.position, Criterion.id)):
        found[task_id].append(text)
    return found


def links_of(task_id: UUID) -> Select[TaskLink]:
    """What a task is about."""
    return select(TaskLink).where(TaskLink.task_id == task_id).order_by(TaskLink.id)


def tasks_about(subject_ids: Collection[UUID], member: Member) -> Select[Task]:
    """The tasks about any of these records that `member` sees, those that wait first."""
    linked = select(TaskLink.task_id).where(TaskLink.subject_id.in_(subject_ids))
    return (
        select(Task)
        .where(Task.id.in_(linked), visible_to(member))
        .order_by(Task.is_open.desc(), Task.due_on.nulls_last(), Task.id)
        .limit(50)
    )


def attained(task: Any) -> Fraction | None:
    """How far a task (or a row with its columns) has come, exactly; None where nothing is counted or known."""
    if task.goal_quantity is None or task.actual is None:
        return None
    return grading.attainment(task.actual, task.goal_quantity, lower_is_better=task.lower_is_better)


def proposal(task: Any) -> str | None:
    """The grade the bands in force give a task; None where it has no goal or nobody counted."""
    ratio = attained(task)
    return None if ratio is None else grading.grade_of(ratio, rules.scale())
