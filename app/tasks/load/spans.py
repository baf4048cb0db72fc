"""Which days one looks at: this week, the next one, or from one day to another. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

THIS_WEEK, NEXT_WEEK, DAYS = "this-week", "next-week", "days"
LONGEST = timedelta(days=366)
SEVEN_DAYS = timedelta(days=6)  # from the first to the last, both included
_EARLIEST, _LATEST = 1970, 2200


@dataclass(frozen=True)
class Stretch:
    """Days one looks at, both included, and how they were named."""

    name: str
    first: date
    last: date


def stretch(name: str | None, first: date | None, last: date | None, today: date, first_weekday: int) -> Stretch:
    """What an address asks for: a week by its name, else the days, at most a year of them; this week without any."""
    begins, ends = week_of(today, first_weekday)
    if name == NEXT_WEEK:
        return Stretch(NEXT_WEEK, begins + timedelta(days=7), ends + timedelta(days=7))
    if name == DAYS and (is_sane(first) or is_sane(last)):
        return Stretch(DAYS, *window_of(first, last, today))
    return Stretch(THIS_WEEK, begins, ends)


def window_of(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """The days in which something lies: from its first day, at the earliest today, to its last; without a last day
    seven of them, which hold working days whatever day it is."""
    begins = max(first, today) if first and is_sane(first) else today
    ends = last if last and is_sane(last) else begins + SEVEN_DAYS
    return begins, max(begins, min(ends, begins + LONGEST))


def week_of(day: date, first_weekday: int) -> tuple[date, date]:
    """The week around `day`, whose first day is an ISO weekday."""
    begins = day - timedelta(days=(day.isoweekday() - first_weekday) % 7)
    return begins, begins + timedelta(days=6)


def is_sane(day: date | None) -> bool:
    """Whether a typed day is one that anybody can mean."""
    return day is not None and _EARLIEST <= day.year <= _LATEST
