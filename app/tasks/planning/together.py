"""Several plans given in one go: all of them or none, one notice to each owner, and the way back for a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from app.events import Event
from app.lists import many
from app.lists.many import Outcome
from app.tasks import family, goals
from app.tasks.assigning import Plan, TaskDraft, assign
from app.tasks.calling_off import cancel
from app.tasks.model import CANCELLED, TODO, Task
from app.tasks.planning import telling
from app.tasks.planning.titles import reworded
from app.tasks.queries import parts_of
from tenants.context import db
from tenants.model import Member
from tenants.owned import new_id

MOST_PEOPLE = 200


class TooSmall(Exception):
    """A goal that cannot be divided among so many people: somebody would have nothing to reach."""


def give_all(plans: Sequence[Plan], *, by: Member, at: datetime) -> UUID:
    """Give all of these; returns the batch they can be taken back by. Raises as `assign` does."""
    batch = new_id()
    wholes = [assign(plan, by=by, at=at, batch=batch, quietly=True) for plan in plans]
    split = [task.id for task in wholes if task.is_split]
    parts = select(Task).where(Task.parent_id.in_(split)).order_by(Task.parent_id, Task.position)
    given = [task for task in wholes if not task.is_split] + list(db.scalars(parts))
    telling.tell_together(given, batch, by)
    return batch


def divided(plans: Sequence[Plan]) -> list[Plan]:
    """The same plan for several people, its goals divided among them so that all together reach what one of them would
    have, and its time. What is left over of one part goes to others than what is left over of the next. Raises
    TooSmall. Pure."""
    count, turn = len(plans), 0
    shares: list[list[Decimal | None]] = [[] for _plan in plans]
    for place in range(len(plans[0].parts)):
        even = _even(plans[0].parts[place].goal_quantity, count)
        for number in range(count):
            shares[(number + turn) % count].append(even[number])
        turn += sum(one != even[-1] for one in even)
    wholes = _even(plans[0].whole.goal_quantity, count)
    return [_with(plan, wholes[number], shares[number], count) for number, plan in enumerate(plans)]


def _even(quantity: Decimal | None, count: int) -> list[Decimal | None]:
    if quantity is None:
        return [None] * count
    even = goals.even_parts(quantity, count)
    if min(even) <= 0:
        raise TooSmall
    return list(even)


def minutes_each(minutes: int, count: int) -> int:
    """Each one's share of the time when a goal is divided among `count` people. Pure."""
    return -(-minutes // count)


def _with(plan: Plan, whole: Decimal | None, parts: list[Decimal | None], count: int) -> Plan:
    """A whole whose parts all have goals has their sum."""
    if parts and whole is not None and None not in parts:
        whole = sum((one for one in parts if one is not None), Decimal(0))
    drafts = [_share(draft, quantity, count) for draft, quantity in zip(plan.parts, parts, strict=True)]
    return Plan(_share(plan.whole, whole, count), drafts)


def _share(draft: TaskDraft, quantity: Decimal | None, count: int) -> TaskDraft:
    minutes = draft.effort_minutes
    return replace(requantified(draft, quantity), effort_minutes=minutes_each(minutes, count) if minutes else None)


def requantified(draft: TaskDraft, quantity: Decimal | None) -> TaskDraft:
    """The draft with another quantity, also in the words that name it."""
    before = draft.goal_quantity
    return replace(
        draft, goal_quantity=quantity, goal=reworded(draft.goal, before, quantity),
        title=reworded(draft.title, before, quantity) or draft.title,
    )  # fmt: skip


def tasks_in(batch: UUID, member: Member) -> list[Task]:
    """What was given in `batch` and `member` sees: wholes and single ones by their day, parts behind their wholes."""
    given = select(Event.subject_id).where(Event.batch_id == batch, Event.kind == "task.assigned")
    found = many.seen(Task, db.scalars(given), member)
    ids = {task.id for task in found}
    tops = sorted((one for one in found if one.parent_id not in ids), key=lambda one: (one.due_on is None, one.due_on))
    parts = sorted((one for one in found if one.parent_id in ids), key=lambda one: one.position)
    return [each for top in tops for each in (top, *(part for part in parts if part.parent_id == top.id))]


def take_back(task: Task, event: Event, outcome: Outcome, /, *, by: Member, at: datetime) -> bool:
    """Call off what was given in a batch, a whole with its parts; what somebody has begun stays and is named."""
    if event.kind != "task.assigned" or task.parent_id is not None:
        return False
    task = family.lock(task)
    if task.state == CANCELLED:
        return False
    parts = list(db.scalars(parts_of(task.id)))
    if any(one.state not in (TODO, CANCELLED) for one in (task, *parts)):
        return outcome.skip(task, "begun")
    cancel(task, by=by, at=at, reason="", batch=outcome.batch)
    for one in (task, *parts):
        telling.unsay_given(one)
    return True


def undo(batch: UUID, *, by: Member, at: datetime) -> Outcome:
    """Take back a batch one gave, as far as nobody has begun."""
    outcome = many.undo(batch, Task, take_back, by=by, at=at, hold=family.lock_all)
    if outcome.changed and not outcome.skipped:
        telling.unsay_together(batch)
    return outcome


def is_undoable(batch: UUID, member: Member, at: datetime) -> bool:
    """Whether `member` gave `batch` lately."""
    return many.is_undoable(batch, Task, member, at)
