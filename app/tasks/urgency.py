"""What is late, what is urgent, how much of its days is over: one definition, for one task and for statements.

Late is what its owner should have handed in before today, and what was handed in after its day. Urgent is what somebody
called so; where nobody said anything, what is due within three days or late already.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from app.among import among
from app.tasks.model import OPEN, WORKING, Task

NEAR = timedelta(days=3)
_T = Task.__table__


def done_late(due_on: date | None, done_on: date) -> bool:
    """Whether what was done on `done_on` was done after its day; what is due on no day never is."""
    return due_on is not None and done_on > due_on


def is_late(task: Any, today: date) -> bool:
    """Whether a task (or a row with its columns) is late, or was when it was handed in."""
    return bool(task.due_on) and task.due_on < today and (task.state in WORKING or task.is_late)


def is_urgent(task: Any, today: date) -> bool:
    """Whether a task (or a row with its columns) is urgent."""
    if task.is_urgent is not None:
        return bool(task.is_urgent)
    return task.state in OPEN and task.due_on is not None and task.due_on <= today + NEAR


def pace(task: Any, today: date) -> float | None:
    """The share of a task's days that are over, in percent, while its owner works on it: there stands the ink line."""
    if task.starts_on is None or task.due_on is None or task.state not in WORKING:
        return None
    whole = (task.due_on - task.starts_on).days + 1
    return min(100.0, max(0, (today - task.starts_on).days + 1) / whole * 100)


def late(today: date) -> ColumnElement[bool]:
    """What is late, as SQL. All of it was due before today, so an index by days finds it."""
    return and_(_T.c.due_on < today, or_(among(_T.c.state, WORKING), _T.c.is_late))


def overdue(today: date) -> ColumnElement[bool]:
    """What is late and still with its owner, as SQL."""
    return and_(_T.c.is_open, _T.c.state.in_(WORKING), _T.c.due_on < today)


def urgent(today: date) -> ColumnElement[bool]:
    """What is urgent, as SQL."""
    by_its_day = and_(_T.c.is_urgent.is_(None), _T.c.is_open, _T.c.due_on <= today + NEAR)
    return or_(_T.c.is_urgent, by_its_day)
