"""Giving somebody something to do, whole or split into parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from app.events import happened
from app.people import colleagues
from app.tasks import counting, goals
from app.tasks.finding import make_new_findable
from app.tasks.model import ORDINARY, Criterion, Task, TaskLink
from app.tasks.refusals import DoesNotAddUp, NotGiven
from app.tasks.rights import may_give_to
from app.tasks.telling import tell_given
from tenants.context import db
from tenants.model import Member


@dataclass(frozen=True)
class TaskDraft:
    """What is known of a task before it exists. `criteria` are lines of the acceptance standard, `links` the (kind, id)
    of what it is about."""

    title: str
    owner_id: UUID
    acceptor_id: UUID | None = None
    goal: str | None = None
    goal_quantity: Decimal | None = None
    unit: str | None = None
    lower_is_better: bool = False
    measure: str | None = None
    starts_on: date | None = None
    due_on: date | None = None
    effort_minutes: int | None = None
    is_important: bool = False
    is_urgent: bool | None = None
    demand: str = ORDINARY
    note: str | None = None
    series_id: UUID | None = None
    import_id: UUID | None = None
    criteria: Sequence[str] = ()
    links: Sequence[tuple[str, UUID]] = ()


_COLUMNS = [one.name for one in fields(TaskDraft) if one.name not in ("criteria", "links")]


@dataclass(frozen=True)
class Plan:
    """A task and the parts it is split into."""

    whole: TaskDraft
    parts: Sequence[TaskDraft] = field(default=())

    def sum(self) -> goals.Sum | None:
        """How the parts stand to the whole; None where there is nothing to add up."""
        if self.whole.goal_quantity is None or not self.parts:
            return None
        pairs = [(part.goal_quantity, part.unit) for part in self.parts]
        return goals.sum_of(self.whole.goal_quantity, self.whole.unit, pairs)


def assign(
    plan: Plan | TaskDraft, *, by: Member, at: datetime, batch: UUID | None = None, quietly: bool = False
) -> Task:
    """Give the task to its owner, and each part to its own; a task without an acceptor is a note to oneself. With
    `quietly` nobody is told, because whoever calls tells them of all at once.

    Raises NotGiven for a person `by` gives no tasks, DoesNotAddUp when the parts are not the whole.
    """
    plan = plan if isinstance(plan, Plan) else Plan(plan)
    _check(plan, by)
    whole = _make(plan.whole, by, at, is_split=bool(plan.parts))
    made = [_make(part, by, at, whole=whole, position=place) for place, part in enumerate(plan.parts)]
    db.flush()
    for task in (whole, *made):
        happened(task, "assigned", by=by.id, at=at, batch=batch, **_said(task))
    make_new_findable(whole, *made)
    for task in [] if quietly else made or [whole]:
        tell_given(task, by)
    if any(task.measure for task in (whole, *made)):
        counting.begin()
    return whole


def _check(plan: Plan, by: Member) -> None:
    for draft in (plan.whole, *plan.parts):
        if not may_give_to(by, draft.owner_id):
            raise NotGiven
    total = plan.sum()
    if total is not None and not total.adds_up:
        raise DoesNotAddUp(total)


def _make(
    draft: TaskDraft, by: Member, at: datetime, *, whole: Task | None = None, position: int = 0, is_split: bool = False
) -> Task:
    task = Task(
        **{name: getattr(draft, name) for name in _COLUMNS}, parent_id=whole.id if whole else None, position=position,
        is_split=is_split, created_by_id=by.id, created_at=at, updated_at=at,
    )  # fmt: skip
    db.add(task)
    db.flush()
    add_criteria(task, draft.criteria)
    db.add_all(TaskLink(task_id=task.id, subject_kind=kind, subject_id=record) for kind, record in draft.links)
    return task


def add_criteria(task: Task, lines: Iterable[str]) -> None:
    """Write down what the task is accepted by, one line each."""
    for place, line in enumerate(lines):
        db.add(Criterion(task_id=task.id, text=line, position=place))


def add_parts(whole: Task, parts: Sequence[TaskDraft], *, by: Member, at: datetime) -> list[Task]:
    """Split a task that exists; whoever calls has looked that the parts add up."""
    whole.is_split, whole.updated_at = whole.is_split or bool(parts), at
    made = [_make(part, by, at, whole=whole, position=place) for place, part in enumerate(parts)]
    for task in made:
        happened(task, "assigned", by=by.id, at=at, **_said(task))
        tell_given(task, by)
    make_new_findable(*made)
    return made


def _said(task: Task) -> dict[str, Any]:
    facts = {"owner": colleagues.name_of(task.owner_id), "due_on": task.due_on}
    goal = goals.said(task.goal_quantity, task.unit)
    return {**facts, "goal": goal} if goal else facts
