"""Weeks as the company counts them: seven days from its own first day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class Week(NamedTuple):
    """Seven days, both ends included."""

    start: date
    end: date


def week_of(day: date, first_weekday: int) -> Week:
    """The week `day` lies in, when weeks begin on ISO weekday `first_weekday`."""
    start = day - timedelta(days=(day.isoweekday() - first_weekday) % 7)
    return Week(start, start + timedelta(days=6))


def last_full_week(today: date, first_weekday: int) -> Week:
    """The newest week that is over."""
    return week_of(today - timedelta(days=7), first_weekday)
