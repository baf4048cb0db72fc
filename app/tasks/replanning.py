"""Planning anew: other days, another goal, another owner, another way, or none; always with the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.changes import Changed, differing, named
from app.events import happened
from app.tasks import counting, family, goals
from app.tasks.assigning import TaskDraft, add_parts
from app.tasks.calling_off import cancel, mend_whole
from app.tasks.finding import make_findable
from app.tasks.model import ACCEPTED, OPEN, SUBMITTED, TODO, WORKING, Criterion, Task
from app.tasks.queries import counting_parts
from app.tasks.refusals import DoesNotAddUp, NotGiven, NotNow, ReasonNeeded
from app.tasks.rights import may_give_to
from app.tasks.telling import tell_given
from tenants.context import db
from tenants.model import Member

#: What was agreed; changing it wants a reason, because people are judged by it.
AGREED = frozenset(
    {"title", "goal", "goal_quantity", "unit", "lower_is_better", "measure", "owner_id", "starts_on", "due_on"}
)
CHANGEABLE = AGREED | {"acceptor_id", "effort_minutes", "is_important", "is_urgent", "demand", "note"}
_NAMED: dict[str, Any] = {"owner_id": Member, "acceptor_id": Member}


def needs_reason(task: Task, changes: dict[str, Any]) -> bool:
    """Whether these changes touch what was agreed, on a task that somebody has begun."""
    return task.state != TODO and bool(AGREED & differing(task, changes, CHANGEABLE).keys())


def replan(
    task: Task,
    changes: dict[str, Any],
    *,
    by: Member,
    at: datetime,
    reason: str | None = None,
    batch: UUID | None = None,
) -> Changed:
    """Change what was agreed; the history keeps before, after and why. Returns what really changed.

    Raises ReasonNeeded when somebody works on it already, NotNow when it has ended, NotGiven for a new owner whom `by`
    gives no tasks, DoesNotAddUp when a part or its whole would no longer add up.
    """
    changed = differing(task, changes, CHANGEABLE)
    if "goal_quantity" in changed:
        _still_adds_up(task, changed["goal_quantity"][1])
    return _apply(task, changed, by, at, reason, batch)


def _apply(
    task: Task, changed: Changed, by: Member, at: datetime, reason: str | None, batch: UUID | None = None
) -> Changed:
    if not changed:
        return {}
    _check(task, changed, by, reason)
    agreed = AGREED & changed.keys()
    facts = {name: [_plain(one) for one in pair] for name, pair in changed.items()} | named(changed, _NAMED)
    for name, (_before, value) in changed.items():
        setattr(task, name, value)
    task.updated_at = at
    happened(task, "replanned" if agreed else "changed", by=by.id, at=at, batch=batch, **facts, reason=reason)
    db.flush()
    if changed.keys() & {"title", "goal", "owner_id", "note"}:
        make_findable(task)
    if "measure" in changed:
        counting.go_on(task)
    if "owner_id" in changed:
        tell_given(task, by, at)
    return changed


def _check(task: Task, changed: Changed, by: Member, reason: str | None) -> None:
    agreed = AGREED & changed.keys()
    if agreed and task.state not in (*WORKING, SUBMITTED):
        raise NotNow(task.state)
    if agreed and task.state != TODO and not reason:
        raise ReasonNeeded
    if "owner_id" in changed and not may_give_to(by, changed["owner_id"][1]):
        raise NotGiven


def _still_adds_up(task: Task, quantity: Any) -> None:
    """A whole and its parts change together, on the page where they are split."""
    whole = db.scalars(select(Task).where(Task.id == (task.parent_id or task.id))).one()
    if whole.id == task.id and not task.is_split:
        return
    parts = list(db.scalars(counting_parts(whole.id)))
    pairs = [(quantity if part.id == task.id else part.goal_quantity, part.unit) for part in parts]
    goal = quantity if whole.id == task.id else whole.goal_quantity
    if goal is None:
        return
    total = goals.sum_of(goal, whole.unit, pairs)
    if not total.adds_up:
        raise DoesNotAddUp(total)


def split_anew(
    whole: Task, goal: dict[str, Any], kept: dict[UUID, dict[str, Any]], added: Sequence[TaskDraft],
    *, by: Member, at: datetime, reason: str | None = None,
) -> None:  # fmt: skip
    """Change a whole and its parts together: the goal of the whole, what changes in parts that are kept (by id), parts
    that come anew; parts not in `kept` are called off.

    Raises as `replan` does.
    """
    if whole.parent_id is not None or whole.state not in OPEN:
        raise NotNow(whole.state)
    parts = {part.id: part for part in db.scalars(counting_parts(whole.id).with_for_update(of=Task))}
    _sum_up(whole, goal, parts, kept, added)
    _change(whole, goal, by, at, reason)
    for part_id, changes in kept.items():
        _change(parts[part_id], changes, by, at, reason)
    for part_id in parts.keys() - kept.keys():
        cancel(parts[part_id], by=by, at=at, reason=reason or "")
    if any(not may_give_to(by, draft.owner_id) for draft in added):
        raise NotGiven
    made = add_parts(whole, added, by=by, at=at)
    for place, part in enumerate([*(parts[one] for one in kept), *made]):
        part.position = place
    mend_whole(whole)
    for first in [*made, *(parts[one] for one in kept)][:1]:
        family.follow(first, by=by, at=at)
    db.flush()


def _sum_up(whole: Task, goal: dict[str, Any], parts: Any, kept: Any, added: Sequence[TaskDraft]) -> None:
    quantity = goal.get("goal_quantity", whole.goal_quantity)
    pairs = [
        (changes.get("goal_quantity", parts[one].goal_quantity), changes.get("unit", parts[one].unit))
        for one, changes in kept.items()
    ]
    pairs += [(draft.goal_quantity, draft.unit) for draft in added]
    if quantity is None or not pairs:
        return
    total = goals.sum_of(quantity, goal.get("unit", whole.unit), pairs)
    if not total.adds_up:
        raise DoesNotAddUp(total)


def _change(task: Task, changes: dict[str, Any], by: Member, at: datetime, reason: str | None) -> None:
    _apply(task, differing(task, changes, CHANGEABLE), by, at, reason)


def set_criteria(task: Task, lines: Sequence[str], *, by: Member, at: datetime) -> None:
    """Write the acceptance standard anew; lines that stay keep their tick."""
    before = list(db.scalars(select(Criterion).where(Criterion.task_id == task.id).order_by(Criterion.position)))
    if [one.text for one in before] == list(lines):
        return
    if task.state == ACCEPTED:
        raise NotNow(task.state)
    known = {one.text: one for one in before}
    for place, line in enumerate(dict.fromkeys(lines)):
        criterion = known.pop(line, None) or Criterion(task_id=task.id, text=line)
        criterion.position = place
        db.add(criterion)
    for gone in known.values():
        db.delete(gone)
    happened(task, "replanned", by=by.id, at=at, criteria=["; ".join(one.text for one in before), "; ".join(lines)])
    db.flush()


def _plain(value: Any) -> Any:
    return goals.plain(value) if hasattr(value, "as_tuple") else value
