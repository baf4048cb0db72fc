"""Which heap of a day a task lies in. Pure, and the same as SQL in `queries.py`, which is tested against it."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.tasks.model import DOING, RETURNED, SUBMITTED

#: Overdue; due today; under way although due after the days one looks at; due in these days; handed in; all the rest.
LATE, TODAY, GOING, NEXT, HANDED, REST = "late", "today", "going", "next", "handed", "rest"
HEAPS = (LATE, TODAY, GOING, NEXT, HANDED)
BEGUN = (DOING, RETURNED)


def heap_of(task: Any, today: date, last: date) -> str:
    """The heap of an open task for somebody who looks from `today` as far as `last`."""
    if task.state == SUBMITTED:
        return HANDED
    if task.due_on is not None and task.due_on <= last:
        return LATE if task.due_on < today else TODAY if task.due_on == today else NEXT
    has_to_begin = task.starts_on is not None and task.starts_on <= today
    return GOING if task.state in BEGUN or has_to_begin else REST
