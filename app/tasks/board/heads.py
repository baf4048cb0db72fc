"""What stands at the heads of the columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, case, func, select, union_all

from app.tasks.board.sight import Sight
from app.tasks.board.ways import COLUMNS
from app.tasks.model import ACCEPTED, Task
from tenants.context import db

T = Task.__table__
COUNTED_AT_ONCE = 400  # tasks; beyond, the heads follow after the cards


@dataclass
class Head:
    """What a column comes to: how many, how much effort, since when the first waits, how many were late, the grades."""

    count: int = 0
    minutes: int = 0
    waits_since: datetime | None = None
    late: int = 0
    grades: dict[str, int] = field(default_factory=dict)

    def add(self, grade: str | None, count: int, minutes: int, waits_since: datetime | None, late: int) -> None:
        """Count these in, all of one grade."""
        self.count += count
        self.minutes += int(minutes)
        self.waits_since = min(filter(None, (self.waits_since, waits_since)), default=None)
        self.late += late
        if grade is not None:
            self.grades[grade] = count


def heads(sight: Sight, *, at_most: int | None = None) -> dict[str, Head] | None:
    """The heads of all columns; None when there are more than `at_most` tasks to be counted."""
    one = _counted(sight).limit(None if at_most is None else at_most + 1).subquery()
    late = func.count().filter(one.c.is_late.is_(True))
    sums = (func.count(), func.coalesce(func.sum(one.c.minutes), 0), func.min(one.c.submitted_at), late)
    found = {state: Head() for state in COLUMNS}
    for state, grade, *sums_of in db.execute(
        select(one.c.state, one.c.grade, *sums).group_by(one.c.state, one.c.grade)
    ):
        found[state].add(grade, *sums_of)
    is_too_much = at_most is not None and sum(head.count for head in found.values()) > at_most
    return None if is_too_much else found


def _counted(sight: Sight) -> CompoundSelect[Any]:
    """What is counted: all that is open, and of the accepted those of this month, each as an index finds it."""
    effort = case((T.c.is_split.is_(False), T.c.effort_minutes))
    one = select(T.c.state, T.c.grade, T.c.is_late, T.c.submitted_at, effort.label("minutes")).where(*sight.base())
    return union_all(one.where(T.c.is_open.is_(True)), one.where(T.c.state == ACCEPTED, *sight.this_month()))
