"""Planning anew: other days, another goal, another owner, another way, or none; always with the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, or_, select

from app.changes import Changed, differing, named
from app.events import happened
from app.people.leading import lead_of
from app.tasks import counting, family, goals
from app.tasks.assigning import TaskDraft, add_parts
from app.tasks.finding import make_findable
from app.tasks.model import ACCEPTED, CANCELLED, DOING, OPEN, SUBMITTED, TODO, WORKING, Criterion, Task
from app.tasks.queries import counting_parts, parts_of
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
    first = next(iter([*made, *(parts[one] for one in kept)]), None)
    if first is None:
        whole.is_split = False  # without parts it is worked on, and handed in, as any task
        counting.go_on(whole)
    else:
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


def cancel(task: Task, *, by: Member, at: datetime, reason: str, batch: UUID | None = None) -> None:
    """Call a task off, with the parts nobody has finished; their whole follows from the rest."""
    if task.state == CANCELLED:
        return
    if task.state == ACCEPTED:
        raise NotNow(task.state)
    for part in db.scalars(parts_of(task.id).where(Task.state.in_(OPEN))):
        _call_off(part, by, at, reason, batch)
    _call_off(task, by, at, reason, batch)
    family.follow(task, by=by, at=at)
    db.flush()


def _call_off(task: Task, by: Member, at: datetime, reason: str, batch: UUID | None) -> None:
    came_from, facts = task.state, {"support": task.support} if task.support else {}
    task.state, task.done_on, task.submitted_at, task.is_late, task.support = CANCELLED, None, None, False, None
    task.updated_at = at
    happened(task, "cancelled", by=by.id, at=at, batch=batch, reason=reason, state=[came_from, CANCELLED], **facts)


def resume(
    task: Task, *, by: Member, at: datetime, state: str | None = None, support: str | None = None,
    batch: UUID | None = None,
) -> None:  # fmt: skip
    """Take up a task that was cancelled: in the state it was in and with the support it asked for, where that is known
    and somebody was at work."""
    if task.state != CANCELLED:
        return
    task.state = state if state in WORKING else DOING if task.actual is not None else TODO
    task.support, task.updated_at = support, at
    happened(task, "resumed", by=by.id, at=at, batch=batch)
    family.follow(task, by=by, at=at)
    db.flush()
    counting.go_on(task)


def resume_whole(task: Task, *, by: Member, at: datetime) -> None:
    """Take up a task with the parts that were cancelled with it: without them nobody could hand it in."""
    together = parts_of(task.id).where(Task.state == CANCELLED, Task.updated_at == task.updated_at)
    parts = list(db.scalars(together)) if task.state == CANCELLED else []
    resume(task, by=by, at=at)
    for part in parts:
        resume(part, by=by, at=at)


def hand_over(from_member_id: UUID, to_member_id: UUID, by: UUID, at: datetime) -> int:
    """Give someone's open tasks, and those that wait for his word, to another. Returns how many he owned.

    Nobody accepts his own work: where the successor would, whoever hands over accepts, else who leads the successor. Is
    there nobody, it is a note to oneself from now on, and done if it was handed in.
    """
    names: dict[str, Any] = named({"owner_id": [from_member_id, to_member_id]}, _NAMED)
    his = or_(Task.owner_id == from_member_id, Task.acceptor_id == from_member_id)
    family.lock_all(db.scalars(select(Task).where(his, Task.is_open)))
    owned = list(db.scalars(select(Task).where(Task.owner_id == from_member_id, Task.is_open)))
    for task in owned:
        if task.acceptor_id == to_member_id:
            _let_accept(task, _other_than(to_member_id, by), at)
        task.owner_id, task.updated_at = to_member_id, at
        happened(task, "replanned", by=by, at=at, owner_id=[from_member_id, to_member_id], **names)
        make_findable(task)
    for task in db.scalars(select(Task).where(Task.acceptor_id == from_member_id, Task.is_open)):
        _let_accept(task, to_member_id if task.owner_id != to_member_id else _other_than(to_member_id, by), at)
    db.flush()
    return len(owned)


def _other_than(owner_id: UUID, by: UUID) -> UUID | None:
    return by if by != owner_id else lead_of(owner_id)


def _let_accept(task: Task, acceptor_id: UUID | None, at: datetime) -> None:
    task.acceptor_id = acceptor_id
    if acceptor_id is None and task.state == SUBMITTED:
        task.state, task.accepted_at = ACCEPTED, at


def held_by(member_id: UUID) -> tuple[Any, int]:
    """How many open tasks someone has, so that it is said before they are handed over."""
    count = select(func.count()).where(Task.owner_id == member_id, Task.is_open)
    return _l("Open tasks"), db.scalar(count) or 0


def _plain(value: Any) -> Any:
    return goals.plain(value) if hasattr(value, "as_tuple") else value
