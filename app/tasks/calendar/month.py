"""A month as a sheet of whole weeks. Pure: days and tasks in, what stands in each box out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.web.asking import day as day_in


@dataclass(frozen=True)
class Box:
    """One day of the sheet: what kind of day it is, and the first of its tasks."""

    day: date
    is_inside: bool  # of the month, not of its neighbours
    is_today: bool
    works: bool
    name: str  # of the holiday, or of the day worked for one
    tasks: Sequence[Any]
    total: int

    @property
    def more(self) -> int:
        """How many tasks there was no room for."""
        return self.total - len(self.tasks)


def read(text: str | None, today: date) -> date:
    """The first day of the month in `text` ("2026-11"); of this month when it says none."""
    return day_in(f"{text}-01") or today.replace(day=1)


def written(month: date) -> str:
    """A month as the address has it."""
    return f"{month:%Y-%m}"


def before(month: date) -> date:
    """The month before."""
    return (month - timedelta(days=1)).replace(day=1)


def after(month: date) -> date:
    """The month after."""
    return (month + timedelta(days=31)).replace(day=1)


def days(month: date, week_start: int) -> list[date]:
    """The days of every week that touches the month; weeks begin on ISO weekday `week_start`."""
    first = month - timedelta(days=(month.isoweekday() - week_start) % 7)
    last = after(month) - timedelta(days=1)
    weeks = (last - first).days // 7 + 1
    return [first + timedelta(days=number) for number in range(weeks * 7)]


def sheet(
    month: date,
    shown: Iterable[date],
    today: date,
    *,
    workdays: Collection[date],
    names: Mapping[date, str],
    tasks: Iterable[Any],
) -> list[Box]:
    """The boxes of the days `shown`. Of `tasks` each knows its `due_on` and how many are due that day (`of_day`)."""
    due: dict[date, list[Any]] = defaultdict(list)
    for task in tasks:
        due[task.due_on].append(task)
    worked = frozenset(workdays)
    return [
        Box(
            day, (day.year, day.month) == (month.year, month.month), day == today, day in worked, names.get(day, ""),
            due[day], due[day][0].of_day if due[day] else 0,
        )
        for day in shown
    ]  # fmt: skip
