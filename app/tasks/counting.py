"""Goals that a measure counts by itself: deals created, valid leads, customers won, by the task's owner in its days.

The figure is asked of `app.measures` and nowhere made again. It is kept with the task so that a list need not ask for
each row: each hour while one works on it, and at the moment it is handed in; the task's own page asks anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from app import days, money, timetables
from app.clock import now
from app.measures import Cut, measure
from app.measures.registry import Measure, measures
from app.outbox import handles
from app.tasks import family, goals
from app.tasks.model import OPEN, WORKING, Task
from tenants.context import db, door
from tenants.model import OutboxRow, Tenant

JOB = "tasks.count"


def offered() -> list[tuple[str, Any]]:
    """The measures a goal may be counted by, as (key, name): those whose parts sum to their whole."""
    return [(one.key, one.name) for one in measures() if one.kind == "additive"]


def count(task: Task, until: date) -> Decimal | None:
    """What the task's measure says of its owner from the task's first day to `until`, both included; None for a task
    without a measure, and for a measure nobody registered yet."""
    if task.measure is None:
        return None
    found = measure(task.measure, Cut(first_day(task), until, None, (task.owner_id,)))
    if found.measure is None or found.total is None:
        return None
    return quantity(found.measure, int(found.total))


def counts_itself(task: Any) -> bool:
    """Whether a measure counts the task; one that nobody registers any more leaves it to its owner."""
    return task.measure is not None and any(one.key == task.measure for one in measures())


def first_day(task: Any) -> date:
    """From when the task counts: its planned start, else the day it was given."""
    return task.starts_on or days.here(task.created_at)


def begin() -> None:
    """Somebody has a goal that is counted: count each hour from here on."""
    timetables.repeat(JOB, hour=None)


def go_on(task: Task) -> None:
    """The task is open again, or counted from now on."""
    if task.measure is not None and task.state in OPEN:
        begin()


@handles(JOB, _l("Count what tasks have reached"))
def recount(row: OutboxRow) -> None:
    """Ask the measures of all tasks that are worked on; whole tasks follow. Stops coming round when none is open."""
    counted = (Task.measure.is_not(None), Task.is_split.is_(False), Task.is_open)
    tasks = [task for task in db.scalars(select(Task).where(*counted)) if task.is_working]
    if not tasks:
        timetables.rest(JOB, lambda: _any(counted), hour=None)
        return
    found = [(task, reached) for task, reached in _counts(tasks, days.today()) if reached != task.actual]
    for task, reached in sorted(found, key=lambda pair: (pair[0].parent_id or pair[0].id, pair[0].id)):
        _keep(task, reached)


def _any(counted: Sequence[Any]) -> bool:
    return db.scalar(select(Task.id).where(*counted).limit(1)) is not None


def _counts(tasks: Iterable[Task], today: date) -> Iterable[tuple[Task, Decimal]]:
    """Each task with what it has reached; one question for all that count the same from the same day."""
    alike: dict[tuple[str, date], list[Task]] = defaultdict(list)
    for task in tasks:
        if task.measure and first_day(task) <= today:
            alike[task.measure, first_day(task)].append(task)
    for (key, first), group in alike.items():
        owners = tuple({task.owner_id for task in group})
        found = measure(key, Cut(first, today, "person", owners))
        if found.measure is not None:
            reached: dict[UUID | str | None, int] = {row.part: row.numerator for row in found.rows}
            for task in group:
                yield task, quantity(found.measure, reached.get(task.owner_id, 0))


def _keep(task: Task, reached: Decimal) -> None:
    """Not an edit: whoever has the task's form open is not disturbed. What was handed in meanwhile, or counts something
    else by now, keeps what it has; wholes are locked before their parts, as whoever works on them does."""
    counted = task.measure, task.owner_id, first_day(task)
    task, moment = family.lock(task), now()
    if task.state not in WORKING or task.is_split or (task.measure, task.owner_id, first_day(task)) != counted:
        return
    statement = update(Task).where(Task.id == task.id).values(actual=reached, counted_at=moment)
    db.execute(statement, execution_options={"synchronize_session": False})
    db.refresh(task)
    family.follow(task, by=None, at=moment)


def quantity(known: Measure, value: int) -> Decimal:
    """A measure's whole number as people write goals: money in units of the currency, all else as it is;
    no more than can be kept."""
    if known.unit != "money":
        return min(Decimal(value), goals.MOST_KEPT)
    currency = db.get_one(Tenant, door().tenant_id).currency
    return min(money.to_major(value, currency), goals.MOST_KEPT)
