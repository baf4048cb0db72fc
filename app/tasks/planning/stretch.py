"""Days counted from a first one, in working days or calendar days, and laid out again from another. Pure.

`works` says of a day whether the company works on it; it must say yes again and again, as `workdays.works_from` does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

Works = Callable[[date], bool]
WORKING, CALENDAR = "working", "calendar"
COUNTED_IN = (WORKING, CALENDAR)
#: Nobody plans a task further from its first day than this.
FARTHEST = 1000
_DAY = timedelta(days=1)


def distance(first: date, day: date, counted_in: str, works: Works) -> int:
    """How far `day` lies behind `first`, 0 for the same day. In working days, a day that is none counts as the next."""
    if counted_in == CALENDAR:
        return min((day - first).days, FARTHEST)
    after = (first + _DAY * number for number in range(1, (day - first).days + 1))
    return min(sum(map(works, after)) + (day > first and not works(day)), FARTHEST)


def day_at(first: date, distance: int, counted_in: str, works: Works) -> date:
    """The day that lies `distance` behind `first`."""
    if counted_in == CALENDAR:
        return first + _DAY * distance
    day = first
    for _number in range(distance):
        day = on_workday(day + _DAY, works)
    return day


def on_workday(day: date, works: Works) -> date:
    """`day` itself, or the next day that is worked."""
    while not works(day):
        day += _DAY
    return day
