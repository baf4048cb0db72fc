"""On which days the company works, as the counting of days wants it."""

from __future__ import annotations

from datetime import date, timedelta

from app.tasks.load import workdays
from app.tasks.planning.stretch import FARTHEST, Works

#: So many calendar days hold all the working days a plan may span, long holidays too.
AHEAD = timedelta(days=FARTHEST * 2)


def works_from(first: date) -> Works:
    """Says of a day from `first` on whether it is worked. Far ahead, and for a company that never works, all days are,
    so that whoever looks for the next working day finds one."""
    last = first + AHEAD
    found, _unknown = workdays.workdays(first, last)
    worked = frozenset(found)
    return lambda day: day in worked or not worked or day > last
