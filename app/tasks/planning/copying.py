"""A plan copied to a later period: the tasks of a month, quarter or year with their parts, as many months later.

A day stays the same day of its month, or becomes the month's last; one that is then no working day stays and is marked,
because month ends are meant. Everything begins anew: to do, with nothing reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from app import periods
from app.people.leading import led_by
from app.people.names import name_key
from app.periods import MONTHS, Period
from app.tasks.assigning import Plan, TaskDraft
from app.tasks.model import CANCELLED, Task, TaskLink
from app.tasks.planning.model import TaskSeries
from app.tasks.planning.stretch import Works
from app.tasks.planning.titles import retitled
from app.tasks.planning.together import requantified
from app.tasks.planning.workdays import works_from
from app.tasks.queries import standards_of, visible_to
from app.tasks.rights import can_be_given, may_give_to, usual_acceptor
from tenants.context import db
from tenants.model import Member

#: So many tasks, their parts not counted, are copied at once.
MOST = 200


@dataclass(frozen=True)
class Line:
    """A task as it would be copied. No `owner_id`: who did it cannot be given it, and somebody else is to be named."""

    task: Task
    title: str
    starts_on: date | None
    due_on: date | None
    owner_id: UUID | None
    is_off: bool  # due on a day that is not worked
    is_there: bool = False  # the period has one of this name and owner already
    repeats: bool = False  # it comes round by itself, and will then too
    parts: tuple[Line, ...] = ()


def count_between(source: Period, target: Period) -> int:
    """How many periods later `target` is. Pure."""
    months = (target.first.year - source.first.year) * 12 + target.first.month - source.first.month
    return months // MONTHS[source.kind]


def lines(member: Member, source: Period, target: Period) -> list[Line]:
    """The tasks of `source` that are `member`'s or of those he leads, as they would stand in `target`."""
    wholes = list(db.scalars(_in_period(member, source)))
    parts = _parts([task.id for task in wholes if task.is_split])
    count = count_between(source, target)
    dues = [periods.shift(one.due_on, source.kind, count) for one in _all(wholes, parts) if one.due_on]
    works = works_from(min(dues, default=target.first))
    there, running = _there(member, target), _running(wholes)

    def line(task: Task, below: Iterable[Task] = ()) -> Line:
        starts, due = (periods.shift(day, source.kind, count) if day else None for day in (task.starts_on, task.due_on))
        title = retitled(task.title, source, target)
        is_there = (task.owner_id, name_key(title)) in there
        return Line(task, title, starts, due, _owner(task, member), _is_off(due, works), is_there,
                    task.series_id in running, tuple(line(one) for one in below))  # fmt: skip

    return [line(task, parts.get(task.id, ())) for task in wholes]


def _in_period(member: Member, period: Period) -> Any:
    led = led_by(member)
    inside = Task.due_on.between(period.first, period.last)
    with_parts_inside = select(Task.parent_id).where(Task.parent_id.is_not(None), inside).correlate(None)
    chosen = [Task.parent_id.is_(None), Task.state != CANCELLED, visible_to(member)]
    if led is not None:
        chosen.append(Task.owner_id.in_([member.id, *led]))
    wanted = or_(inside, Task.due_on.is_(None) & Task.id.in_(with_parts_inside))
    return select(Task).where(*chosen, wanted).order_by(Task.due_on.nulls_last(), Task.id).limit(MOST)


def _parts(whole_ids: Sequence[UUID]) -> dict[UUID, list[Task]]:
    found: dict[UUID, list[Task]] = defaultdict(list)
    statement = select(Task).where(Task.parent_id.in_(whole_ids), Task.state != CANCELLED)
    for part in db.scalars(statement.order_by(Task.position, Task.id)):
        found[part.parent_id].append(part)  # type: ignore[index]
    return found


def _all(wholes: list[Task], parts: Mapping[UUID, list[Task]]) -> list[Task]:
    return [*wholes, *(part for below in parts.values() for part in below)]


def _there(member: Member, target: Period) -> set[tuple[UUID, str]]:
    return {(task.owner_id, name_key(task.title)) for task in db.scalars(_in_period(member, target))}


def _running(tasks: Sequence[Task]) -> set[UUID]:
    """The series these tasks came from that still come round."""
    known = {one.series_id for one in tasks if one.series_id}
    return set(db.scalars(select(TaskSeries.id).where(TaskSeries.id.in_(known), TaskSeries.next_on.is_not(None))))


def _owner(task: Task, member: Member) -> UUID | None:
    return task.owner_id if can_be_given(task.owner_id) and may_give_to(member, task.owner_id) else None


def _is_off(due: date | None, works: Works) -> bool:
    return due is not None and not works(due)


@dataclass(frozen=True)
class Wish:
    """What was typed about a line: its title, its owner and quantity. A part without a title is left out."""

    title: str | None
    owner_id: UUID
    quantity: Decimal | None


def plans_of(chosen: Sequence[Line], wishes: Mapping[UUID, Wish], *, by: Member) -> list[Plan]:
    """The chosen lines as plans, with what was typed about each by the task's id."""
    ids = [one.task.id for top in chosen for one in (top, *top.parts)]
    criteria, links = standards_of(ids), _links(ids)

    def draft(line: Line) -> TaskDraft:
        wish, task = wishes[line.task.id], line.task
        fresh = TaskDraft(
            title=wish.title or line.title, owner_id=wish.owner_id, acceptor_id=_acceptor(task, wish.owner_id, by),
            starts_on=line.starts_on, due_on=line.due_on, criteria=criteria.get(task.id, ()),
            links=links.get(task.id, ()), **{name: getattr(task, name) for name in _SAME},
        )  # fmt: skip
        if wish.quantity is None:
            return replace(fresh, goal_quantity=None, unit=fresh.unit)
        return requantified(fresh, wish.quantity)

    return [Plan(draft(top), [draft(part) for part in top.parts if wishes[part.task.id].title]) for top in chosen]


_SAME = (
    "goal", "goal_quantity", "unit", "lower_is_better", "measure", "effort_minutes", "is_important", "is_urgent",
    "demand", "note",
)  # fmt: skip


def _acceptor(task: Task, owner_id: UUID, by: Member) -> UUID | None:
    """Who accepted it does so again, if he still can; a note to oneself stays one."""
    if task.acceptor_id is None:
        return None
    stays = task.acceptor_id != owner_id and can_be_given(task.acceptor_id)
    return task.acceptor_id if stays else usual_acceptor(owner_id, by)


def _links(task_ids: Sequence[UUID]) -> dict[UUID, list[tuple[str, UUID]]]:
    found: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    for link in db.scalars(select(TaskLink).where(TaskLink.task_id.in_(task_ids)).order_by(TaskLink.id)):
        found[link.task_id].append((link.subject_kind, link.subject_id))
    return found
