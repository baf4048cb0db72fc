"""Keeping a task to give it again: the verbs of templates."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from app import days
from app.changes import differing
from app.events import happened
from app.people.names import name_key
from app.tasks.model import Task
from app.tasks.planning import pieces, plans
from app.tasks.planning.model import TaskSeries, TaskTemplate
from app.tasks.planning.pieces import Kept
from app.tasks.planning.stretch import WORKING
from app.tasks.planning.workdays import works_from
from app.tasks.queries import counting_parts, standards_of
from tenants.context import db
from tenants.model import Member

MOST = 500  # templates of a company that are shown


class NameTaken(Exception):
    """Another template is called so."""


class StillRepeats(Exception):
    """Tasks come round from this template; whoever takes it away ends them first."""


def may_change(member: Member, template: TaskTemplate) -> bool:
    """Who kept it, and whoever manages the company."""
    return member.can_write and (template.created_by_id == member.id or member.can_manage)


def every_template() -> list[TaskTemplate]:
    """The company's templates, by name."""
    return list(db.scalars(select(TaskTemplate).order_by(TaskTemplate.name_key).limit(MOST)))


def template_choices() -> list[tuple[UUID, str]]:
    """The same for a select."""
    named = select(TaskTemplate.id, TaskTemplate.name).order_by(TaskTemplate.name_key).limit(MOST)
    return [(row.id, row.name) for row in db.execute(named)]


def kept_in(template: TaskTemplate) -> Kept:
    """What the template holds; called by its name where it has lost its title."""
    return pieces.read(template.plan, usual_title=template.name)


def kept_of(task: Task, counted_in: str = WORKING) -> Kept:
    """What a template of `task` would hold, with the parts that make it up."""
    parts = list(db.scalars(counting_parts(task.id))) if task.is_split else []
    first = plans.first_day([task, *parts]) or days.today()
    lines = standards_of([task.id, *(part.id for part in parts)])
    return pieces.read(plans.plan_of(task, parts, lines, works_from(first), counted_in))


def keep(name: str, kept: Kept, *, by: Member, at: datetime) -> TaskTemplate:
    """Keep a plan under a name. Raises NameTaken."""
    template = TaskTemplate(
        name=name, name_key=name_key(name), plan=pieces.as_json(kept), created_by_id=by.id, created_at=at
    )
    _refuse_twin(template)
    db.add(template)
    db.flush()
    happened(template, "kept", by=by.id, at=at)
    return template


def change(template: TaskTemplate, name: str, kept: Kept, *, by: Member, at: datetime) -> None:
    """Call it otherwise, or have it hold something else. What was made of it stays. Raises NameTaken."""
    plan: dict[str, Any] = pieces.as_json(kept)
    changed = differing(template, {"name": name, "plan": plan})
    if not changed:
        return
    with db.no_autoflush:
        template.name, template.name_key, template.plan = name, name_key(name), plan
        _refuse_twin(template)
    happened(template, "changed", by=by.id, at=at, **{one: pair for one, pair in changed.items() if one == "name"})
    db.flush()


def remove(template: TaskTemplate, *, by: Member, at: datetime) -> None:
    """Take it away, with what came round from it and has ended; the tasks stay. Raises StillRepeats."""
    series = list(db.scalars(select(TaskSeries).where(TaskSeries.template_id == template.id)))
    if any(one.ended_on is None for one in series):
        raise StillRepeats
    statement = update(Task).where(Task.series_id.in_([one.id for one in series])).values(series_id=None)
    db.execute(statement, execution_options={"synchronize_session": False})
    for one in series:
        db.delete(one)
    happened(template, "removed", by=by.id, at=at)
    db.flush()
    db.delete(template)
    db.flush()


def _refuse_twin(template: TaskTemplate) -> None:
    same = select(TaskTemplate.id).where(TaskTemplate.name_key == template.name_key)
    if template.id is not None:
        same = same.where(TaskTemplate.id != template.id)
    if db.scalar(same) is not None:
        raise NameTaken
