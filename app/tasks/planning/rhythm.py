"""On which days something comes round: each week, month or quarter. Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from app import periods

WEEK, MONTH, QUARTER = "week", "month", "quarter"
EVERY = (WEEK, MONTH, QUARTER)


def next_on(every: str, on_day: int, first: date, fiscal_month: int = 1) -> date:
    """The first day from `first` on, itself included: on ISO weekday `on_day` of each week, or on that day of each
    month, or of the first month of each quarter of the fiscal year; the month's last day where it is shorter."""
    if every == WEEK:
        return first + timedelta(days=(on_day - first.isoweekday()) % 7)
    kind: periods.Kind = "month" if every == MONTH else "quarter"
    begins = periods.of(first, kind, fiscal_month).first
    day = _in_month(begins, on_day)
    return day if day >= first else _in_month(periods.shift(begins, kind, 1), on_day)


def _in_month(first: date, on_day: int) -> date:
    return first.replace(day=min(on_day, monthrange(first.year, first.month)[1]))


def newest(every: str, on_day: int, due: date, today: date, fiscal_month: int = 1) -> date:
    """Of the days that were missed, `due` and those after it until `today`, the last one."""
    while (later := next_on(every, on_day, due + timedelta(days=1), fiscal_month)) <= today:
        due = later
    return due
